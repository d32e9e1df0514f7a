"""What the recorder writes down is what was there: every step of every program against a full walk over the real objects."""

import pytest
from hypothesis import HealthCheck, given, settings

from lessons.gallery_index import examples
from tests.tracer import adversaries, line_changes, mutations, oracle, random_programs
from tests.tracer.test_events import PROGRAMS

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
