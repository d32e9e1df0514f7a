"""The last few snapshots, so that going back costs as little as going on.

Rule: a trace reads forward cheaply and backward from a keyframe; so a stretch before the wanted step is read in one go.
"""

from typing import Any

from ..trace.model import Snapshot

STRETCH = 22  # steps read before the one that is wanted, when going back
MOST_KEPT = 64


class Recall:
    """Reads a trace's snapshots and keeps some."""

    def __init__(self, trace: Any):
        self.trace = trace
        self._kept: dict[int, Snapshot] = {}
        self._last = 0

    def __len__(self) -> int:
        return len(self.trace)

    def pair(self, step: int) -> tuple[Snapshot | None, Snapshot]:
        """(the snapshot before `step`, None at the first one; the one at `step`)."""
        if step > 0 and step - 1 not in self._kept:
            goes_back = step in self._kept or step == self._last - 1
            for earlier in range(max(step - STRETCH, 0) if goes_back else step - 1, step):
                self.at(earlier)
        self._last = step
        now = self.at(step)
        return (self.at(step - 1) if step > 0 else None), now

    def at(self, step: int) -> Snapshot:
        """The snapshot at `step`."""
        snapshot = self._kept.pop(step, None)
        if snapshot is None:
            snapshot = self.trace.at(step)
            while len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[step] = snapshot
        return snapshot
