"""Writing a trace's stream: strings are interned, changes become operations of the step under way.

Rule: whoever wants to know an object at some step need not read far. Once the changes of an object (or of a frame's variables) since it
was last written as a whole take more bytes than that took, it is written as a whole again.
"""

import json
import struct
from typing import Any

from .. import sealed
from ..trace import records as r
from ..trace.codec import put_oids, put_ref, put_signed, put_text, put_varint
from ..trace.model import MAPPINGS

__builtins__ = sealed.BUILTINS

_float_bytes = struct.Struct(">d").pack  # nobody can rebind it

SMALL_BYTES = 16  # an object that takes no more is always written as a whole: then one look finds it
FRAME_BYTES = 128  # changes of a frame's variables that are always written as such
MOST_SEEN = 1_000  # short strings that are remembered for a while: one that comes again gets a number
MOST_INTERNED = 20_000
SHORT_CHARS = 30
PLAIN = frozenset(map(chr, range(0x20, 0x7F))) - {"'", "\\"}  # characters that are not escaped


class Writer:
    """Grows the stream of one trace.

    `stream`: all bytes so far, but those that somebody took away. `ops`: the operations of the step under way; whoever notices a change has it written there.
    """

    def __init__(self) -> None:
        self.stream = bytearray()
        self.ops = bytearray()
        self.attention = True  # whether something must be done before the next step; see `Run`
        self._newest = 0  # oid
        self._calls = 0  # the next call's id
        self._line = self._depth = 0  # of the last step
        self._strings: dict[str, int] = {}
        self._shapes: dict[tuple[str, ...], int] = {(): 0}
        self._classes: dict[tuple[int, ...], int] = {}
        self._codes: dict[tuple[int, ...], int] = {}
        self._seen: dict[str, None] = {}

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

    def step(self, event: int, line: int, depth: int, roots: list[tuple[int, int]], span: tuple[int, ...]) -> None:
        """The step under way. `roots`: (VALUE or ERROR, oid)."""
        ops, stream = self.ops, self.stream
        ahead = line - self._line
        if event == r.LINE and depth == self._depth and not roots and -64 <= ahead < 64 and r.SHORT + 1 + len(ops) < r.SHORT_BACK:
            stream.append(r.SHORT + 1 + len(ops))  # as below, for most steps
            stream.append(ahead << 1 if ahead >= 0 else ~(ahead << 1))
            stream += ops
            self._line = line
            ops.clear()
            return
        for code, oid in roots:
            ops.append(code)
            put_ref(ops, oid, self._newest)
        if span:
            self.op(r.SPAN, *span)
        head = bytearray()
        put_signed(head, ahead)
        deeper = depth - self._depth
        size = len(head) + len(ops)
        if event == r.LINE and deeper == 0 and r.SHORT + size < r.SHORT_BACK:
            stream.append(r.SHORT + size)
        elif event == r.LINE and deeper == -1 and r.SHORT_BACK + size < r.LONG:
            stream.append(r.SHORT_BACK + size)
        else:
            put_signed(head, deeper)
            stream.append(r.LONG + event)
            put_varint(stream, len(head) + len(ops))
        stream += head
        stream += ops
        self._line, self._depth = line, depth
        ops.clear()

    # -- objects

    def atom(self, obj: Any, kind: str, most: int) -> bool:
        """The next object id goes to an atom; False when it is none of the short ones. `most`: characters of a string that are recorded."""
        ops = self.ops
        if kind == "int" and -(1 << 63) <= obj < 1 << 63:
            if 0 <= obj < r.SMALL:
                ops.append(r.SMALL_INT + obj)
            else:
                ops.append(r.INT)
                put_signed(ops, obj)
        elif kind == "str" and len(obj) <= most and PLAIN.issuperset(obj):
            self._string_atom(obj)
        elif kind == "float":
            content = _float_bytes(obj).rstrip(b"\0")
            ops += bytes((r.FLOAT, len(content))) + content
        elif kind in ("none", "bool"):
            ops.append(r.NONE if obj is None else r.TRUE if obj else r.FALSE)
        else:
            return False
        self._newest += 1
        return True

    def _string_atom(self, text: str) -> None:
        if 1 < len(text) <= SHORT_CHARS:
            number = self._strings.get(text)
            if number is None and len(self._strings) < MOST_INTERNED:
                if text in self._seen:
                    number = self.string(text)
                else:
                    if len(self._seen) == MOST_SEEN:
                        self._seen.clear()
                    self._seen[text] = None
            if number is not None:
                self.op(r.KNOWN_STRING, number)
                return
        self.ops.append(r.STRING_ATOM)
        put_text(self.ops, text)

    def long_atom(self, kind: str, type_name: str, text: str, length: int) -> None:
        """The next object id goes to any other atom."""
        self._newest += 1
        self.op(r.ATOM, self._class(kind, type_name, ()))
        put_text(self.ops, text)
        put_varint(self.ops, length)

    def reserve(self) -> None:
        """The next object id goes to an object that is written later in this step."""
        self._newest += 1
        self.ops.append(r.RESERVE)

    def whole(self, record: Any) -> None:
        """Write an object as a whole."""
        ops, kind, items = self.ops, record.form.kind, record.items
        number = self._class(kind, record.type, record.names)
        at, count = len(ops), len(items)
        if record.text or record.parent >= 0 or record.length != (count // 2 if kind in MAPPINGS else count):
            self._object(r.WHOLE, record.oid, number)
            put_text(ops, record.text)
            self.op(record.length, record.parent + 1, count)
        elif count == len(record.names):
            self._object(r.FIELDS, record.oid, number)
        else:
            self._object(r.ITEMS, record.oid, number, count)
        put_oids(ops, items, self._newest)
        record.whole_bytes, record.change_bytes = len(ops) - at, 0

    def splice(self, record: Any, start: int, gone: int, come: list[int]) -> None:
        """Some items have come or gone; `record` knows already."""
        if self._is_worn(record):
            self.whole(record)
            return
        ops, at = self.ops, len(self.ops)
        if gone == len(come) == 1:
            self._object(r.ITEM, record.oid, start)
        elif not gone and len(come) == 1 and start == len(record.items) - 1:
            self._object(r.APPEND, record.oid)
        else:
            self._object(r.SPLICE, record.oid, start, gone, len(come))
        put_oids(ops, come, self._newest)
        record.change_bytes += len(ops) - at

    def text(self, record: Any) -> None:
        """The text has changed."""
        if self._is_worn(record):
            self.whole(record)
            return
        at = len(self.ops)
        self._object(r.TEXT, record.oid)
        put_text(self.ops, record.text)
        record.change_bytes += len(self.ops) - at

    def length(self, record: Any) -> None:
        """The number of elements has changed, beside the recorded ones."""
        if self._is_worn(record):
            self.whole(record)
            return
        at = len(self.ops)
        self._object(r.LENGTH, record.oid, record.length)
        record.change_bytes += len(self.ops) - at

    def _is_worn(self, record: Any) -> bool:
        """Whether the next change of an object had better be its whole."""
        return bool(record.whole_bytes <= SMALL_BYTES or record.change_bytes > 2 * record.whole_bytes)

    def _object(self, code: int, oid: int, *numbers: int) -> None:
        self.ops.append(code)
        put_ref(self.ops, oid, self._newest)
        self.op(*numbers)

    def _class(self, kind: str, type_name: str, names: tuple[str, ...]) -> int:
        key = (r.KIND_CODES[kind], self.string(type_name), self.shape(names))
        return self._number(self._classes, r.CLASS, key)

    def _number(self, known: dict[tuple[int, ...], int], tag: int, key: tuple[int, ...]) -> int:
        number = known.get(key)
        if number is None:
            number = known[key] = len(known)
            payload = bytearray()
            for part in key:
                put_varint(payload, part)
            r.put_record(self.stream, tag, payload)
        return number

    # -- frames

    def push(self, live: Any, below: int) -> None:
        """A frame with all its variables; `below` is the line of the frame below it."""
        code, ops = live.code, self.ops
        key = (self.string(code.name), r.FRAME_KIND_CODES[code.kind], code.source, self.shape(code.free))
        number, shape = self._number(self._codes, r.CODE, key), self.shape(tuple(live.names))
        at = len(ops)
        if live.id == self._calls and live.parent < 0:
            self.op(r.PUSH, number)
        else:
            self.op(r.PUSH_AGAIN, live.id, live.parent + 1, number)
        self._calls = max(self._calls, live.id + 1)
        put_signed(ops, below - self._line)
        put_varint(ops, shape)
        put_oids(ops, live.items, self._newest)
        live.is_written, live.whole_bytes, live.change_bytes = True, len(ops) - at, 0

    def pop(self) -> None:
        """The innermost frame has gone."""
        self.ops.append(r.POP)

    def set(self, live: Any, up: int, slot: int) -> None:
        """A variable has another value; `live` knows already."""
        ops, oid, at = self.ops, live.items[slot], len(self.ops)
        if up or slot >= r.SLOTS:
            self.op(r.SET, up, slot)
            put_ref(ops, oid, self._newest)
        elif oid == self._newest:
            ops.append(r.SET_NEW + slot)
        else:
            ops.append(r.SET_TOP + slot)
            put_ref(ops, oid, self._newest)
        live.change_bytes += len(ops) - at

    def bind(self, live: Any, up: int, slot: int) -> None:
        """A variable appears at that slot; `live` knows already."""
        if not live.is_written:
            return
        number, at = self.string(live.names[slot]), len(self.ops)
        self.op(r.BIND, up, slot, number)
        put_ref(self.ops, live.items[slot], self._newest)
        live.change_bytes += len(self.ops) - at

    def unbind(self, live: Any, up: int, slot: int) -> None:
        """A variable goes."""
        at = len(self.ops)
        self.op(r.UNBIND, up, slot)
        live.change_bytes += len(self.ops) - at

    def looked(self, live: Any, up: int) -> None:
        """All changes of a frame are written."""
        if live.change_bytes > max(FRAME_BYTES, 2 * live.whole_bytes):
            at = len(self.ops)
            self.op(r.VARIABLES, up, self.shape(tuple(live.names)))
            put_oids(self.ops, live.items, self._newest)
            live.whole_bytes, live.change_bytes = len(self.ops) - at, 0

    def op(self, *numbers: int) -> None:
        """A code, or operands, made of unsigned numbers."""
        ops = self.ops
        for number in numbers:
            if number < 0x80:
                ops.append(number)
            else:
                put_varint(ops, number)
