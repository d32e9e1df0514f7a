"""The page's modules as one file, and what index.html loads ahead: a start with six requests in a row instead of thirty.

Rule: the packed page does what the unpacked one does. `page.py` lays the modules out in MicroPython's file system, in memory, and imports the entry;
index.html stays a page that also works as it is in the tree.
"""

import tomllib
from pathlib import PurePosixPath

from tools.places import ROOT
from tools.problem import BuildProblem
from tools.vendor import vendored

ENTRY = "app/main.py"
SCRIPT = f'<script type="mpy" src="{ENTRY}" config="pyscript.toml"></script>'
AHEAD = "<!-- ahead -->"  # where index.html wants the list of what will be needed

LAYING_OUT = '''"""{about}"""

import os

for folder in {folders!r}:
    os.mkdir(folder)
for name, text in {modules!r}:
    with open(name, "w") as file:
        file.write(text)

import {entry}
'''


def configuration() -> dict[str, object]:
    """What pyscript.toml says."""
    return tomllib.loads((ROOT / "pyscript.toml").read_text(encoding="utf-8"))


def packed_modules() -> str:
    """The text of page.py: every module that pyscript.toml lists, and the entry."""
    files = configuration()["files"]
    assert isinstance(files, dict)
    names = sorted([*(place.removeprefix("./") for place in files), ENTRY])
    modules = tuple((name, (ROOT / name).read_text(encoding="utf-8")) for name in names)
    folders = tuple(sorted({str(PurePosixPath(name).parent) for name in names}))
    entry = ENTRY.removesuffix(".py").replace("/", ".")
    about = "The page's modules, packed by the build; their sources are in app/."
    return LAYING_OUT.format(about=about, folders=folders, modules=modules, entry=entry)


def packed_configuration() -> str:
    """pyscript.toml for the packed page: nothing but the interpreter."""
    return f'interpreter = "{configuration()["interpreter"]}"\n'


def packed_html(html: str) -> str:
    """index.html for the packed page. Raises BuildProblem when the entry or the place for the list is not where it was."""
    for wanted in (SCRIPT, AHEAD):
        if html.count(wanted) != 1:
            raise BuildProblem(f"index.html must have exactly one {wanted}")
    return html.replace(SCRIPT, SCRIPT.replace(ENTRY, "page.py")).replace(AHEAD, "\n".join(links_ahead()))


def links_ahead() -> list[str]:
    """One <link> for each file that will be asked for before the page can be used; the browser fetches them side by side."""
    core = [place for place in vendored() if place.startswith("vendor/pyscript/core-")]
    modules = [*core, "vendor/micropython/micropython.mjs"]
    fetched = ["vendor/micropython/micropython.wasm", "pyscript.toml", "page.py"]
    return [f'<link rel="modulepreload" href="{place}">' for place in modules] + [
        f'<link rel="preload" href="{place}" as="fetch" crossorigin>' for place in fetched
    ]
