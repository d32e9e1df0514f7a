"""The program's stdin, stdout and stderr while it is recorded: real text streams over the recording.

They have no file number: `input()` in a terminal would otherwise read past them.
"""

import io
from _codecs import utf_8_decode
from collections.abc import Callable
from typing import Any, Protocol

from .. import sealed

__builtins__ = sealed.BUILTINS


class Echo(Protocol):
    """Where output also goes while it is recorded."""

    def __call__(self, stream: int, text: str) -> None: ...


class _RawOutput(io.RawIOBase):
    """Bytes written by the program, decoded and handed on."""

    def __init__(self, take: Callable[[str], None]):
        self._take = take
        self._rest = b""  # of a character that was not written whole

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:
        text, used = utf_8_decode(self._rest + bytes(content), "replace", False)
        self._rest = (self._rest + bytes(content))[used:]
        self._take(text)
        return len(content)


class _RawInput(io.RawIOBase):
    """Lines of input as bytes, one at a time."""

    def __init__(self, next_line: Callable[[], str | None]):
        self._next_line = next_line
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        if not self._rest:
            line = self._next_line()
            if line is None:
                return 0
            self._rest = (line + "\n").encode("utf-8", "surrogatepass")
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


OURS = (_RawOutput, _RawInput)


def output_stream(take: Callable[[str], None], number: int) -> io.TextIOWrapper:
    """A text stream for stdout (1) or stderr (2) that gives every write to `take` at once."""
    errors = "backslashreplace" if number == 2 else "strict"
    raw: Any = _RawOutput(take)
    name = "<stdout>" if number == 1 else "<stderr>"
    stream = io.TextIOWrapper(raw, "utf-8", errors, newline="\n", write_through=True)
    stream.mode = "w"  # type: ignore[misc]
    raw.name = name
    return stream


def input_stream(next_line: Callable[[], str | None]) -> io.TextIOWrapper:
    """A text stream for stdin that asks `next_line` for each line; None is the end of the file."""
    raw = _RawInput(next_line)
    raw.name = "<stdin>"  # type: ignore[attr-defined]
    return io.TextIOWrapper(io.BufferedReader(raw), "utf-8", "surrogatepass", newline="\n")
