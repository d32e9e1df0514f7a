"""The native core's reader (native/reader.c) as a `Seeker`: the same questions, the same answers."""

from array import array
from typing import Any

from .. import sealed
from . import records as r
from . import seeker
from .model import EVENTS, Frame, Obj, Span
from .tables import Moment

__builtins__ = sealed.BUILTINS

_frozenset = frozenset


class NativeSeeker(seeker.Seeker):
    """Reads one stream. `make`: the core's type of readers."""

    def __init__(self, make: Any):
        reader = make((Obj, Frame, Span, Moment), r.KINDS, r.FRAME_KINDS, EVENTS, _frozenset, r.KIND_CODES["dict"])
        self._count, self._heads = reader.count, reader.heads
        for name in ("extend", "stream", "seek", "moment", *OBJECTS, "head", "steps_with", "calls_ended_before", *WAYS):
            setattr(self, name, getattr(reader, name))

    def __len__(self) -> int:
        return int(self._count()[0])

    @property
    def size_bytes(self) -> int:
        """Bytes of the stream."""
        return int(self._count()[1])

    @property
    def memory_bytes(self) -> int:
        """What the stream and the index over it take."""
        return int(self._count()[2])

    def columns(self) -> tuple[bytes, array[int], array[int]]:
        """All events, lines and depths."""
        events, lines, depths = self._heads()
        return events, array("I", lines), array("I", depths)


OBJECTS = ("object", "heap", "reach", "holders", "written")  # what `Heap` asks
WAYS = ("next_as_high", "last_as_high", "next_of_line", "last_of_line", "next_write", "last_write")


def serve(make: Any) -> None:
    """Read with `make` from now on, wherever nobody asks for the reader in Python."""
    seeker.fast = lambda: NativeSeeker(make)
