"""Programs as they run without us: each in a Python of its own, beside the same programs recorded, in one Python more.

Run as a script it records the programs that it reads as JSON from stdin, and writes what each of them printed.
"""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SEEDED = "import random\nrandom.seed(0)\n"  # as sitecustomize: recordings are seeded


class Ran(NamedTuple):
    """What a run leaves behind. Paths of the program are without their folder."""

    stdout: str
    stderr: str
    status: int


def run_plainly(source: str, inputs: list[str]) -> Ran:
    """`source` in a Python of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "program.py")
        path.write_text(source, encoding="utf-8")
        Path(folder, "sitecustomize.py").write_text(SEEDED)
        environment = {
            **os.environ,
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": folder,
            "PYTHONIOENCODING": "utf-8:strict",
            "NO_COLOR": "1",
        }
        done = subprocess.run(
            [sys.executable, str(path)],
            input="".join(line + "\n" for line in inputs).encode(),
            capture_output=True,
            env=environment,
            cwd=folder,
            timeout=120,
        )
        stdout, stderr = (text.decode().replace(folder + "/", "") for text in (done.stdout, done.stderr))
        return Ran(stdout, stderr, done.returncode)


def run_all_plainly(programs: dict[str, tuple[str, list[str]]]) -> dict[str, Ran]:
    """Every program in a Python of its own, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(programs, pool.map(lambda pair: run_plainly(*pair), programs.values()), strict=True))


def record_all(programs: dict[str, tuple[str, list[str]]]) -> dict[str, Ran]:
    """Every program recorded, all in one Python."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.tracer.plain"],
        input=json.dumps(programs).encode(),
        capture_output=True,
        env=environment,
        cwd=ROOT,
        timeout=240,
    )
    assert not done.returncode and not done.stderr, done.stderr.decode()
    return {name: Ran._make(ran) for name, ran in json.loads(done.stdout).items()}


def _record(source: str, inputs: list[str]) -> Ran:
    from tracer.record import record_program

    trace = record_program(source, inputs=inputs)
    texts = ["".join(write.text for write in trace.writes if write.stream == stream) for stream in (1, 2)]
    return Ran(texts[0], texts[1], trace.outcome.code)


if __name__ == "__main__":
    sys.stdout.write(json.dumps({name: _record(*program) for name, program in json.load(sys.stdin).items()}))
