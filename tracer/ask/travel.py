"""Where a learner can go from a step: over and out of calls, to another run of a line.

Rule: only the trace's columns are read, never its states; the answer is a step, or None when there is no such step.
"""

from collections.abc import Callable

from ..trace import records as r
from ..trace.model import CALL, EXCEPTION, LINE, UNCAUGHT
from ..trace.store import Trace

_LINE = r.EVENT_CODES[LINE]


def over(trace: Trace, step: int) -> int | None:
    """The next step that is not inside a call made here."""
    depths, depth = trace.depths, trace.depths[step]
    return next((at for at in range(step + 1, len(trace)) if depths[at] <= depth), None)


def out(trace: Trace, step: int) -> int | None:
    """The next step of the caller."""
    depths, depth = trace.depths, trace.depths[step]
    return next((at for at in range(step + 1, len(trace)) if depths[at] < depth), None)


def back_over(trace: Trace, step: int) -> int | None:
    """The step before that is not inside a call made here."""
    depths, depth = trace.depths, trace.depths[step]
    return next((at for at in range(step - 1, -1, -1) if depths[at] <= depth), None)


def next_of_line(trace: Trace, step: int, line: int) -> int | None:
    """The next step at which `line` is about to run."""
    at = step
    while True:
        try:
            at = trace.lines.index(line, at + 1)
        except ValueError:
            return None
        if trace.events[at] == _LINE:
            return at


def previous_of_line(trace: Trace, step: int, line: int) -> int | None:
    """The last step before this one at which `line` was about to run."""
    lines, events = trace.lines, trace.events
    return next((at for at in range(step - 1, -1, -1) if lines[at] == line and events[at] == _LINE), None)


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
    found: list[int] = []
    for event in events:
        code = bytes([r.EVENT_CODES[event]])
        at = trace.events.find(code)
        while at >= 0:
            found.append(at)
            at = trace.events.find(code, at + 1)
    return sorted(found)


def _thinned(steps: list[int], most: int) -> list[int]:
    if len(steps) <= most:
        return steps
    return [steps[at * len(steps) // most] for at in range(most)]
