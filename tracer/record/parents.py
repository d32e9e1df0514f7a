"""Which frame encloses which: where a function was made, and so where its closure variables live.

A function's code says only in which code it is written. The frame is the one that ran that code when the function was first seen.
"""

from types import CodeType, FunctionType, MethodType
from typing import Any

from .. import sealed
from .program import Code, is_inner
from .shadow import Shadow
from .stack import Stack

__builtins__ = sealed.BUILTINS


class Parents:
    """Knows the frames' and functions' parents."""

    def __init__(self, stack: Stack, shadow: Shadow):
        self._stack = stack
        self._shadow = shadow
        self._called = 0  # address of what is being called

    def called(self, function: Any) -> None:
        """`function` is about to be called by the learner's code."""
        self._called = id(function.__func__) if type(function) is MethodType else id(function)

    def of_function(self, function: FunctionType) -> int:
        """The id of the function frame in whose code `function` is written; -1 when it is at the top."""
        stack = self._stack
        popped = (stack.popped,) if stack.popped is not None else ()
        return self._among((*reversed(stack.lives), *popped), function.__code__)

    def of_call(self, code: Code) -> int:
        """The id of the frame that encloses a call of `code`, which is about to start; -1 when there is none."""
        if not code.free and not is_inner(code.code):
            return -1
        record = self._shadow.by_address.get(self._called)
        if record is not None and _code_of(record) is code.code:
            return record.parent
        parent = self._among(self._stack.lives[::-1], code.code)
        if parent >= 0 or not code.free:
            return parent
        for record in reversed(list(self._shadow.by_oid.values())):
            if record.cls is FunctionType and _code_of(record) is code.code:
                return record.parent
        return -1

    def _among(self, lives: Any, code: CodeType) -> int:
        wanted = id(code)
        for live in lives:
            if wanted in live.code.nested:
                if live.code.kind == "class":
                    return int(live.parent)
                return -1 if live.code.kind in ("module", "exec") else int(live.id)
        return -1


def _code_of(record: Any) -> CodeType | None:
    if record.cls is not FunctionType:
        return None
    function = record.obj if record.obj is not None else record.ref and record.ref()
    return function.__code__ if function is not None else None
