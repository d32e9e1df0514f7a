"""A recording that begins later shows what a whole one shows from there on, apart from the numbers of objects."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import IN_PYODIDE
from tests.tracer import adversaries, mutations
from tests.tracer.random_programs import programs
from tracer.ask.window import goes_on
from tracer.record.run import SIZE_STEPS, Limits, Run
from tracer.trace.model import Snapshot
from tracer.trace.store import Trace

GALLERY = {path.stem: path.read_text(encoding="utf-8") for path in Path("lessons/gallery").glob("*.py")}
INPUTS = ["50", "twenty", "25", "37"]
ADDRESSES = re.compile(r"tmp\w{8}|0x[0-9a-f]+")  # and names made by chance: other ones in each run
UNREPEATED = ("deepcopy", "threads")  # their values are addresses, or count what the interpreter did before
# In Pyodide by the core, which is there alone; tests/tracer/test_native_ledger.py holds the two to one another.
NATIVELY = IN_PYODIDE
PLACES = 1 if IN_PYODIDE else 3  # where a recording begins: Pyodide is slow


def run_of(source: str, first_step: int | None, inputs: tuple[str, ...] = ()) -> Run:
    run = Run(source, inputs=list(inputs), bounds=Limits(steps=3_000), first_step=first_step, natively=NATIVELY)
    run.perform()
    assert run.recorder.failure is None
    assert run.is_native == NATIVELY
    return run


class Twins:
    """Which object of one recording is which of the other; the same ones for good."""

    def __init__(self) -> None:
        self.there: dict[int, int] = {}
        self.here: dict[int, int] = {}

    def are(self, one: int, other: int) -> bool:
        """Whether these two can be the same object."""
        return self.there.setdefault(one, other) == other and self.here.setdefault(other, one) == one


def compare(whole: Snapshot, part: Snapshot) -> None:
    """The same step in two recordings."""
    assert part.event == whole.event
    assert part._replace(step=0, frames=(), heap={}, value=0, error=0) == whole._replace(
        step=0, frames=(), heap={}, value=0, error=0
    )
    assert [frame._replace(items=()) for frame in part.frames] == [frame._replace(items=()) for frame in whole.frames]
    twins, todo = Twins(), [(whole.value, part.value), (whole.error, part.error)]
    for frame, its_twin in zip(whole.frames, part.frames, strict=True):
        todo += zip(frame.items, its_twin.items, strict=True)
    seen = set()
    while todo:
        one, other = todo.pop()
        assert twins.are(one, other)
        if one and one not in seen:
            seen.add(one)
            ours, theirs = whole.heap[one], part.heap[other]
            assert ADDRESSES.sub("", theirs.text) == ADDRESSES.sub("", ours.text)
            assert theirs._replace(items=(), text="") == ours._replace(items=(), text="")
            todo += zip(ours.items, theirs.items, strict=True)
    assert len(seen) == len(whole.heap) == len(part.heap)


def check(source: str, first_steps: tuple[int, ...] = (), inputs: tuple[str, ...] = ()) -> None:
    """Recordings that begin at these steps, or at some chosen by chance, against the whole."""
    run = run_of(source, 0, inputs)
    whole, chance = Trace(run.writer.stream), random.Random(source)
    for first in first_steps or sorted({chance.randrange(1, max(2, len(whole))) for _ in range(PLACES)}):
        if first < len(whole):
            check_part(run, whole, run_of(source, first, inputs), first)


def check_part(run: Run, whole: Trace, other: Run, first: int) -> None:
    part = Trace(other.writer.stream)
    assert part.header["first_step"] == first
    if run.outcome.kind != "cut":
        assert (other.outcome, len(part)) == (run.outcome, len(whole) - first)
        assert other.window.checks[-1] == run.window.checks[-1]
    for step in range(min(len(part), len(whole) - first)):
        compare(whole.at(first + step), part.at(step))
    assert written(part)[: whole.output_chars] == written(whole)


def written(trace: Trace) -> str:
    return "".join(write.text for write in trace.writes)


@pytest.mark.parametrize("name", GALLERY)
def test_the_gallery(name: str) -> None:
    check(GALLERY[name], inputs=tuple(INPUTS))


@pytest.mark.parametrize("name", sorted({*adversaries.PROGRAMS} - {*UNREPEATED}))
def test_awkward_programs(name: str) -> None:
    check(adversaries.PROGRAMS[name])


@pytest.mark.parametrize("name", sorted({*mutations.PROGRAMS} - {*UNREPEATED}))
def test_changes_that_are_easily_missed(name: str) -> None:
    check(mutations.PROGRAMS[name])


@given(programs(), st.integers(1, 60))
@settings(max_examples=15 if IN_PYODIDE else 100)
def test_random_programs(source: str, first: int) -> None:
    check(source, (first,))


RECURSION = """
def down(n):
    if n == 0:
        return [n]
    held = {"n": n}
    return down(n - 1) + [held]
