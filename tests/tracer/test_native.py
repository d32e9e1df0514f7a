"""The native core: it proves itself in Pyodide, and steps aside with a reason everywhere else."""

import sys
from types import SimpleNamespace

import pytest

from tests.conftest import IN_PYODIDE
from tracer import native


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a Python that has not looked for the core yet."""
    monkeypatch.setattr(native, "_core", None)


@pytest.mark.skipif(not IN_PYODIDE, reason="the core is made for Pyodide alone")
def test_pyodide_has_the_core_and_it_proves_itself() -> None:
    core = native.load()
    assert core is not None, native.why_not()
    assert core.self_test() == ""
    assert native.why_not() == ""


@pytest.mark.skipif(IN_PYODIDE, reason="there it has one")
def test_another_python_has_none() -> None:
    assert native.load() is None
    assert native.why_not() == "there is no native core for this Python"


@pytest.mark.usefixtures("forgotten")
def test_a_core_that_does_not_fit_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, native.NAME, SimpleNamespace(self_test=lambda: "a list's items lie elsewhere"))
    assert native.load() is None
    assert native.why_not() == "the native core does not fit this Python: a list's items lie elsewhere"


@pytest.mark.usefixtures("forgotten")
def test_a_core_that_breaks_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, native.NAME, SimpleNamespace())
    assert native.load() is None
    assert "cannot be loaded" in native.why_not()
