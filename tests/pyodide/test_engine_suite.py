"""The engine's own tests once more, inside Pyodide: another version of Python, 32 bits, and a stack that belongs to the browser."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tools.engine import jspi_flag, node
from tools.places import ROOT

RUN = ROOT / "tests" / "pyodide" / "run.mjs"
SITE_PACKAGES = Path(sysconfig.get_path("purelib"))

# The command line is a native matter: there are no processes in a browser.
WORDS = ("-q", "tests/tracer", "--ignore=tests/tracer/cli")


@pytest.mark.timeout(900)
def test_the_engines_suite_passes_in_pyodide() -> None:
    done = subprocess.run(node(jspi_flag(), RUN, SITE_PACKAGES, *WORDS), cwd=ROOT, capture_output=True, text=True, timeout=900)
    said = done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", said)
    assert done.returncode == 0, said[-20_000:]
    assert passed and int(passed[1]) > 0, f"no test ran in Pyodide:\n{said[-2_000:]}"
