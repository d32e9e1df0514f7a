"""Which frame encloses which: where a function was made, and so where its closure variables live.

A function's code says only in which code it is written. The frame is the one that ran that code when the function was first seen.
"""

from types import CodeType, FunctionType, MethodType
from typing import Any

from .. import sealed
from .makers import Makers
from .program import Code, is_inner
from .shadow import Shadow
from .stack import Stack

__builtins__ = sealed.BUILTINS


class Parents:
    """Knows the frames' and functions' parents."""

    def __init__(self, stack: Stack, shadow: Shadow):
        self._stack = stack
        self._shadow = shadow
        self._makers = Makers()  # of functions that came while steps were only counted
        stack.makes = self.makes

    def called(self, function: Any) -> None:
        """`function` is about to be called by the learner's code."""
        self._shadow.callee = id(function.__func__) if type(function) is MethodType else id(function)

    def makes(self, live: Any, *handed_out: Any) -> None:
        """Steps are only counted, and `live` has inner functions."""
        if self._shadow.weakly:
            self._makers.look(live, *handed_out)

    def of_function(self, function: FunctionType) -> int:
        """The id of the function frame in whose code `function` is written; -1 when it is at the top."""
        made = self._makers.parent_of(function)
        if made is not None:
            return made
        stack = self._stack
        popped = (stack.popped,) if stack.popped is not None else ()
        return self._among((*reversed(stack.lives), *popped), function.__code__)

    def of_call(self, code: Code) -> int:
        """The id of the frame that encloses a call of `code`, which is about to start; -1 when there is none."""
        if not code.free and not is_inner(code.code):
            return -1
        known = self._shadow.parent_of_called(self._shadow.callee, code.code)
        if known is None:
            known = self._makers.parent_of_called(self._shadow.callee, code.code)
        if known is not None:
            return known
        parent = self._among(self._stack.lives[::-1], code.code)
        if parent >= 0 or not code.free:
            return parent
        return self._shadow.parent_of_code(code.code)

    def _among(self, lives: Any, code: CodeType) -> int:
        wanted = id(code)
        for live in lives:
            if wanted in live.code.nested:
                if live.code.kind == "class":
                    return int(live.parent)
                return -1 if live.code.kind in ("module", "exec") else int(live.id)
        return -1
