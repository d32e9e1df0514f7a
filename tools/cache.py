"""What takes long to make is kept under .build/, by the hash of all that it is made from.

Rule: a key names every input. Two builds from the same inputs find the same folder; a changed byte makes another.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from tools.places import CACHE, ROOT


def key_of(paths: Iterable[Path], *words: str) -> str:
    """A short hash of these files' names and contents, and of `words` (versions, flags)."""
    digest = hashlib.sha256()
    for word in words:
        digest.update(f"{word}\0".encode())
    for path in sorted(set(paths)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def files_under(*folders: Path) -> list[Path]:
    """Every file in these folders that a person wrote, in order."""
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    )


def cached(name: str, key: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make(folder)` has filled for this key, now or in an earlier build. Older ones of that name are removed."""
    folder = CACHE / name / key
    if not folder.exists():
        shutil.rmtree(CACHE / name, ignore_errors=True)
        unfinished = folder.with_suffix(".part")
        unfinished.mkdir(parents=True)
        make(unfinished)
        unfinished.rename(folder)
    return folder
