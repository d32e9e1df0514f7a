"""Names that lead to an object: `total`, `self.items[2]`, `d["a"]`.

Rule: the walk is short: it goes a few references deep, looks at a bounded number of objects, and stops when it has found what it wanted.
"""

from collections.abc import Iterable, Mapping

from ..draw.held import atom_text
from ..trace.heap import holders_of
from ..trace.model import ATOMS, MAPPINGS, SEQUENCES, Frame, Obj, Snapshot

MOST_LOOKED_AT = 600  # objects
MOST_ELEMENTS = 60  # of one container
LONGEST_PATH = 40  # characters
MOST_HOLDERS = 6
UNORDERED = frozenset(("set", "frozenset"))
OPAQUE = frozenset(
    ("function", "generator", "coroutine", "iterator", "method", "exception")
)  # nobody writes a path through these


class Walk:
    """The objects of a snapshot in order of their distance from some frames, found as far as they are asked for."""

    def __init__(self, frames: list[Frame], snapshot: Snapshot):
        self.heap = snapshot.heap
        self._came_from: dict[int, int] = {}  # oid: the object that holds it, 0 for a variable
        self._names: dict[int, str] = {}
        self._layer: list[int] = []
        self._frames = frames
        self._looked_at = 0

    def path(self, oid: int) -> str:
        """The shortest path to an object; "" when there is none that is short enough to write."""
        while oid not in self._came_from and (self._layer or self._frames):
            self._go_on()
        if oid not in self._came_from:
            return ""
        steps: list[str] = []
        while oid not in self._names:
            holder = self._came_from[oid]
            step = step_to(self.heap[holder], oid, self.heap)
            if not step:
                return ""
            steps.append(step)
            oid = holder
        path = self._names[oid] + "".join(reversed(steps))
        return path if len(path) <= LONGEST_PATH else ""

    def _go_on(self) -> None:
        """One layer further, or on to the next frame."""
        came_from = self._came_from
        if not self._layer:
            frame = self._frames.pop(0)
            for name, oid in frame.variables:
                if oid not in came_from:
                    came_from[oid] = 0
                    self._names[oid] = name
                    self._layer.append(oid)
            return
        deeper: list[int] = []
        for oid in self._layer:
            obj = self.heap.get(oid)
            if obj is None or not obj.items or obj.kind in OPAQUE or obj.kind in UNORDERED:
                continue
            self._looked_at += 1
            if self._looked_at > MOST_LOOKED_AT:
                self._frames.clear()
                deeper.clear()
                break
            for held in obj.items[: 2 * MOST_ELEMENTS]:
                if held not in came_from:
                    came_from[held] = oid
                    deeper.append(held)
        self._layer = deeper


class Names:
    """The names of one moment's objects."""

    def __init__(self, snapshot: Snapshot):
        self.snapshot = snapshot
        frames = snapshot.frames
        self._inner = Walk([frames[-1], *frames[:1], *frames[-2:0:-1]] if len(frames) > 1 else list(frames), snapshot)
        self._outer = Walk(list(frames), snapshot)

    def path(self, oid: int) -> str:
        """The shortest path to an object, from the current frame if there is one; "" when there is none to write."""
        return self._inner.path(oid)

    def holders(self, oid: int) -> list[str]:
        """Paths to an object, one for each place that holds it: variables, attributes, elements; each from the module if possible."""
        found: list[str] = []
        for frame in self.snapshot.frames:
            found += [name for name, held in frame.variables if held == oid]
        for holder, obj in holders_of(self.snapshot.heap, oid):
            if holder != oid and obj.kind not in OPAQUE and obj.kind not in UNORDERED:
                path = self._outer.path(holder)
                step = step_to(obj, oid, self.snapshot.heap)
                if path and step and len(path) + len(step) <= LONGEST_PATH:
                    found.append(path + step)
                if len(found) > MOST_HOLDERS:
                    break
        return list(dict.fromkeys(found))


def step_to(obj: Obj, oid: int, heap: Mapping[int, Obj]) -> str:
    """What is written behind a holder's name for what it holds: `[2]`, `["a"]`, `.items`; "" when that cannot be written."""
    elements = obj.elements
    at = _index(elements, oid)
    if obj.kind in MAPPINGS and at is not None:
        at = _index(elements[1::2], oid)
        key = heap.get(elements[2 * at]) if at is not None else None
        if key is not None and key.kind in ATOMS:
            return f"[{atom_text(key)}]"
    elif obj.kind in SEQUENCES and obj.kind not in UNORDERED and at is not None:
        return f"[{at}]"
    for name, held in obj.fields:
        if held == oid and not name.endswith("="):
            return f".{name}"
    return ""


def _index(oids: Iterable[int], oid: int) -> int | None:
    found = tuple(oids)
    return found.index(oid) if oid in found else None
