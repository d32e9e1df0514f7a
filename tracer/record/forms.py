"""How an object of each type is read: which kind it is, what it holds, and what its text says.

A form's `read(obj)` gives (children, names, text): the objects it holds (elements first, then one per name), the names, and the text;
see `trace.model.Obj`. `length(obj)` is the true number of elements where children may be cut, else None.
Types that hold nothing have an atom form: `text(obj)` gives (text, length).

Rule: reading runs no learner code (see `safe`), and its cost is that of one shallow look.
"""

import collections
import enum
import types
from collections.abc import Callable
from itertools import islice
from typing import Any, NamedTuple

from .. import sealed
from . import atoms, callables, instances, iterators, safe
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


class Forms:
    """The forms of all types met in one recording, made when a type is first met."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.known: dict[type, Form] = {}
        for cls, kind, text in (
            (type(None), "none", lambda _: ("None", 0)),
            (bool, "bool", lambda obj: (bool.__repr__(obj), 0)),
            (int, "int", atoms.int_text),
            (float, "float", lambda obj: (float.__repr__(obj), 0)),
            (complex, "complex", lambda obj: (complex.__repr__(obj), 0)),
            (str, "str", lambda obj: atoms.str_text(obj, limits.chars)),
            (bytes, "bytes", lambda obj: atoms.bytes_text(obj, limits.chars)),
            (range, "range", lambda obj: (range.__repr__(obj), 0)),
            (slice, "slice", lambda obj: (atoms.slice_text(obj), 0)),
            (type(...), "ellipsis", lambda _: ("Ellipsis", 0)),
            (type(NotImplemented), "singleton", lambda _: ("NotImplemented", 0)),
        ):
            self.known[cls] = Form(kind, cls.__name__, None, text)
        for cls, kind, read in (
            (types.FunctionType, "function", callables.read_function),
            (types.MethodType, "method", callables.read_method),
            (types.BuiltinFunctionType, "builtin", callables.read_builtin),
            (types.MethodWrapperType, "builtin", callables.read_builtin),
            (types.ModuleType, "module", callables.read_module),
            (property, "descriptor", callables.read_property),
            (staticmethod, "descriptor", callables.read_wrapped),
            (classmethod, "descriptor", callables.read_wrapped),
            (types.CellType, "other", callables.read_cell),
        ):
            self.known[cls] = Form(kind, cls.__name__, read)
        self.known[bytearray] = Form("bytearray", "bytearray", self._read_bytearray)
        for cls, kind in iterators.SUSPENDABLE.items():
            self.known[cls] = Form(kind, cls.__name__, iterators.read_suspended, delicate=True)
        for cls in iterators.POSITIONED:
            self.known[cls] = Form("iterator", cls.__name__, iterators.read_positioned)
        for cls in iterators.FILES:
            self.known[cls] = Form("file", cls.__name__, iterators.read_file, delicate=True)

    def of(self, cls: type) -> Form:
        """The form of `cls`, which must be `type(obj)`."""
        form = self.known.get(cls)
        if form is None:
            form = self.known[cls] = self._make(cls)
        return form

    def _make(self, cls: type) -> Form:
        mro = safe.mro_of(cls)
        name = safe.name_of(cls)
        delicate = safe.static_lookup(cls, "__del__") is not None
        if type in mro:
            return Form("class", name, callables.read_class)
        if enum.Enum in mro:
            return Form("enum", name, instances.read_enum)
        if BaseException in mro:
            return Form("exception", name, instances.exception_reader(cls), delicate=delicate)
        attributes = instances.attribute_reader(cls)
        if tuple in mro and type(fields := safe.static_lookup(cls, "_fields")) is tuple:
            return Form("tuple", name, instances.fields_reader(fields))
        for base, kind in (
            (list, "list"),
            (dict, "dict"),
            (tuple, "tuple"),
            (set, "set"),
            (frozenset, "frozenset"),
            (collections.deque, "deque"),
        ):
            if base in mro:
                return self._container(cls, base, kind, attributes, delicate)
        for base in (str, bytes, int, float, complex, bytearray):
            if base in mro:
                read = instances.atom_subclass_reader(base, self.known[base], attributes)
                return Form("instance", name, read, delicate=delicate)
        if safe.flags_of(cls) & safe.HEAP_TYPE and attributes is not None:
            return Form("instance", name, attributes, delicate=delicate)
        return Form("other", name, instances.read_other)

    def _container(
        self,
        cls: type,
        base: type,
        kind: str,
        attributes: Callable[[Any], Contents] | None,
        delicate: bool,
    ) -> Form:
        most = self.limits.elements
        label = _factory_label if kind == "dict" else _maxlen_label if kind == "deque" else _no_label

        def read_sequence(obj: Any) -> Contents:
            return list(islice(base.__iter__(obj), most)), (), label(obj)

        def read_mapping(obj: Any) -> Contents:
            children: list[Any] = [None] * (2 * min(dict.__len__(obj), most))
            children[::2] = islice(dict.__iter__(obj), most)
            children[1::2] = islice(dict.values(obj), most)
            return children, (), label(obj)

        def read_list(obj: list[Any]) -> Contents:
            return obj if len(obj) <= most else obj[:most], (), ""

        read = read_list if cls is list else read_mapping if kind == "dict" else read_sequence
        if attributes is not None and cls is not base:
            read = instances.with_attributes(read, attributes)
        return Form(kind, safe.name_of(cls), read, length=base.__len__, delicate=delicate)

    def _read_bytearray(self, obj: bytearray) -> Contents:
        return [], (), atoms.bytearray_text(obj, self.limits.chars)[0]


def _no_label(obj: Any) -> str:
    return ""


_default_factory = collections.defaultdict.__dict__["default_factory"].__get__
_maxlen = collections.deque.__dict__["maxlen"].__get__


def _factory_label(obj: Any) -> str:
    if collections.defaultdict not in safe.mro_of(type(obj)):
        return ""
    factory = _default_factory(obj)
    if type(factory) is type:
        return safe.name_of(factory)
    return safe.name_of(type(factory)) if factory is not None else "None"


def _maxlen_label(obj: Any) -> str:
    most = _maxlen(obj)
    return f"maxlen {most}" if most is not None else ""
