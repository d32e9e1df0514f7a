"""The page's modules as one file: one request at the start instead of thirty, without what only people read.

Rule: the packed page does what the unpacked modules do, on the same lines. `page.py` lays them out in MicroPython's file system, in memory, and imports the entry.
"""

import io
import itertools
import tokenize
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
    return unexplained((ROOT / name).read_text(encoding="utf-8"))


def unexplained(text: str) -> str:
    """The module without docstrings and comments. Everything else stays on its line, for who reads a traceback."""
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    found, begins = [], True  # `begins`: a statement, so that a string alone explains
    for token, after in itertools.pairwise(tokens):
        if token.type == tokenize.COMMENT:
            found.append((token, ""))
        elif token.type == tokenize.STRING and begins and after.type in (tokenize.NEWLINE, tokenize.COMMENT):
            found.append((token, '""'))
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            begins = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    lines = text.splitlines()
    for token, instead in reversed(found):
        cut(lines, token, instead)
    return "\n".join(lines) + "\n"


def cut(lines: list[str], token: tokenize.TokenInfo, instead: str) -> None:
    """Put `instead` where the token is; the lines behind it stay where they are."""
    (first, start), (last, end) = token.start, token.end
    rest = lines[last - 1][end:]
    lines[first - 1] = (lines[first - 1][:start] + instead).rstrip()
    lines[first:last] = [""] * (last - first)
    lines[last - 1] += rest
