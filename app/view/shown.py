"""What a program shows beside its output, at the step of the picture."""

from app.state import last_step
from app.words import shown_step


def has_pictures(shown):
    """Whether there is more than files; `shown` is JavaScript's, and a dict in the tests."""
    if isinstance(shown, dict):
        return bool(shown.get("drawing") or shown.get("items"))
    return bool(shown.drawing) or shown.items.length > 0


def slots(state):
    trace = state.trace
    if not trace or not trace.shown:
        return [("shown", "hidden", True), ("shown", "shown", (-1, 0), lambda: (None, 0))]
    step = shown_step(state)
    if step >= last_step(state):
        step = trace.steps  # what the last step still drew is there too, as its output is
    return [
        ("shown", "hidden", not has_pictures(trace.shown)),
        ("shown", "shown", (trace.run, trace.steps, step), lambda: (trace.shown, step)),
    ]
