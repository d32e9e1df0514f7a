"""What is known while operations are read: where they stand, what they are about, and what the stream knows by number."""

from typing import Any, NamedTuple

from .. import sealed
from . import records as r
from .codec import Reader
from .model import Span

__builtins__ = sealed.BUILTINS


class Start(NamedTuple):
    """What is known at the start of a step: the newest oid, the next call's id, how many pushes there were, the call on top, line and depth of the step before."""

    newest: int = 0
    calls: int = 0
    pushes: int = 0
    top: int = 0
    line: int = 0
    depth: int = 0


class Change(NamedTuple):
    """What one operation does. `whole`: it needs nothing that came before. `code`, `content`: see `seeker`."""

    at: int
    whole: bool
    code: int
    content: Any


class Pushed(NamedTuple):
    """What stays of a call as long as it lasts. `below`: the call below it, and the line on which that one waits."""

    id: int
    name: str
    kind: str
    parent: int
    source: int
    free: frozenset[str]
    below: int
    below_line: int


class Moment(NamedTuple):
    """What a step says about itself. `top`: its innermost call; `end`: where it ends in the stream."""

    event: str
    line: int
    depth: int
    top: int
    end: int
    value: int
    error: int
    span: Span | None


class Tables:
    """What a trace knows by number. The lists may grow while they are in use. `below`: of each push, from 1, the call that was on top."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.classes: list[tuple[str, str, tuple[str, ...]]] = []
        self.codes: list[tuple[str, str, int, frozenset[str]]] = []
        self.below: list[int] = [0]
        self._shapes: dict[int, tuple[str, ...]] = {0: ()}

    def names(self, number: int) -> tuple[str, ...]:
        """The tuple of names that the trace knows by `number` (0 is none)."""
        shape = self._shapes.get(number)
        if shape is None:
            shape = self._shapes[number] = tuple(self.strings[number - 1].split(r.NAME_SEPARATOR))
        return shape

    def add(self, tag: int, reader: Reader) -> None:
        """Take over a record of a class or a code."""
        varint = reader.varint
        if tag == r.CLASS:
            kind, name = r.KINDS[varint()], self.strings[varint()]
            self.classes.append((kind, name, self.names(varint())))
        else:
            name, kind, source = self.strings[varint()], r.FRAME_KINDS[varint()], varint()
            self.codes.append((name, kind, source, frozenset(self.names(varint()))))
