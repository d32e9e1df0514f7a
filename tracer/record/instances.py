"""Reading instances of classes: attributes, fields, enum members, exceptions."""

from collections.abc import Callable
from typing import Any

from .. import sealed
from . import atoms, safe
from .reading import Contents, names_in

__builtins__ = sealed.BUILTINS

Read = Callable[[Any], Contents]
PLAIN = (str, int, type(None), bool, float, complex, bytes)


def attribute_reader(cls: type, *, holds: bool) -> Read | None:
    """A reader of the attributes of instances of `cls`: slots first, then the dict; None when they have neither.

    `holds`: whether it may hold the class.
    """
    get_dict = safe.dict_getter(cls, holds=holds)
    slots = safe.slot_getters(cls)
    if get_dict is None and not slots:
        return _read_nothing if safe.made_in_python(cls) else None
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
            names += names_in(attributes)
            children += dict.values(attributes)
        return children, tuple(names), ""

    return read


def _dict_reader(get_dict: safe.Getter) -> Read:
    def read(obj: Any) -> Contents:
        attributes = get_dict(obj)
        return list(dict.values(attributes)), names_in(attributes), ""

    read.reads = "attributes"  # type: ignore[attr-defined]  # the native core knows how
    return read


def _read_nothing(obj: Any) -> Contents:
    return [], (), ""


def with_attributes(read: Read, attributes: Read) -> Read:
    """A reader of elements, with the attributes of a subclass behind them."""

    def read_both(obj: Any) -> Contents:
        elements, own, text = read(obj)
        children, names, _ = attributes(obj)
        return [*elements, *children], own + names, text

    if hasattr(read, "reads"):
        read_both.reads = read.reads  # type: ignore[attr-defined]
    return read_both


def fields_reader(fields: tuple[Any, ...]) -> Read:
    """A reader of namedtuples: every element under its field's name, elements beyond these without one."""
    names = tuple(map(safe.name_text, fields))

    def read(obj: Any) -> Contents:
        children = list(tuple.__iter__(obj))
        return children, names if len(children) == len(names) else (), ""

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


# The `__str__`s of C that may be asked, and what each of them reads beside the arguments: only where all of that is plain is no other `__str__` run.
_STR_READS: tuple[tuple[type[BaseException], tuple[str, ...]], ...] = (
    (BaseException, ()),
    (KeyError, ()),
    (BaseExceptionGroup, ("message",)),
    (OSError, ("errno", "strerror", "filename", "filename2")),
    (ImportError, ("msg",)),
    (SyntaxError, ("msg", "filename", "lineno")),
    (UnicodeDecodeError, ("encoding", "object", "reason")),
    (UnicodeEncodeError, ("encoding", "object", "reason")),
    (UnicodeTranslateError, ("object", "reason")),
)


def exception_reader(cls: type) -> Read:
    """A reader of exceptions: the message, attributes, and the arguments where the message does not show them."""
    attributes = attribute_reader(cls, holds=False)
    get_args = BaseException.__dict__["args"].__get__
    to_str = safe.static_lookup(cls, "__str__")
    reads: list[safe.Getter] | None = None
    for base, names in _STR_READS:
        if base.__dict__["__str__"] is to_str:
            reads = [base.__dict__[name].__get__ for name in names]
    if reads is None:
        to_str = None  # a function of the program would hold all its names
    grouped = safe.derives(cls, BaseExceptionGroup)

    def read(obj: Any) -> Contents:
        args = get_args(obj)
        children, names, _ = attributes(obj) if attributes else ([], (), "")
        if grouped:  # its message and the exceptions in it
            children, names = [*children, args], (*names, "args")
        if reads is not None and (grouped or _all_plain(args)) and _all_plain([get(obj) for get in reads]):
            return children, names, str(to_str(obj))
        if len(args) == 1 and type(args[0]) is str:
            return children, names, args[0]
        return ([*children, args], (*names, "args"), "") if not grouped else (children, names, "")

    return read


def _all_plain(values: Any) -> bool:
    for value in values:
        if not safe.is_one_of(type(value), PLAIN):
            return False
    return True


def read_other(obj: Any) -> Contents:
    """Anything that is known only to C code: its type, and its repr where that is known to be harmless."""
    return [], (), atoms.safe_repr(obj) or f"a {safe.name_of(type(obj))}"


def read_ours(obj: Any) -> Contents:
    """A part of the recorder: named, and not looked into."""
    return [], (), "a part of CodeViz"