down(12)
"""
GENERATORS = """
def count(n):
    for k in range(n):
        seen = yield k
        print(k, seen)
one, two = count(9), (x * x for x in [1, 2, 3, 4])
next(one)
for k in two:
    try:
        one.send([k])
    except StopIteration:
        break
one.close()
"""
CHANGED_LATER = """
class Box:
    pass
def fill(box, depth):
    if depth:
        fill(box, depth - 1)
    box.full = True
    return depth
def key(n):
    m = -n
    return m
box, numbers = Box(), [3, 1, 2]
box.depth = fill(box, 3)
numbers[fill(box, 2) - 2] = 9
numbers.sort(key=key)
numbers.extend(key(n) for n in range(3))
box.last = numbers
"""
ORDER = """
def f(flag):
    if flag:
        late = 1
    first = 2
    del first
    late = 3
    first = 4
    return late
def later():
    global z, y
    y = 1
    z = 2
f(False)
a = 1
later()
del a
b = 2
a = 3
"""
MAKERS = """
def counter(start):
    def step():
        nonlocal start
        start += 1
        return start
    class Local:
        def method(self):
            return start
    return step, Local, [lambda: start]
def deep(n):
    made = counter(n)
    return deep(n - 1) + [made] if n else [made]
for step, local, fs in deep(3):
    step()
    local().method()
    fs[0]()
"""
ERRORS = """
def fail(n):
    try:
        return [1][n]
    except IndexError as error:
        kept = error
        try:
            raise ValueError(n) from error
        finally:
            n += 1
for n in range(3):
    try:
        fail(n)
    except ValueError:
        last = n
fail(1)
"""


@pytest.mark.parametrize("source", [RECURSION, GENERATORS, CHANGED_LATER, ORDER, MAKERS, ERRORS])
def test_every_step_may_be_the_first(source: str) -> None:
    count = run_of(source, None).recorder.steps
    check(source, tuple(range(1, count, 4 if IN_PYODIDE else 1)))


def test_what_was_read_and_written_before_is_there_in_its_order() -> None:
    source = "a = input('first? ')\nprint(a)\nb = input('second? ')\nprint(b)\nprint('end')\n"
    part = Trace(run_of(source, 4, ("one", "two")).writer.stream)
    assert part.inputs == [(-1, "one"), (-1, "two")]
    assert [(write.step, write.text) for write in part.writes] == [
        (-1, "first? "),
        (-1, "one\nsecond? "),
        (-1, "two\n"),
        (0, "end\n"),
    ]
    assert part.at(0).inputs == 2


def test_a_recording_ends_when_it_is_full_wherever_it_began() -> None:
    run = Run("n = 0\nwhile True:\n    n += 1\n", bounds=Limits(steps=10), first_step=25, natively=NATIVELY)
    run.perform()
    assert (run.outcome.kind, len(Trace(run.writer.stream)), run.recorder.steps) == ("cut", 10, 35)
    assert [step for step, _ in run.window.checks] == [25, 35]


def test_a_recording_ends_when_it_is_too_large_and_another_goes_on() -> None:
    source = "text = ''\nfor n in range(4_000):\n    text += 'ab'\n"
    limits = Limits(bytes=2_000_000)
    run = Run(source, bounds=limits, natively=NATIVELY)
    run.perform()
    first = Trace(run.writer.stream)
    assert run.outcome.kind == "cut"
    assert "larger than 2 MB" in run.outcome.reason
    assert goes_on(first)
    assert limits.bytes <= first.size_bytes < 2 * limits.bytes + 10_000 * SIZE_STEPS
    other = Run(source, bounds=limits, first_step=len(first), natively=NATIVELY)
    other.perform()
    assert Trace(other.writer.stream).at(0).line == first.at(len(first) - 2).line


def test_a_program_that_ends_before_its_first_recorded_step_says_so() -> None:
    run = run_of("x = 1\n", 9)
    assert (run.outcome.kind, len(Trace(run.writer.stream))) == ("finished", 0)
    assert run.outcome.reason == "The program ended after 2 steps, before the recording was to begin."


def test_objects_end_when_they_would_while_nothing_is_recorded() -> None:
    source = "class A:\n    def __del__(self):\n        print('gone')\na = A()\na = None\nprint('after')\n"
    assert written(Trace(run_of(source, None).writer.stream)) == "gone\nafter\n"
