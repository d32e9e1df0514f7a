"""Sentences that the page makes itself."""

from app.state import Notice


def count_of(number, noun):
    """`1 step`, `12,300 steps`."""
    return "{:,} {}{}".format(number, noun, "" if number == 1 else "s")


def status_of(state):
    """`Step 3 of 20`: of the picture on the screen."""
    if not state.trace or not state.trace.steps:
        return "No steps yet"
    return "Step {} of {}".format(shown_step(state) + 1, state.trace.steps)


def value_text_of(state):
    """What the slider says: `Step 3 of 20: line 4`."""
    line = state.picture["line"] if state.picture else 0
    return status_of(state) + (": line {}".format(line) if line else "")


def shown_step(state):
    """The step of the picture; the wanted one until the first picture is there."""
    if state.picture and state.picture.get("run") == state.trace.run:
        return state.picture["step"]
    return state.step


def outcome_notice(trace):
    """What is to be said about how a recording ended, or None when it simply finished."""
    outcome = trace.outcome
    kind, reason = outcome["kind"], outcome.get("reason", "")
    if kind == "raised":
        return Notice(text=reason or "It ended with an exception.", tone="error", action="show_error", label="Show where")
    if kind in ("cut", "stopped", "exited", "waiting") and reason:
        return Notice(text=reason)
    return None
