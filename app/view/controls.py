"""The bar: its buttons are in index.html; here is what changes about them, and the slider's marks."""

from app.state import is_noticed, last_step
from app.words import status_of, value_text_of

# One shape per kind, so that colour is not needed to tell them apart.
MARKS = (
    ("call", '<rect class="call" x="{}%" y="9" width="1.5" height="7"/>'),
    ("output", '<circle class="output" cx="{}%" cy="20" r="2.5"/>'),
    ("exception", '<svg class="exception" x="{}%" y="0" overflow="visible"><path d="M-4 2h8L0 8z"/></svg>'),
)

GAP = 2  # per cent of the slider: closer marks would run together


def slots(state):
    last = last_step(state)
    steps = state.trace is not None and state.trace.steps > 0
    back, forward = steps and state.step > 0, steps and state.step < last
    busy = is_noticed(state)
    return [
        ("status", "text", status_of(state)),
        ("status", "room", 7 + 2 * len(str(last + 1 + (state.trace.first_step if state.trace else 0)))),
        ("slider", "max", last),
        ("slider", "value", state.step),
        ("slider", "disabled", not steps),
        ("slider", "aria-valuetext", value_text_of(state)),
        ("done", "scale", state.step / last if last else 0),
        ("first", "off", not back),
        ("previous", "off", not back),
        ("back_over", "off", not back),
        ("next", "off", not forward),
        ("last", "off", not forward),
        ("over", "off", not forward),
        ("out", "off", not forward),
        ("play", "off", not steps or last < 1),
        ("play", "aria-label", "Pause" if state.playing else "Play"),
        ("play", "title", "Pause (Space)" if state.playing else "Play (Space)"),
        ("play", "data-on", "true" if state.playing else "false"),
        ("speed", "value", speed_text(state.settings["speed"])),
        ("live", "aria-pressed", "true" if state.settings["live"] else "false"),
        ("more", "aria-expanded", "true" if state.more else "false"),
        ("bar", "data-more", "true" if state.more else "false"),
        ("run", "hidden", busy),
        ("stop", "hidden", not busy),
        ("run", "data-queued", "true" if state.queued else "false"),
    ]


def speed_text(speed):
    """As the choices in index.html have it: 0.5, 1, 2."""
    return "0.5" if speed == 0.5 else str(int(speed))


def marks(trace):
    """SVG elements on a line as long as the slider, one per mark; places in per cent."""
    if not trace or trace.steps < 2:
        return ""
    drawn = []
    for kind, shape in MARKS:
        former = -GAP
        for step in trace.marks.get(kind, ()):
            place = 100 * step / (trace.steps - 1)
            if place - former >= GAP:
                former = place
                drawn.append(shape.format("{:.2f}".format(place)))
    return "".join(drawn)
