"""What the recorder remembers of the program's objects, and how it notices that one changed.

Rule 1: the recorder never prolongs a life that the program can see end. As long as nothing delicate was met (a `__del__`, a suspended
generator, an open file, a weak reference), objects are held, which makes their addresses unambiguous and a look at them cheap;
from then on nothing but atoms is held, and objects are found anew from the frames at every step.
Rule 2: an object leaves the shadow when nothing in the shadow refers to it any more; cycles are swept now and then.
"""

import weakref
from collections.abc import Iterable
from types import BuiltinFunctionType, MethodType, ModuleType
from typing import Any

from ..trace import records as r
from ..trace.model import MAPPINGS
from .. import sealed
from . import safe
from .forms import Form, Forms
from .writer import Writer

__builtins__ = sealed.BUILTINS

FIXED = frozenset(("tuple", "frozenset", "method", "builtin", "module", "descriptor"))
FIXED_TYPES = (tuple, frozenset, MethodType, BuiltinFunctionType, ModuleType, property, staticmethod, classmethod)
LEAST_SWEEP = 2_000  # objects; below this, garbage in cycles costs less than looking for it


class Record:
    """One object of the program: its oid, what it held when last looked at, how many refer to it in the shadow."""

    __slots__ = (
        "address",
        "cls",
        "count",
        "form",
        "ids",
        "items",
        "length",
        "names",
        "obj",
        "oid",
        "parent",
        "ref",
        "seen",
        "text",
        "type",
    )

    def __init__(self, oid: int, form: Form, obj: Any):
        self.oid = oid
        self.form = form
        self.address = id(obj)
        self.cls = type(obj)
        self.type = safe.name_of(obj) if form.kind == "class" else form.type
        self.obj: Any = None
        self.ref: Any = None
        self.count = 0
        self.ids: list[int] = []
        self.items: list[int] = []
        self.names: tuple[str, ...] = ()
        self.text = ""
        self.length = 0
        self.parent = -1
        self.seen = -1


