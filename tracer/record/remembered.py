"""What the shadow remembers of one object, and how two looks at it are compared."""

import sys
import weakref
from _typing import ParamSpecArgs, ParamSpecKwargs  # type: ignore[import-not-found]
from types import CodeType, FunctionType
from typing import Any

from .. import sealed
from . import safe
from .forms import Form

__builtins__ = sealed.BUILTINS

# `P.args` and `P.kwargs` do not clear weak references to them when they end (CPython 3.13 and 3.14): the references dangle, and crash the interpreter.
DANGLING = (ParamSpecArgs, ParamSpecKwargs)
WHOLE, END = -1, -2  # beside the number of an item: where in an object something may have changed
OWN_REFERENCES = 2  # to an object that nobody else holds: the record's, and the argument's


class Record:
    """One object of the program: its oid, what it held when last looked at, how many refer to it in the shadow."""

    __slots__ = (
        *("address", "change_bytes", "cls", "count", "flat", "form", "glance", "ids", "items", "kept", "length", "names"),
        *("obj", "oid", "parent", "rank", "ref", "seen", "text", "type", "whole_bytes"),
    )

    def __init__(self, oid: int, form: Form, obj: Any):
        self.oid = oid
        self.form = form
        self.address = id(obj)
        self.cls = type(obj)
        self.type = safe.name_of(obj) if form.kind == "class" else form.type
        self.obj: Any = None  # while objects are held
        self.ref: Any = None  # later, where there can be a weak reference
        self.count = 0
        self.ids: list[int] = []
        self.items: list[int] = []
        self.names: tuple[str, ...] = ()
        self.text = ""
        self.length = 0
        self.parent = -1
        self.rank = -1  # in the order in which all are looked at
        self.seen = -1
        self.flat: bool | None = (
            None  # whether it holds nothing but atoms, which are held: their addresses are enough; None: not known
        )
        self.glance: list[int] | None = None
        self.kept: Any = None
        self.whole_bytes = self.change_bytes = 0  # of the last writing as a whole, and of all changes since

    def stands_for(self, obj: Any) -> bool:
        """Whether `obj`, found at this address, is the remembered object."""
        if self.obj is not None:
            return self.obj is obj
        if self.ref is not None:
            return self.ref() is obj
        return self.cls is type(obj)

    def code(self) -> CodeType | None:
        """Of a function that is still there: its code."""
        if self.cls is not FunctionType:
            return None
        function = self.obj if self.obj is not None else self.ref and self.ref()
        return function.__code__ if function is not None else None

    def let_go(self, *, weakly: bool) -> None:
        """Hold the object no longer, unless it is an atom; at most by a weak reference."""
        if self.form.text is None and self.obj is not None:
            self.ref = weak(self.obj) if weakly else None
            self.obj = self.kept = self.glance = None

    def let_go_if_last(self) -> bool:
        """Hold the object no longer if nobody else does; whether that was so."""
        if self.obj is None or sys.getrefcount(self.obj) > OWN_REFERENCES:
            return False
        self.obj = None
        return True


def weak(obj: Any) -> Any:
    """A weak reference, None where there is none."""
    if safe.is_one_of(type(obj), DANGLING):
        return None
    try:
        return weakref.ref(obj)
    except TypeError:
        return None
