"""From one step to any other: replay from the nearest state before it.

The nearest is the state last asked for, one kept on the way, or a keyframe. States are kept every few steps, so that walking backwards does
not replay from the keyframe each time; what they may take in all is counted in objects.
"""

from bisect import bisect_right
from collections.abc import Sequence

from .. import sealed
from . import records as r
from .codec import Reader
from .state import State

__builtins__ = sealed.BUILTINS

EVERY = 16  # steps between kept states: a replay of 16 steps costs less than drawing one
MOST_OBJECTS = 100_000  # in all kept states together; an object in two of them takes one place in each, some 100 bytes


class Seeker:
    """Walks one trace. `stream`, `offsets` (of each step's record) and `keyframes` (steps) may grow meanwhile."""

    def __init__(self, stream: bytearray, offsets: Sequence[int], keyframes: Sequence[int], strings: list[str]):
        self._stream = stream
        self._offsets = offsets
        self._keyframes = keyframes
        self._strings = strings
        self._last: tuple[int, State] | None = None
        self._kept: dict[int, State] = {}  # in the order in which they were kept
        self._kept_objects = 0

    def seek(self, step: int) -> State:
        """The state at `step`. It belongs to the seeker: the next call may change it."""
        at, state = self._start(step)
        self._last = None  # a state that fails half-way is not to be used again
        reader = Reader(self._stream)
        while at < step:
            at += 1
            tag = self._stream[self._offsets[at]]
            reader.at = self._offsets[at] + 1
            length = reader.varint()
            reader.end = reader.at + length
            state.apply(reader, keyframe=tag == r.KEYFRAME)
            if at % EVERY == 0 and at not in self._kept:
                self._keep(at, state)
        self._last = (step, state)
        return state

    def _start(self, step: int) -> tuple[int, State]:
        keyframe = self._keyframes[bisect_right(self._keyframes, step) - 1]
        if self._last is not None and keyframe <= self._last[0] <= step:
            last, state = self._last
            if step - last < EVERY:
                return last, state
        near = step - step % EVERY
        while near >= keyframe:
            if near in self._kept:
                return near, self._kept[near].copy()
            near -= EVERY
        if self._last is not None and keyframe <= self._last[0] <= step:
            return self._last
        return keyframe - 1, State(self._strings)

    def _keep(self, step: int, state: State) -> None:
        size = len(state.heap) + 1
        if size > MOST_OBJECTS // 4:
            return
        self._kept[step] = state.copy()
        self._kept_objects += size
        while self._kept_objects > MOST_OBJECTS:
            oldest = next(iter(self._kept))
            self._kept_objects -= len(self._kept.pop(oldest).heap) + 1
