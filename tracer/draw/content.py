"""What of an object is shown: its slots in order, which of them are written out, which refer, what is left out.

Rule: the cost follows what is shown, never how much the object holds.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..trace.model import ATOMS, MAPPINGS, SEQUENCES, Obj
from . import held
from .held import Heap, Manner
from .text import safe_name
from .view import View

MOST_CELLS, MOST_ROWS = 20, 12  # shown of a sequence of atoms (in a row), and of anything that takes a line each
MOST_CHANGED = 3  # elements shown because they changed, where they would be left out
METHOD = ""  # the text of a slot whose label says all: a method of a class
# Fields that only repeat what the heading says, or that the standard library uses for itself.
NOISE: dict[str, Callable[[str], object]] = {
    "function": (held.OWN_CLASS, "__wrapped__").__contains__,
    "method": ("function",).__contains__,
    "class": re.compile(r"_[^_].*_|__(hash|match_args|static_attributes|firstlineno|dataclass_\w+)__").fullmatch,
}
UNORDERED = frozenset(("set", "frozenset"))
MAY_TURN = frozenset(("function", "method", "builtin", "class", "other", "descriptor", "iterator"))


class Slot(NamedTuple):
    """One place in a holder. `id`: stays with the place from step to step. `label`: what is written before the value.
    `oid`: what it holds; `text`: how that is written, None for a reference. `left_out`: how many elements are missing
    just before this one. `key_oid`: of a mapping's key that is a box of its own, else 0."""

    id: str
    label: str
    oid: int
    text: str | None
    left_out: int = 0
    key_oid: int = 0
    length: int = 0  # characters of the whole str, where there are more than its text shows


class Content(NamedTuple):
    """`form`: cells (a row of small boxes), rows (a line each) or atom. `elements`: slots of a sequence or mapping.
    `fields`: slots with names. `more`: elements left out that can be opened; `lost`: those that were not recorded.
    `watch`: (oid, Obj) of what was written out and might be written otherwise later. `targets`: oids of what is referred to."""

    oid: int
    obj: Obj
    form: str
    elements: tuple[Slot, ...]
    fields: tuple[Slot, ...]
    more: int
    fields_more: int
    lost: int
    watch: tuple[tuple[int, Obj], ...]
    targets: tuple[int, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All slots in the order in which they are drawn."""
        return self.elements + self.fields


def content_of(oid: int, heap: Heap, view: View, manner: Manner, changed: Iterable[int] = ()) -> Content:
    """What is shown of object `oid`. `changed`: indices of elements to show even where they would be left out."""
    obj = heap[oid]
    if obj.kind in ATOMS:
        slot = Slot("=", "", oid, held.atom_text(obj), length=obj.length)
        return Content(oid, obj, "atom", (slot,), (), 0, 0, 0, (), ())
    reader = _Reader(heap, view, manner)
    elements: tuple[Slot, ...] = ()
    more = 0
    form = "rows"
    if obj.kind in MAPPINGS:
        elements, more = reader.pairs(oid, obj, changed)
    elif obj.kind in SEQUENCES and obj.elements:
        elements, more = reader.sequence(oid, obj, changed)
        if all(slot.text is not None for slot in elements) and not reader.any_open:
            form = "cells"
        elif more or len(elements) > MOST_ROWS:
            elements, more = reader.sequence(oid, obj, changed, MOST_ROWS)
    elif obj.kind in SEQUENCES and not obj.names:
        form = "cells"
    fields, fields_more = reader.fields(oid, obj)
    targets = [slot.key_oid for slot in elements if slot.key_oid]
    targets += [slot.oid for slot in (*elements, *fields) if slot.text is None]
    return Content(oid, obj, form, elements, fields, more, fields_more, obj.cut, tuple(reader.watch), tuple(targets))


def still_valid(content: Content, heap: Heap) -> bool:
    """Whether `content`, made for an equal object earlier, says the truth about this heap."""
    return all(heap.get(oid) is obj or heap.get(oid) == obj for oid, obj in content.watch)


class _Reader:
    """Reads slots of one object."""

    def __init__(self, heap: Heap, view: View, manner: Manner):
        self.heap = heap
        self.manner = manner
        self.view = view
        self.watch: list[tuple[int, Obj]] = []
        self.any_open = False

    def slot(self, name: str, label: str, oid: int, left_out: int = 0, in_set: bool = False) -> Slot:
        heap = self.heap
        look = held.key_text if in_set else held.written
        text = look(oid, heap, self.manner)
        obj = heap.get(oid)
        length = 0
        if obj is not None:
            if obj.kind in MAY_TURN:
                self.watch.append((oid, obj))
            length = obj.length if obj.kind in ("str", "bytes") else 0
            if length and self.view.open and self.view.wanted(str(oid), 0):
                self.any_open = True
        return Slot(name, label, oid, text, left_out, 0, length)

    def sequence(self, oid: int, obj: Obj, changed: Iterable[int], most: int = MOST_CELLS) -> tuple[tuple[Slot, ...], int]:
        items = obj.elements
        unordered = obj.kind in UNORDERED
        slots = []
        shown = chosen(len(items), self.view.wanted(str(oid), most), changed)
        last = -1
        for index in shown:
            name = f"~{items[index]}" if unordered else str(index)
            slots.append(self.slot(name, "" if unordered else str(index), items[index], index - last - 1, unordered))
            last = index
        return tuple(slots), len(items) - len(shown)

    def pairs(self, oid: int, obj: Obj, changed: Iterable[int]) -> tuple[tuple[Slot, ...], int]:
        items = obj.elements
        count = len(items) // 2
        slots = []
        shown = chosen(count, self.view.wanted(str(oid), MOST_ROWS), changed)
        last = -1
        for index in shown:
            key = items[2 * index]
            label = held.key_text(key, self.heap, self.manner)
            slot = self.slot(f"k{key}", label or "", items[2 * index + 1], index - last - 1)
            slots.append(slot if label is not None else slot._replace(key_oid=key))
            last = index
        return tuple(slots), count - len(shown)

    def named(self, name: str, oid: int, in_class: bool) -> Slot:
        slot = self.slot(f".{safe_name(name)}", name, oid)
        if slot.text is None:
            return slot
        text = held.short(name, slot.text)
        if in_class and text == "function":
            return slot._replace(label=f"{name}()", text=METHOD)
        return slot._replace(text=text)

    def fields(self, oid: int, obj: Obj) -> tuple[tuple[Slot, ...], int]:
        if not obj.names:
            return (), 0
        fields = obj.fields
        hidden = NOISE.get(obj.kind)
        if hidden is not None:
            fields = tuple(field for field in fields if not hidden(field[0]))
        most = self.view.wanted(f"{oid}", MOST_ROWS * 2)
        slots = tuple(self.named(name, item, obj.kind == "class") for name, item in fields[:most])
        return slots, len(fields) - len(slots)


def chosen(count: int, most: int, changed: Iterable[int]) -> list[int]:
    """Indices to show of `count`: the first ones, a few that changed, the last one; all when at most one is too many.

    >>> chosen(100, 4, [50])
    [0, 1, 2, 3, 50, 99]
    """
    if count <= most + 1:
        return list(range(count))
    far = sorted(index for index in changed if most <= index < count - 1)[:MOST_CHANGED]
    return [*range(most), *far, count - 1]
