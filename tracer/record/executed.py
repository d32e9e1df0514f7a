"""Texts that the program gives to exec, eval and compile: the sources of the code that comes of them.

The interpreter tells of a call's first argument only, so for code that came from `compile` the text is the latest that can be its own.
"""

import builtins
from types import CodeType
from typing import Any

from .. import sealed
from .program import nested_codes

__builtins__ = sealed.BUILTINS

TAKING_TEXT = frozenset(("exec", "eval", "compile"))
_TAKERS = (builtins.exec, builtins.eval, builtins.compile)
MOST_TEXTS = 20


class Executed:
    """Remembers the texts."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def called(self, function: Any, first: Any) -> None:
        """`function` is about to be called with `first`."""
        if type(first) is str and any(function is taker for taker in _TAKERS):
            if first in self._texts:
                self._texts.remove(first)
            self._texts.append(first)
            del self._texts[:-MOST_TEXTS]

    def text_of(self, code: CodeType) -> str:
        """The text that `code` was made of; "" when it is not known."""
        codes = list(nested_codes(code))
        names = {name for found in codes for name in (*found.co_names, *found.co_varnames) if name.isidentifier()}
        last = max(line or 0 for found in codes for _, _, line in found.co_lines())
        for text in reversed(self._texts):
            if last <= text.count("\n") + 1 and all(name in text or name.startswith("__") for name in names):
                return text
        return ""
