"""What is told of a program while it still runs: how far it is, what it wrote, what it has drawn and shown.

Rule: a drawing is made anew from all of its commands each time, so it is made seldom: no more than a tenth of the program's time goes into it.
"""

from collections.abc import Callable
from typing import Any

from . import sealed
from .draw.shown import shown_so_far
from .trace.store import Trace

__builtins__ = sealed.BUILTINS

PROGRESS_S = 0.1  # how often a person is told
SHOWN_S = 0.3  # how often what it draws is made at most …
REST = 9  # … and for so many times as long as that took, it is left alone


class Meanwhile:
    """Of one program. `clock()` gives seconds."""

    def __init__(self, clock: Callable[[], float]):
        self._clock = clock
        self._next = clock() + PROGRESS_S
        self._next_shown = 0.0
        self._writes = self._shown = 0  # those that were told

    def news(self, live: Trace, steps: int) -> dict[str, Any]:
        """The fields of `progress` that are there now and then (docs/messages.md); {} where it is not time yet."""
        now = self._clock()
        if now < self._next:
            return {}
        self._next = now + PROGRESS_S
        written = [list(write) for write in live.writes[self._writes :]]
        self._writes = len(live.writes)
        return {"steps": steps, "output": written, **self._drawn(live, now)}

    def all_told(self, live: Trace) -> None:
        """Everything so far was told in another way."""
        self._writes, self._shown = len(live.writes), len(live.shown)

    def _drawn(self, live: Trace, now: float) -> dict[str, Any]:
        if len(live.shown) == self._shown or now < self._next_shown:
            return {}
        self._shown = len(live.shown)
        try:
            shown = shown_so_far(live.shown)
        except RecursionError:  # the program is in the depth of its own calls
            shown = None
        done = self._clock()
        self._next_shown = done + max(SHOWN_S, REST * (done - now))
        return {"shown": shown} if shown else {}
