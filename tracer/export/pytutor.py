"""A trace in the format of Python Tutor, so that viewers made for it can show ours.

The format: pgbovine/OnlinePythonTutor v3/docs/opt-trace-format.md. Rule: each point can be drawn by itself; nothing of
the learner's code is asked how it wants to be shown.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..trace.model import CALL, END, EXCEPTION, LINE, RESUME, RETURN, UNCAUGHT, YIELD, Frame, Obj, Snapshot
from ..trace.store import Trace
from .pytutor_frames import Frames, Zombie, is_shown
from .pytutor_values import Encoder

EVENTS = {
    LINE: "step_line",
    CALL: "call",
    RESUME: "call",
    RETURN: "return",
    YIELD: "return",
    END: "return",
    EXCEPTION: "exception",
    UNCAUGHT: "exception",
}

Point = dict[str, Any]


def pytutor_pieces(trace: Trace) -> Iterator[str]:
    """The JSON text of the whole export, piece by piece."""
    yield f'{{"code": {json.dumps(trace.source)}, "trace": ['
    separator = "\n"
    for point in points(trace):
        yield separator + json.dumps(point)
        separator = ",\n"
    yield "\n]}\n"


def points(trace: Trace) -> Iterator[Point]:
    """The execution points in order; the last one says how the program ended."""
    if trace.outcome.kind == "syntax":
        yield _never_ran(trace)
        return
    last: Point = {}
    for point in _Walk(trace).points():
        if not _repeats(last, point):
            yield point
        last = point
    if trace.outcome.kind == "waiting":
        yield {"event": "raw_input", "prompt": _prompt(trace)}
    elif trace.outcome.kind in ("cut", "stopped"):
        yield {"event": "instruction_limit_reached", "exception_msg": trace.outcome.reason}


def _repeats(last: Point, point: Point) -> bool:
    """An exception that leaves the module makes two steps with us and one point there."""
    both = (last.get("event"), last.get("func_name"), point["event"], point["func_name"])
    return both == ("exception", "<module>", "exception", "<module>")


def _never_ran(trace: Trace) -> Point:
    outcome = trace.outcome
    lines = outcome.traceback.strip().splitlines()
    point: Point = {"event": "uncaught_exception", "exception_msg": lines[-1] if lines else outcome.reason}
    if outcome.span:
        point |= {"line": outcome.span.line, "offset": outcome.span.column + 1}
    return point


def _prompt(trace: Trace) -> str:
    written = "".join(write.text for write in trace.writes if write.stream == 1)
    return written.rpartition("\n")[2]


class _Walk:
    """One walk over a trace from its first step to its last."""

    def __init__(self, trace: Trace):
        self.trace = trace
        self.frames = Frames()
        self.encoder = Encoder(trace.sources, self.frames.number)
        self.globals: dict[str, None] = {}  # every global so far, by first appearance
        self.written: list[str] = []
        self.writes_seen = 0
        self.stdout = ""

    def points(self) -> Iterator[Point]:
        before: Snapshot | None = None
        for step in range(len(self.trace)):
            snapshot = self.trace.at(step)
            self._listen(step)
            if before is not None:
                yield from self._unwound(before, snapshot)
            self.frames.see(snapshot)
            before = snapshot
            if snapshot.event in EVENTS and is_shown(snapshot):
                top = snapshot.frames[-1]
                if snapshot.event in (CALL, RESUME) or (top.id > 0 and not self.frames.is_numbered(top)):
                    self.frames.call(top)
                value = snapshot.value if snapshot.event in (RETURN, YIELD) else None
                yield self._point(snapshot, EVENTS[snapshot.event], value)

    def _unwound(self, before: Snapshot, now: Snapshot) -> Iterator[Point]:
        """A `return` for every frame that an exception ended: calls and returns come in pairs there."""
        if before.event in (RETURN, YIELD) or not is_shown(before):
            return
        live = {frame.id for frame in now.frames}
        for depth in range(len(before.frames), 1, -1):
            frame = before.frames[depth - 1]
            if frame.id not in live and self.frames.is_numbered(frame):
                cut = before._replace(frames=before.frames[:depth], line=frame.line)
                yield self._point(cut, "return", 0)

    def _listen(self, step: int) -> None:
        writes = self.trace.writes
        while self.writes_seen < len(writes) and writes[self.writes_seen].step < step:
            if writes[self.writes_seen].stream == 1:
                self.stdout += writes[self.writes_seen].text
            self.writes_seen += 1

    def _point(self, snapshot: Snapshot, event: str, value: int | None) -> Point:
        """`value`: oid of what the top frame returns, 0 for None that is no object of the trace, None where it does not return."""
        heap: dict[int, Any] = {}
        zombies = self.frames.living_zombies(snapshot)
        kept = {oid: obj for zombie in zombies for oid, obj in zombie.heap.items()} | dict(snapshot.heap.items())
        live = [frame for frame in snapshot.frames[1:] if self.frames.is_numbered(frame)]
        top = snapshot.frames[-1]
        stack = [self._entry(frame, value if frame is top else None, kept, heap) for frame in reversed(live)]
        if stack:
            stack[0]["is_highlighted"] = True
        stack += [self._zombie(zombie, kept, heap) for zombie in zombies]
        stack.sort(key=lambda entry: int(entry["frame_id"]))
        found = {name: self.encoder.value(oid, kept.__getitem__, heap) for name, oid in snapshot.frames[0].variables}
        self.globals |= dict.fromkeys(found)
        point = {
            "line": snapshot.line,
            "event": event,
            "func_name": top.name,
            "globals": found,
            "ordered_globals": [name for name in self.globals if name in found],
            "stack_to_render": stack,
            "heap": heap,
            "stdout": self.stdout,
        }
        if event == "exception" and snapshot.error:
            error = snapshot.heap[snapshot.error]
            point["exception_msg"] = f"{error.type}: {error.text}"
        return point

    def _zombie(self, zombie: Zombie, kept: Mapping[int, Obj], heap: dict[int, Any]) -> Point:
        entry = self._entry(zombie.frame, zombie.value or None, kept, heap)
        return entry | {"is_zombie": True, "unique_hash": entry["unique_hash"] + "_z"}

    def _entry(self, frame: Frame, value: int | None, kept: Mapping[int, Obj], heap: dict[int, Any]) -> Point:
        around = self.frames.enclosing(frame)
        hidden = frame.free if around else frozenset()
        variables = {name: self.encoder.value(oid, kept.__getitem__, heap) for name, oid in frame.variables if name not in hidden}
        if value is not None:
            variables["__return__"] = self.encoder.value(value, kept.__getitem__, heap) if value else None
        number, is_parent = self.frames.number(frame.id), frame.id in self.frames.parents
        name = self.frames.name(frame)
        return {
            "func_name": name,
            "frame_id": number,
            "encoded_locals": variables,
            "ordered_varnames": list(variables),
            "parent_frame_id_list": [self.frames.number(id) for id in around],
            "is_parent": is_parent,
            "is_zombie": False,
            "is_highlighted": False,
            "unique_hash": f"{name}_f{number}" + ("_p" if is_parent else ""),
        }
