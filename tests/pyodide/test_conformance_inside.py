"""CPython's own tests of the language inside Pyodide: recorded they come out as they do plain, test by test.

Pyodide comes without them, so those of the Python that runs here are laid into its file system. Where they are of another version some
fail, plain and recorded alike, and it is the likeness that counts.
"""

import json
import subprocess

import pytest

from tests.cpython.comparison import side_by_side, told, without_long
from tests.cpython.modules import PYODIDE, PYODIDE_STEPS
from tests.cpython.program import path_of, program_of
from tests.cpython.runs import steps_of
from tests.tracer.plain import Ran
from tools.engine import jspi_flag, node
from tools.native import native_core
from tools.places import ROOT

RUN = ROOT / "tests" / "pyodide" / "conform.mjs"


@pytest.mark.timeout(600)
def test_modules_of_cpythons_tests_come_out_the_same_in_pyodide() -> None:
    paths = {module: path for module in PYODIDE if (path := path_of(module)) is not None}
    if not paths:
        pytest.skip("this Python comes without CPython's tests")
    programs, left_out = {}, {}
    for module, path in paths.items():
        text = path.read_text(encoding="utf-8")
        programs[module], left_out[module] = without_long(text, steps_of(program_of(text)), PYODIDE_STEPS)
    folder = next(iter(paths.values())).parent
    done = subprocess.run(
        node(jspi_flag(), RUN, folder, native_core()),
        input=json.dumps(programs),
        capture_output=True,
        text=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    runs = json.loads(done.stdout)
    assert runs.keys() == paths.keys()
    for module, run in runs.items():
        found = side_by_side(module, 0, left_out[module], Ran(*run["plain"]), Ran(*run["recorded"]))
        assert found.compared > 5, f"{module}: hardly a test was compared\n{run['plain'][1][-2_000:]}"
        assert not found.unknown, f"{module}\n{told(found.unknown)}"
