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
    assert laid_out.keys() == sources.keys()
    for name, source in sources.items():
        assert on_its_lines(laid_out[name]) == on_its_lines(source), name


def on_its_lines(source: str) -> list[tuple[str, int]]:
    """What the module does, and where; not what it says of that."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and ast.get_docstring(node) is not None
        ):
            node.body[0] = ast.Pass(lineno=node.body[0].lineno)
    return [(ast.dump(node), node.lineno) for node in ast.walk(tree) if isinstance(node, ast.stmt)]


@pytest.mark.parametrize(
    ("source", "packed"),
    [
        ('"""Said.\n\nMore.\n"""\nx = 1  # why\n', '""\n\n\n\nx = 1\n'),
        ('def f():\n    """Said."""  # too\n    return "# no comment"\n', 'def f():\n    ""\n    return "# no comment"\n'),
        ('TEXT = """a  \n# b\n"""\n', 'TEXT = """a  \n# b\n"""\n'),
        ("# Why.\n\nif x:  # so\n    f(1, # one\n      2)\n", "\n\nif x:\n    f(1,\n      2)\n"),
        ('class A:\n    # first\n    """Said."""\n', 'class A:\n\n    ""\n'),
    ],
)
def test_only_what_people_read_is_left_out(source: str, packed: str) -> None:
    assert pack.unexplained(source) == packed


def test_what_the_modules_know_of_the_browser_comes_with_them() -> None:
    assert ("pyscript.py", pack.source("assets/pyscript.py")) in laid_out_by(pack.packed_modules())


def laid_out_by(text: str) -> list[tuple[str, str]]:
    """The pairs of name and text in page.py."""
    loops = [node for node in ast.parse(text).body if isinstance(node, ast.For)]
    pairs: list[tuple[str, str]] = list(ast.literal_eval(loops[1].iter))
    return pairs
