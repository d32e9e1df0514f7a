"""The page's modules as one file: one request at the start instead of thirty.

Rule: the packed page does what the unpacked one does. `page.py` lays the modules out in MicroPython's file system, in memory, and imports the entry;
the configuration stands in the page. index.html stays a page that also works as it is in the tree.
"""

import json
import tomllib
from pathlib import PurePosixPath

from tools.places import ROOT
from tools.problem import BuildProblem

ENTRY = "app/main.py"
SCRIPT = f'<script type="mpy" src="{ENTRY}" config="pyscript.toml"></script>'
# The second element speaks for PyScript's other interpreter, which this page does not use and whose additions would be loaded all the same.
PACKED_SCRIPT = """<script type="mpy" src="page.py" config='{configuration}'></script>
<py-config type="json" hidden>{others}</py-config>"""

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


def packed_html(html: str) -> str:
    """index.html for the packed page. Raises BuildProblem when the entry is not where it was."""
    if html.count(SCRIPT) != 1:
        raise BuildProblem(f"index.html must have exactly one {SCRIPT}")
    found = configuration()
    own = json.dumps({name: value for name, value in found.items() if name != "files"})
    others = json.dumps({"plugins": found["plugins"]})
    return html.replace(SCRIPT, PACKED_SCRIPT.format(configuration=own, others=others))
