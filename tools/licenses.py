"""vendor/LICENSES.txt: what on the site was made by others, and under which licence.

Rule: every package that ships is in it. package-lock.json says which; a package that brings no text, and has none here either, ends the build.
"""

import json
from pathlib import Path

from tools.cache import cached, key_of
from tools.places import MODULES, ROOT
from tools.problem import BuildProblem

NAME = "vendor/LICENSES.txt"
NOT_SHIPPED = {"ws", "@types/emscripten"}  # Pyodide's own, for Node
CHANGED = dict.fromkeys(
    ("@fontsource-variable/inter", "@fontsource-variable/jetbrains-mono"), "cut down to what this site uses by tools/fonts.py"
)
NAMES = ("LICENSE", "LICENSE.md", "LICENSE.txt")
OURS = ROOT / "tools" / "licenses"  # of packages that bring none


def licenses() -> dict[str, Path]:
    """{place below dist/: the file that holds all the texts}. Raises BuildProblem when one is missing."""
    texts = {name: text_of(name) for name in shipped()}
    key = key_of([ROOT / "package-lock.json", ROOT / "tools" / "licenses.py", *OURS.iterdir()])
    return {NAME: cached("licenses", key, lambda folder: write(folder, texts)) / "LICENSES.txt"}


def shipped() -> dict[str, dict[str, str]]:
    """{package: what package-lock.json says of it}"""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    named = {place.removeprefix("node_modules/"): entry for place, entry in packages.items() if place and not entry.get("dev")}
    return {name: entry for name, entry in sorted(named.items()) if name not in NOT_SHIPPED}


def text_of(package: str) -> Path:
    """The file with its licence."""
    own = OURS / (package.replace("/", "-").lstrip("@") + ".txt")
    for path in (*(MODULES / package / name for name in NAMES), own):
        if path.exists():
            return path
    raise BuildProblem(f"{package} brings no text of its licence: put one into {own.relative_to(ROOT)}.")


def write(folder: Path, texts: dict[str, Path]) -> None:
    packages = shipped()
    parts = ["What is on this site and was made by others. CodeViz itself is under the MIT licence.\n"]
    for name, path in texts.items():
        entry = packages[name]
        title = f"{name} {entry['version']} ({entry['license']})" + (f", {CHANGED[name]}" if name in CHANGED else "")
        parts.append(f"{title}\n{'=' * len(title)}\n\n{path.read_text(encoding='utf-8').strip()}\n")
    (folder / "LICENSES.txt").write_text("\n\n".join(parts), encoding="utf-8")
