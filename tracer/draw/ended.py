"""Frames of calls that have ended, in their last state, for those who want to keep them in view.

Rule: what such a frame held and is gone is named, never drawn as if it were still there.
"""

from ..trace.model import Snapshot
from . import held
from .content import MAY_TURN
from .frames import MOST_VARIABLES, FrameBox, outcome_of
from .held import Heap, Manner
from .recall import Recall
from .view import View

MOST_ENDED = 12
MOST_KEPT = 100


class Ended:
    """Finds the calls that have ended. Their last snapshots are kept: they lie all over the trace."""

    def __init__(self) -> None:
        self._kept: dict[int, Snapshot] = {}

    def boxes(self, recall: Recall, now: Snapshot, view: View, manner: Manner) -> list[FrameBox]:
        """The boxes of the calls that ended last, the latest first; [] when the trace cannot tell."""
        find = getattr(recall.trace, "calls_ended_before", None)
        if find is None:
            return []
        boxes = [_box(self._last(recall, step), now.heap, view, manner) for step in find(now.step, MOST_ENDED)]
        return [box for box in boxes if box.frame.kind != "class"]

    def _last(self, recall: Recall, step: int) -> Snapshot:
        snapshot = self._kept.get(step)
        if snapshot is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            snapshot = self._kept[step] = recall.at(step)
        return snapshot


def _box(snapshot: Snapshot, heap: Heap, view: View, manner: Manner) -> FrameBox:
    frame = snapshot.frames[-1]
    most = view.wanted(f"f{frame.id}", MOST_VARIABLES)
    texts = tuple(_text(oid, snapshot.heap, heap, manner) for oid in frame.items[:most])
    label, oid, text = outcome_of(snapshot, manner)
    if oid:
        text = _text(oid, snapshot.heap, heap, manner)
    return FrameBox(frame, now=False, ended=True, outcome=(label, oid, text), home="", texts=texts)


def _text(oid: int, then: Heap, heap: Heap, manner: Manner) -> str | None:
    text = held.written(oid, then, manner)
    obj = then.get(oid)
    if text is not None or obj is None:
        return text
    if oid in heap and obj.kind not in MAY_TURN:
        return None
    return held.atom_text(obj) if held.is_atom(obj) else f"{held.noun(obj)}, gone"
