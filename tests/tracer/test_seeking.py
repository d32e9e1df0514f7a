"""Any step is the same, whichever way one comes to it."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.gallery_index import examples
from tests.tracer import adversaries
from tests.tracer.random_programs import programs
from tests.tracer.replay import Replay
from tracer import native
from tracer.record import record_program
from tracer.trace import blocks
from tracer.trace.heap import Heap
from tracer.trace.model import EVENTS
from tracer.trace.store import Trace, TraceError

EXAMPLES = {example.id: example for example in examples()}
READERS = (False,) if native.why_not() else (False, True)
CASES = 200  # of damage to each program
LONG = """
class Node:
    def __init__(self, value, next):
        self.value, self.next = value, next
def count(node):
    return 0 if node is None else 1 + count(node.next)
def pairs(node):
    while node:
        yield node.value, node
        node = node.next
head, names, words = None, {}, []
for i in range(30):
    head = Node(str(i % 7) * (i % 3), head)
    names[i % 11] = [head, 1.5 * i, -i]
    words.insert(i // 2, names)
    if i % 5 == 4:
        total = count(head)
        del names[i % 11], words[0]
        for value, node in pairs(head):
            node.value = value + "'"
"""


@pytest.mark.parametrize("name", ["queens", "linked_list", "generators"])
@pytest.mark.parametrize("room", [blocks.MOST_OBJECTS, 40])
def test_walking_jumping_and_going_back_give_the_same_steps(name, room, monkeypatch):
    monkeypatch.setattr(blocks, "MOST_OBJECTS", room)
    stream = record_program(EXAMPLES[name].source).stream
    walked = Trace(stream)
    forwards = [walked.at(step) for step in range(len(walked))]
    jumped = Trace(stream)
    order = list(range(len(jumped)))
    random.Random(1).shuffle(order)
    assert all(jumped.at(step) == forwards[step] for step in order)
    back = Trace(stream)
    assert all(back.at(step) == forwards[step] for step in reversed(range(len(back))))


@pytest.mark.parametrize("name", ["queens", "linked_list", "generators"])
def test_what_did_not_change_is_the_same_object(name):
    trace = record_program(EXAMPLES[name].source)
    before = trace.at(0).heap
    for step in range(1, len(trace)):
        now = trace.at(step).heap
        assert all(now[oid] is before[oid] for oid in now if before.get(oid) == now[oid])
        before = now


def check_as_replayed(stream, chance):
    """Let a trace grow in pieces, and look at steps in between and at the end, in any order; with each of the readers that there are."""
    replay = Replay(stream)
    for natively in READERS:
        check_reader(Trace(natively=natively), replay, stream, chance)


def check_reader(trace, replay, stream, chance):
    at = 0
    while at < len(stream):
        size = chance.choice((1, 3, 30, 300, 3000))
        trace.extend(stream[at : at + size])
        at += size
        for _ in range(min(2, len(trace))):
            step = chance.randrange(len(trace))
            replay.check(step, trace.at(step))
    assert len(trace) == len(replay.steps)
    order = list(range(len(trace)))
    chance.shuffle(order)
    for step in order[:100]:
        replay.check(step, trace.at(step))
        check_ways(trace, replay, step)
    assert trace.stream == stream
    for code in range(len(EVENTS)):
        assert trace.seeker.steps_with(code) == [at for at, event in enumerate(trace.events) if event == code]


def check_ways(trace, replay, step):
    """What is said of other steps, against a look at all of them."""
    moments = [moment for moment, _, _ in replay.steps]
    depth, line, seeker = moments[step].depth, moments[step].line, trace.seeker
    assert (trace.event(step), trace.depth(step)) == (moments[step].event, depth)
    assert tuple(trace.moment(step)[:3]) == (moments[step].event, line, depth)
    before, behind = range(step - 1, -1, -1), range(step + 1, len(moments))
    for level in (depth, depth - 1):
        assert seeker.next_as_high(step, level) == next((at for at in behind if moments[at].depth <= level), -1)
        assert seeker.last_as_high(step, level) == next((at for at in before if moments[at].depth <= level), -1)
    run = [moment.event == "line" and moment.line == line for moment in moments]
    assert seeker.next_of_line(step, line) == next((at for at in behind if run[at]), -1)
    assert seeker.last_of_line(step, line) == next((at for at in before if run[at]), -1)
    ended = [at for at in before if moments[at + 1].depth < moments[at].depth and moments[at].event != "yield"]
    for most in (1, 3, len(moments)):
        assert trace.calls_ended_before(step, most) == ended[:most]
    for oid in [*replay.steps[step][2]][:20]:
        check_writes(trace, replay, step, oid)


def check_writes(trace, replay, step, oid):
    """Which steps before and behind this one write an object: between them it stays the same."""
    before, behind = trace.last_write(step, oid), trace.next_write(step, oid)
    assert before <= step
    assert behind == -1 or behind > step
    assert trace.last_write(behind, oid) == behind if behind >= 0 else True
    assert trace.next_write(before, oid) == behind
    obj = replay.steps[step][2][oid]
    for at in range(before, behind if behind >= 0 else len(replay.steps)):
        assert replay.steps[at][2].get(oid, obj) == obj


@pytest.mark.parametrize("size", [1, 60, blocks.BLOCK_BYTES])
@pytest.mark.parametrize("seed", range(3))
def test_any_step_of_a_growing_trace_is_that_of_a_plain_replay(size, seed, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_BYTES", size)
    check_as_replayed(bytes(record_program(LONG).stream), random.Random(seed))


@pytest.mark.parametrize("name", sorted({*adversaries.PROGRAMS} - {"deep_recursion"}))  # a plain replay of that takes minutes
def test_awkward_programs_are_read_as_they_are_replayed(name, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 100)
    check_as_replayed(bytes(record_program(adversaries.PROGRAMS[name]).stream), random.Random(4))


@given(programs(), st.randoms(use_true_random=False))
@settings(max_examples=30, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_programs_are_read_as_they_are_replayed(source, chance):
    check_as_replayed(bytes(record_program(source).stream), chance)


@pytest.mark.parametrize("natively", READERS)
@pytest.mark.parametrize("program", [LONG, adversaries.PROGRAMS["exceptions_inside_handlers"]])
def test_a_damaged_stream_ends_in_a_sentence(program, natively):
    stream = bytes(record_program(program).stream)
    chance = random.Random(5)
    for _ in range(CASES):
        damaged = bytearray(stream)
        for _ in range(chance.choice((1, 1, 3, 20))):
            at = chance.randrange(len(damaged))
            damaged[at] = chance.choice((damaged[at] ^ 1 << chance.randrange(8), chance.randrange(256)))
        trace = Trace(natively=natively)
        try:
            trace.extend(damaged)
            for step in {0, len(trace) // 2, len(trace) - 1, chance.randrange(len(trace))} if len(trace) else ():
                trace.seeker.next_of_line(step, 3)
                trace.calls_ended_before(step, 9)
                trace.moment(step)
                heap = trace.at(step).heap
                if natively:
                    heap = Heap(trace.seeker, step, heap)
                    assert dict(heap) == trace.at(step).heap
                    assert heap.holders(1) == [oid for oid, obj in heap.items() if 1 in obj.items]
                    trace.seeker.written(0, step)
        except TraceError as error:
            assert str(error).endswith(".")  # noqa: PT017 - it may be readable, too


def test_a_step_that_is_not_there_is_refused_with_a_sentence():
    trace = record_program("x = 1\n")
    with pytest.raises(IndexError, match="step 9 is not in this trace of 2 steps"):
        trace.at(9)
