"""Running a program and recording it: streams, limits, and how it ended."""

import io
import linecache
import os
import platform
import sys
import time
import types
from collections.abc import Callable
from typing import Any

from ..trace import records as r
from ..trace.model import Outcome
from ..trace.store import VERSION, Trace, outcome_to_json
from .. import sealed
from . import errors, limits, streams
from .forms import Forms
from .interpreter import guest
from .limits import Limits
from .program import Notes
from .recorder import Cut, Recorder
from .shadow import Shadow
from .writer import Writer

__builtins__ = sealed.BUILTINS

_os_write = os.write
CLOCK_STEPS = 64  # steps between two looks at the clock
Wait = Callable[[], str | None]


class NeedsInput(Exception):
    """Input is wanted, and nobody is there to give it."""


class Run:
    """One recording under way. `wait` gives a line of input once the given ones are used up, or raises NeedsInput.

    `on_flush(run)` is called when `trace_piece` has news and the program has just made a step; it decides by the clock.
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
    ):
        self.source = source
        self.filename = filename
        self.limits = bounds or Limits()
        self.limits.check()
        self.seed = seed
        self.folder = folder
        self.writer = Writer()
        self.shadow = Shadow(self.writer, Forms(self.limits), holds=True)
        self.recorder = Recorder(self.writer, self.shadow, self.limits, self._tick)
        self.recorder.flush = self._flush
        self.outcome = Outcome("stopped", "The recording was stopped here.")
        self._given = list(inputs or ())
        self._wait = wait
        self._echo = echo
        self._on_flush = on_flush
        self._pending: list[tuple[int, str]] = []
        self._chars = 0
        self._started = time.perf_counter()
        self._sent = 0
        self.writer.header(
            {
                "version": VERSION,
                "python": platform.python_version(),
                "filename": filename,
                "source": source,
                "seed": seed,
                "limits": self.limits._asdict(),
            }
        )

    def perform(self) -> None:
        """Run the program to its end or to a limit; `outcome` then says how it went."""
        try:
            code = compile(self.source, self.filename, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            known = error if isinstance(error, SyntaxError | ValueError) else ValueError(str(error) or "it is nested too deeply")
            self._end(errors.syntax_outcome(known, self.source))
            return
        main = types.ModuleType("__main__")
        main.__dict__.update(__builtins__=sys.modules["builtins"], __file__=self.filename)
        lines = self.source.splitlines(keepends=True)
        linecache.cache[self.filename] = (len(self.source), None, lines, self.filename)
        with guest(main, self.limits.depth, self.seed, self.folder):
            self._open_streams()
            self.recorder.notes = Notes(self.source)
            outcome = self._perform(code, main)
            self._flush()
        self._end(outcome)

    def _perform(self, code: types.CodeType, main: types.ModuleType) -> Outcome:
        recorder, monitor = self.recorder, self.recorder.monitor
        raised: BaseException | None = None
        os._exit = self._exit_at_once  # type: ignore[assignment]
        os.write = self._write_to  # type: ignore[assignment]
        monitor.start()
        try:
            recorder.adopt(code, 0)
            exec(code, main.__dict__)
        except BaseException as error:
            raised = error
        finally:
            heard = monitor.heard_to_the_end()
            monitor.stop()
        return self._outcome(raised, heard)

    def _outcome(self, raised: BaseException | None, heard: bool) -> Outcome:
        why = self.recorder.ending
        if why == "waiting":
            return Outcome("waiting", "The program waits for a line of input.")
        if why.startswith("exit "):
            return Outcome("exited", f"The program ended itself at once with status {why[5:]}.", int(why[5:]))
        if why:
            return Outcome("cut", limits.sentence(why, self.limits))
        if not heard:
            return Outcome("cut", "The program switched the recording off; what came after is not in the trace.")
        if raised is None:
            return Outcome("finished")
        if isinstance(raised, SystemExit):
            return self._exited(raised)
        names = frozenset((self.filename, "<string>"))
        text = errors.traceback_text(raised, names)
        self.write(2, text)
        message = text.rstrip().rpartition("\n")[2]
        return Outcome("raised", f"The program ended by an exception: {message}", 1, traceback=text)

    def _exited(self, error: SystemExit) -> Outcome:
        code = error.code
        if code is None or type(code) is int:
            status = code or 0
        else:
            self.write(2, f"{code}\n")
            status = 1
        return Outcome("exited", f"The program ended itself with status {status}.", status)

    def _end(self, outcome: Outcome) -> None:
        self._flush()
        self.outcome = outcome
        self.writer.end(outcome_to_json(outcome))

    # -- streams

    def _open_streams(self) -> None:
        sys.stdout = sys.__stdout__ = streams.output_stream(lambda text: self.write(1, text), 1)  # type: ignore[misc]
        sys.stderr = sys.__stderr__ = streams.output_stream(lambda text: self.write(2, text), 2)  # type: ignore[misc]
        sys.stdin = sys.__stdin__ = streams.input_stream(self._next_line)  # type: ignore[misc]

    def write(self, stream: int, text: str) -> None:
        """Take over a piece of output."""
        if not text:
            return
        room = self.limits.output_chars - self._chars
        if self._echo is not None:
            self._echo(stream, text[:room])
        self._chars += len(text)
        if self._pending and self._pending[-1][0] == stream:
            self._pending[-1] = (stream, self._pending[-1][1] + text[:room])
        else:
            self._pending.append((stream, text[:room]))
        if len(text) > room and not self.recorder.ending:
            self.recorder.cut("output_chars")

    def _write_to(self, descriptor: int, content: bytes) -> int:
        """`os.write`: what is meant for stdout and stderr belongs into the recording too."""
        if descriptor not in (1, 2):
            return _os_write(descriptor, content)
        self.write(descriptor, bytes(content).decode("utf-8", "replace"))
        return len(content)

    def _next_line(self) -> str | None:
        self._flush()
        if self._given:
            line: str | None = self._given.pop(0)
        elif self._wait is None:
            line = None
        else:
            try:
                line = self._wait()
            except NeedsInput:
                self.recorder.cut("waiting")
        if line is not None:
            self.writer.text_record(r.INPUT, line)
        return line

    def _flush(self) -> None:
        for stream, text in self._pending:
            self.writer.text_record(r.WRITE, text, stream)
        self._pending.clear()

    # -- the clock, and what others want to know meanwhile

    def _tick(self) -> None:
        if self.recorder.steps % CLOCK_STEPS == 0 or self.recorder.steps < CLOCK_STEPS:
            if self._on_flush is not None:
                self._on_flush(self)
            if self.limits.seconds and time.perf_counter() - self._started > self.limits.seconds:
                self.recorder.cut("seconds")

    def trace_piece(self) -> bytes:
        """What the stream grew by since the last call."""
        piece = bytes(self.writer.stream[self._sent :])
        self._sent = len(self.writer.stream)
        return piece

    def _exit_at_once(self, status: int = 0) -> None:
        self.recorder.cut(f"exit {status}")


def record_program(
    source: str,
    filename: str = "program.py",
    inputs: list[str] | None = None,
    limits: Limits | None = None,
    seed: int = 0,
    echo: streams.Echo | io.TextIOBase | Any = None,
    folder: str | None = None,
) -> Trace:
    """Run `source` and record it. `inputs`: lines for stdin; after the last one comes the end of the file.

    `echo(stream, text)` gets all output while it is written. `folder`: what `import` searches first, as for a script that lies there.
    """
    run = Run(source, filename, inputs, limits, seed, echo=echo, folder=folder)
    run.perform()
    return Trace(run.writer.stream)


__all__ = ["Cut", "Limits", "NeedsInput", "Run", "record_program"]
