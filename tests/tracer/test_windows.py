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
from tracer.record.run import Limits, Run
from tracer.trace.model import Snapshot
from tracer.trace.store import Trace

GALLERY = {path.stem: path.read_text(encoding="utf-8") for path in Path("lessons/gallery").glob("*.py")}
INPUTS = ["50", "twenty", "25", "37"]
ADDRESSES = re.compile(r"tmp\w{8}|0x[0-9a-f]+")  # and names made by chance: other ones in each run
UNREPEATED = ("deepcopy", "threads")  # their values are addresses, or count what the interpreter did before
WAYS = (False, True) if IN_PYODIDE else (False,)  # natively: the core is there in Pyodide alone


def run_of(source: str, first_step: int | None, *, natively: bool = False, inputs: tuple[str, ...] = (), steps: int = 3_000) -> Run:
    run = Run(source, inputs=list(inputs), bounds=Limits(steps=steps), first_step=first_step, natively=natively)
    run.perform()
    assert run.recorder.failure is None
    assert run.is_native == natively
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
    assert part._replace(step=0, frames=(), heap={}, value=0, error=0) == whole._replace(step=0, frames=(), heap={}, value=0, error=0)
    assert [frame._replace(items=()) for frame in part.frames] == [frame._replace(items=()) for frame in whole.frames]
    twins, todo = Twins(), [(whole.value, part.value), (whole.error, part.error)]
    for one, other in zip(whole.frames, part.frames, strict=True):
        todo += zip(one.items, other.items, strict=True)
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


def check(source: str, first_steps: list[int] | None = None, **options: object) -> None:
    """A window at these steps, or at some chosen by chance, against the whole."""
    for natively in WAYS:
        one = run_of(source, 0, natively=natively, **options)  # type: ignore[arg-type]
        whole = Trace(one.writer.stream)
        chance = random.Random(source)
        for first in first_steps or sorted({chance.randrange(1, max(2, len(whole))) for _ in range(3)}):
            if first >= len(whole):
                continue
            other = run_of(source, first, natively=natively, **options)  # type: ignore[arg-type]
            part = Trace(other.writer.stream)
            assert part.header["first_step"] == first
            if one.outcome.kind != "cut":
                assert other.outcome == one.outcome
                assert len(part) == len(whole) - first
                assert other.window.checks[-1] == one.window.checks[-1]
            for step in range(min(len(part), len(whole) - first)):
                compare(whole.at(first + step), part.at(step))
            assert "".join(write.text for write in part.writes)[: whole.output_chars] == "".join(write.text for write in whole.writes)


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
@settings(max_examples=40)
def test_random_programs(source: str, first: int) -> None:
    check(source, [first])
