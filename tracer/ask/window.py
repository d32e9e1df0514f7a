"""Which part of a program's run a trace holds."""

from ..trace.store import Trace


def first_step(trace: Trace) -> int:
    """The number, in the whole run, of the trace's first step: steps of a trace count from 0."""
    return int(trace.header.get("first_step", 0))


def goes_on(trace: Trace) -> bool:
    """Whether it ends because it holds as many steps as it may: the program was not at its end."""
    limits = trace.header.get("limits") or {}
    return trace.outcome.kind == "cut" and len(trace) == limits.get("steps")
