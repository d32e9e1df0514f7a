"""Reading functions, methods, classes, modules and descriptors."""

import inspect
import types
from typing import Any

from .. import sealed
from . import safe
from .reading import Contents

__builtins__ = sealed.BUILTINS

VARARGS, VARKEYWORDS = inspect.CO_VARARGS, inspect.CO_VARKEYWORDS


def parameters(code: types.CodeType) -> list[str]:
    """The parameters of `code` as a signature writes them: "a", "/", "*args", "key", "**rest"."""
    count, names = code.co_argcount, code.co_varnames
    texts = list(names[:count])
    if code.co_posonlyargcount:
        texts.insert(code.co_posonlyargcount, "/")
    at = count + code.co_kwonlyargcount
    if code.co_flags & VARARGS:
        texts.append("*" + names[at])
        at += 1
    elif code.co_kwonlyargcount:
        texts.append("*")
    texts += names[count : count + code.co_kwonlyargcount]
    if code.co_flags & VARKEYWORDS:
        texts.append("**" + names[at])
    return texts


def is_made_here(namespace: Any) -> bool:
    """Whether a module's or a class's names say that the program itself made it."""
    module = namespace.get("__module__", namespace.get("__name__"))
    return module is None or type(module) is not str or module == "__main__"


def read_function(function: types.FunctionType) -> Contents:
    """Defaults ("name="), closure variables, then attributes that the program gave it. Others' functions are only named."""
    code = function.__code__
    text = f"{function.__name__}({', '.join(parameters(code))})"
    if not is_made_here(function.__globals__):
        return [], (), text
    names: list[str] = []
    children: list[Any] = []
    defaults = function.__defaults__
    if defaults:
        count = code.co_argcount
        names += [name + "=" for name in code.co_varnames[count - len(defaults) : count]]
        children += defaults[-count:] if len(defaults) > count else defaults
    keyword_defaults = function.__kwdefaults__
    if keyword_defaults:
        names += [safe.name_text(name) + "=" for name in keyword_defaults]
        children += dict.values(keyword_defaults)
    if function.__closure__:
        for name, cell in zip(code.co_freevars, function.__closure__, strict=False):
            try:
                children.append(cell.cell_contents)
            except ValueError:  # the enclosing frame has not bound it yet, or has deleted it
                continue
            names.append(name)
    attributes = function.__dict__
    if attributes:
        names += map(safe.name_text, attributes)
        children += dict.values(attributes)
    return children, tuple(names), text


def read_method(method: types.MethodType) -> Contents:
    """The object that the method is bound to, and its function."""
    owner, function = method.__self__, method.__func__
    of = safe.name_of(owner) if type(owner) is type else safe.name_of(type(owner))
    name = function.__name__ if type(function) is types.FunctionType else "…"
    return [owner, function], ("self", "function"), f"{of}.{name}"


def read_builtin(function: Any) -> Contents:
    """A function written in C; the object that it is bound to, when it is bound to one."""
    owner = function.__self__
    if owner is None or type(owner) is types.ModuleType:
        return [], (), function.__name__
    if type(owner) is type:
        return [], (), f"{safe.name_of(owner)}.{function.__name__}"
    return [owner], ("self",), f"{safe.name_of(type(owner))}.{function.__name__}"


def read_module(module: types.ModuleType) -> Contents:
    """A module is only named: what is in it is not the program's."""
    name = types.ModuleType.__dict__["__dict__"].__get__(module).get("__name__")
    return [], (), name if type(name) is str else "module"


def read_property(prop: property) -> Contents:
    """The functions that a property calls."""
    found = [(name, getattr(prop, name)) for name in ("fget", "fset", "fdel")]
    kept = [(name, function) for name, function in found if function is not None]
    return [function for _, function in kept], tuple(name for name, _ in kept), "property"


def read_wrapped(wrapper: Any) -> Contents:
    """The function inside a staticmethod or classmethod."""
    cls = type(wrapper)
    return [cls.__dict__["__func__"].__get__(wrapper)], ("function",), cls.__name__


def read_cell(cell: types.CellType) -> Contents:
    """A closure's cell, when the program holds one itself."""
    try:
        return [cell.cell_contents], ("contents",), "cell"
    except ValueError:
        return [], (), "cell, empty"


def read_class(cls: type) -> Contents:
    """Own attributes of a class without what Python adds; its bases as text. Others' classes are only named."""
    bases = [safe.name_of(base) for base in type.__dict__["__bases__"].__get__(cls) if base is not object]
    text = f"({', '.join(bases)})" if bases else ""
    if not safe.flags_of(cls) & safe.HEAP_TYPE or not is_made_here(safe.namespace_of(cls)):
        return [], (), text
    names: list[str] = []
    children: list[Any] = []
    for name, child in safe.namespace_of(cls).items():
        if name in safe.CLASS_NAMES or type(child) in _SLOTS:
            continue
        names.append(safe.name_text(name))
        children.append(child)
    return children, tuple(names), text


_SLOTS = (types.MemberDescriptorType, types.GetSetDescriptorType)
