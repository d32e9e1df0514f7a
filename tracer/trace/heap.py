"""The heap of a step with very many objects: an object is read when it is asked for.

Rule: it answers as the dict of all these objects would, in the same order. Following references costs what is followed; only to ask for
an object that nobody has led to, or for how many there are, all are looked through, and none is kept.
"""

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Set, ValuesView
from typing import Any

from .. import sealed
from .damage import DAMAGE, unreadable
from .model import Obj, Snapshot

__builtins__ = sealed.BUILTINS


class Heap(Mapping[int, Obj]):
    """All that can be reached at `step`. `reader`: of the native core; `roots`: what frames, value and error hold."""

    __slots__ = ("_all", "_count", "_found", "_marks", "_near", "reader", "step")

    def __init__(self, reader: Any, step: int, roots: Iterable[int]):
        self.reader = reader
        self.step = step
        self._found: dict[int, Obj] = {}
        self._near: Set[int] = set(roots) - {0}  # oids to which what was asked for already leads
        self._count = 0  # 0: not counted yet
        self._marks = b""  # a bit for each oid, then
        self._all: dict[int, Obj] | None = None

    def __getitem__(self, oid: int) -> Obj:
        obj = self._found.get(oid)
        if obj is None:
            if oid not in self._near and not self._is_marked(oid):
                raise KeyError(oid)
            obj = self._found[oid] = self._ask(self.reader.object, oid)
            self._near |= set(obj.items)
        return obj

    def __contains__(self, oid: object) -> bool:
        return oid in self._near or (isinstance(oid, int) and self._is_marked(oid))

    def __iter__(self) -> Iterator[int]:
        return iter(self._whole())

    def items(self) -> ItemsView[int, Obj]:
        """All of them."""
        return self._whole().items()

    def values(self) -> ValuesView[Obj]:
        """All of them, without their oids."""
        return self._whole().values()

    def _whole(self) -> dict[int, Obj]:
        if self._all is None:
            self._all = self._found = self._ask(self.reader.heap)
            self._near = self._all.keys()
        return self._all

    def __len__(self) -> int:
        if self._all is not None:
            return len(self._all)
        self._look()
        return self._count

    def holders(self, oid: int) -> list[int]:
        """Objects that hold this one, in order."""
        found: list[int] = self._ask(self.reader.holders, oid)
        return found

    def _is_marked(self, oid: int) -> bool:
        if self._all is not None:
            return oid in self._all
        self._look()
        return 0 < oid < 8 * len(self._marks) and bool(self._marks[oid >> 3] >> (oid & 7) & 1)

    def _look(self) -> None:
        if not self._count:
            self._count, self._marks = self._ask(self.reader.reach)

    def _ask(self, question: Callable[..., Any], *more: int) -> Any:
        try:
            return question(self.step, *more)
        except DAMAGE as error:
            raise unreadable(self.step, error) from None


def changed_objects(before: Snapshot, now: Snapshot) -> Iterator[tuple[int, Obj]]:
    """(oid, object) of those in `now` that were not there, or not written as they are, in `before`, the step before it; others may be among them."""
    heap, then = now.heap, before.heap
    if isinstance(heap, Heap) and isinstance(then, Heap) and then.step < heap.step:
        for oid in heap.reader.written(then.step + 1, heap.step):
            if oid in heap:
                yield oid, heap[oid]
        return
    for oid, obj in heap.items():
        if then.get(oid) is not obj:
            yield oid, obj


def holders_of(heap: Mapping[int, Obj], oid: int) -> Iterator[tuple[int, Obj]]:
    """(oid, object) of all that hold this one."""
    if isinstance(heap, Heap):
        yield from ((holder, heap[holder]) for holder in heap.holders(oid))
        return
    for holder, obj in heap.items():
        if oid in obj.items:
            yield holder, obj
