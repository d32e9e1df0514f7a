"""When a variable changes: it gets another value, or the object that it refers to changes in itself.

Rules: an answer is right whatever the program does; what makes it quick only rules steps out. A variable gets another value by an assignment alone,
and where those stand in the program says which steps need be looked at; the trace's index knows which steps write an object. Whoever looks for long says how far, and
can go on from there.
"""

import ast
import heapq
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..trace import records as r
from ..trace.model import ATOMS, CALL, Obj, Snapshot
from ..trace.store import Trace

MOST_LOOKS = 2_000  # states that one search may look at: some tenths of a second
OBJECTS = 20  # a state of so many counts twice
UNCHANGING = ATOMS - {"bytearray"}
LEAVING = ("generator", "coroutine", "comprehension")  # frames that go and come back, at other depths
CHUNK = 1_024  # steps that are ruled out together
_CALL = r.EVENT_CODES[CALL]
# Programs that speak of these change variables where no assignment stands.
ROUNDABOUT = frozenset(("exec", "eval", "globals", "locals", "vars", "setattr", "delattr", "f_locals", "__dict__", "__main__"))


class Value(NamedTuple):
    """What a variable shows: which object, and what that is like; (0, None) for a name without a value."""

    oid: int
    obj: Obj | None


UNBOUND = Value(0, None)


class Found(NamedTuple):
    """`step`: the answer, None for none. `looked`: where the search gave up, None when it came to its end."""

    step: int | None
    looked: int | None = None


def value_at(trace: Trace, step: int, frame_id: int, name: str) -> Value | None:
    """What the variable shows at `step`; None when that call is not there."""
    return value_in(trace.at(step), frame_id, name)


def value_in(snapshot: Snapshot, frame_id: int, name: str) -> Value | None:
    """The same in a state."""
    for frame in snapshot.frames:
        if frame.id == frame_id:
            for variable, oid in frame.variables:
                if variable == name:
                    return Value(oid, snapshot.heap[oid])
            return UNBOUND
    return None


def next_change(trace: Trace, step: int, frame_id: int, name: str, most: int = MOST_LOOKS) -> Found:
    """The next step at which the variable shows something else. `most`: states to look at."""
    now = value_at(trace, step, frame_id, name)
    if now is None:
        return Found(None)
    before, looks = step, 0
    for at in _candidates(trace, step, frame_id, name, now, forwards=True):
        if looks >= most:
            return Found(None, before)
        snapshot = trace.at(at)
        looks += 1 + len(snapshot.heap) // OBJECTS
        if value_in(snapshot, frame_id, name) != now:
            first = _nearest_other(trace, before, at, frame_id, name, now)
            return Found(first if value_at(trace, first, frame_id, name) is not None else None)
        before = at
    return Found(None)


def previous_change(trace: Trace, step: int, frame_id: int, name: str, most: int = MOST_LOOKS) -> Found:
    """The last step before this one at which the variable began to show what it showed then."""
    now = value_at(trace, step - 1, frame_id, name) if step else None
    if now is None:
        return Found(None)
    after, looks = step - 1, 0
    for at in _candidates(trace, step - 1, frame_id, name, now, forwards=False):
        if looks >= most:
            return Found(None, after)
        snapshot = trace.at(at)
        looks += 1 + len(snapshot.heap) // OBJECTS
        if value_in(snapshot, frame_id, name) != now:
            return Found(_nearest_other(trace, after, at, frame_id, name, now) + 1)
        after = at
    return Found(0 if now != UNBOUND else None)


def _nearest_other(trace: Trace, same: int, other: int, frame_id: int, name: str, now: Value) -> int:
    """The step nearest to `same`, on the way to `other`, at which it shows something else, as it does at `other`; between the two one statement runs."""
    while abs(other - same) > 1:
        middle = (same + other) // 2
        if value_at(trace, middle, frame_id, name) == now:
            same = middle
        else:
            other = middle
    return other


# -- which steps need be looked at


