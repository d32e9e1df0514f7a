"""Reading the operations of steps: what each does to which object or call.

A thing is an object, by its oid, or a call, by minus the number of its push, from 1. Rule: operations can be read from the start of any block of
the stream, given where that stands (`Start`); what they do is kept by thing, so that one thing's past can be put together without the others'.
"""

import struct
from collections.abc import Callable
from typing import Any

from .. import sealed
from . import records as r
from .codec import Reader
from .model import EVENTS, MAPPINGS, Obj, Span
from .tables import Change, Moment, Pushed, Start, Tables

__builtins__ = sealed.BUILTINS

_float_of = struct.Struct(">d").unpack
FLOAT_BYTES = 8


class Scan:
    """The steps of one piece of the stream. `moments`: of each; `changes`: of each thing, in order; `pushed`: the calls that began; `place`: where it all ends."""

    def __init__(self, reader: Reader, place: Start, tables: Tables):
        """Read from `reader.at` to its end, which is that of a record."""
        self.moments: list[Moment] = []
        self.changes: dict[int, list[Change]] = {}
        self.pushed: dict[int, Pushed] = {}
        self.reader = reader
        self.tables = tables
        self.newest, self.calls, self.pushes, self.top, self.line, self.depth = place
        end, data = reader.end, reader.data
        while reader.at < end:
            head = data[reader.at]
            if head >= r.STEP:
                self._step()
            else:
                reader.at += 1
                size = reader.varint()
                reader.at += size
        reader.end = end

    @property
    def place(self) -> Start:
        """Where the step behind these begins."""
        return Start(self.newest, self.calls, self.pushes, self.top, self.line, self.depth)

    def _step(self) -> None:
        reader, end = self.reader, self.reader.end
        event, deeper, size = step_head(reader)
        reader.end = reader.at + size
        self.value = self.error = 0
        self.span: Span | None = None
        line = self.line + reader.signed()
        depth = self.depth + (reader.signed() if deeper is None else deeper)
        data = reader.data
        while reader.at < reader.end:
            at = reader.at
            reader.at += 1
            code = data[at]
            if code >= r.SMALL_INT:
                _small_int(self, at, code)
            elif code >= r.SET_TOP:
                _set_top(self, at, code)
            else:
                OPERATIONS[code](self, at)
        if reader.at != reader.end or not self.top:
            raise ValueError("a step ends otherwise than it said")
        self.line, self.depth = line, depth
        self.moments.append(
            Moment(EVENTS[event], line, depth, self.top, reader.end, self.value, self.error, self.span),
        )
        reader.end = end

    def note(self, thing: int, at: int, code: int, content: Any, whole: bool = False) -> None:
        """Keep what an operation does to `thing`."""
        change = Change(at, whole, code, content)
        found = self.changes.get(thing)
        if found is None:
            self.changes[thing] = [change]
        else:
            found.append(change)

    def atom(self, at: int, obj: Obj) -> None:
        """A new atom."""
        self.newest += 1
        self.changes[self.newest] = [Change(at, True, r.WHOLE, obj)]

    def call(self, up: int) -> int:
        """The call that is `up` frames below the top, as a thing."""
        at = self.top
        for _ in range(up):
            at = self.tables.below[at]
        if not at:
            raise ValueError(f"there is no frame {up} below the top")
        return -at


def step_head(reader: Reader) -> tuple[int, int | None, int]:
    """(event, difference of depth, size of the rest) of the step at `reader`; None: behind the line stands a signed difference of depth."""
    head = reader.data[reader.at]
    reader.at += 1
    if head < r.SHORT_BACK:
        return r.LINE, 0, head - r.SHORT
    if head < r.LONG:
        return r.LINE, -1, head - r.SHORT_BACK
    return head - r.LONG, None, reader.varint()


def _small_int(scan: Scan, at: int, code: int) -> None:
    scan.atom(at, Obj("int", "int", str(code - r.SMALL_INT), (), (), 0))


def _int(scan: Scan, at: int) -> None:
    scan.atom(at, Obj("int", "int", str(scan.reader.signed()), (), (), 0))


def _float(scan: Scan, at: int) -> None:
    content = scan.reader.take(scan.reader.varint())
    if len(content) > FLOAT_BYTES:
        raise ValueError(f"a float of {len(content)} bytes")
    scan.atom(at, Obj("float", "float", repr(_float_of(content.ljust(FLOAT_BYTES, b"\0"))[0]), (), (), 0))


def _string(scan: Scan, at: int) -> None:
    _plain_string(scan, at, scan.reader.text())


def _known_string(scan: Scan, at: int) -> None:
    _plain_string(scan, at, scan.tables.strings[scan.reader.varint()])


def _plain_string(scan: Scan, at: int, text: str) -> None:
    scan.atom(at, Obj("str", "str", f"'{text}'", (), (), len(text)))


def _atom(scan: Scan, at: int) -> None:
    kind, name, names = scan.tables.classes[scan.reader.varint()]
    scan.atom(at, Obj(kind, name, scan.reader.text(), names, (), scan.reader.varint()))


def _reserve(scan: Scan, at: int) -> None:
    scan.newest += 1


def _fields(scan: Scan, at: int) -> None:
    reader, oid = scan.reader, scan.reader.ref(scan.newest)
    kind, name, names = scan.tables.classes[reader.varint()]
    items = reader.oids(len(names), scan.newest)
    scan.note(oid, at, r.WHOLE, Obj(kind, name, "", names, items, default_length(kind, len(items))), True)


