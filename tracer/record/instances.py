"""Reading instances of classes: attributes, fields, enum members, exceptions."""

import types
from collections.abc import Callable
from typing import Any

from .. import sealed
from . import atoms, safe
from .reading import Contents

__builtins__ = sealed.BUILTINS

Read = Callable[[Any], Contents]
PLAIN = frozenset((type(None), bool, int, float, complex, str, bytes))


def attribute_reader(cls: type) -> Read | None:
    """A reader of the attributes of instances of `cls`: slots first, then the dict; None when they have neither."""
    get_dict = safe.dict_getter(cls)
    slots = safe.slot_getters(cls)
    if get_dict is None and not slots:
        return None if not safe.flags_of(cls) & safe.HEAP_TYPE else _read_nothing
    if not slots and get_dict is not None:
        return _dict_reader(get_dict)

    def read(obj: Any) -> Contents:
        names: list[str] = []
        children: list[Any] = []
        for name, get in slots:
            try:
                children.append(get(obj))
            except AttributeError:  # not set yet
                continue
            names.append(name)
        if get_dict is not None:
            attributes = get_dict(obj)
            names += map(safe.name_text, dict.__iter__(attributes))
            children += dict.values(attributes)
        return children, tuple(names), ""

    return read


def _dict_reader(get_dict: safe.Getter) -> Read:
    def read(obj: Any) -> Contents:
        attributes = get_dict(obj)
        names = tuple(attributes)
        for name in names:
            if type(name) is not str:
                names = tuple(map(safe.name_text, names))
                break
        return list(dict.values(attributes)), names, ""

    return read


def _read_nothing(obj: Any) -> Contents:
    return [], (), ""


def with_attributes(read: Read, attributes: Read) -> Read:
    """A reader of elements, with the attributes of a subclass behind them."""

    def read_both(obj: Any) -> Contents:
        elements, _, text = read(obj)
        children, names, _ = attributes(obj)
        return [*elements, *children], names, text

    return read_both


def fields_reader(fields: tuple[Any, ...]) -> Read:
    """A reader of namedtuples: every element under its field's name."""
    names = tuple(map(safe.name_text, fields))

    def read(obj: Any) -> Contents:
        children = list(tuple.__iter__(obj))
        return children, names[: len(children)] if len(children) < len(names) else names, ""

    return read


def atom_subclass_reader(base: type, form: Any, attributes: Read | None) -> Read:
    """A reader of instances of a class derived from int, str and their like: the text is the plain value."""

    def read(obj: Any) -> Contents:
        text = form.text(obj)[0] if form.text else form.read(obj)[2]
        if attributes is None:
            return [], (), text
        children, names, _ = attributes(obj)
        return children, names, text

    return read


def read_enum(obj: Any) -> Contents:
    """An enum member: its name as text, its value."""
    attributes = safe.dict_getter(type(obj))
    fields = attributes(obj) if attributes else {}
    name = fields.get("_name_")
    text = f"{safe.name_of(type(obj))}.{name if type(name) is str else '…'}"
    if "_value_" in fields:
        return [fields["_value_"]], ("value",), text
    return [], (), text


def exception_reader(cls: type) -> Read:
    """A reader of exceptions: the message, attributes, and the arguments where the message does not show them."""
    attributes = attribute_reader(cls)
    get_args = BaseException.__dict__["args"].__get__
    to_str = safe.static_lookup(cls, "__str__")
    own_str = type(to_str) is not types.WrapperDescriptorType

    def read(obj: Any) -> Contents:
        args = get_args(obj)
        children, names, _ = attributes(obj) if attributes else ([], (), "")
        if not own_str and all(type(arg) in PLAIN for arg in args):
            return children, names, str(to_str(obj))
        if len(args) == 1 and type(args[0]) is str:
            return children, names, args[0]
        return [*children, args], (*names, "args"), ""

    return read


def read_other(obj: Any) -> Contents:
    """Anything that is known only to C code: its type, and its repr where that is known to be harmless."""
    return [], (), atoms.safe_repr(obj) or f"a {safe.name_of(type(obj))}"
