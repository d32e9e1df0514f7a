"""Compiling the native core: the same bytes everywhere, and a sentence when it cannot be done."""

import shutil
from pathlib import Path

import pytest

from tools.native import SOURCES, compile_core
from tools.problem import BuildProblem

INIT = "\nEXPORTED PyObject *PyInit__codeviz(void) { return NULL; }\n"


def compiled(folder: Path, core: str | None = None) -> bytes:
    """core.wasm from a copy of native/ in `folder`, with another core.c if one is given."""
    shutil.copytree(SOURCES, folder / "native")
    if core is not None:
        (folder / "native" / "core.c").write_text(f'#include "python.h"\n{core}{INIT}')
    (folder / "made").mkdir()
    compile_core(folder / "native", folder / "made")
    assert [path.name for path in (folder / "made").iterdir()] == ["core.wasm"]
    return (folder / "made" / "core.wasm").read_bytes()


def test_the_core_is_the_same_wherever_it_is_compiled(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there" / "and deeper"
    first = compiled(here)
    assert first == compiled(there)
    assert str(tmp_path).encode() not in first


@pytest.mark.parametrize(
    ("core", "said"),
    [
        ("int f(void) { return nobody; }", r"native/core\.c does not compile:\n(.|\n)*core\.c:2:\d+: error: .*nobody"),
        ("int f(int n) { int unused; return n; }", r"native/core\.c does not compile:\n(.|\n)*unused variable"),
        ("void PyNobody_Knows(void); EXPORTED void f(void) { PyNobody_Knows(); }", "uses PyNobody_Knows: the Python in Pyodide"),
        ("#include <stdio.h>", r"core\.c does not compile:\n(.|\n)*stdio"),
    ],
)
def test_c_that_cannot_work_ends_the_build_with_the_reason(tmp_path: Path, core: str, said: str) -> None:
    with pytest.raises(BuildProblem, match=said):
        compiled(tmp_path, core)
