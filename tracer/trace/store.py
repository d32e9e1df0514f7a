"""A trace that can be read: its stream, an index over it, and any step of it on demand.

Rule: a step is shown without its neighbours, from the keyframe before it; keyframes come so often that the bytes
between two of them never exceed the larger of one keyframe and a few kilobytes. The stream may still be growing, or break off.
"""

import json
from array import array
from bisect import bisect_right
from typing import Any

from .. import sealed
from . import records as r
from .codec import Reader
from .model import EVENTS, Outcome, Snapshot, Span, Write
from .seeker import Seeker
from .state import Moment, State

__builtins__ = sealed.BUILTINS  # a trace also grows while the program runs

VERSION = 1
# What decoding bytes that are no trace can end in.
DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, MemoryError, RecursionError, AssertionError)


class TraceError(Exception):
    """Bytes that are no trace, or a trace of a version that is not known here; the message is a sentence."""


class Trace:
    """A recording. `len(trace)` is its number of steps; `trace.at(step)` the state at one.

    `events`, `lines`, `depths`: one entry per step (event code as in `records.EVENT_CODES`; 1-based line; number of frames).
    `writes`: all output in order. `inputs`: (step, text) of every line of input consumed. `sources[0]` is the program.
    `outcome`: how it ended; of a stream that breaks off, `stopped`.
    """

    def __init__(self, stream: bytes | bytearray = b""):
        self.stream = bytearray()
        self.header: dict[str, Any] = {}
        self.strings: list[str] = []
        self.sources: list[str] = [""]
        self.writes: list[Write] = []
        self.inputs: list[tuple[int, str]] = []
        self.outcome = Outcome("stopped", "The recording breaks off here.")
        self.events = bytearray()
        self.lines = array("I")
        self.depths = array("I")
        self._offsets = array("L" if array("L").itemsize >= 4 else "Q")  # of each step's record
        self._keyframes = array("I")  # steps that are keyframes
        self._write_chars: list[int] = []  # characters of output before each write, and in all
        self._indexed = 0
        self._seeker = Seeker(self.stream, self._offsets, self._keyframes, self.strings)
        if stream:
            self.extend(stream)

    def __len__(self) -> int:
        return len(self.events)

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
            return self._snapshot(self._seeker.seek(step), step)
        except DAMAGE as error:
            raise _unreadable(step, error) from None

    def _snapshot(self, state: State, step: int) -> Snapshot:
        write = bisect_right(self.writes, step - 1, key=lambda w: w.step)
        chars = self._write_chars[write] if write < len(self.writes) else self.output_chars
        inputs = bisect_right(self.inputs, step - 1, key=lambda pair: pair[0])
        return state.snapshot(step, chars, inputs)

    @property
    def output_chars(self) -> int:
        """Characters of output in all, both streams."""
        return self._write_chars[-1] + len(self.writes[-1].text) if self.writes else 0

    @property
    def size_bytes(self) -> int:
        """Bytes of the stream, uncompressed."""
        return len(self.stream)

    def extend(self, piece: bytes | bytearray) -> None:
        """Take over what the stream grew by, and index it. What ends within a record waits for the rest."""
        self.stream += piece
        stream, at, size = self.stream, self._indexed, len(self.stream)
        reader = Reader(stream)
        while at < size:
            reader.at = at + 1
            try:
                length = reader.varint()
            except IndexError:
                break
            end = reader.at + length
            if end > size:
                break
            self._index(stream[at], reader, end, at)
            at = end
        self._indexed = at

    def _index(self, tag: int, reader: Reader, end: int, at: int) -> None:
        if tag in (r.DELTA, r.KEYFRAME):
            if tag == r.KEYFRAME:
                self._keyframes.append(len(self.events))
            elif not self._keyframes:
                raise TraceError("This trace does not begin with a keyframe: it is damaged.")
            self._offsets.append(at)
            self.events.append(reader.varint() & 0x0F)
            self.lines.append(reader.varint())
            self.depths.append(reader.varint())
            return
        payload = bytes(self.stream[reader.at : end])
        step = len(self.events) - 1
        if tag == r.STRING:
            self.strings.append(payload.decode("utf-8", "surrogatepass"))
        elif tag == r.WRITE:
            text = payload[1:].decode("utf-8", "surrogatepass")
            self._write_chars.append(self.output_chars)
            self.writes.append(Write(step, payload[0], text))
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
        reader = Reader(self.stream, self._offsets[step] + 1)
        try:
            reader.varint()
            return Moment(reader)
        except DAMAGE as error:
            raise _unreadable(step, error) from None

    def event(self, step: int) -> str:
        """The event of `step`."""
        return EVENTS[self.events[step]]

    def calls_ended_before(self, step: int, most: int) -> list[int]:
        """The last steps of calls that had ended at `step`, most recent first, at most `most` of them."""
        found: list[int] = []
        at = step - 1
        depths = self.depths
        while at >= 0 and len(found) < most:
            if depths[at + 1] < depths[at] and self.event(at) != "yield":
                found.append(at)
            at -= 1
        return found


def _unreadable(step: int, error: BaseException) -> TraceError:
    return TraceError(f"Step {step + 1} of this trace cannot be read: it is damaged ({type(error).__name__}).")


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
