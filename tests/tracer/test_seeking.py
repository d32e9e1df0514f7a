"""Any step is the same, whichever way one comes to it."""

import random

import pytest

from lessons.gallery_index import examples
from tracer.record import record_program
from tracer.trace import seeker
from tracer.trace.store import Trace

EXAMPLES = {example.id: example for example in examples()}


@pytest.mark.parametrize("name", ["queens", "linked_list", "generators"])
@pytest.mark.parametrize("room", [seeker.MOST_OBJECTS, 40])
def test_walking_jumping_and_going_back_give_the_same_steps(name, room, monkeypatch):
    monkeypatch.setattr(seeker, "MOST_OBJECTS", room)
    stream = record_program(EXAMPLES[name].source).stream
    walked = Trace(stream)
    forwards = [walked.at(step) for step in range(len(walked))]
    jumped = Trace(stream)
    order = list(range(len(jumped)))
    random.Random(1).shuffle(order)
    assert all(jumped.at(step) == forwards[step] for step in order)
    back = Trace(stream)
    assert all(back.at(step) == forwards[step] for step in reversed(range(len(back))))


def test_a_step_that_is_not_there_is_refused_with_a_sentence():
    trace = record_program("x = 1\n")
    with pytest.raises(IndexError, match="step 9 is not in this trace of 2 steps"):
        trace.at(9)
