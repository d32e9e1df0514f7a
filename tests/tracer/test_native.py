"""The native core: it proves itself in Pyodide, and steps aside with a reason everywhere else."""

from pathlib import Path

import pytest

from tests.conftest import IN_PYODIDE
from tracer import native


@pytest.mark.skipif(not IN_PYODIDE, reason="the core is made for Pyodide alone")
def test_pyodide_has_the_core_and_it_proves_itself() -> None:
    core = native.load()
    assert core is not None, native.why_not()
    assert core.self_test() == ""
    assert native.load() is core


@pytest.mark.skipif(IN_PYODIDE, reason="there it has one")
def test_another_python_has_none() -> None:
    assert native.load() is None
    assert native.why_not() == "there is no native core for this Python"


@pytest.mark.parametrize(
    ("suffix", "content", "reason"),
    [
        (
            ".py",
            "def self_test(): return 'a list lies elsewhere'",
            "the native core does not fit this Python: a list lies elsewhere",
        ),
        (".py", "", "the native core cannot be loaded: module '_codeviz' has no attribute 'self_test'"),
        (".so", "not WebAssembly", "the native core cannot be loaded: "),
    ],
)
def test_a_core_that_is_not_right_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, content: str, reason: str
) -> None:
    place = tmp_path / f"_codeviz{suffix}"
    place.write_text(content)
    monkeypatch.setattr(native, "PLACE", place)
    monkeypatch.setattr(native, "_core", None)
    assert native.load() is None
    assert native.why_not().startswith(reason)
