"""The same program inside Pyodide, in an interpreter that has run nothing else: plain or recorded. `tests/pyodide/conform.mjs` calls it."""

import os
import random
import sys
import types
from importlib.machinery import SourceFileLoader
from pathlib import Path

FOLDER = "/program"
NAME = "program.py"
PLACE = f"{FOLDER}/{NAME}"


def run(source: str, way: str) -> int:
    """The exit status of `source`. What it writes goes to Pyodide's own streams, where somebody listens."""
    Path(FOLDER).mkdir()
    Path(FOLDER, NAME).write_text(source, encoding="utf-8")
    os.chdir(FOLDER)
    import test.support  # type: ignore[import-not-found]

    test.support.use_resources = []
    return {"plain": _run_plainly, "recorded": _record}[way](source)


def _run_plainly(source: str) -> int:
    main = types.ModuleType("__main__")
    main.__dict__.update(__builtins__=sys.modules["builtins"], __file__=PLACE, __cached__=None)
    main.__loader__ = SourceFileLoader("__main__", PLACE)
    sys.modules["__main__"] = main
    sys.argv[:] = [PLACE]
    sys.path.insert(0, FOLDER)
    random.seed(0)
    try:
        exec(compile(source, PLACE, "exec", dont_inherit=True), main.__dict__)
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _record(source: str) -> int:
    from tests.cpython.wide import LIMITS
    from tracer.record import record_program

    streams = {1: sys.stdout, 2: sys.stderr}

    def echo(stream: int, text: str) -> None:
        streams[stream].write(text)
        streams[stream].flush()

    trace = record_program(source, NAME, limits=LIMITS, echo=echo, folder=FOLDER)
    if trace.outcome.kind not in ("finished", "exited"):
        streams[2].write(f"{trace.outcome.reason}\n")
    return trace.outcome.code
