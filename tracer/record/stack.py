"""The stack of the learner's frames, as it is and as it is written down.

Between two steps frames may come and go; only what is left of it is written. Rule: a frame that waits for a call is looked at again only
where something else can change its variables: inner functions, `global`, a dict that is its variables.
"""

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from .. import sealed
from . import frames
from .changes import Changes
from .frames import Live
from .program import Code
from .shadow import Shadow
from .writer import Writer

__builtins__ = sealed.BUILTINS


class Stack:
    """The frames, outermost first."""

    def __init__(self, writer: Writer, shadow: Shadow, changes: Changes):
        self._writer = writer
        self._shadow = shadow
        self.lives: list[Live] = []
        self._changes = changes
        changes.lives = self.lives
        self.recursion_limit = sys.maxsize
        self.watch_all = False  # the program writes variables through frame objects
        self.watch_modules = False  # or the module's from functions
        self.popped: Live | None = None  # the last frame that ended
        self.makes: Callable[..., None] = lambda live, *handed_out: (
            None
        )  # of frames with inner functions, where nothing is written
        self._calls = 0
        self._entered: list[Live] = []  # as written down
        self._kept = 0  # so many of them are still there
        self._watched: list[int] = []  # places of frames whose variables can change while they wait
        self._suspended: dict[int, tuple[Code, int, int, dict[str, int]]] = {}  # by address of the frame

    @property
    def tracks(self) -> bool:
        """Whether it is known which objects an instruction may change."""
        return self._changes.tracks

    @tracks.setter
    def tracks(self, value: bool) -> None:
        if not value:
            self._changes.stop()

    def prepare(self, codes: list[CodeType]) -> None:
        """These codes of one text will be adopted."""
        self._changes.prepare(codes)

    def adopt(self, code: Code) -> None:
        """Know this code, or know it anew."""
        self._changes.adopt(code)

    def disturb(self) -> None:
        """Code of the library runs, and may change anything."""
        self._changes.disturb()

    def push(self, code: Code, frame: FrameType, parent: int, depth: int) -> Live:
        """A call begins."""
        if code.suspends:
            self._suspended.pop(id(frame), None)  # of a frame that ended unheard and had the same address
        live = Live(code, frame, self._calls, parent, depth)
        if code.kind == "exec" and self.lives and live.space is self.lives[0].space:
            live.space = {}  # its variables are the module's
        self._calls += 1
        self.lives.append(live)
        return live

    def resume(self, code: Code, frame: FrameType, depth: int) -> Live:
        """A generator or coroutine goes on, in the frame that it had."""
        before = self._suspended.pop(id(frame), None)
        live = Live(code, frame, self._calls, -1, depth)
        if before is not None and before[0] is code:
            _, live.id, live.parent, live.order = before
        else:
            self._calls += 1
        self.lives.append(live)
        self._changes.change_anything()
        return live

    def suspend(self, live: Live) -> None:
        """The top frame, which is `live`, will go on later."""
        self._suspended[id(live.frame)] = (live.code, live.id, live.parent, live.order)
        self.pop(live)

    def pop(self, live: Live) -> None:
        """The top frame, which is `live`, has ended."""
        live.end()
        self.lives.pop()
        self._kept = min(self._kept, len(self.lives))
        self.popped = live
        if self._changes.tracks:
            self._changes.ended(live)

    def top(self, frame: FrameType) -> Live | None:
        """The frame on top of the stack if it is `frame`, which another thread's is not."""
        if self.lives and self.lives[-1].frame is frame:
            return self.lives[-1]
        return None

    def depth_of(self, frame: FrameType) -> int:
        """How deep `frame` lies in the interpreter's stack, the module being 1. Library code in between counts, and calling a class twice."""
        if not self.lives:
            return 1
        below, depth = self.lives[-1].frame, self.lives[-1].depth + 1 + (frame.f_code.co_name == "__init__")
        back = frame.f_back
        while back is not below and back is not None:
            depth += 1
            back = back.f_back
        return depth

    def regain(self, frame: FrameType) -> None:
        """Drop frames above `frame` whose end was not heard: at the end of its strength, the interpreter raises RecursionError in our place."""
        for at in range(len(self.lives) - 1, -1, -1):
            if self.lives[at].frame is frame:
                while len(self.lives) > at + 1:
                    self.pop(self.lives[-1])
                self.disturb()
                return

    # -- only counting

    def pass_by(self, value: tuple[Any, ...]) -> None:
        """A step is not written: remember in which order names were bound, and who makes functions."""
        lives = self.lives
        for live in lives[max(self._kept - 1, 0) :]:
            frames.note_names(live)
        self._kept = len(lives)
        if lives[-1].code.makes:
            self.makes(lives[-1], *value)

    def begin(self) -> None:
        """The next step is written, as if all frames had just come."""
        self._kept = 0
        for live in self.lives:
            live.keys, live.key_ids = [], []

    # -- writing

    def look(self) -> list[Any]:
        """Write down what changed. Where nothing is held, the values of all variables come back."""
        writer, shadow, lives = self._writer, self._shadow, self.lives
        kept = self._kept
        if kept == len(lives) == len(self._entered) and not self._watched and shadow.holds and not self.watch_all:
            return frames.look(lives[-1], 0, shadow, writer)  # it ran on, and no other
        while len(self._entered) > kept:
            writer.pop()
            for oid in self._entered.pop().items:
                shadow.release(oid)
        while self._watched and self._watched[-1] >= kept:
            self._watched.pop()
        values: list[Any] = []
        if shadow.holds and not self.watch_all:
            for at in self._watched:
                frames.look(lives[at], kept - 1 - at, shadow, writer)
            if kept and (not self._watched or self._watched[-1] != kept - 1):
                frames.look(lives[kept - 1], 0, shadow, writer)  # it ran until just now
        else:
            for at in range(kept):
                values += frames.look(lives[at], kept - 1 - at, shadow, writer)
        for at in range(kept, len(lives)):
            live = lives[at]
            if live.code.shared or (not live.code.optimized and (self.watch_modules or live.code.kind != "module")):
                self._watched.append(len(self._entered))
            self._entered.append(live)
            values += frames.look(live, 0, shadow, writer)
            writer.push(live, lives[at - 1].line if at else 0)
        self._kept = len(lives)
        return values

    def values(self) -> list[Any]:
        """All variables' values, without writing anything."""
        return [value for live in self.lives for value in live.raw()[1]]

    def oids(self) -> list[int]:
        """What the variables refer to, as written down."""
        return [oid for live in self._entered for oid in live.items]
