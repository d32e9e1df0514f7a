"""The page's modules in one file: laid out as they are in the tree."""

import os
import runpy
from pathlib import Path

import pytest

from tools import pack
from tools.places import ROOT
from tools.problem import BuildProblem


def test_page_py_lays_out_every_module_and_imports_the_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = pack.packed_modules().replace("import app.main", "")
    (tmp_path / "page.py").write_text(text, encoding="utf-8")
    runpy.run_path(os.fspath(tmp_path / "page.py"))
    laid_out = {path.relative_to(tmp_path): path.read_text(encoding="utf-8") for path in (tmp_path / "app").rglob("*.py")}
    sources = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py")}
    assert laid_out == sources


def test_a_page_without_the_entry_is_refused() -> None:
    with pytest.raises(BuildProblem, match="exactly one"):
        pack.packed_html("<html></html>")
