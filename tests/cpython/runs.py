"""The same program in fresh interpreters: plain, recorded, and counted. Run as a script it is the recorded one.

python -m tests.cpython.runs FOLDER     records FOLDER/program.py there, and passes on what it writes
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.cpython.program import QUIET
from tests.tracer.plain import ROOT, SEEDED, Ran

TIME_S = 240  # the rest of such a run is not compared
LATE = -1  # the status of a run that took longer


def run_plainly(source: str) -> Ran:
    """`source` as `python program.py`."""
    return _run(source, [], "program.py")


def run_recorded(source: str) -> Ran:
    """`source` under the recorder, with wide limits. Its status is LATE where it took too long."""
    return _run(source, [str(ROOT)], "-m", "tests.cpython.runs")


def steps_of(source: str) -> dict[str, int]:
    """How many steps each test of `source` would make; nothing where the program cannot be counted."""
    said = _run(source, [str(ROOT)], "-m", "tests.cpython.tally").stdout
    try:
        found: dict[str, int] = json.loads(said.rpartition("\n")[2])
    except ValueError:
        found = {}
    return found


def _run(source: str, paths: list[str], *command: str) -> Ran:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "program.py").write_text(source, encoding="utf-8")
        Path(folder, "sitecustomize.py").write_text(SEEDED + QUIET)
        environment = {
            **os.environ,
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": os.pathsep.join([folder, *paths]),
            "PYTHONIOENCODING": "utf-8:strict",
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_COLOR": "1",
        }
        words = [sys.executable, *command, folder] if paths else [sys.executable, f"{folder}/program.py"]
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=folder
        )
        try:
            said, status = process.communicate(timeout=TIME_S), None
        except subprocess.TimeoutExpired:
            process.kill()
            said, status = process.communicate(), LATE
        stdout, stderr = (text.decode("utf-8", "backslashreplace").replace(folder + "/", "") for text in said)
        return Ran(stdout, stderr, process.returncode if status is None else status)


def _record(folder: str) -> int:
    from tests.cpython.wide import LIMITS
    from tracer.record import record_program

    streams = {1: sys.stdout, 2: sys.stderr}

    def echo(stream: int, text: str) -> None:
        streams[stream].write(text)
        streams[stream].flush()

    source = Path(folder, "program.py").read_text(encoding="utf-8")
    trace = record_program(source, limits=LIMITS, echo=echo, folder=folder)
    if trace.outcome.kind not in ("finished", "exited", "raised"):
        streams[2].write(f"{trace.outcome}\n")
    return trace.outcome.code


if __name__ == "__main__":
    sys.exit(_record(sys.argv[1]))
