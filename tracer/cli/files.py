"""Reading and writing the files that the command line names.

Rule: what a person can get wrong becomes a `Refusal`, one sentence with the name and the remedy, never a traceback.
"""

import io
import sys
import tokenize
from collections.abc import Iterable
from pathlib import Path

from ..trace.file import open_bytes
from ..trace.store import Trace, TraceError


class Refusal(Exception):
    """What the command line answers instead of doing what it was asked; the message is one sentence or two."""


def read_program(name: str) -> str:
    """The text of a Python program, decoded as Python would decode it (PEP 263)."""
    content = _read(name, "program")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return io.TextIOWrapper(io.BytesIO(content), encoding).read()
    except UnicodeDecodeError as error:
        raise Refusal(
            f"{name!r} is not a Python program: byte {error.start} is not {error.encoding}. "
            "Save it as UTF-8, or name its encoding in the first line."
        ) from None
    except (SyntaxError, LookupError) as error:
        raise Refusal(f"{name!r} cannot be read: {error}. Save it as UTF-8.") from None


def read_inputs(name: str) -> list[str]:
    """The lines of a text file, as a person would type them."""
    content = _read(name, "input file")
    try:
        return content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Refusal(
            f"{name!r} is no text: byte {error.start} is not UTF-8. Give a text file with one input per line."
        ) from None


def read_trace(name: str) -> Trace:
    """The trace in a `.cvt` file."""
    content = _read(name, "trace")
    try:
        return open_bytes(content)
    except TraceError as error:
        raise Refusal(f"{name!r} cannot be opened. {error}") from None


def write_bytes(name: str, content: bytes) -> None:
    """Write a whole file, or nothing: what was there before stays until the new content is complete."""
    path = Path(name)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _refusal(name, "written", error) from None


def write_content(name: str | None, content: bytes) -> None:
    """Write a whole file, or to standard output where no file is named."""
    if name is not None:
        write_bytes(name, content)
        return
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def write_text(name: str | None, pieces: Iterable[str]) -> None:
    """Write `pieces` as UTF-8 to the file, or to standard output where no file is named."""
    if name is None:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
        return
    path = Path(name)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _refusal(name, "written", error) from None


def _read(name: str, what: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise _refusal(name, "read", error, what) from None
    except ValueError:  # a name with a null character
        raise Refusal(f"{name!r} is no file name. Give the name of a {what}.") from None


def _refusal(name: str, done: str, error: OSError, what: str = "file") -> Refusal:
    if isinstance(error, FileNotFoundError):
        missing = f"There is no {what} {name!r}" if done == "read" else f"The folder of {name!r} is not there"
        return Refusal(f"{missing}. Check the name and the folder.")
    if isinstance(error, IsADirectoryError):
        return Refusal(f"{name!r} is a folder. Give the name of a file.")
    reason = (error.strerror or str(error)).lower()
    return Refusal(f"{name!r} cannot be {done}: {reason}. Choose another file or folder.")