class Shadow:
    """All objects that the recording knows to be alive."""

    def __init__(self, writer: Writer, forms: Forms, *, holds: bool):
        self.writer = writer
        self.forms = forms
        self.holds = holds
        self.by_address: dict[int, Record] = {}
        self.by_oid: dict[int, Record] = {}
        self.looked_at: dict[int, Record] = {}  # those that can change, by oid
        self.fresh: list[tuple[Record, Any]] = []
        self.dying: list[Record] = []
        self.next_oid = 1
        self.sweep_at = LEAST_SWEEP
        self.step = 0

    def oid(self, obj: Any) -> int:
        """The oid of an object of the program; it is written down at the next `settle` when it is new."""
        record = self.by_address.get(id(obj))
        if record is None or not (self.holds or self._is(record, obj)):
            record = self._admit(obj)
        return record.oid

    def take(self, obj: Any) -> int:
        """The oid of `obj`, to which one more place in the shadow refers now."""
        oid = self.oid(obj)
        self.by_oid[oid].count += 1
        return oid

    def release(self, oid: int) -> None:
        """One place in the shadow refers to `oid` no more."""
        record = self.by_oid[oid]
        record.count -= 1
        if record.count == 0:
            self.dying.append(record)

    def look(self, roots: Iterable[Any]) -> None:
        """Notice every change since the last look. `roots`: what the frames hold; asked for only where nothing is held."""
        if self.holds:
            for record in list(self.looked_at.values()):
                if not self.holds:  # something delicate has just come to light
                    break
                self._compare(record, record.obj)
            self._read_fresh()
            if self.holds:
                return
        self._look_from(roots)

    def settle(self) -> None:
        """Write down what is new, and drop what nothing refers to any more."""
        self._read_fresh()
        while self.dying:
            record = self.dying.pop()
            if record.count == 0 and self.by_oid.get(record.oid) is record:
                self._drop(record)

    @property
    def wants_sweep(self) -> bool:
        """Whether so many objects have come since the last sweep that another is due."""
        return len(self.by_oid) > self.sweep_at

    def sweep(self, roots: Iterable[int]) -> None:
        """Drop every record that the oids in `roots` do not lead to: garbage in cycles."""
        alive: set[int] = set()
        todo = list(roots)
        while todo:
            oid = todo.pop()
            if oid not in alive:
                alive.add(oid)
                todo += self.by_oid[oid].items
        for record in [record for oid, record in self.by_oid.items() if oid not in alive]:
            self._drop(record)
        self.dying.clear()
        self.sweep_at = max(LEAST_SWEEP, 2 * len(alive))

    def let_go(self) -> None:
        """Hold nothing from now on but atoms."""
        self.holds = False
        for record in self.by_oid.values():
            if record.form.text is None and record.obj is not None:
                record.ref = _weak(record.obj)
                record.obj = None
                self.looked_at[record.oid] = record

    # -- one object

    def _is(self, record: Record, obj: Any) -> bool:
        if record.obj is not None:
            return record.obj is obj
        if record.ref is not None:
            return record.ref() is obj
        return record.cls is type(obj)

    def _admit(self, obj: Any) -> Record:
        form = self.forms.of(type(obj))
        if self.holds and form.delicate:
            self.let_go()
        record = Record(self.next_oid, form, obj)
        self.next_oid += 1
        self.by_address[record.address] = record
        self.by_oid[record.oid] = record
        if form.text is not None:
            record.obj = obj
            record.text, record.length = form.text(obj)
            self.write(record)
            self.dying.append(record)  # until somebody takes it
        else:
            self.fresh.append((record, obj))
        return record

    def _read_fresh(self) -> None:
        while self.fresh:
            record, obj = self.fresh.pop()
            if len(self.by_oid) > self.forms.limits.objects:
                self.fresh.clear()
                self.overflow()
            form = record.form
            assert form.read is not None
            children, names, text = form.read(obj)
            record.ids = list(map(id, children))
            record.items = [self.take(child) for child in children]
            record.names, record.text = names, text
            record.length = form.length(obj) if form.length else len(children)
            if form.kind == "function":
                record.parent = self.parent_of(obj)
            if self.holds:
                record.obj = obj
            else:
                record.ref = _weak(obj)
            if not (self.holds and form.kind in FIXED and record.cls in FIXED_TYPES):
                self.looked_at[record.oid] = record
            record.seen = self.step
            self.write(record)
            if record.count == 0:
                self.dying.append(record)

    def overflow(self) -> None:
        """There are too many objects; the recorder, which can end the program, replaces this."""
        raise MemoryError("too many objects")

    def parent_of(self, function: Any) -> int:
        """The id of the frame that made `function`; the recorder, which knows the frames, replaces this."""
        return -1

    def _compare(self, record: Record, obj: Any) -> list[Any]:
        """Write down how `obj` changed since the last look; its children come back."""
        form = record.form
        assert form.read is not None
        children, names, text = form.read(obj)
        ids = list(map(id, children))
        if ids != record.ids or names != record.names or not self.holds:
            self._change(record, children, ids, names)
        if text != record.text:
            record.text = text
            self.writer.op(r.TEXT, record.oid)
            self.writer.text(text)
        if form.length is not None and (length := form.length(obj)) != record.length:
            record.length = length
            self.writer.op(r.LENGTH, record.oid, length)
        return children

    def _change(
        self, record: Record, children: list[Any], ids: list[int], names: tuple[str, ...]
    ) -> None:
        old = record.items
        if self.holds:
            start, end = _changed_part(record.ids, ids)
        else:
            come = [self.oid(child) for child in children]
            record.ids = ids
            if come == old and names == record.names:
                return
            start, end = _changed_part(old, come)
        come = [self.take(child) for child in children[start : len(ids) - end]]
        gone = old[start : len(old) - end]
        record.ids = ids
        record.items = [*old[:start], *come, *old[len(old) - end :]] if end else old[:start] + come
        if names != record.names:
            record.names = names
            record.length = len(record.items)
            self.write(record)
        else:
            if record.form.kind in MAPPINGS:
                record.length += (len(come) - len(gone)) // 2
            else:
                record.length += len(come) - len(gone)
            self.writer.op(r.SPLICE, record.oid, start, len(gone))
            self.writer.oids(come)
        for oid in gone:
            self.release(oid)

    def write(self, record: Record) -> None:
        """Write `record` as a whole."""
        writer, form = self.writer, record.form
        writer.op(r.NEW, record.oid, r.KIND_CODES[form.kind], writer.string(record.type))
        writer.text(record.text)
        writer.op(record.length, record.parent + 1, writer.shape(record.names))
        writer.oids(record.items)

    def _drop(self, record: Record) -> None:
        del self.by_oid[record.oid]
        self.looked_at.pop(record.oid, None)
        if self.by_address.get(record.address) is record:
            del self.by_address[record.address]
        self.writer.op(r.DROP, record.oid)
        for oid in record.items:
            child = self.by_oid.get(oid)
            if child is not None:
                child.count -= 1
                if child.count == 0:
                    self.dying.append(child)

    # -- where nothing is held

    def _look_from(self, roots: Iterable[Any]) -> None:
        self._read_fresh()
        step = self.step = self.step + 1
        todo = list(roots)
        while todo:
            obj = todo.pop()
            record = self.by_address.get(id(obj))
            if record is None or not self._is(record, obj):
                record = self._admit(obj)
                self._read_fresh_for(record)
            if record.form.text is not None or record.seen == step:
                continue
            record.seen = step
            todo += self._compare(record, obj)
            self._read_fresh()
        for record in [record for record in self.looked_at.values() if record.seen != step]:
            self._orphan(record)

    def _read_fresh_for(self, record: Record) -> None:
        self._read_fresh()
        record.seen = self.step - 1

    def _orphan(self, record: Record) -> None:
        """Not found from the frames: when its address is used again, it is another object's."""
        if self.by_address.get(record.address) is record:
            del self.by_address[record.address]


def _weak(obj: Any) -> Any:
    try:
        return weakref.ref(obj)
    except TypeError:
        return None


def _changed_part(old: list[int], new: list[int]) -> tuple[int, int]:
    """(how many are the same at the start, how many of the rest at the end). Halves, so that C does the comparing."""
    most = min(len(old), len(new))
    start = _common(old, new, most)
    end = 0
    room = most - start
    if room:
        end = _common(old[::-1][:room], new[::-1][:room], room)
    return start, end


def _common(a: list[int], b: list[int], most: int) -> int:
    if a[:most] == b[:most]:
        return most
    low, high = 0, most  # a[:low] == b[:low], a[:high] != b[:high]
    while high - low > 1:
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low
