"""The files in a program's working directory: those that the learner has added, those that the program left, and what it made of them at each step.

Rule: nothing of them goes anywhere but to the page. Every run gets what was added anew. Only files that are new or changed are told of, a part of what is in them as text, and all of it to be
kept.
"""

import importlib
import json
import os
from base64 import b64encode
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

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


class Watch(Protocol):
    """Sees what becomes of the files in the folder, without Python: assets/watched_files.js."""

    def begin(self) -> None:
        """Nothing has been seen yet."""

    def follow(self, address: int) -> None:
        """A program begins; at this address the steps are counted, 0 for nowhere."""

    def told(self) -> str:
        """JSON of {path in the folder: [[step, size, position, bytes in base64], …]}, in the order of the changes; a size of -1: it is gone. None in place of the list: it was too much.
        Before the program's first step, and before `follow`, the step is -1. Nothing is counted any more."""


class Folder:
    """One directory, None for none. `begin` before a program, `end` after it; `files` are those that it left."""

    def __init__(self, path: str | None, watch: Watch | None = None):
        self.path = path
        self._watch = watch
        self._is_followed = False
        self._before: dict[str, tuple[int, int]] = {}
        self.files: list[dict[str, Any]] = []

    def begin(self, added: Iterable[Added] = ()) -> None:
        """No program has left anything yet. Raises OSError where an added file cannot be written."""
        self.files = []
        if self._watch is not None:
            self._watch.begin()
        for file in added:
            if self.path is not None:
                place = _join(self.path, file.name)
                with _open(place, "wb") as written:
                    written.write(file.content)
                os.utime(place, ns=(file.modified_ms * 1_000_000,) * 2)  # so it is seen when a program writes to it
        importlib.invalidate_caches()  # a directory that was looked at may have other modules now
        self._before = self._listed()

    def follow(self, address: int) -> None:
        """The program begins. `address`: where its steps are counted in memory, 0 for nowhere."""
        self._is_followed = self._watch is not None and address != 0
        if self._watch is not None:
            self._watch.follow(address)

    def end(self, first_step: int = 0) -> None:
        """Look what is new. `first_step`: of the recording, from which the steps of changes are counted."""
        seen: dict[str, list[Any] | None] = json.loads(self._watch.told()) if self._watch and self._is_followed else {}
        room = MOST_BYTES
        for path, stamp in sorted(self._listed().items()):
            if self._before.get(path) != stamp and len(self.files) < MOST_FILES:
                told = self._told(path, room)
                room -= told["size"] if told["bytes"] is not None else 0
                told["changes"] = _from_step(first_step, seen.pop(told["name"], None))
                self.files.append(told)
        for name, changes in sorted(seen.items()):  # gone again, or never touched by the program
            if changes and changes[-1][0] >= 0 and changes[-1][1] < 0 and len(self.files) < MOST_FILES:
                gone = {"name": name, "size": 0, "text": None, "cut": False, "bytes": None}
                self.files.append({**gone, "changes": _from_step(first_step, changes)})
        self.files.sort(key=lambda told: str(told["name"]))

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
        """{"name", "size", "text", "cut", "bytes"}, as docs/messages.md has them: `text` is None where it is none, `bytes` (base64) where there is no room."""
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


def _from_step(first: int, changes: list[Any] | None) -> list[Any] | None:
    return changes and [[max(-1, step - first), *change] for step, *change in changes]


def _text_of(content: bytes | None) -> str | None:
    if content is None or b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
