"""Frames as Python Tutor's trace format shows them: numbered by call, with parents, and with zombies.

A zombie is a frame that has ended (or a generator that waits) while a function made in it can still be reached: it keeps
its variables, those that the function shares with their present values.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ..trace.blocks import reachable
from ..trace.model import Frame, Obj, Snapshot

HIDDEN_KINDS = frozenset(("module", "exec"))


class Zombie(NamedTuple):
    """A frame as it was when it left the stack, what it returned (an oid, 0 for nothing), and the objects it held then."""

    frame: Frame
    value: int
    heap: Mapping[int, Obj]


class Frames:
    """What is known of the calls of one trace up to a step; `see` is told of every step in order."""

    def __init__(self) -> None:
        self.parents: set[int] = set()  # ids of frames in which functions were made
        self.zombies: dict[int, Zombie] = {}
        self._numbers: dict[int, int] = {}
        self._called: dict[int, int] = {}  # the line of its call step: a lambda is named by it
        self._enclosing: dict[int, int] = {}
        self._made: dict[str, dict[int, int]] = {}  # signature → {oid of a function: frame that made it}
        self._calls = 0
        self._before: Snapshot | None = None

    def see(self, snapshot: Snapshot) -> None:
        """Take over one step: what ended since the last one, what was called, which frames made functions."""
        live = {frame.id for frame in snapshot.frames}
        for frame in snapshot.frames:
            if frame.parent >= 0 or frame.id not in self._enclosing:
                self._enclosing[frame.id] = frame.parent
        for oid, obj in snapshot.heap.items():
            if obj.kind == "function":
                self._made.setdefault(obj.text, {})[oid] = obj.parent
                if obj.parent > 0:
                    self.parents.add(obj.parent)
        before = self._before
        for frame in before.frames if before else ():
            if before and frame.id not in live and frame.id in self.parents:
                value = before.value if frame is before.frames[-1] else 0
                self.zombies[frame.id] = Zombie(frame, value, reachable(before.heap, [value, *frame.items]))
        for id in live & self.zombies.keys():
            del self.zombies[id]
        self._before = snapshot

    def call(self, frame: Frame) -> None:
        """Give `frame` the next number; a generator that goes on gets a new one, as in Python Tutor."""
        self._calls += 1
        self._numbers[frame.id] = self._calls
        if frame.id not in self._called:
            self._called[frame.id] = frame.line
            if frame.parent < 0:
                self._enclosing[frame.id] = self._maker(frame)

    def _maker(self, frame: Frame) -> int:
        """The frame in which the called function was made, as its name and parameters tell; -1 when they do not.

        A trace says so only where the two share variables. Of functions that look alike the youngest is taken, of lambdas none.
        """
        made = self._made.get(f"{frame.name}({', '.join(frame.names)})", {})
        if frame.kind == "lambda" and len(set(made.values())) > 1:
            return -1
        return made[max(made)] if made else -1

    def number(self, id: int) -> int | None:
        """The format's number of the frame, or of the nearest one around it that has one."""
        while id > 0 and id not in self._numbers:
            id = self._enclosing.get(id, -1)
        return self._numbers.get(id)

    def is_numbered(self, frame: Frame) -> bool:
        """Whether the format shows this frame."""
        return frame.id in self._numbers

    def enclosing(self, frame: Frame) -> list[int]:
        """Our ids of the frames around `frame` that the format shows, innermost first."""
        found, id = [], self._enclosing.get(frame.id, -1)
        while id > 0:
            if id in self._numbers:
                found.append(id)
            id = self._enclosing.get(id, -1)
        return found

    def name(self, frame: Frame) -> str:
        """The name that the format shows; lambdas carry their line."""
        if frame.name != "<lambda>":
            return frame.name
        return f"<lambda> <line {self._called.get(frame.id, frame.line)}>"

    def living_zombies(self, snapshot: Snapshot) -> list[Zombie]:
        """The finished frames that something at this step still needs, with today's values of what they share."""
        cells: dict[tuple[int, str], int] = {}
        needed: list[int] = []
        for obj in snapshot.heap.values():
            if obj.kind == "function" and obj.parent > 0:
                needed.append(obj.parent)
                self._share(obj.parent, obj.fields, cells)
        for frame in snapshot.frames:
            needed.append(self._enclosing.get(frame.id, -1))
            self._share(frame.parent, tuple(v for v in frame.variables if v[0] in frame.free), cells)
        found: dict[int, Zombie] = {}
        while needed:
            id = needed.pop()
            zombie = self.zombies.get(id)
            if zombie is not None and id not in found and id in self._numbers:
                found[id] = zombie
                needed.append(zombie.frame.parent)
        return [self._today(found[id], cells) for id in sorted(found)]

    def _share(self, parent: int, variables: tuple[tuple[str, int], ...], cells: dict[tuple[int, str], int]) -> None:
        for name, oid in variables:
            id = parent
            while id in self.zombies:
                frame = self.zombies[id].frame
                if name in frame.names and name not in frame.free:
                    cells.setdefault((id, name), oid)
                    break
                id = frame.parent

    def _today(self, zombie: Zombie, cells: dict[tuple[int, str], int]) -> Zombie:
        frame = zombie.frame
        items = tuple(cells.get((frame.id, name), oid) for name, oid in frame.variables)
        return zombie._replace(frame=frame._replace(items=items))


def is_shown(snapshot: Snapshot) -> bool:
    """Whether the format makes a point of this step: not in class bodies, nor in texts given to exec."""
    return snapshot.frames[-1].source == 0 and not any(frame.kind == "class" for frame in snapshot.frames)
