"""The engine's own tests once more, inside Pyodide: another version of Python, 32 bits, and a stack that belongs to the browser."""

import re
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.engine import jspi_flag, node
from tools.native import native_core
from tools.places import ROOT

RUN = ROOT / "tests" / "pyodide" / "run.mjs"
SUITE = ROOT / "tests" / "tracer"
SITE_PACKAGES = Path(sysconfig.get_path("purelib"))

# All but what needs processes: the command line, and plain runs beside recorded ones.
NATIVE = ("cli", "test_plain_runs.py", "test_real_programs.py")
LONG = ("draw", "test_exactness.py", "test_sentence_laws.py")  # about half of the time
OTHERS = (path.name for path in SUITE.iterdir() if path.name.startswith("test_") or (path / "__init__.py").exists())
PARTS = {"long": LONG, "others": tuple(sorted(set(OTHERS) - {*NATIVE, *LONG}))}


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[str, subprocess.Popen[str]]]:
    """Both parts, started at once: machines have two cores."""
    runs = {}
    for part, names in PARTS.items():
        command = node(jspi_flag(), RUN, SITE_PACKAGES, native_core(), "-q", *(f"tests/tracer/{name}" for name in names))
        runs[part] = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    yield runs
    for run in runs.values():
        with run:
            run.kill()


@pytest.mark.timeout(1800)  # a hang; two of these and another test share two cores
@pytest.mark.parametrize("part", PARTS)
def test_the_engines_suite_passes_in_pyodide(runs: dict[str, subprocess.Popen[str]], part: str) -> None:
    said, _ = runs[part].communicate()
    passed = re.search(r"(\d+) passed", said)
    assert runs[part].returncode == 0, said[-20_000:]
    assert passed and int(passed[1]) > 0, f"no test ran in Pyodide:\n{said[-2_000:]}"
