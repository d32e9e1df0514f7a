"""`python -m tests.bench [page | recording]`: the figures that the README names, as tables. Ratios within one run count; absolutes are the machine's."""

import argparse

from tests.bench import page, recording

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the built site, and print tables.")
    parser.add_argument("part", nargs="?", choices=("page", "recording"), help="this part alone")
    parser.add_argument("--plot", action="store_true", help="recording: draw docs/recording-cost.svg too")
    parser.add_argument("--ten-million", action="store_true", help="recording: ten million steps too, which may take minutes")
    wanted = parser.parse_args()
    if wanted.part != "recording":
        page.main()
    if wanted.part != "page":
        recording.main(plot=wanted.plot, ten_million=wanted.ten_million)
