"""What the learner reads when a program ends by an exception: Python's own traceback, the learner's lines only."""

import sys
import traceback
from typing import Any

from .. import sealed
from ..trace.model import Outcome, Span
from . import safe

__builtins__ = sealed.BUILTINS


def traceback_text(error: BaseException, filenames: frozenset[str]) -> str:
    """The traceback as Python prints it, without frames of other files than `filenames` (the program and texts given to exec).

    Formatting asks the exception for its `str`, as a plain run does at this moment.
    """
    try:
        return _formatted(error, filenames)
    except Exception:  # the program has changed the library that formats
        return f"{safe.name_of(type(error))}\n"


def _formatted(error: BaseException, filenames: frozenset[str]) -> str:
    report = traceback.TracebackException.from_exception(error, compact=True)
    seen = {id(report)}
    todo = [report]
    while todo:
        found = todo.pop()
        found.stack = traceback.StackSummary.from_list([frame for frame in found.stack if frame.filename in filenames])
        for other in (found.__cause__, found.__context__, *(found.exceptions or ())):
            if other is not None and id(other) not in seen:
                seen.add(id(other))
                todo.append(other)
    return "".join(report.format())


def report_unraisable(found: Any) -> None:
    """As `sys.__unraisablehook__`, which reads lines of source from files only, and the program is none."""
    if sys.stderr is None or found.exc_type is None:
        return
    lines = [
        f"{found.err_msg or 'Exception ignored in'}: {found.object!r}\n" if found.object is not None else f"{found.err_msg}:\n"
    ]
    if found.exc_traceback is not None:
        lines.append("Traceback (most recent call last):\n")
    for frame in traceback.extract_tb(found.exc_traceback):
        lines.append(f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n')
        lines += [f"    {frame.line}\n"] if frame.line else []
    lines += traceback.format_exception_only(found.exc_type, found.exc_value)
    sys.stderr.write("".join(lines))


def syntax_outcome(error: SyntaxError | ValueError, source: str) -> Outcome:
    """The outcome of a program that could not be compiled."""
    text = "".join(traceback.format_exception_only(error))
    if not isinstance(error, SyntaxError):
        return Outcome("syntax", f"Python cannot read this program: {error}.", traceback=text)
    line = error.lineno or 1
    column = max((error.offset or 1) - 1, 0)
    end_line = error.end_lineno or line
    end_column = (error.end_offset or 0) - 1
    if end_line < line or (end_line == line and end_column <= column):
        end_line, end_column = line, column + 1
    span = Span(line, column, end_line, end_column)
    name = type(error).__name__
    return Outcome("syntax", f"{name} in line {line}: {error.msg}.", span=span, traceback=text)
