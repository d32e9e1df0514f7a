"""What the page knows of a run that is run again, to record another part of it.

Rule: two runs of one program are compared by a number for all their events and lines; where they differ the learner is told.
"""

from app.state import Notice
from app.words import count_of, offers


def is_counted(state):
    """Whether the run under way is only counted, to find out where its end is."""
    return state.job_window is not None and state.job_window[1] is None


def end_of(state, message):
    """(source, first step, run before) of the end of the run that was counted."""
    return (state.job_window[0], max(0, message["total"] - state.trace.steps), message["run"])


def compared(state, message):
    """(the state that knows this run's numbers, whether they differ from those of a run before)."""
    checks = [tuple(check) for check in message.get("checks", ())]
    if not state.job_window:
        return state.but(checks=tuple(checks)), False
    known = dict(state.checks)
    departs = bool([step for step, number in checks if known.get(step, number) != number])
    return state.but(checks=tuple(checks) if departs else state.checks + tuple(checks)), departs


def departed(trace):
    """What is said where they differ."""
    return Notice(text="This program does not run twice in the same way: what is shown is another run of it.", more=offers(trace))


def never_came(state, outcome):
    """It was stopped, or it ended, before anything was recorded; the recording from before is shown again."""
    more = offers(state.trace)
    if outcome["kind"] != "stopped":
        return Notice(text=outcome["reason"], more=more)
    if state.job_why not in ("", "Stopped."):
        return Notice(text=state.job_why + " Nothing was recorded until then.", tone="error", more=more)
    return Notice(text="Stopped after {}, before anything was recorded.".format(count_of(state.progress, "step")), more=more)
