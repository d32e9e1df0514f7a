"""The page's modules as one file: one request at the start instead of thirty.

Rule: the packed page does what the unpacked one does. `page.py` lays the modules out in MicroPython's file system, in memory, and imports the entry;
index.html stays a page that also works as it is in the tree.
"""

import tomllib
from pathlib import PurePosixPath

from tools.places import ROOT
from tools.problem import BuildProblem

ENTRY = "app/main.py"
SCRIPT = f'<script type="mpy" src="{ENTRY}" config="pyscript.toml"></script>'

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
    """index.html for the packed page. Raises BuildProblem when the entry is not where it was."""
    if html.count(SCRIPT) != 1:
        raise BuildProblem(f"index.html must have exactly one {SCRIPT}")
    return html.replace(SCRIPT, SCRIPT.replace(ENTRY, "page.py"))
