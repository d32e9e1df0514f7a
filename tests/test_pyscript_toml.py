"""pyscript.toml against the tree: what it lists exists, what exists is listed, and all of it comes from this host."""

import re
import tomllib

from tools import pack
from tools.build import plan
from tools.places import ROOT

TEXT = (ROOT / "pyscript.toml").read_text(encoding="utf-8")
CONFIG = tomllib.loads(TEXT)
START = (ROOT / "assets" / "page.js").read_text(encoding="utf-8")

# The one module that no other imports: index.html names it.
ENTRY = "app/main.py"


def test_every_module_of_the_page_is_listed_and_no_other() -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "app").rglob("*.py")}
    assert set(CONFIG["files"]) == {f"./{module}" for module in modules - {ENTRY}}


def test_every_module_keeps_its_place() -> None:
    assert {place: target for place, target in CONFIG["files"].items() if place != target} == {}


def test_the_page_begins_with_the_entry() -> None:
    page = (ROOT / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<script type="module" src="(.*?)"', page) == ["assets/start.js", "assets/page.js"]
    assert pack.ENTRY == ENTRY
    assert f'const PROGRAM = "{next(place for place in plan() if place.endswith(".py"))}";' in START


def test_the_interpreter_is_a_file_of_the_site() -> None:
    assert CONFIG["interpreter"].removeprefix("./") in plan()
    assert f'const INTERPRETER = ".{CONFIG["interpreter"]}";' in START


def test_nothing_comes_from_another_host() -> None:
    assert "//" not in TEXT
    assert "packages" not in CONFIG
