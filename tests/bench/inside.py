"""What is measured inside one interpreter: programs run plainly, under empty listeners, and recorded, by turns.

It is loaded into the site's own engine, and runs natively just as well. Times are seconds by the engine's clock, of which a browser shows
tenths of a millisecond: so a short run is repeated until it is long enough. Every program begins with numbers, one a line
(`SIZE = 100`), and these are what `sized` replaces.
"""

import gc
import io
import random
import re
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from types import CodeType
from typing import Any

from tracer.record.limits import Limits
from tracer.record.run import Run
from tracer.trace.file import save_bytes
from tracer.trace.store import Trace

# The recorders there are, and what Run is told to get each. The first is the page's. This is the one place to add another.
RECORDERS: dict[str, dict[str, Any]] = {"native core": {"natively": True}, "pure Python": {"natively": False}}

LONG_ENOUGH_S = 0.04
TOOL = 3
MOST_STEPS = 20_000_000
SEEKS = 400


def sized(source: str, **numbers: int) -> str:
    """The program with other numbers in its first lines."""
    for name, number in numbers.items():
        source, found = re.subn(rf"^{name} = \d+$", f"{name} = {number}", source, count=1, flags=re.MULTILINE)
        assert found, f"the program has no line {name} = …"
    return source


def size_of(source: str) -> int:
    """The number in its line `SIZE = …`."""
    found = re.search(r"^SIZE = (\d+)$", source, re.MULTILINE)
    assert found is not None
    return int(found[1])


# -- one run


class TimedRun(Run):
    """A run that knows how long its program was executed: from before the first line to behind the last."""

    executed_s = 0.0

    def _execute(self, *given: Any) -> Any:
        began = perf_counter()
        try:
            return super()._execute(*given)
        finally:
            self.executed_s = perf_counter() - began


def record(source: str, recorder: str, seconds: float = 0, steps: int = MOST_STEPS) -> tuple[TimedRun, float]:
    """A recording and how long it took, all in all. After `seconds` it ends unfinished."""
    run = TimedRun(source, bounds=Limits(seconds=seconds, steps=steps), **RECORDERS[recorder])
    began = perf_counter()
    run.perform()
    return run, perf_counter() - began


@contextmanager
def no_listener() -> Iterator[None]:
    """The plain run."""
    yield


@contextmanager
def empty_settrace() -> Iterator[None]:
    """A trace function that does nothing, in every frame."""

    def listen(frame: Any, event: str, value: Any) -> Any:
        return listen

    sys.settrace(listen)
    try:
        yield
    finally:
        sys.settrace(None)


@contextmanager
def empty_line_callback() -> Iterator[None]:
    """A LINE callback that does nothing."""
    monitoring = sys.monitoring
    monitoring.use_tool_id(TOOL, "empty")
    monitoring.register_callback(TOOL, monitoring.events.LINE, lambda code, line: None)
    monitoring.set_events(TOOL, monitoring.events.LINE)
    try:
        yield
    finally:
        monitoring.set_events(TOOL, 0)
        monitoring.free_tool_id(TOOL)


LISTENERS = {"plain": no_listener, "settrace": empty_settrace, "line": empty_line_callback}


def execute(codes: list[CodeType], listener: Callable[[], Any]) -> tuple[float, str]:
    """Seconds for one of `codes`, which are the same program compiled anew each time, and what it wrote."""
    stdout, written = sys.stdout, io.StringIO()
    sys.stdout = written
    spaces = [{"__name__": "__main__"} for _ in codes]
    try:
        with listener():
            began = perf_counter()
            for code, space in zip(codes, spaces, strict=True):
                exec(code, space)
            spent = perf_counter() - began
    finally:
        sys.stdout = stdout
    return spent / len(codes), written.getvalue()


def compiled(source: str, times: int = 1) -> list[CodeType]:
    """`times` code objects of their own: each must warm up as a program of the learner's does."""
    return [compile(source, "program.py", "exec", dont_inherit=True) for _ in range(times)]


# -- rows of the table


