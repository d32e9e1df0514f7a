"""`python -m tests.bench [page | recording | verdicts]`: the figures that the README names, as tables. Ratios within one run count; absolutes are the machine's."""

import argparse

from tests.bench import page, recording, verdicts

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the built site, and print tables.")
    parser.add_argument("part", nargs="?", choices=("page", "recording", "verdicts"), help="this part alone")
    parser.add_argument("--plot", action="store_true", help="recording: draw docs/recording-cost.svg too")
    parser.add_argument("--ten-million", action="store_true", help="recording: ten million steps too, which may take minutes")
    wanted = parser.parse_args()
    if wanted.part in (None, "page"):
        page.main()
    if wanted.part in (None, "verdicts"):
        verdicts.main()
    if wanted.part in (None, "recording"):
        recording.main(plot=wanted.plot, ten_million=wanted.ten_million)
