"""How an object of each type is read: which kind it is, what it holds, and what its text says.

A form's `read(obj)` gives (children, names, text): the objects it holds (elements first, then one per name), the names, and the text;
see `trace.model.Obj`. `length(obj)` is the true number of elements where children may be cut, else None.
Types that hold nothing have an atom form: `text(obj)` gives (text, length).

Rule: reading runs no learner code (see `safe`), and its cost is that of one shallow look.
"""

import collections
import enum
import io
import types
import weakref
from collections.abc import Callable
from typing import Any, NamedTuple

from .. import sealed
from . import atoms, callables, containers, instances, iterators, safe
from .limits import Limits
from .reading import Contents

__builtins__ = sealed.BUILTINS


class Form(NamedTuple):
    """How to read objects of one type. Exactly one of `read` and `text` is there."""

    kind: str
    type: str
    read: Callable[[Any], Contents] | None
    text: Callable[[Any], tuple[str, int]] | None = None
    length: Callable[[Any], int] | None = None
    delicate: bool = False  # its end can be seen by the program: never kept alive by the recorder
    fixed: bool = False  # what it holds cannot change
    revives: bool = False  # it has a finalizer, which can bring it back to life
    rests: bool = False  # instances change only when an instruction or a call changes them
    # A faster look, where there is one: addresses that are others after any change, and what must be kept so that they stay taken.
    glance: Callable[[Any], tuple[list[int], Any] | None] | None = None


# C's own types whose instances may be kept for a while without anybody noticing. Of other types of C nobody knows: they may hold a lock on
# something (a memoryview holds its bytearray's size), or close it when they end.
HARMLESS: tuple[type, ...] = (
    *(types.CodeType, types.MappingProxyType, types.GenericAlias, types.UnionType, types.SimpleNamespace),
    *(types.GetSetDescriptorType, types.MemberDescriptorType, types.WrapperDescriptorType, types.MethodDescriptorType),
    *(types.ClassMethodDescriptorType, type({}.keys()), type({}.values()), type({}.items()), object, super),
    *(io.StringIO, io.BytesIO, io.IOBase, io.TextIOBase, io.BufferedIOBase),
)
# Those whose instances, and those of classes derived from them, change only when somebody changes them.
RESTING: tuple[type, ...] = (list, dict, set, collections.deque)
RESTING_BASES = (*RESTING, object, type, tuple, frozenset, int, float, str, complex, bytes)
HARMLESS_MODULES = (
    *("decimal", "datetime", "re", "array", "functools", "itertools", "operator", "typing", "collections", "types"),
    *("_thread", "_random", "_struct", "_hashlib", "_operator", "_functools", "_collections", "string.templatelib"),
)


