"""The page's modules in one file: laid out as they are in the tree."""

import ast
import os
import runpy
from pathlib import Path

import pytest

from tools import pack
from tools.places import ROOT


def test_page_py_lays_out_every_module_and_imports_the_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = pack.packed_modules().replace("import app.main", "")
    (tmp_path / "page.py").write_text(text, encoding="utf-8")
    runpy.run_path(os.fspath(tmp_path / "page.py"))
    laid_out = {path.relative_to(tmp_path): path.read_text(encoding="utf-8") for path in (tmp_path / "app").rglob("*.py")}
    sources = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py")}
    assert laid_out == sources


def test_what_the_modules_know_of_the_browser_comes_with_them() -> None:
    assert ("pyscript.py", (ROOT / "assets" / "pyscript.py").read_text(encoding="utf-8")) in laid_out_by(pack.packed_modules())


def laid_out_by(text: str) -> list[tuple[str, str]]:
    """The pairs of name and text in page.py."""
    loops = [node for node in ast.parse(text).body if isinstance(node, ast.For)]
    pairs: list[tuple[str, str]] = list(ast.literal_eval(loops[1].iter))
    return pairs
