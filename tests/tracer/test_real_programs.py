"""Programs that nobody here wrote run as they do without us, and every step of them can be shown."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.tracer.real_programs import REAL_PROGRAMS, RealProgram
from tracer.record import record_program
from tracer.trace.store import Trace

SAMPLE = 60  # steps that are looked at, of each program
NAMES = [program.module for program in REAL_PROGRAMS]


@cache
def recording_of(program: RealProgram) -> Trace:
    return record_program(program.source(), inputs=list(program.inputs))


@pytest.mark.parametrize("program", REAL_PROGRAMS, ids=NAMES)
def test_a_real_program_runs_as_it_does_without_us(program: RealProgram, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(program.source(), encoding="utf-8")
    typed = "".join(line + "\n" for line in program.inputs)
    plain = subprocess.run(
        [sys.executable, path.name], input=typed, capture_output=True, text=True, cwd=tmp_path, timeout=100, encoding="utf-8"
    )
    trace = recording_of(program)
    written = {stream: "".join(w.text for w in trace.writes if w.stream == stream) for stream in (1, 2)}
    assert written[1] == plain.stdout
    assert written[2].splitlines()[-1:] == plain.stderr.splitlines()[-1:], "the same exception, or none"
    expected = {0: ("finished", 0), 1: ("raised", 1), 2: ("exited", 2)}[plain.returncode]
    assert (trace.outcome.kind, trace.outcome.code) == expected


@pytest.mark.parametrize("program", REAL_PROGRAMS, ids=NAMES)
def test_every_step_of_a_real_program_can_be_shown(program: RealProgram) -> None:
    trace = recording_of(program)
    lines = len(program.source().splitlines())
    fresh = Trace(bytes(trace.stream))
    for step in range(len(trace) - 1, -1, -max(1, len(trace) // SAMPLE)):
        snapshot = trace.at(step)
        assert fresh.at(step) == snapshot
        assert snapshot.step == step
        assert snapshot.frames[0].id == 0
        assert snapshot.frames[-1].source or 1 <= snapshot.line <= lines
        held = {oid for frame in snapshot.frames for oid in frame.items} | {snapshot.value, snapshot.error} - {0}
        held |= {oid for obj in snapshot.heap.values() for oid in obj.items}
        assert held == set(snapshot.heap)
