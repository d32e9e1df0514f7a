"""What a program shows beside its output, at the step of the picture; while a program runs and takes its time, what it has shown so far."""

from app.state import last_step
from app.view.output import is_growing
from app.words import shown_step

ALL = 2**30  # as a step: everything has happened before it


def has_pictures(shown):
    """Whether there is more than files; `shown` is JavaScript's, and a dict in the tests."""
    if isinstance(shown, dict):
        return bool(shown.get("drawing") or shown.get("items"))
    return bool(shown.drawing) or shown.items.length > 0


def slots(state):
    if state.growing and is_growing(state):
        what, told = state.growing
        key = ("growing", state.job_run, told)
        return [
            ("shown", "hidden", not has_pictures(what)),
            ("shown", "data-growing", "true"),
            ("shown", "shown", key, lambda: (what, ALL)),
        ]
    return [("shown", "data-growing", "false")] + at_step(state)


def at_step(state):
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
