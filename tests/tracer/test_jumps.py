"""To the next and the previous step of a kind, held against a look at every step."""

import pytest

from tracer.ask.jumps import JUMPS, NOWHERE
from tracer.record import record_program

SOURCE = """
def half(n):
    if n % 2:
        raise ValueError(n)
    print("half")
    return n // 2
for n in range(4):
    try:
        print(half(n))
    except ValueError:
        pass
half(1)
"""
TRACE = record_program(SOURCE)
EVENTS = {"line": ("line",), "call": ("call",), "return": ("return",), "exception": ("exception", "uncaught")}


@pytest.mark.parametrize("kind", EVENTS)
def test_events(kind: str) -> None:
    steps = [step for step in range(len(TRACE)) if TRACE.event(step) in EVENTS[kind]]
    for step in range(len(TRACE)):
        assert JUMPS[f"next_{kind}"](TRACE, step) == min((at for at in steps if at > step), default=None)
        assert JUMPS[f"previous_{kind}"](TRACE, step) == max((at for at in steps if at < step), default=None)


def test_output() -> None:
    steps = {write.step for write in TRACE.writes}
    for step in range(len(TRACE)):
        assert JUMPS["next_output"](TRACE, step) == min((at for at in steps if at > step), default=None)
        assert JUMPS["previous_output"](TRACE, step) == max((at for at in steps if at < step), default=None)


def test_what_was_written_before_the_recording_began_is_no_step() -> None:
    part = record_program("print(1)\nx = 2\nprint(3)\n", first_step=1)
    assert JUMPS["previous_output"](part, 1) is None


def test_each_has_a_sentence_for_nowhere() -> None:
    assert set(NOWHERE) == set(JUMPS)
