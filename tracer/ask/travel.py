"""Where a learner can go from a step: over and out of calls, to another run of a line.

Rule: only what steps say of themselves is read, never a state; the answer is a step, or None when there is no such step.
"""

from collections.abc import Callable

from ..trace import records as r
from ..trace.model import CALL, EXCEPTION, UNCAUGHT
from ..trace.store import Trace


def over(trace: Trace, step: int) -> int | None:
    """The next step that is not inside a call made here."""
    return _found(trace.seeker.next_as_high(step, trace.depth(step)))


def out(trace: Trace, step: int) -> int | None:
    """The next step of the caller."""
    return _found(trace.seeker.next_as_high(step, trace.depth(step) - 1))


def back_over(trace: Trace, step: int) -> int | None:
    """The step before that is not inside a call made here."""
    return _found(trace.seeker.last_as_high(step, trace.depth(step)))


def next_of_line(trace: Trace, step: int, line: int) -> int | None:
    """The next step at which `line` is about to run."""
    return _found(trace.seeker.next_of_line(step, line))


def previous_of_line(trace: Trace, step: int, line: int) -> int | None:
    """The last step before this one at which `line` was about to run."""
    return _found(trace.seeker.last_of_line(step, line))


def _found(step: int) -> int | None:
    return step if step >= 0 else None


WAYS: dict[str, Callable[[Trace, int], int | None]] = {
    "over": over,
    "out": out,
    "back_over": back_over,
}
LINE_WAYS: dict[str, Callable[[Trace, int, int], int | None]] = {
    "next_of_line": next_of_line,
    "previous_of_line": previous_of_line,
}
NOWHERE = {
    "over": "This is the last step.",
    "out": "Nothing called this: the program ends here.",
    "back_over": "This is the first step.",
    "next_of_line": "Line {line} does not run again after this step.",
    "previous_of_line": "Line {line} has not run before this step.",
}


def marks(trace: Trace, most: int = 200) -> dict[str, list[int]]:
    """Steps worth a mark on a slider: calls, output, exceptions; at most `most` of each, spread evenly."""
    calls = _steps_with(trace, (CALL,))
    exceptions = _steps_with(trace, (EXCEPTION, UNCAUGHT))
    output = sorted({write.step for write in trace.writes if write.step >= 0})
    return {
        "call": _thinned(calls, most),
        "output": _thinned(output, most),
        "exception": _thinned(exceptions, most),
    }


def _steps_with(trace: Trace, events: tuple[str, ...]) -> list[int]:
    return sorted(step for event in events for step in trace.seeker.steps_with(r.EVENT_CODES[event]))


def _thinned(steps: list[int], most: int) -> list[int]:
    if len(steps) <= most:
        return steps
    return [steps[at * len(steps) // most] for at in range(most)]
