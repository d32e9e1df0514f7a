"""The native core writes what the recorder in Python writes, byte for byte."""

import re
from pathlib import Path

import pytest
from hypothesis import given

from tests.conftest import IN_PYODIDE
from tests.tracer import adversaries, hostile, mutations
from tests.tracer.random_programs import programs
from tracer.record import forms
from tracer.record.run import Limits, Run

pytestmark = pytest.mark.skipif(not IN_PYODIDE, reason="the core is made for Pyodide alone")

GALLERY = {path.stem: path.read_text(encoding="utf-8") for path in Path("lessons/gallery").glob("*.py")}
INPUTS = ["50", "twenty", "25", "37"]

# Twice the same recorder writes other bytes too: they show addresses, or what lies in an order that follows from addresses.
ADDRESSES = re.compile(rb"/tmp/tmp\w{8}|0x[0-9a-f]+")
BY_ADDRESS = ("deletes_builtins", "all_objects_there_are", "del_fails", "at_exit_fails", "deepcopy")
CLOCKED = [name for name, program in hostile.PROGRAMS.items() if program.seconds]


def recorded(
    source: str, *, natively: bool, inputs: list[str] | None = None, steps: int = 100_000, first_step: int = 0
) -> tuple[bytes, str, bool]:
    """(stream without addresses, kind of outcome, whether the core wrote it)"""
    run = Run(source, inputs=inputs, bounds=Limits(steps=steps), natively=natively, first_step=first_step)
    run.perform()
    assert run.recorder.failure is None
    return ADDRESSES.sub(b"", bytes(run.writer.stream)), run.outcome.kind, run.is_native


def check(source: str, **options: object) -> None:
    native = recorded(source, natively=True, **options)  # type: ignore[arg-type]
    assert native[2], "the core is not there"
    assert native[:2] == recorded(source, natively=False, **options)[:2]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", adversaries.PROGRAMS)
def test_awkward_programs(name: str) -> None:
    check(adversaries.PROGRAMS[name])


@pytest.mark.parametrize("name", sorted({*mutations.PROGRAMS} - {*BY_ADDRESS}))
def test_changes_that_are_easily_missed(name: str) -> None:
    check(mutations.PROGRAMS[name])


@pytest.mark.parametrize("name", GALLERY)
def test_the_gallery(name: str) -> None:
    check(GALLERY[name], inputs=INPUTS)


@pytest.mark.parametrize("name", sorted({*hostile.PROGRAMS} - {*hostile.NATIVE, *BY_ADDRESS, *CLOCKED}))
def test_hostile_programs(name: str) -> None:
    check(hostile.PROGRAMS[name].source, inputs=list(hostile.PROGRAMS[name].inputs), steps=3_000)


@given(programs())
def test_random_programs(source: str) -> None:
    check(source)


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