def _items(scan: Scan, at: int) -> None:
    reader, oid = scan.reader, scan.reader.ref(scan.newest)
    kind, name, names = scan.tables.classes[reader.varint()]
    items = reader.oids(reader.varint(), scan.newest)
    scan.note(oid, at, r.WHOLE, Obj(kind, name, "", names, items, default_length(kind, len(items))), True)


def _whole(scan: Scan, at: int) -> None:
    reader, oid = scan.reader, scan.reader.ref(scan.newest)
    kind, name, names = scan.tables.classes[reader.varint()]
    text, length, parent = reader.text(), reader.varint(), reader.varint() - 1
    items = reader.oids(reader.varint(), scan.newest)
    scan.note(oid, at, r.WHOLE, Obj(kind, name, text, names, items, length, parent), True)


def default_length(kind: str, count: int) -> int:
    """The length of an object of so many items, where nothing else is said."""
    return count // 2 if kind in MAPPINGS else count


def _splice(scan: Scan, at: int) -> None:
    reader, oid = scan.reader, scan.reader.ref(scan.newest)
    start, gone = reader.varint(), reader.varint()
    scan.note(oid, at, r.SPLICE, (start, gone, reader.oids(reader.varint(), scan.newest)))


def _item(scan: Scan, at: int) -> None:
    reader, oid = scan.reader, scan.reader.ref(scan.newest)
    scan.note(oid, at, r.SPLICE, (reader.varint(), 1, (reader.ref(scan.newest),)))


def _append(scan: Scan, at: int) -> None:
    reader, oid = scan.reader, scan.reader.ref(scan.newest)
    scan.note(oid, at, r.APPEND, (reader.ref(scan.newest),))


def _length(scan: Scan, at: int) -> None:
    scan.note(scan.reader.ref(scan.newest), at, r.LENGTH, (scan.reader.varint(),))


def _text(scan: Scan, at: int) -> None:
    scan.note(scan.reader.ref(scan.newest), at, r.TEXT, (scan.reader.text(),))


def _push(scan: Scan, at: int) -> None:
    _pushed(scan, at, scan.calls, -1)


def _push_again(scan: Scan, at: int) -> None:
    number = scan.reader.varint()
    _pushed(scan, at, number, scan.reader.varint() - 1)


def _pushed(scan: Scan, at: int, number: int, parent: int) -> None:
    reader, tables = scan.reader, scan.tables
    name, kind, source, free = tables.codes[reader.varint()]
    line, names = scan.line + reader.signed(), tables.names(reader.varint())
    scan.calls = max(scan.calls, number + 1)
    scan.pushes += 1
    if scan.pushes == len(tables.below):
        tables.below.append(scan.top)
    scan.pushed[scan.pushes] = Pushed(number, name, kind, parent, source, free, scan.top, line)
    scan.top = scan.pushes
    scan.note(-scan.top, at, r.VARIABLES, (names, reader.oids(len(names), scan.newest)), True)


def _pop(scan: Scan, at: int) -> None:
    scan.top = scan.tables.below[-scan.call(0)]


def _set(scan: Scan, at: int) -> None:
    call = scan.call(scan.reader.varint())
    scan.note(call, at, r.SET, (scan.reader.varint(), scan.reader.ref(scan.newest)))


def _set_top(scan: Scan, at: int, code: int) -> None:
    if code < r.SET_NEW:
        content = (code - r.SET_TOP, scan.reader.ref(scan.newest))
    else:
        content = (code - r.SET_NEW, scan.newest)
    scan.note(scan.call(0), at, r.SET, content)


def _bind(scan: Scan, at: int) -> None:
    reader, call = scan.reader, scan.call(scan.reader.varint())
    scan.note(call, at, r.BIND, (reader.varint(), scan.tables.strings[reader.varint()], reader.ref(scan.newest)))


def _unbind(scan: Scan, at: int) -> None:
    scan.note(scan.call(scan.reader.varint()), at, r.UNBIND, (scan.reader.varint(),))


def _variables(scan: Scan, at: int) -> None:
    reader, call = scan.reader, scan.call(scan.reader.varint())
    names = scan.tables.names(reader.varint())
    scan.note(call, at, r.VARIABLES, (names, reader.oids(len(names), scan.newest)), True)


def _value(scan: Scan, at: int) -> None:
    scan.value = scan.reader.ref(scan.newest)


def _error(scan: Scan, at: int) -> None:
    scan.error = scan.reader.ref(scan.newest)


def _span(scan: Scan, at: int) -> None:
    varint = scan.reader.varint
    scan.span = Span(varint(), varint(), varint(), varint())


def _constant(obj: Obj) -> Callable[[Scan, int], None]:
    return lambda scan, at: scan.atom(at, obj)


# By code, as in `records`.
OPERATIONS: tuple[Callable[[Scan, int], None], ...] = (
    *(_constant(Obj("none", "NoneType", "None", (), (), 0)), _constant(Obj("bool", "bool", "True", (), (), 0))),
    *(_constant(Obj("bool", "bool", "False", (), (), 0)), _int, _float, _string, _known_string, _atom, _reserve),
    *(_fields, _items, _whole, _splice, _item, _append, _length, _text),
    *(_push, _push_again, _pop, _set, _bind, _unbind, _variables, _value, _error, _span),
)
