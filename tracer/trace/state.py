"""The state that a reader holds while it walks through a trace: decoded steps, applied one after another."""

from collections.abc import Callable

from . import records as r
from .codec import Reader
from .model import EVENTS, MAPPINGS, Frame, Obj, Snapshot, Span


class Moment:
    """What a step says about itself beside the frames and the heap."""

    __slots__ = ("depth", "error", "event", "line", "span", "value")

    def __init__(self, reader: Reader):
        first = reader.varint()
        self.event = EVENTS[first & 0x0F]
        self.line = reader.varint()
        self.depth = reader.varint()
        self.value = reader.varint() if first & r.HAS_VALUE else 0
        self.error = reader.varint() if first & r.HAS_ERROR else 0
        self.span = Span(*(reader.varint() for _ in range(4))) if first & r.HAS_SPAN else None


class State:
    """Frames and objects as they are at one step; `apply` moves it to the next one.

    `strings`: the trace's interned strings, by number; the list may grow while this state is in use.
    """

    def __init__(self, strings: list[str]):
        self.strings = strings
        self.shapes: dict[int, tuple[str, ...]] = {0: ()}
        self.frames: list[Frame] = []
        self.heap: dict[int, Obj] = {}
        self.moment: Moment | None = None

    def copy(self) -> "State":
        """A state of its own that stands where this one stands; the objects in it are values and shared."""
        twin = State(self.strings)
        twin.shapes, twin.moment = self.shapes, self.moment
        twin.frames, twin.heap = list(self.frames), dict(self.heap)
        return twin

    def apply(self, reader: Reader, *, keyframe: bool) -> None:
        """Decode one step's payload and make it the state; a keyframe starts from nothing."""
        if keyframe:
            self.frames, self.heap = [], {}
        self.moment = moment = Moment(reader)
        while reader.at < reader.end:
            OPERATIONS[reader.varint()](self, reader)
        top = self.frames[-1]
        if top.line != moment.line:
            self.frames[-1] = top._replace(line=moment.line)

    def snapshot(self, step: int, output_chars: int, inputs: int) -> Snapshot:
        """The state as a value, with no object in it that nothing refers to."""
        moment = self.moment
        assert moment is not None, "a state has no snapshot before its first step"
        frames = tuple(self.frames)
        roots = [moment.value, moment.error]
        for frame in frames:
            roots += frame.items
        return Snapshot(
            step,
            moment.event,
            moment.line,
            frames,
            reachable(self.heap, roots),
            moment.value,
            moment.error,
            moment.span,
            output_chars,
            inputs,
        )

    def names(self, number: int) -> tuple[str, ...]:
        """The tuple of names that the trace knows by `number` (0 is none)."""
        shape = self.shapes.get(number)
        if shape is None:
            shape = tuple(self.strings[number - 1].split(r.NAME_SEPARATOR))
            self.shapes[number] = shape
        return shape


def reachable(heap: dict[int, Obj], roots: list[int]) -> dict[int, Obj]:
    """The part of `heap` that can be reached from the oids in `roots` (0 stands for none)."""
    found: dict[int, Obj] = {}
    todo = roots[::-1]
    while todo:
        oid = todo.pop()
        if oid and oid not in found:
            obj = found[oid] = heap[oid]
            if obj.items:
                todo += obj.items[::-1]
    return found


def _oids(reader: Reader) -> tuple[int, ...]:
    count = reader.varint()
    last = 0
    oids = []
    for _ in range(count):
        last += reader.signed()
        oids.append(last)
    return tuple(oids)


def _push(state: State, reader: Reader) -> None:
    varint, strings = reader.varint, state.strings
    frame_id, name, kind = varint(), strings[varint()], r.FRAME_KINDS[varint()]
    line, parent, source = varint(), varint() - 1, varint()
    free, names, items = state.names(varint()), state.names(varint()), _oids(reader)
    state.frames.append(Frame(frame_id, name, kind, line, names, items, frozenset(free), parent, source))


def _pop(state: State, reader: Reader) -> None:
    state.frames.pop()


def _set(state: State, reader: Reader) -> None:
    at = -1 - reader.varint()
    slot, oid = reader.varint(), reader.varint()
    frame = state.frames[at]
    items = frame.items
    state.frames[at] = frame._replace(items=(*items[:slot], oid, *items[slot + 1 :]))


def _bind(state: State, reader: Reader) -> None:
    at = -1 - reader.varint()
    slot, name, oid = reader.varint(), state.strings[reader.varint()], reader.varint()
    frame = state.frames[at]
    names, items = frame.names, frame.items
    state.frames[at] = frame._replace(names=(*names[:slot], name, *names[slot:]), items=(*items[:slot], oid, *items[slot:]))


def _unbind(state: State, reader: Reader) -> None:
    at = -1 - reader.varint()
    slot = reader.varint()
    frame = state.frames[at]
    names, items = frame.names, frame.items
    state.frames[at] = frame._replace(names=names[:slot] + names[slot + 1 :], items=items[:slot] + items[slot + 1 :])


def _parent(state: State, reader: Reader) -> None:
    at = -1 - reader.varint()
    state.frames[at] = state.frames[at]._replace(parent=reader.varint() - 1)


def _new(state: State, reader: Reader) -> None:
    varint = reader.varint
    oid, kind, type_name = varint(), r.KINDS[varint()], state.strings[varint()]
    text, length, parent = reader.text(), varint(), varint() - 1
    state.heap[oid] = Obj(kind, type_name, text, state.names(varint()), _oids(reader), length, parent)


def _splice(state: State, reader: Reader) -> None:
    oid, start, gone = reader.varint(), reader.varint(), reader.varint()
    come = _oids(reader)
    obj = state.heap[oid]
    items = obj.items[:start] + come + obj.items[start + gone :]
    grown = len(come) - gone
    if obj.kind in MAPPINGS:
        grown //= 2
    state.heap[oid] = obj._replace(items=items, length=obj.length + grown)


def _length(state: State, reader: Reader) -> None:
    oid = reader.varint()
    state.heap[oid] = state.heap[oid]._replace(length=reader.varint())


def _drop(state: State, reader: Reader) -> None:
    del state.heap[reader.varint()]


def _text(state: State, reader: Reader) -> None:
    oid = reader.varint()
    state.heap[oid] = state.heap[oid]._replace(text=reader.text())


OPERATIONS: dict[int, Callable[[State, Reader], None]] = {
    r.PUSH: _push,
    r.POP: _pop,
    r.SET: _set,
    r.BIND: _bind,
    r.UNBIND: _unbind,
    r.NEW: _new,
    r.SPLICE: _splice,
    r.LENGTH: _length,
    r.DROP: _drop,
    r.TEXT: _text,
    r.PARENT: _parent,
}
