"""All that can be asked of a stream of which nothing else is known: its steps, any state of them, and where the next one of some kind is.

Rule: this says what a trace means and runs everywhere. The native core has a reader with the same methods and the same answers, which is a
hundred times as fast; `tracer.native` puts it into `fast` when there is one.
"""

from array import array
from collections.abc import Callable, Iterator
from typing import Any

from .. import sealed
from . import records as r
from .blocks import Blocks
from .codec import Reader
from .model import EVENTS, Frame, Obj
from .scan import step_head
from .tables import Moment, Tables

__builtins__ = sealed.BUILTINS

YIELD = r.EVENT_CODES["yield"]

Record = tuple[int, int, bytes]  # tag, the last step before it, payload

fast: Callable[[], Any] | None = None  # makes a reader in C


class Seeker:
    """Reads one stream, which may grow. Raises the errors that `store.DAMAGE` lists."""

    def __init__(self) -> None:
        self._stream = bytearray()
        self._tables = Tables()
        self._blocks = Blocks(self._stream, self._tables)
        self._events = bytearray()
        self._lines = array("H")  # wider where that is needed
        self._depths = array("H")
        self._read = 0

    def __len__(self) -> int:
        return len(self._events)

    def stream(self) -> bytes:
        """All bytes so far."""
        return bytes(self._stream)

    @property
    def size_bytes(self) -> int:
        """Bytes of the stream."""
        return len(self._stream)

    @property
    def memory_bytes(self) -> int:
        """About what the stream and the index over it take."""
        columns = (self._lines, self._depths)
        return len(self._stream) + len(self._events) + sum(len(one) * one.itemsize for one in columns) + self._blocks.size_bytes

    def extend(self, piece: bytes | bytearray) -> list[Record]:
        """Take over what the stream grew by. What ends within a record waits for the rest. The records come back that are no steps."""
        self._stream += piece
        stream, at, size = self._stream, self._read, len(self._stream)
        reader = Reader(stream)
        found: list[Record] = []
        while at < size:
            tag, reader.at = stream[at], at
            try:
                if tag >= r.STEP:
                    event, deeper, length = step_head(reader)
                else:
                    reader.at += 1
                    length = reader.varint()
            except IndexError:
                break
            reader.end = reader.at + length
            if reader.end > size:
                break
            if tag >= r.STEP:
                self._step(at, event, deeper, reader)
            elif tag == r.STRING:
                self._tables.strings.append(reader.take(length).decode("utf-8", "surrogatepass"))
            elif tag in (r.CLASS, r.CODE):
                self._tables.add(tag, reader)
            else:
                found.append((tag, len(self._events) - 1, reader.take(length)))
            self._read = at = reader.end
        self._blocks.grown(at)
        return found

    def _step(self, at: int, event: int, deeper: int | None, reader: Reader) -> None:
        lines, depths = self._lines, self._depths
        line = reader.signed() + (lines[-1] if lines else 0)
        depth = (reader.signed() if deeper is None else deeper) + (depths[-1] if depths else 0)
        if event >= len(EVENTS) or line < 0 or depth < 1:
            raise ValueError(f"there is a step of event {event} on line {line}, {depth} frames deep")
        try:
            lines.append(line)
        except OverflowError:
            self._lines = array("I", lines)
            self._lines.append(line)
        try:
            depths.append(depth)
        except OverflowError:
            self._depths = array("I", depths)
            self._depths.append(depth)
        self._blocks.begin(at, len(self._events))
        self._events.append(event)

    # -- a step

    def seek(self, step: int) -> tuple[Moment, tuple[Frame, ...], dict[int, Obj] | None]:
        """(moment, frames, heap) of `step`; no heap where it is better read object by object, which the native reader can do (`Heap`)."""
        return self._blocks.seek(step)

    def moment(self, step: int) -> Moment:
        """What `step` says about itself."""
        return self._blocks.moment(step)

    def head(self, step: int) -> tuple[int, int, int]:
        """(event, line, depth) of `step`."""
        return self._events[step], self._lines[step], self._depths[step]

    def columns(self) -> tuple[bytes, array[int], array[int]]:
        """All events, lines and depths."""
        return bytes(self._events), array("I", self._lines), array("I", self._depths)

    # -- other steps

    def next_as_high(self, step: int, depth: int) -> int:
        """The next step behind `step` that is no deeper than `depth`; -1 for none."""
        depths = self._depths
        return next((at for at in range(step + 1, len(self)) if depths[at] <= depth), -1)

    def last_as_high(self, step: int, depth: int) -> int:
        """The last step before `step` that is no deeper than `depth`; -1 for none."""
        depths = self._depths
        return next((at for at in range(step - 1, -1, -1) if depths[at] <= depth), -1)

    def next_of_line(self, step: int, line: int) -> int:
        """The next step behind `step` at which `line` is about to run; -1 for none."""
        at = step
        while True:
            try:
                at = self._lines.index(line, at + 1)
            except ValueError:
                return -1
            if self._events[at] == r.LINE:
                return at

    def last_of_line(self, step: int, line: int) -> int:
        """The last step before `step` at which `line` was about to run; -1 for none."""
        lines, events = self._lines, self._events
        return next((at for at in range(step - 1, -1, -1) if lines[at] == line and events[at] == r.LINE), -1)

    def next_write(self, step: int, oid: int) -> int:
        """The next step behind `step` that says something about the object; -1 for none."""
        return self._blocks.next_write(step, oid)

    def last_write(self, step: int, oid: int) -> int:
        """The last step up to `step` that says something about the object, which is there at `step`."""
        return self._blocks.last_write(step, oid)

    def steps_with(self, event: int) -> list[int]:
        """All steps with this event."""
        return list(self._steps_with(bytes([event])))

    def _steps_with(self, code: bytes) -> Iterator[int]:
        at = self._events.find(code)
        while at >= 0:
            yield at
            at = self._events.find(code, at + 1)

    def calls_ended_before(self, step: int, most: int) -> list[int]:
        """The last steps of calls that had ended at `step`, most recent first, at most `most` of them."""
        found: list[int] = []
        at, depths = step - 1, self._depths
        while at >= 0 and len(found) < most:
            if depths[at + 1] < depths[at] and self._events[at] != YIELD:
                found.append(at)
            at -= 1
        return found
