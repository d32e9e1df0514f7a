"""Which part of a program's run a trace holds."""

from ..trace.store import Trace

MOST_BYTES = 2**40  # where no limit was set


def first_step(trace: Trace) -> int:
    """The number, in the whole run, of the trace's first step: steps of a trace count from 0."""
    return int(trace.header.get("first_step", 0))


def goes_on(trace: Trace) -> bool:
    """Whether it ends because it holds as much as it may: the program was not at its end."""
    limits = trace.header.get("limits") or {}
    is_full = len(trace) == limits.get("steps") or trace.size_bytes >= limits.get("bytes", MOST_BYTES)
    return trace.outcome.kind == "cut" and is_full
