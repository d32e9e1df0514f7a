"""Looking at an object without running a line of its code.

Rule: nothing here calls a method that a class of the program could define. Types are asked through `type`'s own
descriptors, instances through the descriptors that their class got from C. Classes are compared by `is` and found by
their address: `==`, `in` and a dict would ask their metaclass.
"""

import types
from collections.abc import Callable, Iterable
from typing import Any

from .. import sealed
from ..native import NAME

__builtins__ = sealed.BUILTINS

Getter = Callable[[Any], Any]

_OWN_PACKAGE = __name__.rpartition(".record.")[0]
mro_of: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
bases_of: Callable[[type], tuple[type, ...]] = type.__dict__["__bases__"].__get__
module_of: Callable[[type], Any] = type.__dict__["__module__"].__get__
raw_name_of: Callable[[type], Any] = type.__dict__["__name__"].__get__
namespace_of: Callable[[type], types.MappingProxyType[Any, Any]] = type.__dict__["__dict__"].__get__
flags_of: Callable[[type], int] = type.__dict__["__flags__"].__get__
_HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: made at run time, not a static type of C
_IMMUTABLE_TYPE = 1 << 8  # Py_TPFLAGS_IMMUTABLETYPE: C's, though made at run time
MODULE_NAMES = frozenset(
    (
        *("__name__", "__builtins__", "__doc__", "__loader__", "__spec__", "__package__", "__file__"),
        *("__cached__", "__warningregistry__", "__annotations__", "__annotate__", "__conditional_annotations__"),
    )
)
CLASS_NAMES = MODULE_NAMES | frozenset(
    (
        *("__module__", "__qualname__", "__firstlineno__", "__static_attributes__", "__classdictcell__"),
        *("__dict__", "__weakref__", "__slots__", "__classdict__", "__classcell__", "__annotations_cache__"),
        *("__annotate_func__", "__abstractmethods__", "_abc_impl", "__match_args__", "__dataclass_params__"),
        *("__dataclass_fields__", "__replace__", "__parameters__", "__orig_bases__", "__type_params__"),
    )
)


def is_one_of(cls: type, classes: Iterable[type]) -> bool:
    """Whether `cls` itself is among `classes`."""
    for other in classes:
        if cls is other:
            return True
    return False


def derives(cls: type, base: type) -> bool:
    """Whether `cls` is `base` or derived from it."""
    for other in mro_of(cls):
        if other is base:
            return True
    return False


def plain(text: Any) -> str:
    """A string as a plain one: an instance of a class derived from str would be asked to format itself."""
    return text if type(text) is str else str.__str__(text)


def name_of(cls: type) -> str:
    """The name of a class."""
    return plain(raw_name_of(cls))


def made_in_python(cls: type) -> bool:
    """Whether a class statement, or a call of `type`, made `cls`."""
    return flags_of(cls) & (_HEAP_TYPE | _IMMUTABLE_TYPE) == _HEAP_TYPE


def is_ours(cls: type) -> bool:
    """Whether `cls` belongs to the recorder itself, which a program may come upon."""
    module = namespace_of(cls).get("__module__")
    return type(module) is str and (module == NAME or str.startswith(module, _OWN_PACKAGE + "."))


def static_lookup(cls: type, name: str) -> Any:
    """What `name` is in the first class of the MRO that defines it, unbound; None when none does."""
    for base in mro_of(cls):
        namespace = namespace_of(base)
        if name in namespace:
            return namespace[name]
    return None


def dict_getter(cls: type, *, holds: bool = True) -> Getter | None:
    """How to get the attribute dict of an instance of exactly `cls`; None when instances have none.

    Where the getter `holds`, it holds the class, by way of its descriptor; otherwise it is slower, and classes may end.
    """
    if derives(cls, BaseException):
        getter: Getter = BaseException.__dict__["__dict__"].__get__
        return getter
    for at, base in enumerate(mro_of(cls)):
        descriptor = namespace_of(base).get("__dict__")
        if type(descriptor) is types.GetSetDescriptorType and base is not type:
            return descriptor.__get__ if holds else _dict_getter_at(at)
    return None


def _dict_getter_at(at: int) -> Getter:
    mro, namespace = mro_of, namespace_of

    def get(obj: Any) -> Any:
        return namespace(mro(type(obj))[at])["__dict__"].__get__(obj)

    return get


def slot_getters(cls: type) -> list[tuple[str, Getter]]:
    """(name, getter) of every slot that a class of the program declared, base classes first. A getter raises AttributeError for one not set."""
    found = []
    mro = mro_of(cls)
    for at in range(len(mro) - 1, -1, -1):
        if made_in_python(mro[at]):
            for name, member in namespace_of(mro[at]).items():
                if type(member) is types.MemberDescriptorType and type(name) is str:
                    found.append((name, _slot_getter(at, name)))
    return found


def _slot_getter(at: int, name: str) -> Getter:
    def get(obj: Any) -> Any:
        member = namespace_of(mro_of(type(obj))[at]).get(name)
        if type(member) is not types.MemberDescriptorType:  # the program has put something else in its place
            raise AttributeError(name)
        return member.__get__(obj)

    return get


def name_text(name: object) -> str:
    """A key of an attribute dict as a name; keys that are no plain strings are only hinted at."""
    if type(name) is str:
        return name.replace("\x1f", "\\x1f")
    return f"<{name_of(type(name))}>"
