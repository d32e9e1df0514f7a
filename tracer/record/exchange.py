"""What a program and the world tell each other while it is recorded: output and input."""

from collections.abc import Callable
from typing import Any

from .. import sealed
from ..trace import records as r
from ..trace.model import PICTURE
from .limits import Limits
from .recorder import Recorder
from .writer import Writer

__builtins__ = sealed.BUILTINS

MOST_STREAM = 255  # a byte says it

Wait = Callable[[], str | None]
Echo = Callable[[int, str], Any]


class NeedsInput(Exception):
    """Input is wanted, and nobody is there to give it."""


class Exchange:
    """Writes output, what else is shown, and input into the trace. `wait` gives a line once the given ones are used up."""

    def __init__(
        self, writer: Writer, recorder: Recorder, given: list[str], wait: Wait | None, echo: Echo | None, limits: Limits
    ):
        self._writer = writer
        self._recorder = recorder
        self._given = given
        self._wait = wait
        self._echo = echo
        self._room, self._shown_room = limits.output_chars, limits.shown_chars
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

    def show(self, stream: int, text: str) -> None:
        """Take over one thing that is shown beside the output, whole or not at all."""
        recorder = self._recorder
        if not self.is_open or recorder.ending:
            return
        if type(stream) is not int or not PICTURE <= stream <= MOST_STREAM or type(text) is not str:
            raise TypeError("what is shown is a text, with the number of its stream")
        self._shown_room -= len(text)
        if self._shown_room < 0:
            recorder.cut("shown_chars")
        self.pending.append((stream, text))
        self._writer.attention = True

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
        """Bring the output into the trace; pieces of text for one stream become one."""
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
                if stream >= PICTURE:
                    break
            self._writer.text_record(r.WRITE, "".join(texts), stream)
