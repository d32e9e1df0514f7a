"""The last few snapshots: a picture needs two, and its neighbours the same ones.

Rule: variables that are to be hidden, and names that `import *` brought, are taken out here, so no part of the drawing, nor its sentence, ever meets them."""

from typing import Any

from ..trace.model import Frame, Snapshot
from .starred import own_names

MOST_KEPT = 64


class Recall:
    """Reads a trace's snapshots and keeps some. `hide`: globs of names of variables, as in View."""

    def __init__(self, trace: Any, hide: tuple[str, ...] = ()):
        self.trace = trace
        self.hide = hide
        self._kept: dict[int, Snapshot] = {}

    def __len__(self) -> int:
        return len(self.trace)

    def pair(self, step: int) -> tuple[Snapshot | None, Snapshot]:
        """(the snapshot before `step`, None at the first one; the one at `step`)."""
        before = self.at(step - 1) if step > 0 else None
        return before, self.at(step)

    def at(self, step: int) -> Snapshot:
        """The snapshot at `step`."""
        snapshot = self._kept.pop(step, None)
        if snapshot is None:
            snapshot = without(self._own(self.trace.at(step)), self.hide)
            while len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[step] = snapshot
        return snapshot

    def _own(self, snapshot: Snapshot) -> Snapshot:
        """Without the names that `import *` brought."""
        own = own_names(self.trace.source)
        if own is None:
            return snapshot
        frames = tuple(
            _with(frame, [pair for pair in frame.variables if pair[0] in own]) if frame.kind == "module" else frame
            for frame in snapshot.frames
        )
        return snapshot._replace(frames=frames)


def without(snapshot: Snapshot, hide: tuple[str, ...]) -> Snapshot:
    """The same moment, but for the variables whose names one of these globs matches."""
    if not hide:
        return snapshot
    return snapshot._replace(frames=tuple(_bared(frame, hide) for frame in snapshot.frames))


def _bared(frame: Frame, hide: tuple[str, ...]) -> Frame:
    return _with(frame, [(name, oid) for name, oid in frame.variables if not any(matches(name, glob) for glob in hide)])


def _with(frame: Frame, kept: list[tuple[str, int]]) -> Frame:
    if len(kept) == len(frame.names):
        return frame
    names = tuple(name for name, _ in kept)
    return frame._replace(names=names, items=tuple(oid for _, oid in kept), free=frame.free & set(names))


def matches(name: str, glob: str) -> bool:
    """Whether a name fits a pattern, in which * stands for any characters and ? for one. A program could have changed Python's own `fnmatch`."""
    at = place = start = 0
    star = -1
    while place < len(name):
        if at < len(glob) and glob[at] == "*":
            star, start = at, place
            at += 1
        elif at < len(glob) and glob[at] in (name[place], "?"):
            at, place = at + 1, place + 1
        elif star >= 0:
            start += 1
            at, place = star + 1, start
        else:
            return False
    return not glob[at:].strip("*")
