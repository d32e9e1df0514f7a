"""The page's modules as one file: one request at the start instead of thirty.

Rule: the packed page does what the unpacked modules do. `page.py` lays them out in MicroPython's file system, in memory, and imports the entry.
"""

import tomllib
from pathlib import PurePosixPath

from tools.places import ROOT

ENTRY = "app/main.py"
BROWSER = "assets/pyscript.py"  # laid out as pyscript.py

LAYING_OUT = '''"""{about}"""

import os

for folder in {folders!r}:
    os.mkdir(folder)
for name, text in {modules!r}:
    with open(name, "w") as file:
        file.write(text)

import {entry}
'''


def listed() -> list[str]:
    """The modules that pyscript.toml lists."""
    files = tomllib.loads((ROOT / "pyscript.toml").read_text(encoding="utf-8"))["files"]
    return [place.removeprefix("./") for place in files]


def packed_modules() -> str:
    """The text of page.py: every module that pyscript.toml lists, the entry, and what they know of the browser."""
    names = sorted([*listed(), ENTRY])
    modules = tuple((name, source(name)) for name in names) + ((PurePosixPath(BROWSER).name, source(BROWSER)),)
    folders = tuple(sorted({str(PurePosixPath(name).parent) for name in names}))
    entry = ENTRY.removesuffix(".py").replace("/", ".")
    about = "The page's modules, packed by the build; their sources are in app/."
    return LAYING_OUT.format(about=about, folders=folders, modules=modules, entry=entry)


def source(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
