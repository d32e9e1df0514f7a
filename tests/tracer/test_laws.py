"""Laws of a trace: any step is the same however it is reached, whatever arrived of the stream, and whether objects were held or not."""

import json
import random
import re
import sys
import zlib
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.gallery_index import examples
from tests.tracer import adversaries, random_programs
from tests.tracer.notation import spell_step
from tracer.record import Limits, record_program
from tracer.record.run import Run
from tracer.trace.codec import Reader, put_signed, put_text, put_varint
from tracer.trace.file import MAGIC, open_bytes, save_bytes
from tracer.trace.model import Outcome, Span
from tracer.trace.store import Trace, TraceError, outcome_from_json, outcome_to_json

SOURCES = {**adversaries.PROGRAMS, **{f"gallery {example.id}": example.source for example in examples()}}
INPUTS = {f"gallery {example.id}": list(example.inputs) for example in examples()}
LONG = """
class Node:
    def __init__(self, value, next):
        self.value, self.next = value, next
head = None
for i in range(60):
    head = Node(str(i), head)
    if i % 7 == 0:
        print(i, input())
"""


@cache
def trace_of(name):
    return record_program(SOURCES[name], inputs=INPUTS.get(name))


@cache
def snapshots_of(name):
    """Every step of a program."""
    trace = trace_of(name)
    return [trace.at(step) for step in range(len(trace))]


def long_trace():
    return record_program(LONG, inputs=[str(i) for i in range(9)])


def parts(trace):
    return (trace.header, trace.sources, trace.writes, trace.inputs, trace.outcome, trace.events, trace.lines, trace.depths)


@pytest.mark.parametrize("name", SOURCES)
def test_any_step_by_random_access_is_the_step_that_walking_reaches(name):
    trace, walked = trace_of(name), snapshots_of(name)
    steps = list(range(len(trace)))
    random.Random(1).shuffle(steps)
    for step in steps[:20]:
        assert trace.at(step) == walked[step]
        assert Trace(trace.stream).at(step) == walked[step]


@pytest.mark.parametrize("name", SOURCES)
def test_holding_objects_changes_no_step(name):
    if name == "deep_recursion" and sys.platform == "emscripten":
        pytest.skip("each step looks at 900 frames: minutes in Pyodide; natively it runs")
    run = Run(SOURCES[name], inputs=INPUTS.get(name), natively=False)  # the core never holds any
    run.shadow.let_go()
    run.perform()
    loose = Trace(run.writer.stream)
    assert [spelled(loose.at(step)) for step in range(len(loose))] == [spelled(step) for step in snapshots_of(name)]
    if name != "files":  # of a folder that is another each time
        assert parts(loose)[2:5] == parts(trace_of(name))[2:5]


def spelled(step):
    """A step without what is another in each run: threads' numbers, folders' names."""
    return re.sub(r"_ident=\d+|_native_id=\d+|Thread-\d+|'/tmp/[^']*'", "", spell_step(step))


def test_a_recording_is_the_same_each_time():
    source = "import random\na = [random.random() for i in range(3)]\nprint(a)\n"
    assert record_program(source, seed=3).stream == record_program(source, seed=3).stream
    assert record_program(source, seed=3).stream != record_program(source, seed=4).stream


def test_a_stream_that_breaks_off_anywhere_shows_what_had_come():
    whole = long_trace()
    steps = [whole.at(step) for step in range(len(whole))]
    stream = bytes(whole.stream)
    first = next(size for size in range(len(stream)) if Trace(stream[:size]).header)
    for size in [*range(1, 40), *range(first, len(stream), 61), len(stream) - 1]:
        try:
            trace = open_bytes(stream[:size])
        except TraceError as error:
            assert str(error).endswith(".")  # noqa: PT017 - it may open, too: then it must be readable
            assert size < first
            continue
        assert len(trace) <= len(whole)
        assert [trace.at(step) for step in range(max(0, len(trace) - 3), len(trace))] == steps[
            max(0, len(trace) - 3) : len(trace)
        ]
        assert trace.outcome.kind == "stopped"


