"""The next and the previous change of a variable, held against a look at every step."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.conftest import IN_PYODIDE
from tests.tracer import adversaries
from tests.tracer.random_programs import programs
from tracer.ask.changes import UNBOUND, Found, next_change, previous_change, value_at
from tracer.record import record_program
from tracer.record.run import Limits
from tracer.trace.store import Trace

GALLERY = {path.stem: path.read_text(encoding="utf-8") for path in Path("lessons/gallery").glob("*.py")}
MOST = 10**9
STEPS = 40 if IN_PYODIDE else 100


def next_by_hand(trace: Trace, step: int, frame: int, name: str) -> int | None:
    now = value_at(trace, step, frame, name)
    for at in range(step + 1, len(trace)):
        value = value_at(trace, at, frame, name)
        if value != now:
            return None if value is None else at
    return None


def previous_by_hand(trace: Trace, step: int, frame: int, name: str) -> int | None:
    now = value_at(trace, step - 1, frame, name) if step else None
    if now is None:
        return None
    for at in range(step - 2, -1, -1):
        if value_at(trace, at, frame, name) != now:
            return at + 1
    return None if now == UNBOUND else 0


def check(source: str, inputs: list[str] | None = None) -> None:
    trace = record_program(source, inputs=inputs, limits=Limits(steps=STEPS))
    for step in range(0, len(trace), 13):
        for frame in trace.at(step).frames:
            for name in (*frame.names, "never"):
                assert next_change(trace, step, frame.id, name, MOST) == Found(next_by_hand(trace, step, frame.id, name))
                assert previous_change(trace, step, frame.id, name, MOST) == Found(previous_by_hand(trace, step, frame.id, name))


@pytest.mark.parametrize("name", GALLERY)
def test_the_gallery(name: str) -> None:
    check(GALLERY[name], ["50", "twenty", "25", "37"])


@pytest.mark.parametrize("name", sorted({*adversaries.PROGRAMS} - {"threads"}))
def test_awkward_programs(name: str) -> None:
    check(adversaries.PROGRAMS[name])


@given(programs())
@settings(max_examples=10 if IN_PYODIDE else 25)
def test_random_programs(source: str) -> None:
    check(source)


def test_a_search_that_looks_for_long_says_how_far() -> None:
    trace = record_program("a = 0\nfor n in range(99):\n    pass\nglobals()['a'] = 1\n")
    found = next_change(trace, 3, 0, "a", most=10)
    assert found.step is None
    assert found.looked is not None
    assert next_change(trace, found.looked, 0, "a").step == len(trace) - 1


def test_an_assignment_far_away_is_found_without_looking_at_what_is_between() -> None:
    trace = record_program("a = 1\nb = 0\nfor n in range(2000):\n    b += n\na = 2\nb = a\n")
    assert next_change(trace, 5, 0, "a", most=10).step == len(trace) - 2
    assert previous_change(trace, len(trace) - 3, 0, "a", most=10).step == 1


def test_a_change_of_an_object_far_away_is_found_without_looking_at_what_is_between() -> None:
    trace = record_program("a = [1]\nb = a\nfor n in range(2000):\n    b = n\na.append(2)\nb = a\n")
    last = len(trace) - 2
    assert next_change(trace, 5, 0, "a", most=10).step == last
    assert previous_change(trace, last, 0, "a", most=10).step == 1
    assert previous_change(trace, last + 1, 0, "a", most=10).step == last
