"""Programs and objects that mean harm: the recording ends in an honest trace or a clear sentence, and the next run knows nothing of it."""

import builtins
import os
import random
import sys
import warnings
from pathlib import Path

import pytest

from tests.tracer.hostile import OBJECTS, PROGRAMS, SYNTAX_ERRORS
from tests.tracer.notation import spell_step
from tracer.record import Limits, record_program

NEXT = """\
import random, logging, decimal, math
class A:
    def __init__(self, x): self.x = [x]
a = A(random.random())
b = [a, a.x, len("abc"), isinstance(a, A), math.pi, decimal.Decimal(1) / 3]
logging.warning("to stderr")
print(b[3], open, sorted([2, 1]), __name__)
"""
FEW = Limits(steps=10_000, seconds=20)


def steps_and_output(trace):
    steps = [spell_step(trace.at(step)) for step in range(len(trace))]
    return steps, [write[1:] for write in trace.writes], trace.outcome


FRESH = steps_and_output(record_program(NEXT))


def state_of_the_interpreter():
    lists = [list(entries) for entries in (sys.path, sys.argv, sys.meta_path, warnings.filters)]
    streams = [sys.stdout, sys.stderr, sys.stdin, sys.excepthook, sys.unraisablehook, sys.getrecursionlimit()]
    return [lists, streams, dict(vars(builtins)), dict(os.environ), str(Path.cwd()), random.getstate(), sys.gettrace(), os._exit]


def check_next_run(before):
    assert sys.monitoring.get_events(4) == 0
    assert state_of_the_interpreter() == before
    assert steps_and_output(record_program(NEXT)) == FRESH


def test_the_program_that_comes_next_is_a_fair_probe():
    assert FRESH[2].kind == "finished"
    assert [stream for stream, _ in FRESH[1]] == [2, 1]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_hostile_program_ends_honestly_and_leaves_nothing(name):
    hostile = PROGRAMS[name]
    before = state_of_the_interpreter()
    limits = FEW._replace(seconds=hostile.seconds, steps=10**6) if hostile.seconds else FEW
    trace = record_program(hostile.source, inputs=list(hostile.inputs), limits=limits)
    output = "".join(write.text for write in trace.writes if write.stream == 1)
    assert trace.outcome.kind == hostile.kind, (trace.outcome, output[:300])
    assert trace.outcome.kind in ("finished", "raised") or trace.outcome.reason.endswith((".", "?"))
    assert "could not follow" not in trace.outcome.reason
    assert hostile.output is None or output == hostile.output
    for step in {0, len(trace) // 2, len(trace) - 1} if len(trace) else ():
        trace.at(step)
    check_next_run(before)


@pytest.mark.parametrize("name", SYNTAX_ERRORS)
def test_a_text_that_is_no_program_gets_a_sentence(name):
    before = state_of_the_interpreter()
    trace = record_program(SYNTAX_ERRORS[name])
    assert (trace.outcome.kind, len(trace)) == ("syntax", 0)
    assert trace.outcome.reason.endswith(".")
    check_next_run(before)


@pytest.mark.parametrize("name", OBJECTS)
@pytest.mark.parametrize("delicate", [False, True], ids=["held", "not_held"])
def test_no_method_of_an_object_runs_because_we_looked(name, delicate):
    source = (
        ("import gc\n" if delicate else "")
        + f"watched = []\n{OBJECTS[name]}\nwatched_before = len(watched)\nx = 1\ny = [x]\nz = 2\n"
        + "def f(*given):\n    q = given\n    return q\nf(x, y)\nprint(watched, watched_before)\n"
    )
    trace = record_program(source)
    assert trace.outcome.kind == "finished", trace.outcome
    namespace = {"__name__": "__main__"}
    exec(compile(source.replace("print(", "result = ("), "program.py", "exec"), namespace)
    watched, before = namespace["result"]
    output = "".join(write.text for write in trace.writes)
    assert output == f"{watched} {before}\n"
    for step in range(len(trace)):
        trace.at(step)
