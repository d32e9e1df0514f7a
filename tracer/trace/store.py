"""A trace that can be read: its stream, an index over it, and any step of it on demand.

Rule: a step is shown without its neighbours (`seeker`). The stream may still be growing, or break off.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from .. import sealed
from . import records as r
from . import seeker
from .damage import DAMAGE, TraceError, unreadable
from .heap import Heap
from .model import EVENTS, PICTURE, Obj, Outcome, Snapshot, Span, Write
from .seeker import Seeker
from .tables import Moment

__builtins__ = sealed.BUILTINS  # a trace also grows while the program runs

VERSION = 2


MOST_KEPT = 2_000_000  # steps of which the columns are kept once somebody has asked for them: nine bytes a step


class Trace:
    """A recording. `len(trace)` is its number of steps; `trace.at(step)` the state at one.

    `writes`: all output in order; `shown`: pictures, tables and drawing commands. `inputs`: (step, text) of every line of input consumed. `sources[0]` is the program.
    `outcome`: how it ended; of a stream that breaks off, `stopped`. `seeker`: asks for other steps.
    """

    def __init__(self, stream: bytes | bytearray = b"", *, natively: bool = True):
        self.header: dict[str, Any] = {}
        self.sources: list[str] = [""]
        self.writes: list[Write] = []
        self.shown: list[Write] = []
        self.inputs: list[tuple[int, str]] = []
        self.outcome = Outcome("stopped", "The recording breaks off here.")
        self._write_chars: list[int] = []  # characters of output before each write, and in all
        self._kept: tuple[bytes, Sequence[int], Sequence[int]] | None = None
        self.seeker: Seeker = seeker.fast() if natively and seeker.fast is not None else Seeker()
        if stream:
            self.extend(stream)

    def __len__(self) -> int:
        return len(self.seeker)

    @property
    def stream(self) -> bytes:
        """All bytes so far."""
        return self.seeker.stream()

    @property
    def events(self) -> bytes:
        """The event of each step, as in `records.EVENT_CODES`."""
        return self._columns()[0]

    @property
    def lines(self) -> Sequence[int]:
        """The line of each step, 1-based."""
        return self._columns()[1]

    @property
    def depths(self) -> Sequence[int]:
        """The number of frames of each step."""
        return self._columns()[2]

    def _columns(self) -> tuple[bytes, Sequence[int], Sequence[int]]:
        if len(self) > MOST_KEPT:
            return self.seeker.columns()
        if self._kept is None:
            self._kept = self.seeker.columns()
        return self._kept

    @property
    def source(self) -> str:
        """The program's text."""
        return self.sources[0]

    @property
    def filename(self) -> str:
        """The program's file name, without folder."""
        return str(self.header.get("filename", "program.py"))

    def at(self, step: int) -> Snapshot:
        """The state at `step`, 0-based. Raises IndexError when there is no such step."""
        if not 0 <= step < len(self):
            raise IndexError(f"step {step} is not in this trace of {len(self)} steps")
        try:
            moment, frames, whole = self.seeker.seek(step)
        except DAMAGE as error:
            raise unreadable(step, error) from None
        heap: Mapping[int, Obj] | None = whole
        if heap is None:
            heap = Heap(self.seeker, step, [moment.value, moment.error, *(oid for frame in frames for oid in frame.items)])
        write = bisect_right(self.writes, step - 1, key=lambda w: w.step)
        chars = self._write_chars[write] if write < len(self.writes) else self.output_chars
        inputs = bisect_right(self.inputs, step - 1, key=lambda pair: pair[0])
        return Snapshot(
            *(step, moment.event, moment.line, frames, heap, moment.value, moment.error, moment.span, chars, inputs),
        )

    @property
    def output_chars(self) -> int:
        """Characters of output in all, both streams."""
        return self._write_chars[-1] + len(self.writes[-1].text) if self.writes else 0

    @property
    def size_bytes(self) -> int:
        """Bytes of the stream, uncompressed."""
        return self.seeker.size_bytes

    def extend(self, piece: bytes | bytearray) -> None:
        """Take over what the stream grew by. What ends within a record waits for the rest. Raises TraceError where it is damaged."""
        self._kept = None
        try:
            for tag, step, payload in self.seeker.extend(piece):
                self._take(tag, step, payload)
        except DAMAGE as error:
            raise TraceError(f"This trace is damaged: {error}. Fetch or record it again.") from None

    def _take(self, tag: int, step: int, payload: bytes) -> None:
        if tag == r.WRITE:
            write = Write(step, payload[0], payload[1:].decode("utf-8", "surrogatepass"))
            if write.stream >= PICTURE:
                self.shown.append(write)
            else:
                self._write_chars.append(self.output_chars)
                self.writes.append(write)
        elif tag == r.INPUT:
            self.inputs.append((step, payload.decode("utf-8", "surrogatepass")))
        elif tag == r.SOURCE:
            self.sources.append(payload.decode("utf-8", "surrogatepass"))
        elif tag == r.HEADER:
            self._open_header(json.loads(payload))
        elif tag == r.END:
            self.outcome = outcome_from_json(json.loads(payload))
        else:
            raise TraceError(f"This trace has a record of an unknown kind, {tag}: it is damaged.")

    def _open_header(self, header: Any) -> None:
        if type(header) is not dict or type(header.get("source")) is not str:
            raise TraceError("This is not a CodeViz trace, or a damaged one: its header has no program.")
        version = header.get("version")
        if version != VERSION:
            raise TraceError(
                f"This trace has format version {version}; this CodeViz reads version {VERSION}. "
                "Open it with the CodeViz that made it, or record the program again."
            )
        self.header = header
        self.sources[0] = header["source"]

    def moment(self, step: int) -> Moment:
        """What `step` says about itself, without the state around it."""
        try:
            return self.seeker.moment(step)
        except DAMAGE as error:
            raise unreadable(step, error) from None

    def event(self, step: int) -> str:
        """The event of `step`."""
        return EVENTS[self.seeker.head(step)[0]]

    def depth(self, step: int) -> int:
        """The number of frames of `step`."""
        return self.seeker.head(step)[2]

    def next_write(self, step: int, oid: int) -> int:
        """The next step behind `step` that says something about the object; -1 for none."""
        return self.seeker.next_write(step, oid)

    def last_write(self, step: int, oid: int) -> int:
        """The last step up to `step` that says something about the object, which is there at `step`."""
        return self.seeker.last_write(step, oid)

    def calls_ended_before(self, step: int, most: int) -> list[int]:
        """The last steps of calls that had ended at `step`, most recent first, at most `most` of them."""
        return self.seeker.calls_ended_before(step, most)


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a JSON object; `span` as [line, column, end line, end column] or null."""
    return {**outcome._asdict(), "span": list(outcome.span) if outcome.span else None}


def outcome_from_json(fields: dict[str, Any]) -> Outcome:
    """The other way round."""
    span = fields.get("span")
    return Outcome(
        fields["kind"],
        fields.get("reason", ""),
        fields.get("code", 0),
        Span(*span) if span else None,
        fields.get("traceback", ""),
    )


__all__ = ["VERSION", "Trace", "TraceError", "outcome_from_json", "outcome_to_json"]