class Forms:
    """The forms of all types met in one recording, made when a type is first met."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.holds = True  # whether a form may hold its class
        self._static: dict[int, Form] = {}  # by address, of types that never end
        self._made: dict[int, tuple[weakref.ref[type], Form]] = {}  # of those that may
        cls: Any
        for cls, kind, text in (
            (type(None), "none", lambda _: ("None", 0)),
            (bool, "bool", lambda obj: (bool.__repr__(obj), 0)),
            (int, "int", atoms.int_text),
            (float, "float", lambda obj: (float.__repr__(obj), 0)),
            (complex, "complex", lambda obj: (complex.__repr__(obj), 0)),
            (str, "str", lambda obj: atoms.str_text(obj, limits.chars)),
            (bytes, "bytes", lambda obj: atoms.bytes_text(obj, limits.chars)),
            (range, "range", lambda obj: (atoms.range_text(obj), 0)),
            (slice, "slice", lambda obj: (atoms.slice_text(obj), 0)),
            (type(...), "ellipsis", lambda _: ("Ellipsis", 0)),
            (type(NotImplemented), "singleton", lambda _: ("NotImplemented", 0)),
        ):
            self._static[id(cls)] = Form(kind, cls.__name__, None, text)
        for cls, kind, read, fixed in (
            (types.FunctionType, "function", callables.read_function, False),
            (types.MethodType, "method", callables.read_method, True),
            (types.BuiltinFunctionType, "builtin", callables.read_builtin, True),
            (types.MethodWrapperType, "builtin", callables.read_builtin, True),
            (types.ModuleType, "module", callables.read_module, True),
            (property, "descriptor", callables.read_property, True),
            (staticmethod, "descriptor", callables.read_wrapped, True),
            (classmethod, "descriptor", callables.read_wrapped, True),
            (types.CellType, "other", callables.read_cell, False),
        ):
            glance = callables.glance_at_function if kind == "function" else None
            self._static[id(cls)] = Form(kind, cls.__name__, read, fixed=fixed, glance=glance, rests=kind == "function")
        self._static[id(bytearray)] = Form("bytearray", "bytearray", self._read_bytearray, rests=True)
        for cls, kind in iterators.SUSPENDABLE.items():
            self._static[id(cls)] = Form(kind, cls.__name__, iterators.read_suspended, delicate=True)
        for cls in iterators.POSITIONED:
            self._static[id(cls)] = Form("iterator", cls.__name__, iterators.read_positioned)
        for cls in iterators.FILES:
            self._static[id(cls)] = Form("file", cls.__name__, iterators.read_file, delicate=True)

    def of(self, cls: type) -> Form:
        """The form of `cls`, which must be `type(obj)`."""
        form = self._static.get(id(cls))
        if form is not None:
            return form
        known = self._made.get(id(cls))
        if known is not None and known[0]() is cls:
            return known[1]
        form = self._make(cls)
        if safe.made_in_python(cls):
            self._made[id(cls)] = (weakref.ref(cls), form)
        else:
            self._static[id(cls)] = form
        return form

    def let_go(self) -> None:
        """Hold no class from now on."""
        self.holds = False
        self._made.clear()

    def forget(self, cls: type) -> None:
        """`cls` is another than it was: its next form is made anew."""
        self._made.pop(id(cls), None)

    def _make(self, cls: type) -> Form:
        name = safe.name_of(cls)
        if safe.is_ours(cls):
            return Form("other", name, instances.read_ours, fixed=True)
        revives = safe.static_lookup(cls, "__del__") is not None
        form = self._made_for(cls, name, delicate=revives)
        return form._replace(revives=revives, rests=_rests(cls, form.kind))

    def _made_for(self, cls: type, name: str, *, delicate: bool) -> Form:
        if safe.derives(cls, type):
            return Form("class", name, callables.read_class, glance=callables.glance_at_class)
        if safe.derives(cls, enum.Enum):
            return Form("enum", name, instances.read_enum)
        if safe.derives(cls, BaseException):
            return Form("exception", name, instances.exception_reader(cls), delicate=delicate)
        attributes = instances.attribute_reader(cls, holds=self.holds) if safe.made_in_python(cls) else None
        found = containers.form_parts(cls, attributes, self.limits.elements)
        if found is not None:
            kind, read, length, fixed = found
            return Form(kind, name, read, length=length, delicate=delicate, fixed=fixed)
        for base in (str, bytes, int, float, complex, bytearray):
            if safe.derives(cls, base):
                read = instances.atom_subclass_reader(base, self._static[id(base)], attributes)
                return Form("instance", name, read, delicate=delicate)
        if attributes is not None:
            return Form("instance", name, attributes, delicate=delicate or not _ends_quietly(cls))
        return Form("other", name, instances.read_other, delicate=delicate or not _ends_quietly(cls))

    def _read_bytearray(self, obj: bytearray) -> Contents:
        return [], (), atoms.bytearray_text(obj, self.limits.chars)[0]


def _rests(cls: type, kind: str) -> bool:
    if not safe.made_in_python(cls):
        return safe.is_one_of(cls, RESTING) or kind == "class"
    if kind in ("exception", "enum"):
        return False
    for base in safe.mro_of(cls):
        if not safe.made_in_python(base) and not safe.is_one_of(base, RESTING_BASES):
            return False
    return True


def _ends_quietly(cls: type) -> bool:
    """Whether nobody notices that an instance lives a little longer."""
    for base in safe.mro_of(cls):
        if not safe.made_in_python(base) and not safe.is_one_of(base, HARMLESS):
            module = safe.module_of(base)
            if type(module) is not str or module not in HARMLESS_MODULES:
                return False
    return True
