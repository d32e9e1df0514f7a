"""Which frame made a function, while steps are only counted and nobody looks at objects.

Looked at are its variables, and once it ends also what lies in lists, dicts and the like among them: where else a function may be by then is not known.
Rule: functions are not held; a program that counts weak references is given none.
"""

import sys
from types import FunctionType
from typing import Any
from weakref import ref

from .. import sealed
from . import safe
from .cell_slots import locals_of

__builtins__ = sealed.BUILTINS

LEAST_PRUNE = 1_000  # functions; below this, those that are gone cost less than looking for them
MOST_LOOKED_AT = 1_000  # objects, when a frame ends


def _variables() -> Any:
    return sys._getframe().f_locals


_Variables = type(_variables())  # of a function's frame


class Makers:
    """Remembers the functions that a frame with inner functions holds in its variables, or hands out."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Any, int]] = {}  # by address: (weak reference, the id of the frame)
        self._prune_at = LEAST_PRUNE

    def look(self, live: Any, *handed_out: Any) -> None:
        """Notice what the frame `live` holds. `handed_out`: the value, when it ends or waits."""
        parent = live.parent if live.code.kind == "class" else live.id
        if parent < 0 or live.frame is None:
            return
        nested = live.code.nested
        todo = [*_values_in(live), *handed_out]
        for found in todo:  # grows meanwhile
            if type(found) is FunctionType and id(found.__code__) in nested:
                self._remember(found, parent)
            elif handed_out and len(todo) < MOST_LOOKED_AT:
                todo += _elements_of(found)

    def _remember(self, function: FunctionType, parent: int) -> None:
        known = self._made.get(id(function))
        if known is not None and known[0]() is function:
            return
        self._made[id(function)] = (ref(function), parent)
        if len(self._made) > self._prune_at:
            self._made = {address: made for address, made in self._made.items() if made[0]() is not None}
            self._prune_at = max(LEAST_PRUNE, 2 * len(self._made))

    def parent_of(self, function: FunctionType) -> int | None:
        """The id of the frame that made `function`; None when that was not seen."""
        return self.parent_of_called(id(function), function.__code__)

    def parent_of_called(self, address: int, code: Any) -> int | None:
        """The same for the function at this address, if it is one of `code`."""
        known = self._made.get(address)
        function = known[0]() if known is not None else None
        return known[1] if known is not None and function is not None and function.__code__ is code else None


def _values_in(live: Any) -> list[Any]:
    found: Any = locals_of(live.frame) if live.code.faulty else live.frame.f_locals
    if type(found) is dict or safe.derives(type(found), dict):
        return list(dict.values(found))
    return list(found.values()) if type(found) is _Variables else []  # not a mapping of the program's own


def _elements_of(found: Any) -> list[Any]:
    if type(found) is dict:
        return list(found.values())
    return list(found) if type(found) in (list, tuple, set) else []
