"""What the recorder writes down is what was there: every step of every program against a full walk over the real objects."""

import pytest
from hypothesis import HealthCheck, given, settings

from lessons.gallery_index import examples
from tests.tracer import adversaries, line_changes, mutations, oracle, random_programs
from tests.tracer.test_events import PROGRAMS
from tracer.record import record_program

EXAMPLES = {example.id: example for example in examples()}


def check(source, **options):
    observed = oracle.observe(source, **options)
    found = oracle.differences(observed)
    assert not found, "\n".join(found[:3])
    return observed.trace


@pytest.mark.parametrize("name", adversaries.PROGRAMS)
def test_every_step_is_what_was_there(name):
    trace = check(adversaries.PROGRAMS[name])
    assert trace.outcome.kind == "finished", trace.outcome


@pytest.mark.parametrize("name", mutations.PROGRAMS)
def test_changes_that_are_easily_missed_are_there(name):
    check(mutations.PROGRAMS[name])


@pytest.mark.parametrize("name", line_changes.PROGRAMS)
def test_lines_that_change_more_than_they_say_are_seen_through(name):
    trace = check(line_changes.PROGRAMS[name])
    assert trace.outcome.kind == "finished", trace.outcome


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_step_of_the_gallery_is_what_was_there(name):
    check(EXAMPLES[name].source, inputs=list(EXAMPLES[name].inputs))


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_step_of_the_events_table_is_what_was_there(name):
    check(PROGRAMS[name][0])


@given(random_programs.programs())
@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_step_of_random_programs_is_what_was_there(source):
    check(source)


def test_of_an_array_as_much_is_shown_as_can_be_read():
    trace = record_program(
        "from array import array\n"
        "a, b, c, d = array('i', range(2_000)), array('u', 'x' * 2_000), array('u'), array('d')\n"
        "c.frombytes(b'\\xff' * 8)\na[0] = 7\nb[0] = 'y'\nc.append('z')\n"
    )
    assert trace.outcome.kind == "finished"
    last = trace.at(len(trace) - 1)
    texts = {name: last.heap[oid].text for name, oid in last.frames[0].variables}
    assert texts["a"].startswith("array('i', [7, 1, 2, ")
    assert texts["a"].endswith(", 998, 999, …])")
    assert texts["b"] == "array('u', 'y" + "x" * 999 + "…')"
    assert texts["c"] == "a array"
    assert texts["d"] == "array('d')"
