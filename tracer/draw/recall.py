"""The last few snapshots: a picture needs two, and its neighbours the same ones."""

from typing import Any

from ..trace.model import Snapshot

MOST_KEPT = 64


class Recall:
    """Reads a trace's snapshots and keeps some."""

    def __init__(self, trace: Any):
        self.trace = trace
        self._kept: dict[int, Snapshot] = {}

    def __len__(self) -> int:
        return len(self.trace)

    def pair(self, step: int) -> tuple[Snapshot | None, Snapshot]:
        """(the snapshot before `step`, None at the first one; the one at `step`)."""
        before = self.at(step - 1) if step > 0 else None
        return before, self.at(step)

    def at(self, step: int) -> Snapshot:
        """The snapshot at `step`."""
        snapshot = self._kept.pop(step, None)
        if snapshot is None:
            snapshot = self.trace.at(step)
            while len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[step] = snapshot
        return snapshot
