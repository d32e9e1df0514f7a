"""To the next or the previous step of a kind: a line stop, a call, a return, output, an exception.

Rule: only what steps say of themselves is read, never a state; the answer is a step, or None when there is no such step.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import partial

from ..trace import records as r
from ..trace.model import CALL, EXCEPTION, LINE, RETURN, UNCAUGHT
from ..trace.store import Trace

Jump = Callable[[Trace, int], int | None]


def next_with(events: tuple[str, ...], trace: Trace, step: int) -> int | None:
    """The next step with one of these events."""
    return min((at for at in (trace.events.find(_code(event), step + 1) for event in events) if at >= 0), default=None)


def previous_with(events: tuple[str, ...], trace: Trace, step: int) -> int | None:
    """The last step before this one with one of these events."""
    return max((at for at in (trace.events.rfind(_code(event), 0, step) for event in events) if at >= 0), default=None)


def next_output(trace: Trace, step: int) -> int | None:
    """The next step whose line writes something."""
    at = bisect_right(trace.writes, step, key=lambda write: write.step)
    return trace.writes[at].step if at < len(trace.writes) else None


def previous_output(trace: Trace, step: int) -> int | None:
    """The last step before this one whose line writes something."""
    at = bisect_left(trace.writes, step, key=lambda write: write.step) - 1
    return trace.writes[at].step if at >= 0 and trace.writes[at].step >= 0 else None


def _code(event: str) -> bytes:
    return bytes([r.EVENT_CODES[event]])


_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {  # name: (in words, events)
    "line": ("line stop", (LINE,)),
    "call": ("call", (CALL,)),
    "return": ("return", (RETURN,)),
    "exception": ("exception", (EXCEPTION, UNCAUGHT)),
}
JUMPS: dict[str, Jump] = {
    **{f"next_{name}": partial(next_with, events) for name, (_, events) in _KINDS.items()},
    **{f"previous_{name}": partial(previous_with, events) for name, (_, events) in _KINDS.items()},
    "next_output": next_output,
    "previous_output": previous_output,
}
NOWHERE = {
    **{f"next_{name}": f"There is no {words} after this step." for name, (words, _) in _KINDS.items()},
    **{f"previous_{name}": f"There is no {words} before this step." for name, (words, _) in _KINDS.items()},
    "next_output": "Nothing is written after this step.",
    "previous_output": "Nothing was written before this step.",
}
