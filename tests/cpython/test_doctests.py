"""The examples in the docstrings of the standard library come out recorded as they do plain. The module's own text is the program too."""

import importlib.util
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cpython.comparison import comparable
from tests.cpython.program import doctests_of
from tests.cpython.runs import run_plainly, run_recorded

MODULES = ("collections", "enum", "fractions", "http.cookies", "ipaddress", "json", "textwrap", "_threading_local")


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_come_out_the_same(module):
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None
    text = Path(spec.origin).read_text(encoding="utf-8")
    # A package's modules are its neighbours, which a program of one file has not.
    source = doctests_of(text.replace("from .", f"from {module}."))
    with ThreadPoolExecutor(2) as pool:
        plain, recorded = pool.map(lambda run: run(source), (run_plainly, run_recorded))
    assert "test __main__" in plain.stdout, plain.stderr
    assert comparable(recorded.stdout) == comparable(plain.stdout)
    assert comparable(recorded.stderr) == comparable(plain.stderr)
    assert recorded.status == plain.status == 0
