"""What a program and the world tell each other while it is recorded: output and input."""

from collections.abc import Callable
from typing import Any

from .. import sealed
from ..trace import records as r
from .recorder import Recorder
from .writer import Writer

__builtins__ = sealed.BUILTINS

Wait = Callable[[], str | None]
Echo = Callable[[int, str], Any]


class NeedsInput(Exception):
    """Input is wanted, and nobody is there to give it."""


class Exchange:
    """Writes output and input into the trace. `most`: characters of output; `wait` gives a line once the given ones are used up."""

    def __init__(self, writer: Writer, recorder: Recorder, given: list[str], wait: Wait | None, echo: Echo | None, most: int):
        self._writer = writer
        self._recorder = recorder
        self._given = given
        self._wait = wait
        self._echo = echo
        self._room = most
        self.pending: list[tuple[int, str]] = []  # written, and not yet in the trace
        self.is_open = True

    def write(self, stream: int, text: str) -> None:
        """Take over a piece of output. What is written after the recording has ended is nobody's."""
        recorder = self._recorder
        if not text or not self.is_open or recorder.ending:
            return
        taken = text[: self._room]
        self._room -= len(taken)
        if taken:
            self.pending.append((stream, taken))
            self._writer.attention = True
            if self._echo is not None:
                self._echo(stream, taken)
        if len(taken) < len(text):
            recorder.cut("output_chars")

    def next_line(self) -> str | None:
        """A line of input, without its end; None is the end of the file."""
        if self._recorder.ending or not self.is_open:
            return None
        self.flush()
        if self._given:
            line: str | None = self._given.pop(0)
        elif self._wait is None:
            line = None
        else:
            try:
                line = self._wait()
            except NeedsInput:
                self._recorder.cut("waiting")
        if line is not None:
            self._writer.text_record(r.INPUT, line)
        return line

    def flush(self) -> None:
        """Bring the output into the trace; pieces for one stream become one."""
        if not self.pending:
            return
        pieces, self.pending = self.pending, []  # another thread may be writing
        at = 0
        while at < len(pieces):
            stream = pieces[at][0]
            texts = []
            while at < len(pieces) and pieces[at][0] == stream:
                texts.append(pieces[at][1])
                at += 1
            self._writer.text_record(r.WRITE, "".join(texts), stream)
