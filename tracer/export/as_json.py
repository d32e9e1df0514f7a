"""A trace as JSON that needs no reader of ours: every step with its whole state. docs/trace-json.md describes it."""

import json
from collections.abc import Iterator
from typing import Any

from ..ask.window import first_step
from ..trace.model import Frame, Obj, Snapshot
from ..trace.store import Trace, outcome_to_json

FORMAT = "codeviz-trace"
VERSION = 1

Json = dict[str, Any]


def json_pieces(trace: Trace) -> Iterator[str]:
    """The JSON text of the whole export, piece by piece: one line for what holds for all steps, then one per step."""
    about = {
        "format": FORMAT,
        "version": VERSION,
        "filename": trace.filename,
        "first_step": first_step(trace),
        "sources": trace.sources,
        "outcome": outcome_to_json(trace.outcome),
        "output": [list(write) for write in trace.writes],
        "inputs": [list(line) for line in trace.inputs],
    }
    yield json.dumps(about)[:-1] + ', "steps": ['
    for step in range(len(trace)):
        yield (",\n" if step else "\n") + json.dumps(snapshot_json(trace.at(step)))
    yield "\n]}\n"


def snapshot_json(snapshot: Snapshot) -> Json:
    """One step: the fields of `trace.model.Snapshot`; steps count from 0."""
    return {
        "step": snapshot.step,
        "event": snapshot.event,
        "line": snapshot.line,
        "frames": [frame_json(frame) for frame in snapshot.frames],
        "heap": {str(oid): object_json(obj) for oid, obj in snapshot.heap.items()},
        "value": snapshot.value or None,
        "error": snapshot.error or None,
        "span": list(snapshot.span) if snapshot.span else None,
        "output_chars": snapshot.output_chars,
        "inputs": snapshot.inputs,
    }


def frame_json(frame: Frame) -> Json:
    """One call that has not ended."""
    return {
        "id": frame.id,
        "name": frame.name,
        "kind": frame.kind,
        "line": frame.line,
        "source": frame.source,
        "parent": frame.parent if frame.parent >= 0 else None,
        "variables": [[name, oid] for name, oid in frame.variables],
        "free": sorted(frame.free),
    }


def object_json(obj: Obj) -> Json:
    """One object; `elements` of a mapping are keys and values by turns."""
    return {
        "kind": obj.kind,
        "type": obj.type,
        "text": obj.text,
        "elements": list(obj.elements),
        "fields": [[name, oid] for name, oid in obj.fields],
        "length": obj.length,
        "parent": obj.parent if obj.parent >= 0 else None,
    }
