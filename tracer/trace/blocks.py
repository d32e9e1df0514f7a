"""Any step of a trace, without its neighbours: the stream is cut into blocks, and of each thing it is known in which of them it changed.

Rule: of a thing only those blocks are read in which it was last written as a whole, or changed since. What was read is remembered: an
object that did not change between two steps is the same object, and walking costs little.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from typing import Any

from .. import sealed
from . import records as r
from .codec import Reader
from .model import MAPPINGS, Frame, Obj
from .scan import Scan
from .tables import Change, Moment, Pushed, Start, Tables

__builtins__ = sealed.BUILTINS

BLOCK_BYTES = 512
MOST_SCANS = 200  # of blocks, which are remembered; one takes some 50 kB
MOST_OBJECTS = 200_000  # that are remembered
NEAR = 200  # steps; what is further away is read anew

Variables = tuple[tuple[str, ...], tuple[int, ...]]


class Blocks:
    """The index over one stream. `stream` and `tables` may grow meanwhile; `begin` and `grown` tell of it."""

    def __init__(self, stream: bytearray, tables: Tables):
        self._stream = stream
        self._tables = tables
        self._size = 0  # bytes that can be read
        self._offsets = array("Q")  # of each block
        self._steps = array("I")  # the first of each block
        self._places = [Start()]  # of the blocks whose neighbours before are indexed
        self._newest = [0]  # oid at the start of these blocks
        self._pushes = [0]
        self._changed: dict[
            int, Any
        ] = {}  # of each thing: the blocks in which it changed, apart from its first: one, or an array
        self._scans: dict[tuple[int, int], Scan] = {}
        self._objects: dict[int, tuple[int, Any]] = {}  # by thing: where its last change stands, and what it then was
        self._frames: dict[int, Frame] = {}
        self._calls: dict[int, Pushed] = {}
        self._known = _Known(self._read)  # each thing as it is at the step last asked for
        self._at = (-1, 0)  # that step, and its end

    def begin(self, offset: int, step: int) -> None:
        """`step` stands at `offset`."""
        if not self._offsets or offset - self._offsets[-1] >= BLOCK_BYTES:
            self._offsets.append(offset)
            self._steps.append(step)

    def grown(self, size: int) -> None:
        """So many bytes of the stream can be read now."""
        self._size = size

    @property
    def size_bytes(self) -> int:
        """About what the index takes."""
        changed = sum(8 if type(blocks) is int else len(blocks) * blocks.itemsize + 8 for blocks in self._changed.values())
        return len(self._offsets) * (8 + 4 + 6 * 4) + 4 * len(self._tables.below) + changed

    # -- steps

    def moment(self, step: int) -> Moment:
        """What `step` says about itself."""
        block = bisect_right(self._steps, step) - 1
        return self._scan(block).moments[step - self._steps[block]]

    def seek(self, step: int) -> tuple[Moment, tuple[Frame, ...], dict[int, Obj]]:
        """(moment, frames, heap) of `step`."""
        moment = self.moment(step)
        self._go(step, moment.end)
        frames = self._frames_at(moment)
        roots = [moment.value, moment.error]
        for frame in frames:
            roots += frame.items
        return moment, frames, reachable(self._known, roots)

    def _go(self, step: int, end: int) -> None:
        """Forget what is otherwise at `step`, which ends at `end`."""
        before, limit = self._at
        self._at = (-1, 0)  # what fails half-way is not to be used again
        known = self._known
        if before < 0 or abs(step - before) > NEAR:
            known.clear()
        elif known:
            low, high = min(limit, end), max(limit, end)
            for block in range(bisect_right(self._offsets, low - 1) - 1, bisect_left(self._offsets, high)):
                for thing, changes in self._scan(block).changes.items():
                    if thing in known and any(low <= change.at < high for change in changes):
                        del known[thing]
        for memory in (known, self._frames, self._calls):
            if len(memory) > MOST_OBJECTS:
                memory.clear()
        self._at = (step, end)

    def _frames_at(self, moment: Moment) -> tuple[Frame, ...]:
        call, line, below = moment.top, moment.line, self._tables.below
        found = []
        while call:
            frame = self._frames.get(call)
            variables = self._known[-call]
            if frame is None or frame.line != line or frame.names is not variables[0] or frame.items is not variables[1]:
                pushed = self._pushed(call)
                frame = Frame(*(pushed.id, pushed.name, pushed.kind, line, *variables, pushed.free, pushed.parent, pushed.source))
                self._frames[call] = frame
            found.append(frame)
            call, line = below[call], self._pushed(call).below_line
        found.reverse()
        return tuple(found)

    # -- things

    def _read(self, thing: int) -> Any:
        """What `thing` is at the step where this stands."""
        end = self._at[1]
        changes: list[Change] = []
        for block in self._blocks(thing, bisect_left(self._offsets, end) - 1):
            here = self._scan(block).changes.get(thing, ())
            for change in reversed(here):
                if change.at < end:
                    if not changes:
                        remembered = self._objects.get(thing)
                        if remembered is not None and remembered[0] == change.at:
                            return remembered[1]
                    changes.append(change)
                    if change.whole:
                        return self._replayed(thing, changes)
        raise LookupError(f"{thing} is not written before byte {end}")

    def _replayed(self, thing: int, changes: list[Change]) -> Any:
        state = changes[-1].content
        for change in reversed(changes[:-1]):
            state = (_changed_object if thing > 0 else _changed_variables)(state, change)
        if len(self._objects) > MOST_OBJECTS:
            self._objects.clear()
        self._objects[thing] = (changes[0].at, state)
        return state

    def _blocks(self, thing: int, last: int) -> Any:
        """The blocks in which `thing` changed, from the latest, up to that in which it began. `last`: where to begin."""
        yield last
        changed = self._changed.get(thing, ())
        if type(changed) is int:
            if changed < last:
                yield changed
        else:
            for at in range(bisect_left(changed, last) - 1, -1, -1):
                yield changed[at]
        first = bisect_left(self._newest, thing) - 1 if thing > 0 else bisect_left(self._pushes, -thing) - 1
        if first < last:
            yield first

    def next_write(self, step: int, thing: int) -> int:
        """The next step behind `step` that changes `thing`; -1 for none."""
        end, first, last = self.moment(step).end, bisect_right(self._steps, step) - 1, len(self._offsets) - 1
        self._scan(last)  # so that all blocks are indexed
        begins = bisect_left(self._newest, thing) - 1
        changed = self._changed.get(thing, ())
        blocks = {first, last, max(begins, first), *((changed,) if type(changed) is int else changed)}
        for block in sorted(block for block in blocks if block >= first):
            for change in self._scan(block).changes.get(thing, ()):
                if change.at >= end:
                    return self._step_at(block, change.at)
        return -1

    def last_write(self, step: int, thing: int) -> int:
        """The last step up to `step` that changes `thing`. Raises LookupError where there is none."""
        end = self.moment(step).end
        for block in self._blocks(thing, bisect_left(self._offsets, end) - 1):
            for change in reversed(self._scan(block).changes.get(thing, ())):
                if change.at < end:
                    return self._step_at(block, change.at)
        raise LookupError(f"{thing} is not written before byte {end}")

    def _step_at(self, block: int, at: int) -> int:
        """The step in `block` of which the operation at `at` is a part."""
        return self._steps[block] + bisect_right(self._scan(block).moments, at, key=lambda moment: moment.end)

    def _pushed(self, call: int) -> Pushed:
        known = self._calls.get(call)
        if known is None:
            known = self._calls[call] = self._scan(bisect_left(self._pushes, call) - 1).pushed[call]
        return known

    # -- blocks

    def _scan(self, block: int) -> Scan:
        """What stands in `block`, as far as it can be read."""
        while len(self._places) <= block:
            self._index()
        end = self._offsets[block + 1] if block + 1 < len(self._offsets) else self._size
        scan = self._scans.get((block, end))
        if scan is None:
            scan = Scan(Reader(self._stream, self._offsets[block], end), self._places[block], self._tables)
            if len(self._scans) >= MOST_SCANS:
                del self._scans[next(iter(self._scans))]
            self._scans[block, end] = scan
        return scan

    def _index(self) -> None:
        """Know of one more block what changes in it."""
        block = len(self._places) - 1
        place, scan = self._places[block], self._scan(block)
        changed = self._changed
        for thing in scan.changes:
            if (thing > place.newest) if thing > 0 else (-thing > place.pushes):
                continue  # it began here
            before = changed.get(thing)
            if before is None:
                changed[thing] = block
            elif type(before) is int:
                changed[thing] = array("I", (before, block))
            else:
                before.append(block)
        place = scan.place
        self._places.append(place)
        self._newest.append(place.newest)
        self._pushes.append(place.pushes)


class _Known(dict[int, Any]):
    """Things that are read when they are first asked for."""

    def __init__(self, read: Callable[[int], Any]):
        super().__init__()
        self._read = read

    def __missing__(self, thing: int) -> Any:
        found = self[thing] = self._read(thing)
        return found


def reachable(heap: Mapping[int, Obj], roots: list[int]) -> dict[int, Obj]:
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


def _changed_object(obj: Obj, change: Change) -> Obj:
    items, content = obj.items, change.content
    if change.code == r.LENGTH:
        return obj._replace(length=content[0])
    if change.code == r.TEXT:
        return obj._replace(text=content[0])
    if change.code == r.APPEND:
        content = (len(items), 0, content)
    start, gone, come = content
    if start + gone > len(items):
        raise IndexError(f"{gone} items from {start} on of {len(items)}")
    grown = len(come) - gone
    if obj.kind in MAPPINGS:
        grown //= 2
    return obj._replace(items=items[:start] + come + items[start + gone :], length=obj.length + grown)


def _changed_variables(variables: Variables, change: Change) -> Variables:
    (names, items), content = variables, change.content
    slot = content[0]
    if slot > len(items) - (change.code != r.BIND):
        raise IndexError(f"slot {slot} of {len(items)}")
    if change.code == r.SET:
        return names, (*items[:slot], content[1], *items[slot + 1 :])
    if change.code == r.UNBIND:
        return names[:slot] + names[slot + 1 :], items[:slot] + items[slot + 1 :]
    return (*names[:slot], content[1], *names[slot:]), (*items[:slot], content[2], *items[slot:])
