"""The native core writes what the recorder in Python writes, byte for byte.

Where the Python one may not hold a program's objects, it cannot know for certain which of them ended; the core is told. There each step must be the
same, and an object that kept its number must have kept it in the core's trace too.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given

from tests.conftest import IN_PYODIDE
from tests.tracer import adversaries, hostile, line_changes, mutations
from tests.tracer.notation import Speller, spell_step
from tests.tracer.random_programs import programs
from tracer.record import forms
from tracer.record.run import Limits, Run
from tracer.trace.store import Trace

pytestmark = pytest.mark.skipif(not IN_PYODIDE, reason="the core is made for Pyodide alone")

GALLERY = {path.stem: path.read_text(encoding="utf-8") for path in Path("lessons/gallery").glob("*.py")}
INPUTS = ["50", "twenty", "25", "37"]

# Twice the same recorder writes other bytes too: they show addresses, or what lies in an order that follows from addresses.
ADDRESSES = re.compile(rb"/tmp/tmp\w{8}|0x[0-9a-f]+")


def blotted(found: re.Match[bytes]) -> bytes:
    return b"0" * len(found.group())


BY_ADDRESS = ("deletes_builtins", "all_objects_there_are", "del_fails", "at_exit_fails", "deepcopy")
CLOCKED = [name for name, program in hostile.PROGRAMS.items() if program.seconds]


# Reading some of their objects makes others, which end at once: only a recorder that holds them finds the same ones again.
FLEETING = ("positions_of_iterators", "exec_in_a_mapping_of_its_own")


class Recorded(NamedTuple):
    """A recording: the stream without addresses, the kind of outcome, whether objects were held, whether the core made it."""

    stream: bytes
    outcome: str
    held: bool
    natively: bool


def recorded(source: str, *, natively: bool, inputs: list[str] | None = None, first_step: int = 0, **limits: int) -> Recorded:
    run = Run(source, inputs=inputs, bounds=Limits(**({"steps": 100_000} | limits)), natively=natively, first_step=first_step)
    run.perform()
    assert run.recorder.failure is None
    return Recorded(ADDRESSES.sub(blotted, bytes(run.writer.stream)), run.outcome.kind, run.shadow.holds, run.is_native)


def check(source: str, *, by_steps: bool = False, **options: object) -> None:
    native = recorded(source, natively=True, **options)  # type: ignore[arg-type]
    assert native.natively, "the core is not there"
    pure = recorded(source, natively=False, **options)  # type: ignore[arg-type]
    assert native.outcome == pure.outcome
    if pure.held and not by_steps:
        assert native.stream == pure.stream
    else:
        check_steps(Trace(native.stream), Trace(pure.stream))


def check_steps(native: Trace, pure: Trace) -> None:
    assert len(native) == len(pure)
    before: dict[int, int] = {}
    for step in range(len(pure)):
        ours, theirs = native.at(step), pure.at(step)
        our_speller, their_speller = Speller(ours.heap), Speller(theirs.heap)
        assert spell_step(ours, our_speller) == spell_step(theirs, their_speller)
        now = dict(zip(their_speller.numbers, our_speller.numbers, strict=True))
        lost = [oid for oid, ours_then in before.items() if now.get(oid, ours_then) != ours_then]
        assert not lost, f"step {step}: {lost} have other numbers"
        before = now


@pytest.mark.parametrize("name", adversaries.PROGRAMS)
def test_awkward_programs(name: str) -> None:
    check(adversaries.PROGRAMS[name], by_steps=name in FLEETING)


@pytest.mark.parametrize("name", sorted({*mutations.PROGRAMS} - {*BY_ADDRESS}))
def test_changes_that_are_easily_missed(name: str) -> None:
    check(mutations.PROGRAMS[name])


@pytest.mark.parametrize("name", sorted({*mutations.PROGRAMS} - {*BY_ADDRESS}))
def test_changes_where_little_is_shown(name: str) -> None:
    check(mutations.PROGRAMS[name], elements=12)


@pytest.mark.parametrize("name", [name for name in line_changes.PROGRAMS if name not in hostile.NATIVE and "threads" not in name])
def test_lines_that_change_more_than_they_say(name: str) -> None:
    check(line_changes.PROGRAMS[name], by_steps=True)


@pytest.mark.parametrize("name", GALLERY)
def test_the_gallery(name: str) -> None:
    check(GALLERY[name], inputs=INPUTS)


@pytest.mark.parametrize("name", sorted({*hostile.PROGRAMS} - {*hostile.NATIVE, *BY_ADDRESS, *CLOCKED}))
def test_hostile_programs(name: str) -> None:
    by_steps = name in FLEETING
    check(hostile.PROGRAMS[name].source, by_steps=by_steps, inputs=list(hostile.PROGRAMS[name].inputs), steps=3_000)


@given(programs())
def test_random_programs(source: str) -> None:
    check(
        source, by_steps=True
    )  # a recorder that holds objects also writes the last change of one that then ends in the same step


def test_a_recording_is_cut_at_the_same_step() -> None:
    check("total = 0\nwhile True:\n    total += 1\n", steps=1_000)


@pytest.mark.parametrize("name", GALLERY)
def test_a_recording_that_begins_later(name: str) -> None:
    check(GALLERY[name], inputs=INPUTS, first_step=23)


def test_both_count_the_same() -> None:
    source = GALLERY[min(GALLERY)]
    runs = [Run(source, first_step=None, natively=natively) for natively in (True, False)]
    for run in runs:
        run.perform()
    assert runs[0].window.checks == runs[1].window.checks


def test_a_failure_in_the_middle_of_a_step_ends_the_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*anything: object) -> None:
        raise ValueError("not to be had")

    run = Run("import decimal\nx = 1\ny = decimal.Decimal(2)\nz = 3\n")
    monkeypatch.setattr(forms.Forms, "_make", fail)
    run.perform()
    assert run.is_native
    assert run.outcome.kind == "cut"
    assert type(run.recorder.failure) is ValueError
