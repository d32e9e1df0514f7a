"""The files in a program's working directory: those that the learner has added, and those that the program left.

Rule: nothing of them goes anywhere but to the page. Every run gets what was added anew. Only files that are new or changed are told of, a part of what is in them as text, and all of it to be
kept.
"""

import importlib
import os
from base64 import b64encode
from collections.abc import Iterable
from typing import Any, NamedTuple

from .. import sealed

__builtins__ = sealed.BUILTINS

MOST_FILES = 50
MOST_TEXT = 10_000  # characters that are shown
MOST_BYTES = 5_000_000  # of all of them, to be kept
MOST_LOOKED_AT = 2_000
MOST_DEPTH = 8
SKIPPED = ("__pycache__",)

_scan, _open, _join, _relative = os.scandir, open, os.path.join, os.path.relpath  # ours, whatever the program makes of the names


class Added(NamedTuple):
    """A file that the learner has added."""

    name: str
    content: memoryview
    modified_ms: int  # since 1970

    @property
    def module(self) -> str:
        """The name under which a program can import it, "" where it cannot."""
        stem = self.name.removesuffix(".py")
        return stem if stem != self.name and stem.isidentifier() else ""


class Folder:
    """One directory, None for none. `begin` before a program, `end` after it; `files` are those that it left."""

    def __init__(self, path: str | None):
        self.path = path
        self._before: dict[str, tuple[int, int]] = {}
        self.files: list[dict[str, Any]] = []

    def begin(self, added: Iterable[Added] = ()) -> None:
        """No program has left anything yet. Raises OSError where an added file cannot be written."""
        self.files = []
        for file in added:
            if self.path is not None:
                place = _join(self.path, file.name)
                with _open(place, "wb") as written:
                    written.write(file.content)
                os.utime(place, ns=(file.modified_ms * 1_000_000,) * 2)  # so it is seen when a program writes to it
        importlib.invalidate_caches()  # a directory that was looked at may have other modules now
        self._before = self._listed()

    def end(self) -> None:
        """Look what is new."""
        room = MOST_BYTES
        for path, stamp in sorted(self._listed().items()):
            if self._before.get(path) != stamp and len(self.files) < MOST_FILES:
                told = self._told(path, room)
                room -= told["size"] if told["bytes"] is not None else 0
                self.files.append(told)

    def _listed(self) -> dict[str, tuple[int, int]]:
        """{path: (size, time of the last change)} of all ordinary files."""
        found: dict[str, tuple[int, int]] = {}
        todo = [(self.path, 0)] if self.path is not None else []
        while todo:
            place, depth = todo.pop()
            try:
                with _scan(place) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False) and depth < MOST_DEPTH and entry.name not in SKIPPED:
                            todo.append((entry.path, depth + 1))
                        elif entry.is_file(follow_symlinks=False) and len(found) < MOST_LOOKED_AT:
                            status = entry.stat(follow_symlinks=False)
                            found[entry.path] = (status.st_size, status.st_mtime_ns)
            except OSError:  # it is gone, or not to be read
                continue
        return found

    def _told(self, path: str, room: int) -> dict[str, Any]:
        """{"name", "size", "text", "cut", "bytes"}: `text` is None where it is none, `bytes` (base64) where there is no room."""
        content: bytes | None = None
        try:
            size = os.stat(path).st_size
            if size <= room:
                with _open(path, "rb") as file:
                    content = file.read()
        except OSError:
            size = 0
        text = _text_of(content)
        return {
            "name": _relative(path, self.path).encode("utf-8", "replace").decode(),
            "size": size,
            "text": None if text is None else text[:MOST_TEXT],
            "cut": text is not None and len(text) > MOST_TEXT,
            "bytes": None if content is None else b64encode(content).decode(),
        }


def _text_of(content: bytes | None) -> str | None:
    if content is None or b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