def test_a_stream_may_come_in_any_pieces():
    whole = long_trace()
    for size in (1, 7, 1000):
        trace = Trace()
        for at in range(0, len(whole.stream), size):
            trace.extend(whole.stream[at : at + size])
        assert parts(trace) == parts(whole)
        assert trace.at(len(trace) // 2) == whole.at(len(trace) // 2)


@pytest.mark.parametrize("name", list(SOURCES)[::9])
def test_open_undoes_save(name):
    trace = trace_of(name)
    again = open_bytes(save_bytes(trace))
    assert again.stream == trace.stream
    assert parts(again) == parts(trace)
    assert [again.at(step) for step in range(len(again))] == snapshots_of(name)


def test_a_damaged_file_is_refused_with_a_sentence():
    content = save_bytes(long_trace())
    chance = random.Random(2)
    for _ in range(300):
        damaged = bytearray(content)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        with pytest.raises(TraceError) as caught:
            open_bytes(bytes(damaged))
        assert str(caught.value).endswith(".")
    for size in (0, 1, 5, 6, 7, 10, 11, 12, len(content) - 1):
        with pytest.raises(TraceError) as caught:
            open_bytes(content[:size])
        assert str(caught.value).endswith(".")


def test_a_damaged_stream_is_shown_or_refused_but_never_more():
    stream = bytes(long_trace().stream)
    chance = random.Random(3)
    for _ in range(400):
        damaged = bytearray(stream)
        for _ in range(chance.randrange(1, 4)):
            damaged[chance.randrange(1, len(damaged))] = chance.randrange(256)
        try:
            trace = open_bytes(bytes(damaged))
            for step in {0, len(trace) // 3, len(trace) - 1} if len(trace) else ():
                trace.at(step)
                trace.moment(step)
        except TraceError as error:
            assert str(error).endswith(".")  # noqa: PT017 - it may open, too: then it must be readable


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b"H",
            b"\x00" * 100,
            b"PK\x03\x04",
            b"{}",
            b"H\x02[]",
            b"H\x02{}",
            b"H\x04null",
            MAGIC,
            MAGIC + b"\x01" + b"\0" * 4,
        ),
        *(
            b"H" + bytes([len(header)]) + header
            for header in (
                *(b'{"version": 99, "source": ""}', b'{"version": 1, "source": ""}', b'{"version": 2}'),
                b'{"version": 2, "source": 3}',
            )
        ),
        MAGIC + b"\x02" + b"\0" * 20,
        MAGIC + b"\x01" + zlib.crc32(b"abc").to_bytes(4, "big") + b"abc",
        b"H" + b"\xff" * 30,
    ],
)
def test_what_is_no_trace_of_ours_is_refused_with_a_sentence(content):
    with pytest.raises(TraceError) as caught:
        open_bytes(content)
    assert str(caught.value).endswith(".")


def test_a_step_that_is_not_there_is_an_index_error():
    trace = record_program("x = 1\n")
    for step in (-1, len(trace)):
        with pytest.raises(IndexError, match=f"step {step} is not in this trace of {len(trace)} steps"):
            trace.at(step)


@given(st.lists(st.integers(0, 2**70)), st.lists(st.integers(-(2**70), 2**70)), st.text(st.characters()))
def test_a_reader_reads_what_was_put(numbers, signed, text):
    out = bytearray()
    for number in numbers:
        put_varint(out, number)
    for number in signed:
        put_signed(out, number)
    put_text(out, text)
    reader = Reader(out)
    assert [reader.varint() for _ in numbers] == numbers
    assert [reader.signed() for _ in signed] == signed
    assert (reader.text(), reader.at) == (text, len(out))


def test_an_outcome_survives_json():
    for outcome in (Outcome("finished"), Outcome("syntax", "No.", 0, Span(1, 2, 3, 4), "text"), Outcome("exited", "x", 3)):
        assert outcome_from_json(json.loads(json.dumps(outcome_to_json(outcome)))) == outcome


@given(random_programs.programs())
@settings(max_examples=30, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_programs_keep_the_laws(source):
    held = record_program(source)
    run = Run(source, natively=False)
    run.shadow.let_go()
    run.perform()
    loose = Trace(run.writer.stream)
    walked = [held.at(step) for step in range(len(held))]
    assert [spell_step(loose.at(step)) for step in range(len(loose))] == list(map(spell_step, walked))
    for step in range(len(held) - 1, -1, -7):
        assert held.at(step) == walked[step]


def closure_errors(snapshots):
    """Where a frame's free variable is another object than the variable of the frame that is said to enclose it."""
    for step, snapshot in enumerate(snapshots):
        frames = {frame.id: frame for frame in snapshot.frames}
        for frame in snapshot.frames:
            outer = frames.get(frame.parent)
            for name, oid in frame.variables:
                shared = outer is not None and name in frame.free and name in outer.names and name not in outer.free
                if shared and dict(outer.variables)[name] != oid:
                    yield f"step {step}: {name} of {frame.name} is not that of {outer.name}"


@pytest.mark.parametrize("name", SOURCES)
def test_a_free_variable_is_that_of_the_parent(name):
    assert not list(closure_errors(snapshots_of(name)))


@pytest.mark.parametrize("name", SOURCES)
def test_columns_and_outputs_fit_the_program(name):
    trace, before = trace_of(name), 0
    lines = trace.source.split("\n")
    for snapshot in snapshots_of(name):
        assert snapshot.frames[0].name == "<module>"
        assert [frame.line > 0 for frame in snapshot.frames] == [True] * len(snapshot.frames)
        assert before <= snapshot.output_chars <= trace.output_chars
        before = snapshot.output_chars
        if snapshot.span is not None and not snapshot.frames[-1].source:
            start, end = snapshot.span[:2], snapshot.span[2:]
            assert start <= end
            assert snapshot.span.end_column <= len(lines[snapshot.span.end_line - 1])


def test_limits_leave_a_trace_up_to_them():
    endless = "i = 0\nwhile True:\n    i += 1\n    print(i)\n"
    for limits, most in ((Limits(steps=50), 50), (Limits(output_chars=20), 200), (Limits(seconds=0.05), 10**6)):
        trace = record_program(endless, limits=limits)
        assert trace.outcome.kind == "cut"
        assert trace.outcome.reason.endswith((".", "?"))
        assert 0 < len(trace) <= most
        trace.at(len(trace) - 1)
    assert len("".join(write.text for write in record_program(endless, limits=Limits(output_chars=20)).writes)) == 20
