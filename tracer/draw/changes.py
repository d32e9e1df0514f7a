"""What is different between two neighbouring steps, in terms of slots.

Rule: only the two snapshots decide; a slot counts as changed when it holds another object than before,
or did not exist. Equal objects are never looked into.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..trace.heap import changed_objects
from ..trace.model import MAPPINGS, SEQUENCES, Obj, Snapshot
from .text import safe_name


class Changes(NamedTuple):
    """Keys are those of the picture's parts ("f0" a frame, "o12" an object). `slots`: {key: ids of changed slots}.
    `new`: keys that the step before did not have. `fewer`: {key: how many elements, attributes or variables went}.
    `indices`: {oid: indices of changed elements}."""

    slots: dict[str, frozenset[str]]
    new: frozenset[str]
    fewer: dict[str, int]
    indices: dict[int, tuple[int, ...]]


def changes_between(before: Snapshot | None, now: Snapshot, oids: Iterable[int]) -> Changes:
    """What is different in `now`, looking at the frames and at the objects `oids`. Without a step before, nothing is."""
    slots: dict[str, frozenset[str]] = {}
    new: set[str] = set()
    fewer: dict[str, int] = {}
    indices: dict[int, tuple[int, ...]] = {}
    if before is None:
        return Changes(slots, frozenset(), fewer, indices)
    frames_then = {frame.id: frame for frame in before.frames}
    for frame in now.frames:
        key = f"f{frame.id}"
        then = frames_then.get(frame.id)
        if then is None:
            new.add(key)
            slots[key] = frozenset(map(safe_name, frame.names))
        elif then.items != frame.items or then.names != frame.names:
            found, gone = _named(dict(then.variables), frame.variables)
            slots[key] = frozenset(map(safe_name, found))
            if gone:
                fewer[key] = gone
    heap_then, heap_now = before.heap, now.heap
    for oid in oids:
        obj, old = heap_now.get(oid), heap_then.get(oid)
        if obj is old or obj is None:
            continue
        key = f"o{oid}"
        if old is None:
            new.add(key)
        elif old != obj:
            changed, gone, places = _object(old, obj)
            slots[key] = frozenset(changed)
            if gone:
                fewer[key] = gone
            indices[oid] = tuple(places)
    return Changes(slots, frozenset(new), fewer, indices)


def changed_oids(before: Snapshot | None, now: Snapshot) -> list[int]:
    """Objects of the frames' neighbourhood that changed or are new: looks at identity only, so it costs one pass."""
    return [] if before is None else [oid for oid, _ in changed_objects(before, now)]


def _named(then: Mapping[str, int], now: Iterable[tuple[str, int]]) -> tuple[list[str], int]:
    found = []
    kept = 0
    for name, oid in now:
        old = then.get(name)
        kept += old is not None
        if old != oid:
            found.append(name)
    return found, len(then) - kept


def _object(old: Obj, obj: Obj) -> tuple[list[str], int, list[int]]:
    """(changed slot ids, how many went, indices of changed elements)."""
    found, gone = _named(dict(old.fields), obj.fields)
    changed = [f".{safe_name(name)}" for name in found]
    places: list[int] = []
    if obj.kind in MAPPINGS:
        before = dict(zip(old.elements[::2], old.elements[1::2], strict=True))
        keys = obj.elements[::2]
        for index, (key, value) in enumerate(zip(keys, obj.elements[1::2], strict=True)):
            if before.get(key) != value:
                changed.append(f"k{key}")
                places.append(index)
        gone += len(before.keys() - set(keys))
    elif obj.kind in ("set", "frozenset"):
        had = set(old.elements)
        places = [index for index, oid in enumerate(obj.elements) if oid not in had]
        changed += [f"~{obj.elements[index]}" for index in places]
        gone += len(had.difference(obj.elements))
    elif obj.kind in SEQUENCES:
        places, lost = _sequence(old.elements, obj.elements)
        changed += [str(index) for index in places]
        gone += lost
    if obj.text != old.text or obj.type != old.type:
        changed.append("text")
    return changed, gone, places


def _sequence(old: tuple[int, ...], now: tuple[int, ...]) -> tuple[list[int], int]:
    """(indices of `now` that hold something else than before, how many elements went)."""
    if len(old) == len(now):
        return [i for i, (a, b) in enumerate(zip(old, now, strict=True)) if a != b], 0
    shorter = min(len(old), len(now))
    start = 0
    while start < shorter and old[start] == now[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == now[-1 - end]:
        end += 1
    return list(range(start, len(now) - end)), max(len(old) - len(now), 0)
