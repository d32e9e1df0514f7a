"""Exceptions on their way: which `except` clause or context manager ends one.

The interpreter tells when code gets to see an exception, not whether it keeps it. Rule: an exception counts as caught at the first line
that runs behind the `except` clauses that looked at it; where another event comes first, nobody caught it there.
"""

import opcode
from types import CodeType
from typing import Any

from .. import sealed
from .frames import Live
from .program import Notes

__builtins__ = sealed.BUILTINS

_WITH_EXCEPT_START = opcode.opmap["WITH_EXCEPT_START"]
_RAISE = opcode.opmap["RAISE_VARARGS"]


class Handlers:
    """Follows the exception under way."""

    def __init__(self) -> None:
        self._error = 0  # address of the exception; holding it would hold its frames
        self.looking: Live | None = None  # the frame whose clauses look at it
        self.line = 0  # of the clause that looked last

    def raised(self, error: BaseException) -> None:
        """`error` is under way."""
        self._error = id(error)
        self.looking = None

    def seen(self, live: Live, code: CodeType, offset: int, line: int, error: BaseException, notes: Notes) -> None:
        """`live` gets to see `error`, at the instruction at `offset`, on `line`."""
        if id(error) == self._error and (line in notes.handlers or code.co_code[offset] == _WITH_EXCEPT_START):
            self.looking = live
            self.line = line

    def reraised(self, live: Live, error: BaseException) -> None:
        """No clause matched, or a finally ends."""
        if self.looking is live:
            self.looking = None
            self._error = id(error)

    def caught_before(self, line: int, notes: Notes) -> bool:
        """Whether it is now clear, before `line` of the frame that is `looking` runs, that the clause on `self.line` caught the exception."""
        if line in notes.handlers or line == self.line:
            self.line = line
            return False
        return True

    def caught(self, handled: Any) -> Any:
        """The exception that was caught is under way no more; it comes back if the program still handles it."""
        same = id(handled) == self._error
        self.looking, self._error = None, 0
        return handled if same else None


def is_raise(code: CodeType, offset: int) -> bool:
    """Whether a `raise` statement stands at `offset`."""
    return code.co_code[offset] == _RAISE
