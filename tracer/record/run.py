"""Running a program and recording it: from its text to a finished trace."""

import linecache
import os
import platform
import sys
import threading
import time
import types
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from typing import Any

from .. import sealed
from ..trace.model import Outcome
from ..trace.store import VERSION, Trace, outcome_to_json
from . import errors, finale, lent, limits, stand_ins, streams
from .exchange import Exchange, NeedsInput, Wait
from .interpreter import Guest, guest, set_recursion_limit
from .ledger import open_ledger
from .limits import Limits
from .program import TRACES_REFERENCES, Notes, lines_of
from .recorder import Cut, Recorder, end_leftover
from .steps import CLOCK_STEPS
from .window import Window

__builtins__ = sealed.BUILTINS

SIZE_STEPS = 1_024  # steps between two looks at how large the recording is
WAITING = Outcome("waiting", "The program waits for a line of input.")
ENDINGS = ("finished", "raised", "exited")  # of a program that came to its end
PATIENCE_S = 1.0  # how long threads may take to end once the recording has ended; then they are left alone
_now = time.perf_counter


class Run:
    """One recording under way. `wait` gives a line of input once the given ones are used up, or raises NeedsInput.

    `first_step`: the steps before it are only counted; None: all of them are. `folder`: where the program lies; `import` searches it first. `modules`: a folder that it searches last.
    `natively`: by the native core, where it is there; otherwise the recorder in Python does it. `on_flush(run)` is called when `trace_piece` has news and the program has just made a step; it decides by the clock.
    """

    def __init__(
        self,
        source: str,
        filename: str = "program.py",
        inputs: list[str] | None = None,
        bounds: Limits | None = None,
        seed: int = 0,
        wait: Wait | None = None,
        echo: streams.Echo | None = None,
        on_flush: Callable[["Run"], None] | None = None,
        folder: str | None = None,
        natively: bool = True,
        first_step: int | None = 0,
        modules: str | None = None,
    ):
        self.source = source
        self.filename = filename
        self._place = filename if folder is None else os.path.join(folder, filename)  # as Python itself names a script
        self.limits = bounds or Limits()
        self.limits.check()
        self.seed = seed
        self.folder = folder
        self._modules = modules
        self.window = Window(first_step, self.limits.steps)
        ledger = open_ledger(self.limits, self.window, self._before_step, natively=natively and TRACES_REFERENCES not in source)
        self.writer, self.shadow, self.is_native = ledger.writer, ledger.shadow, ledger.is_native
        self.recorder = Recorder(ledger)
        self.recorder.after = self._look_at_clock
        self.exchange = Exchange(self.writer, self.recorder, list(inputs or ()), wait, echo, self.limits)
        self.outcome = Outcome("stopped", limits.sentence("stopped", self.limits))
        self._on_flush = on_flush
        self._started = _now()
        self._taken = 0  # bytes of the stream that somebody has
        self._guest: Guest | None = None
        header = {
            "version": VERSION,
            "python": platform.python_version(),
            "filename": filename,
            "source": source,
            "seed": seed,
            "limits": self.limits._asdict(),
        }
        self.writer.header(header | ({"first_step": first_step} if first_step else {}))

    def perform(self) -> None:
        """Run the program to its end or to a limit; `outcome` then says how it went."""
        process, outcome = stand_ins.this_process(), self.outcome
        cached = linecache.cache.get(self._place)
        lines = lines_of(self.source)
        linecache.cache[self._place] = (len(self.source), None, lines, self._place)
        try:
            with guest(self.folder) as self._guest:
                outcome = self._perform_in(self._guest)
        finally:
            linecache.cache.pop(self._place, None)
            if cached is not None:
                linecache.cache[self._place] = cached
            if stand_ins.is_child(process):
                stand_ins.end_child(outcome.code)
        self.exchange.flush()
        self.exchange.is_open = False
        self.window.note(self.recorder.steps, self.recorder.sum)
        if not self.window.is_open and outcome.kind in ENDINGS:
            outcome = outcome._replace(reason=limits.too_short(self.recorder.steps))
        self.outcome = outcome
        self.writer.end(outcome_to_json(outcome))

    def trace_piece(self) -> bytes:
        """What the stream grew by since the last call; it is not kept here any longer."""
        piece = bytes(self.writer.stream)
        self.writer.stream.clear()
        self._taken += len(piece)
        return piece

    # -- inside

    def _perform_in(self, guest: Guest) -> Outcome:
        main = types.ModuleType("__main__")
        main.__dict__.update(__builtins__=sys.modules["builtins"], __file__=self._place, __cached__=None)
        main.__loader__ = SourceFileLoader("__main__", self._place)  # the library asks it for the text of the program
        if sys.version_info < (3, 14):
            main.__dict__["__annotations__"] = {}  # noqa: RUF063 - as Python 3.13 itself prepares `__main__`
        guest.enter(main, self.seed, self.folder)
        if self._modules is not None:
            sys.path.append(self._modules)
        lent.lend(self.exchange.show, self.folder)
        self._open_streams()
        try:
            code = compile(self.source.removeprefix("\ufeff"), self._place, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
            known = error if isinstance(error, SyntaxError | ValueError) else ValueError(str(error) or "it is nested too deeply")
            return errors.syntax_outcome(known, self.source)
        self.recorder.notes[0] = Notes(self.source)
        at_exit = stand_ins.AtExit()
        stand_ins.install(self.recorder, self.exchange.write, at_exit)
        threads = set(threading.enumerate())
        self.recorder.monitor.prepare()
        try:
            self.recorder.adopt(code, 0)
            set_recursion_limit(self.limits.depth)
            outcome = self._execute(code, main)
            heard = self.recorder.monitor.heard_to_the_end()
            guest.end_program()
            del main
            self._finish(threads, at_exit)
            why = self.recorder.ending
            self.recorder.close()
            self._stop_threads(threads)
        finally:
            self.recorder.monitor.stop(end_leftover)
        if why:
            return self._cut_short(why)
        if not heard:
            return Outcome("cut", "The program switched the recording off; what came after is not in the trace.")
        return outcome

    def _execute(self, code: types.CodeType, main: types.ModuleType) -> Outcome:
        recorder = self.recorder
        try:
            recorder.monitor.start()
            exec(code, main.__dict__)
        except Cut:
            return Outcome("cut")
        except BaseException as error:
            recorder.end_module()
            assert self._guest is not None
            self._guest.restore_builtins()  # for the library, which now makes the traceback
            names = frozenset((self._place, *(known.code.co_filename for known in recorder.codes.values())))
            try:
                return finale.outcome_of(error, names)
            except Cut:
                return Outcome("cut")
        return Outcome("finished")

    def _finish(self, threads: set[Any], at_exit: stand_ins.AtExit) -> None:
        """What a plain run does after the module, in its order."""
        recorder = self.recorder
        recorder.end_module()
        recorder.stack.lives.clear()
        self.shadow.close()
        try:
            self._end_threads(threads)
            if not recorder.ending:
                finale.call_at_exit(at_exit)
            at_exit.calls.clear()
            finale.flush_streams()
        except Cut:
            pass
        finale.collect()

    def _end_threads(self, before: set[Any]) -> None:
        def wait() -> bool:
            self._look_at_clock()
            return not self.recorder.ending

        finale.end_threads(before, wait, daemons=False)

    def _stop_threads(self, before: set[Any]) -> None:
        started = _now()
        finale.end_threads(before, lambda: _now() - started < PATIENCE_S, daemons=True)

    def _cut_short(self, why: str) -> Outcome:
        if why == "waiting":
            return WAITING
        if why.startswith("exit "):
            status = int(why[5:]) & 0xFF
            return Outcome("exited", f"The program ended itself at once with status {status}.", status)
        if why == "stopped":
            return Outcome("stopped", limits.sentence(why, self.limits))
        return Outcome("cut", limits.sentence(why, self.limits, self.window.first or 0))

    def _open_streams(self) -> None:
        write = self.exchange.write
        sys.stdout = sys.__stdout__ = streams.output_stream(lambda text: write(1, text), 1)  # type: ignore[misc]
        sys.stderr = sys.__stderr__ = streams.output_stream(lambda text: write(2, text), 2)  # type: ignore[misc]
        sys.stdin = sys.__stdin__ = streams.input_stream(self.exchange.next_line)  # type: ignore[misc]

    # -- between two steps

    def _before_step(self) -> None:
        recorder, exchange = self.recorder, self.exchange
        if exchange.pending and self.window.is_open:  # before that, it comes in one piece
            exchange.flush()
        if recorder.imported:
            recorder.imported = False
            assert self._guest is not None
            self._guest.modules.note()
        steps = recorder.steps
        if not steps % CLOCK_STEPS or steps < CLOCK_STEPS:
            if self._on_flush is not None:
                self._on_flush(self)
            self._look_at_clock()
        if not steps % SIZE_STEPS and self._taken + len(self.writer.stream) >= self.limits.bytes:
            recorder.cut("bytes")

    def _look_at_clock(self) -> None:
        if self.limits.seconds and _now() - self._started > self.limits.seconds:
            self.recorder.cut("seconds")


def record_program(
    source: str,
    filename: str = "program.py",
    inputs: list[str] | None = None,
    limits: Limits | None = None,
    seed: int = 0,
    echo: streams.Echo | None = None,
    folder: str | None = None,
    first_step: int = 0,
) -> Trace:
    """Run `source` and record it. `inputs`: lines for stdin; after the last one comes the end of the file.

    `echo(stream, text)` gets all output while it is written. `folder`: what `import` searches first, as for a script that lies there.
    `first_step`: of the program; what comes before it is not in the trace.
    """
    run = Run(source, filename, inputs, limits, seed, echo=echo, folder=folder, first_step=first_step)
    run.perform()
    return Trace(run.writer.stream)


__all__ = ["WAITING", "Cut", "Limits", "NeedsInput", "Run", "Wait", "record_program"]