def _candidates(trace: Trace, step: int, frame_id: int, name: str, now: Value, *, forwards: bool) -> Iterator[int]:
    """Steps such that from one to the next the variable changes once at most, and only in the direction of the search."""
    depth, frame = next((at, frame) for at, frame in enumerate(trace.at(step).frames, 1) if frame.id == frame_id)
    lines = _lines_that_bind(trace, name) if frame.kind not in LEAVING else None
    if lines is None:
        yield from range(step + 1, len(trace)) if forwards else range(step - 1, -1, -1)
        return
    bound = (_after if forwards else _before)(trace, step, depth, lines)
    if now.obj is None or now.obj.kind in UNCHANGING:
        yield from bound
    else:
        written = (_writes_after if forwards else _writes_before)(trace, step, now.oid)
        yield from heapq.merge(bound, written, reverse=not forwards)


def _writes_after(trace: Trace, step: int, oid: int) -> Iterator[int]:
    """The steps that write the object."""
    while (step := trace.next_write(step, oid)) >= 0:
        yield step


def _writes_before(trace: Trace, step: int, oid: int) -> Iterator[int]:
    """Before each such step, as long as the object is there."""
    while (step := trace.last_write(step, oid) - 1) >= 0:
        yield step


def _after(trace: Trace, step: int, depth: int, lines: frozenset[int]) -> Iterator[int]:
    """Behind each statement on one of `lines` at this depth, and where the call has ended."""
    depths, all_lines, last = trace.depths, trace.lines, len(trace)
    binds = True  # the statement under way may
    for start in range(step + 1, last, CHUNK):
        end = min(start + CHUNK, last)
        least = min(depths[start:end])
        if least >= depth and not (binds and least == depth) and not _any_in(lines, all_lines[start:end]):
            continue
        for at in range(start, end):
            if depths[at] > depth:
                continue
            if binds or depths[at] < depth:
                yield at
            if depths[at] < depth:
                return
            binds = all_lines[at] in lines
    if binds:
        yield last - 1  # the trace ends in the middle of it


def _before(trace: Trace, step: int, depth: int, lines: frozenset[int]) -> Iterator[int]:
    """Before each such statement, and before the call."""
    depths, all_lines, calls = trace.depths, trace.lines, trace.events
    for end in range(step + 1, 0, -CHUNK):
        start = max(0, end - CHUNK)
        if min(depths[start:end]) >= depth and not _any_in(lines, all_lines[start:end]) and _CALL not in calls[start:end]:
            continue
        for at in range(end - 1, start - 1, -1):
            if depths[at] > depth:
                continue
            if at < step and (all_lines[at] in lines or depths[at] < depth):
                yield at
            if depths[at] < depth:
                return
            if calls[at] == _CALL and at:
                yield at  # it may be another call's at the same depth
                yield at - 1


def _any_in(lines: frozenset[int], column: Sequence[int]) -> bool:
    return any(line in column for line in lines)


def _lines_that_bind(trace: Trace, name: str) -> frozenset[int] | None:
    """The lines of all statements that may give `name` a value or take it; None when that cannot be told from the text."""
    if len(trace.sources) > 1:
        return None
    try:
        tree = ast.parse(trace.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found: set[int] = set()
    todo: list[tuple[ast.AST, range]] = [(tree, range(0))]
    while todo:
        node, lines = todo.pop()
        if isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            lines = _own_lines(node)
        for field in node._fields:
            named = getattr(node, field)
            for one in named if isinstance(named, list) else [named]:
                if isinstance(one, ast.AST):
                    todo.append((one, lines))
                elif (type(one) is str and one in ROUNDABOUT) or (one == name and isinstance(node, ast.Global | ast.Nonlocal)):
                    return None
                elif one == name and isinstance(node, ast.ExceptHandler):
                    found.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))  # behind its last line the name goes
                elif (one == name and not (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))) or (
                    type(one) is str and isinstance(node, ast.alias) and one.split(".")[0] in (name, "*")
                ):
                    found.update(lines)
    return frozenset(found)


def _own_lines(node: ast.AST) -> range:
    """The lines of a statement without those of the statements in it."""
    inner = getattr(node, "body", None)
    first = min((one.lineno for one in getattr(node, "decorator_list", ())), default=getattr(node, "lineno", 0))
    if isinstance(node, ast.match_case):
        first = node.pattern.lineno
    last = inner[0].lineno if inner else getattr(node, "end_lineno", first)
    return range(first, last + 1)
