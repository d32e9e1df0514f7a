"""Packages for learners' programs that come with the site: `board_files()` are the wheels below dist/packages/, and the index of them.

Rule: what ships is what requirements/board.txt names by hash, and pure Python. PACKAGES=folder adds the wheels of a folder, for a site that
wants more; those are the builder's own affair.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from tools.cache import cached, key_of
from tools.hosts import hosts_file
from tools.places import ROOT
from tools.problem import BuildProblem
from tracer.packages import canonical, modules_of

LOCK = ROOT / "requirements" / "board.txt"
FOLDER = "packages"
INDEX = "index.json"
PURE = ("--only-binary", ":all:", "--python-version", "3.14", "--implementation", "py", "--abi", "none", "--platform", "any")
ENVIRONMENT = {
    "extra": "",
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "platform_system": "Emscripten",
    "python_full_version": "3.14.2",
    "python_version": "3.14",
    "sys_platform": "emscripten",
}


def board_files() -> dict[str, Path]:
    """{place below dist/: file}"""
    wheels = [*download().glob("*.whl"), *added()]
    key = key_of([Path(__file__), *filter(inside, wheels)], *(f"{path.name} {sha256(path)}" for path in wheels))
    index = cached("index", key, lambda folder: write_index(folder, wheels)) / INDEX
    return {f"{FOLDER}/{path.name}": path for path in wheels} | {f"{FOLDER}/{INDEX}": index} | hosts_file(wheels)


def inside(path: Path) -> bool:
    return path.is_relative_to(ROOT)


def added() -> list[Path]:
    """The wheels of the folder that PACKAGES names. Raises BuildProblem when there is no such folder."""
    name = os.environ.get("PACKAGES", "")
    if name and not Path(name).is_dir():
        raise BuildProblem(f"PACKAGES={name}: there is no such folder. Name one that holds wheels, or leave PACKAGES away.")
    return sorted(Path(name).resolve().glob("*.whl")) if name else []


def download() -> Path:
    """The folder of the wheels that requirements/board.txt names. Raises BuildProblem when they cannot be had."""

    def fetch(folder: Path) -> None:
        print("Fetching the packages that come with the site ...", flush=True)
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps", "--require-hashes")
        done = subprocess.run([*pip, *PURE, "--requirement", LOCK, "--dest", folder], capture_output=True, text=True)
        if done.returncode:
            raise BuildProblem(f"The packages of requirements/board.txt could not be fetched:\n{done.stderr.strip()}")

    return cached("board", key_of([LOCK]), fetch)


def write_index(folder: Path, wheels: list[Path]) -> None:
    entries = {entry["name"]: entry for entry in map(entry_of, sorted(wheels))}
    (folder / INDEX).write_text(json.dumps(entries, separators=(",", ":")) + "\n", encoding="utf-8")


def entry_of(path: Path) -> dict[str, Any]:
    """What the engine has to know of a wheel, in the words of tracer/packages.py."""
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        text = next((wheel.read(name) for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)), None)
    if text is None:
        raise BuildProblem(f"{path.name} is no wheel: it has no METADATA.")
    metadata = HeaderParser().parsestr(text.decode())
    wanted = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    return {
        "name": canonical(metadata["Name"]),
        "version": metadata["Version"],
        "file": path.name,
        "sha256": sha256(path),
        "bytes": path.stat().st_size,
        "modules": modules_of(names),
        "depends": [canonical(each.name) for each in wanted if not each.marker or each.marker.evaluate(dict(ENVIRONMENT))],
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
