"""What the recorder remembers of the program's objects, and how it notices that one changed.

Rule 1: the recorder never prolongs a life that the program can see end. As long as nothing delicate was met (a `__del__`, a suspended
generator, an open file, a weak reference), objects are held, which makes their addresses unambiguous and a look at them cheap;
from then on nothing but atoms is held, and objects are found anew from the frames at every step.
Rule 2: an object leaves the shadow when nothing in the shadow refers to it any more; cycles are swept now and then.
Rule 3: an object that left the frames for a while (it waits in the middle of an expression) has its old oid when it comes back.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from types import CodeType
from typing import Any

from .. import sealed
from ..trace.model import MAPPINGS
from . import instances, safe
from .callables import forget_signatures
from .cell_slots import forget_regions
from .differences import changed_part, pieces
from .forms import Forms
from .limbo import Limbo
from .reading import Contents
from .remembered import END, Record, weak
from .writer import Writer

__builtins__ = sealed.BUILTINS

LEAST_SWEEP = 2_000  # objects; below this, garbage in cycles costs less than looking for it


_rank = attrgetter("rank")


class Shadow:
    """All objects that the recording knows to be alive."""

    def __init__(self, writer: Writer, forms: Forms, *, holds: bool):
        self.writer = writer
        self.forms = forms
        self.holds = holds
        self._most = forms.limits.elements
        self._most_chars = forms.limits.chars
        self.callee = 0  # address of the function that is about to be called
        self.weakly = True  # whether a weak reference may be made: a program that counts them would see it
        self.by_address: dict[int, Record] = {}
        self.by_oid: dict[int, Record] = {}
        self.looked_at: dict[int, Record] = {}  # those that can change, by oid
        self.restless: dict[int, Record] = {}  # of these: those that may change at any time …
        self.celled: dict[int, Record] = {}  # … and those that have cells
        self._next_rank = 0
        self.fresh: list[tuple[Record, Any]] = []
        self.dying: list[Record] = []
        self.limbo = Limbo()
        self.next_oid = 1
        self.sweep_at = LEAST_SWEEP
        self.step = 0

    def oid(self, obj: Any) -> int:
        """The oid of an object of the program; it is written down at the next `settle` when it is new."""
        record = self.by_address.get(id(obj))
        if record is None or not (self.holds or record.stands_for(obj)):
            record = self._admit(obj)
        return record.oid

    def take(self, obj: Any) -> int:
        """The oid of `obj`, to which one more place in the shadow refers now."""
        record = self.by_address.get(id(obj))
        if record is None or not (self.holds or record.stands_for(obj)):
            record = self._admit(obj)
        record.count += 1
        return record.oid

    def release(self, oid: int) -> None:
        """One place in the shadow refers to `oid` no more."""
        record = self.by_oid[oid]
        record.count -= 1
        if record.count == 0:
            self.dying.append(record)

    def look(self, roots: Callable[[], list[Any]], touches: list[tuple[int, int]] | None = None, *, cells: bool = True) -> None:
        """Notice every change since the last look. `roots()`: what the frames hold; asked for only where nothing is held.

        `touches`: addresses of objects that may have changed, and where; None: any may have. `cells`: whether those in cells may.
        """
        if self.holds:
            places: dict[int, list[int]] = {}
            if touches is None:
                records = list(self.looked_at.values())
            elif touches or self.restless or (cells and self.celled):
                records = self._touched(touches, places, cells=cells)
            else:
                records = []
            for record in records:
                if record.oid in places and self._compare_places(record, places[record.oid]):
                    continue
                glance = record.form.glance
                if glance is not None and (seen := glance(record.obj)) is not None:
                    if seen[0] == record.glance:
                        continue
                    record.glance, record.kept = seen
                elif self._is_as_before(record):
                    continue
                self._compare(record, record.obj)
                if not self.holds:  # something delicate has just come to light
                    break
            if self.fresh:
                self._read_fresh()
            if self.holds:
                return
        self._look_from(roots())

    def _touched(self, touches: list[tuple[int, int]], places: dict[int, list[int]], *, cells: bool) -> list[Record]:
        """The records to be looked at, in order. `places`: gets those of each that is touched."""
        found = dict(self.restless)
        if cells:
            found.update(self.celled)
        for address, place in touches:
            record = self.by_address.get(address)
            if record is not None and record.oid in self.looked_at:
                found[record.oid] = record
                places.setdefault(record.oid, []).append(place)
        return sorted(found.values(), key=_rank) if len(found) > 1 else list(found.values())

    def _compare_places(self, record: Record, places: list[int]) -> bool:
        """Write down how a list changed at its end or at some of its places. False: it must be looked at as a whole."""
        obj, ids = record.obj, record.ids
        if record.cls is not list or type(obj) is not list or len(ids) >= self._most:
            return False
        size, start, last = len(obj), min(places), max(places)
        if last == END:
            start, old = len(ids), []
            if not start <= size < self._most:
                return False
        elif start < 0 or size != len(ids):
            return False
        else:
            size = last + 1
            old = ids[start:size]
        new = list(map(id, obj[start:size]))
        if new != old:
            same, behind = changed_part(old, new)
            self._splice(record, start + same, len(old) - same - behind, obj[start + same : size - behind])
        return True

    def settle(self) -> None:
        """Write down what is new, and forget what nothing refers to any more."""
        if self.fresh:
            self._read_fresh()
        dying = self.dying
        while dying:
            record = dying.pop()
            if record.count == 0 and self.by_oid.get(record.oid) is record:
                self._drop(record)
                self.limbo.put(record)

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
        self.limbo.clear()
        self.forms.let_go()
        for record in self.by_oid.values():
            record.form = self.forms.of(record.cls)
            record.let_go(weakly=self.weakly)
            if record.form.text is None:
                self.looked_at[record.oid] = record

    def close(self) -> None:
        """The run is over: hold nothing. What a long chain holds is let go link by link, because freeing it in one go needs a deep stack."""
        self.limbo.clear()
        self.by_address.clear()
        by_oid, self.by_oid, self.looked_at = self.by_oid, {}, {}
        self.restless.clear()
        self.celled.clear()
        todo = list(by_oid)
        while todo:
            record = by_oid.get(todo.pop())
            if record is not None and record.let_go_if_last():
                todo += record.items
        self.forms.let_go()
        forget_signatures()
        forget_regions()

    # -- one object

    def _admit(self, obj: Any) -> Record:
        form = self.forms.of(type(obj))
        if self.holds and form.delicate:
            self.let_go()
        record = Record(self.next_oid, form, obj)
        before = self.limbo.take(obj) if form.text is None else None
        if before is not None:
            record.oid, record.parent = before.oid, before.parent
        else:
            self.next_oid += 1
            if form.text is None:
                self.writer.reserve()
        self.by_address[record.address] = record
        self.by_oid[record.oid] = record
        if form.text is not None:
            record.obj = obj
            if not self.writer.atom(obj, form.kind, self._most_chars):
                self.writer.long_atom(form.kind, form.type, *form.text(obj))
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
            if record.form.kind == "function" and record.parent < 0:
                record.parent = self.parent_of(obj)
            self._fill(record, obj)
            if record.count == 0:
                self.dying.append(record)

    def _fill(self, record: Record, obj: Any) -> None:
        """Read `obj` into `record` as if for the first time, and write it down."""
        form = record.form
        children, names, text = self._read(record, obj)
        record.ids = list(map(id, children))
        record.items = [self.take(child) for child in children]
        record.names, record.text, record.flat = names, text, None
        record.length = form.length(obj) if form.length else len(children)
        if self.holds:
            record.obj = obj
        else:
            record.ref = weak(obj) if self.weakly else None
        if not (self.holds and form.fixed):
            self._watch(record, obj)
        record.seen = self.step
        self.writer.whole(record)

    def _watch(self, record: Record, obj: Any) -> None:
        oid = record.oid
        if oid not in self.looked_at:
            self.looked_at[oid] = record
            self._next_rank += 1
            record.rank = self._next_rank
        self.restless.pop(oid, None)
        if not record.form.rests:
            self.restless[oid] = record
        elif record.form.kind == "function" and obj.__closure__:
            self.celled[oid] = record

    def _read(self, record: Record, obj: Any) -> Contents:
        """A look that cannot fail: what withstands it is only named."""
        try:
            assert record.form.read is not None
            return record.form.read(obj)
        except Exception:
            return instances.read_other(obj)

    def overflow(self) -> None:
        """There are too many objects; the recorder, which can end the program, replaces this."""
        raise MemoryError("too many objects")

    def parent_of_called(self, address: int, code: CodeType) -> int | None:
        """The parent of the function at `address`; None when it is not known, or not one of `code`."""
        record = self.by_address.get(address)
        return record.parent if record is not None and record.code() is code else None

    def parent_of_code(self, code: CodeType) -> int:
        """The parent of the youngest function of `code`; -1 for none."""
        for record in reversed(list(self.by_oid.values())):
            if record.code() is code:
                return record.parent
        return -1

    def parent_of(self, function: Any) -> int:
        """The id of the frame that made `function`; the recorder, which knows the frames, replaces this."""
        return -1

    def _is_as_before(self, record: Record) -> bool:
        """Whether a held object has not changed, in the shortest way; False may also mean that nobody knows yet."""
        if type(record.obj) is not record.cls or len(record.ids) >= self._most:
            return False
        try:
            children, names, text = record.form.read(record.obj)  # type: ignore[misc]
        except Exception:
            return False
        return list(map(id, children)) == record.ids and names == record.names and text == record.text

    def _compare(self, record: Record, obj: Any) -> list[Any]:
        """Write down how `obj` changed since the last look; its children come back."""
        if type(obj) is not record.cls:
            return self._become(record, obj)
        form = record.form
        children, names, text = self._read(record, obj)
        ids = list(map(id, children))
        if ids != record.ids or names != record.names or not (self.holds or record.flat):
            self._change(record, children, ids, names)
        if text != record.text:
            record.text = text
            self.writer.text(record)
        if form.length is not None and (length := form.length(obj)) != record.length:
            record.length = length
            self.writer.length(record)
        if form.kind == "class" and (name := safe.name_of(obj)) != record.type:
            self._rename(record, obj, name)
        return children

    def _become(self, record: Record, obj: Any) -> list[Any]:
        """`obj` has changed its class."""
        gone = record.items
        record.cls = type(obj)
        record.form = self.forms.of(record.cls)
        record.type = record.form.type
        record.glance = None
        if self.holds and record.form.delicate:
            self.let_go()
        self._fill(record, obj)
        for oid in gone:
            self.release(oid)
        return self._read(record, obj)[0]

    def _rename(self, record: Record, cls: type, name: str) -> None:
        """A class has got another name: so have its instances."""
        record.type = name
        self.writer.whole(record)
        self.forms.forget(cls)
        for other in self.by_oid.values():
            if other.cls is cls:
                other.form = self.forms.of(cls)
                other.type = other.form.type
                self.writer.whole(other)

    def _change(self, record: Record, children: list[Any], ids: list[int], names: tuple[str, ...]) -> None:
        old, new = record.ids, ids
        if not self.holds:
            old, new = record.items, [self.oid(child) for child in children]
            if new == old and names == record.names:
                record.ids = ids
                return
        if names == record.names:
            for start, gone, come in pieces(old, new, 2 if record.form.kind in MAPPINGS else 1):
                self._splice(record, start, gone, children[start : start + come])
        else:
            start, end = changed_part(old, new)
            self._splice(record, start, len(old) - start - end, children[start : len(new) - end], names)
        record.ids = ids

    def _splice(
        self, record: Record, start: int, gone_size: int, children: list[Any], names: tuple[str, ...] | None = None
    ) -> None:
        """`children` are new at `start`, in the place of others. `names`: of its items, where they have others now."""
        come = [self.take(child) for child in children]
        gone = record.items[start : start + gone_size]
        record.ids[start : start + gone_size] = map(id, children)
        record.items[start : start + gone_size] = come
        record.flat = None
        if names is None:
            grown = len(come) - gone_size
            record.length += grown // 2 if record.form.kind in MAPPINGS else grown
            self.writer.splice(record, start, gone_size, come)
        else:
            record.names = names
            record.length = len(record.items)
            self.writer.whole(record)
        for oid in gone:
            self.release(oid)

    def _drop(self, record: Record) -> None:
        oid = record.oid
        del self.by_oid[oid]
        if self.looked_at.pop(oid, None) is not None:
            self.restless.pop(oid, None)
            self.celled.pop(oid, None)
        if self.by_address.get(record.address) is record:
            del self.by_address[record.address]
        for oid in record.items:
            child = self.by_oid.get(oid)
            if child is not None:
                child.count -= 1
                if child.count == 0:
                    self.dying.append(child)

    # -- where nothing is held

    def _look_from(self, roots: list[Any]) -> None:
        self._read_fresh()
        step = self.step = self.step + 1
        todo = roots
        while todo:
            obj = todo.pop()
            record = self.by_address.get(id(obj))
            if record is None or not record.stands_for(obj):
                record = self._admit(obj)
                self._read_fresh()
                record.seen = step - 1
            if record.form.text is not None or record.seen == step:
                continue
            record.seen = step
            children = self._compare(record, obj)
            self._read_fresh()
            if record.flat is None:
                by_oid = self.by_oid
                record.flat = all(by_oid[oid].form.text is not None for oid in record.items)
            if not record.flat:
                todo += children
        for record in self.looked_at.values():
            if record.seen != step and record.ref is None and self.by_address.get(record.address) is record:
                # Not found from the frames: when its address is used again, it may be another object's.
                del self.by_address[record.address]
