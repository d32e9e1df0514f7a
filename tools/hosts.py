"""assets/packages.json: the hosts of packages, as those who made Pyodide and micropip name them. Whoever runs a site may change the file there (docs/packages.md)."""

import json
import re
import zipfile
from pathlib import Path

from tools.cache import cached, key_of
from tools.places import ROOT
from tools.problem import BuildProblem
from tools.vendor import PYODIDE, installed, version

PLACE = "assets/packages.json"
PYODIDES = re.compile(r"https://[^`\"']+/v\$\{\w+\}/full/")  # in its loader, with its version to be filled in
MICROPIPS = re.compile(r"^PYPI_URL = \"(https://[^\"]+)\"$", re.MULTILINE)


def hosts_file(wheels: list[Path]) -> dict[str, Path]:
    """{place below dist/: the table}. `wheels`: those on board, micropip among them. Raises BuildProblem when one names no host."""
    micropip = next((wheel for wheel in wheels if wheel.name.startswith("micropip-")), None)
    if micropip is None:
        raise BuildProblem("requirements/board.txt has no micropip: packages of PyPI could not be found.")
    key = key_of([ROOT / "tools" / "hosts.py"], micropip.name, version(PYODIDE))
    return {PLACE: cached("hosts", key, lambda folder: write(folder, micropip)) / Path(PLACE).name}


def write(folder: Path, micropip: Path) -> None:
    with zipfile.ZipFile(micropip) as wheel:
        index = MICROPIPS.search(wheel.read("micropip/package_index.py").decode())
    loader = installed(f"{PYODIDE}/pyodide.mjs")
    pyodide = PYODIDES.search(loader.read_text(encoding="utf-8"))
    if index is None or pyodide is None:
        raise BuildProblem(
            f"{micropip.name if pyodide else loader.name} names no host of packages where tools/hosts.py looks for it."
        )
    table: dict[str, str | list[str]] = {
        "pyodide": re.sub(r"\$\{\w+\}", version(PYODIDE), pyodide[0]),
        "index": index[1].rstrip("/") + "/",
        "files": "",
        "programs_may_ask": [],
    }
    (folder / Path(PLACE).name).write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
