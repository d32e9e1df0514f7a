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

# The command line and the plain runs beside recorded ones are native matters: there are no processes in a browser. The table of hostile
# programs runs natively and, where the stack of C is at stake, in tests/browser/test_engine_shell.py.
MODULES = ("draw", "export", "test_events.py", "test_exactness.py", "test_seeking.py", "test_sentence.py", "test_session.py")
# There are no threads either, and asyncio runs on the event loop of JavaScript, whose turns the oracle cannot follow:
# tests/browser/test_engine_shell.py has a program for it.
WORDS = ("-q", *(f"tests/tracer/{name}" for name in MODULES), "-k", "not async and not threads")


@pytest.mark.timeout(900)
def test_the_engines_suite_passes_in_pyodide() -> None:
    done = subprocess.run(node(jspi_flag(), RUN, SITE_PACKAGES, *WORDS), cwd=ROOT, capture_output=True, text=True, timeout=900)
    said = done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", said)
    assert done.returncode == 0, said[-20_000:]
    assert passed and int(passed[1]) > 0, f"no test ran in Pyodide:\n{said[-2_000:]}"
