"""Looking at an object without running a line of its code.

Rule: nothing here calls a method that a class of the program could define. Types are asked through `type`'s own
descriptors, instances through the descriptors that their class got from C.
"""

import types
from collections.abc import Callable
from typing import Any

from .. import sealed

__builtins__ = sealed.BUILTINS

Getter = Callable[[Any], Any]

mro_of: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
name_of: Callable[[type], str] = type.__dict__["__name__"].__get__
namespace_of: Callable[[type], types.MappingProxyType[str, Any]] = type.__dict__["__dict__"].__get__
flags_of: Callable[[type], int] = type.__dict__["__flags__"].__get__
HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: made at run time, not a static type of C
MODULE_NAMES = frozenset(
    (
        *("__name__", "__builtins__", "__doc__", "__loader__", "__spec__", "__package__", "__file__"),
        *("__cached__", "__annotations__", "__annotate__", "__conditional_annotations__"),
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


def static_lookup(cls: type, name: str) -> Any:
    """What `name` is in the first class of the MRO that defines it, unbound; None when none does."""
    for base in mro_of(cls):
        namespace = namespace_of(base)
        if name in namespace:
            return namespace[name]
    return None


def dict_getter(cls: type) -> Getter | None:
    """How to get the attribute dict of an instance of `cls`; None when instances have none."""
    for base in mro_of(cls):
        descriptor = namespace_of(base).get("__dict__")
        if type(descriptor) is types.GetSetDescriptorType and base is not type:
            return descriptor.__get__
    if BaseException in mro_of(cls):
        getter: Getter = BaseException.__dict__["__dict__"].__get__
        return getter
    return None


def slot_getters(cls: type) -> list[tuple[str, Getter]]:
    """(name, getter) of every slot that a class of the program declared, base classes first."""
    found = []
    for base in mro_of(cls)[::-1]:
        if flags_of(base) & HEAP_TYPE:
            for name, member in namespace_of(base).items():
                if type(member) is types.MemberDescriptorType and type(name) is str:
                    found.append((name, member.__get__))
    return found


def name_text(name: object) -> str:
    """A key of an attribute dict as a name; keys that are no plain strings are only hinted at."""
    if type(name) is str:
        return name.replace("\x1f", "\\x1f")
    return f"<{name_of(type(name))}>"
