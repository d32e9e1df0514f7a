"""Writing a trace's stream: strings are interned, steps become keyframes or deltas."""

import json
from typing import Any

from .. import sealed
from ..trace import records as r
from ..trace.codec import put_signed, put_text, put_varint

__builtins__ = sealed.BUILTINS

KEYFRAME_BYTES = 4096  # deltas up to this size are cheaper to replay than a keyframe is to decode


class Writer:
    """Grows the stream of one trace.

    `stream`: all bytes so far. `ops`: the operations of the step under way; whoever notices a change appends to it.
    """

    def __init__(self) -> None:
        self.stream = bytearray()
        self.ops = bytearray()
        self.attention = True  # whether something must be done before the next step; see `Run`
        self._strings: dict[str, int] = {}
        self._shapes: dict[tuple[str, ...], int] = {(): 0}
        self._delta_bytes = 0
        self._keyframe_bytes = 0

    def header(self, fields: dict[str, Any]) -> None:
        """The first record."""
        r.put_record(self.stream, r.HEADER, json.dumps(fields).encode())

    def string(self, text: str) -> int:
        """The number of an interned string."""
        number = self._strings.get(text)
        if number is None:
            number = self._strings[text] = len(self._strings)
            r.put_record(self.stream, r.STRING, text.encode("utf-8", "surrogatepass"))
        return number

    def shape(self, names: tuple[str, ...]) -> int:
        """The number of a tuple of names; 0 is the empty one."""
        number = self._shapes.get(names)
        if number is None:
            number = self._shapes[names] = self.string(r.NAME_SEPARATOR.join(names)) + 1
        return number

    def text_record(self, tag: int, text: str, first: int | None = None) -> None:
        """A record that is a text, with one byte before it where `first` is given."""
        payload = bytearray() if first is None else bytearray([first])
        payload += text.encode("utf-8", "surrogatepass")
        r.put_record(self.stream, tag, payload)

    def end(self, outcome: dict[str, Any]) -> None:
        """The last record."""
        r.put_record(self.stream, r.END, json.dumps(outcome).encode())

    @property
    def wants_keyframe(self) -> bool:
        """Whether the step under way had better be written with its whole state."""
        return self._keyframe_bytes == 0 or self._delta_bytes + len(self.ops) > max(KEYFRAME_BYTES, self._keyframe_bytes)

    def delta(self, moment: bytearray) -> None:
        """The step under way, as `ops`."""
        moment += self.ops
        r.put_record(self.stream, r.DELTA, moment)
        self._delta_bytes += len(moment)
        self.ops.clear()

    def keyframe(self, moment: bytearray) -> None:
        """The step under way; `ops` now builds the whole state from nothing."""
        moment += self.ops
        r.put_record(self.stream, r.KEYFRAME, moment)
        self._delta_bytes, self._keyframe_bytes = 0, len(moment)
        self.ops.clear()

    def op(self, *numbers: int) -> None:
        """One operation made of unsigned numbers."""
        ops = self.ops
        for number in numbers:
            if number < 0x80:
                ops.append(number)
            else:
                put_varint(ops, number)

    def oids(self, oids: list[int]) -> None:
        """How many, then each as the difference to the one before."""
        ops = self.ops
        put_varint(ops, len(oids))
        last = 0
        for oid in oids:
            put_signed(ops, oid - last)
            last = oid

    def text(self, text: str) -> None:
        """A text inside an operation."""
        put_text(self.ops, text)
