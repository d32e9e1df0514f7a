"""What the site takes from npm packages: `vendored()` maps each place under dist/vendor/ to its file in node_modules/.

Rule: only what a browser will ask for. No source maps, no font but the Latin ones.
"""

import json
from pathlib import Path

from tools.fonts import fonts
from tools.licenses import licenses
from tools.places import MODULES
from tools.problem import BuildProblem

PYODIDE = "pyodide"
MICROPYTHON = "@micropython/micropython-webassembly-pyscript"

FILES = {
    PYODIDE: ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"),
    MICROPYTHON: ("micropython.mjs", "micropython.wasm"),
}
FOLDERS = {PYODIDE: "pyodide", MICROPYTHON: "micropython"}


def version(package: str) -> str:
    """The installed version of an npm package."""
    return str(json.loads(installed(f"{package}/package.json").read_text(encoding="utf-8"))["version"])


def installed(name: str) -> Path:
    """A file in node_modules/. Raises BuildProblem when it is not there."""
    path = MODULES / name
    if not path.exists():
        raise BuildProblem(f"node_modules/{name} is missing: make build installs it, with npm ci.")
    return path


def vendored() -> dict[str, Path]:
    """{place below dist/: file}"""
    plan = {f"vendor/{FOLDERS[package]}/{name}": installed(f"{package}/{name}") for package in FILES for name in FILES[package]}
    return plan | fonts() | licenses()