def fitted(source: str, recorder: str, seconds: float) -> tuple[str, TimedRun]:
    """The program at the largest size, of its own one and the halves of it, that is recorded within `seconds`; and that recording."""
    while True:
        run, _ = record(source, recorder, seconds)
        if run.outcome.kind == "finished":
            return source, run
        size = size_of(source)
        assert size > 1, f"even the smallest size is not recorded within {seconds} seconds: {run.outcome.reason}"
        source = sized(source, SIZE=size // 2)


def beside(source: str, recorder: str, rounds: int, seconds: float) -> dict[str, Any]:
    """One program, run plainly, under empty listeners, and recorded, by turns; medians in seconds.

    `ratios`: to the plain run of the same round, because a machine has faster and slower moments; medians too.
    `recorded` is the program's own part, as in the plain run; `fixed` what comes before and after it, whatever the program.
    """
    source, run = fitted(source, recorder, seconds)
    once, _ = execute(compiled(source), no_listener)
    times = max(1, round(LONG_ENOUGH_S / max(once, 1e-4)))
    found: dict[str, list[float]] = {name: [] for name in (*LISTENERS, "recorded", "fixed")}
    for _ in range(rounds):
        for name, listener in LISTENERS.items():
            codes = compiled(source, times if name == "plain" else max(1, times // 4))
            gc.collect()
            found[name].append(execute(codes, listener)[0])
        gc.collect()
        recorded, fixed = recorded_s(source, recorder)
        found["recorded"].append(recorded)
        found["fixed"].append(fixed)
    trace = trace_of(run, recorder)
    return {
        **{name: statistics.median(values) for name, values in found.items()},
        "ratios": {
            name: statistics.median(one / plain for one, plain in zip(values, found["plain"], strict=True))
            for name, values in found.items()
        },
        "size": size_of(source),
        "steps": run.recorder.steps,
        "memory_bytes": memory_bytes(trace),
        "file_bytes": len(save_bytes(trace)),
    }


def trace_of(run: Run, recorder: str) -> Trace:
    """What was recorded, read by the reader that goes with the recorder."""
    return Trace(run.writer.stream, **RECORDERS[recorder])


def memory_bytes(trace: Trace) -> int:
    """What the stream and the index over it take."""
    trace.at(len(trace) - 1)  # so that all of it is indexed
    return trace.seeker.memory_bytes


def recorded_s(source: str, recorder: str) -> tuple[float, float]:
    """Seconds for the program's part of one recording, and for the rest of it; repeated until that can be told."""
    executed, rest, times = 0.0, 0.0, 0
    while executed < LONG_ENOUGH_S:
        run, spent = record(source, recorder)
        executed, rest, times = executed + run.executed_s, rest + spent - run.executed_s, times + 1
    return executed / times, rest / times


def heap(source: str, recorder: str | None, listener: str, seconds: float) -> dict[str, float]:
    """Seconds per step of a loop that the program itself measures and prints; with more rounds of it until it is long enough.

    `recorder` None: not recorded, but run under `listener`.
    """
    loops = 25
    while True:
        text = sized(source, LOOPS=loops)
        if recorder is None:
            spent = float(execute(compiled(text), LISTENERS[listener])[1])
        else:
            spent = float(Trace(record(text, recorder)[0].writer.stream).writes[0].text)
        if spent >= seconds:
            return {"per_step": spent / (2 * loops), "steps": 2 * loops}
        loops *= 2 if spent > seconds / 8 else 8


def long_run(source: str, recorder: str, seconds: float, **numbers: int) -> dict[str, Any]:
    """A long program, and how far the recorder came in `seconds`."""
    run, spent = record(sized(source, **numbers), recorder, seconds)
    return {"seconds": spent, "steps": run.recorder.steps, "finished": run.outcome.kind == "finished"}


def seeks(source: str, recorder: str, seconds: float, steps: int) -> dict[str, Any]:
    """Milliseconds to decode random steps of one trace, of the last two thirds, where all objects are there."""
    run, _ = record(source, recorder, seconds, steps)
    trace = trace_of(run, recorder)
    chance = random.Random(1)
    spent, objects = [], 0
    for _ in range(SEEKS):
        step = chance.randrange(len(trace) // 3, len(trace))
        began = perf_counter()
        snapshot = trace.at(step)
        spent.append((perf_counter() - began) * 1000)
        objects = max(objects, len(snapshot.heap))
    return {"ms": spent, "steps": len(trace), "objects": objects}


def whole_heap(source: str, recorder: str) -> dict[str, Any]:
    """Milliseconds to read the whole heap at the last step, from an index that has read nothing yet."""
    run, _ = record(source, recorder)
    spent = []
    for _ in range(5):
        trace = trace_of(run, recorder)
        began = perf_counter()
        heap = dict(trace.at(len(trace) - 1).heap.items())
        spent.append((perf_counter() - began) * 1000)
    return {"ms": statistics.median(spent), "objects": len(heap)}
