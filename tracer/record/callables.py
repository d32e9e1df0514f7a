"""Reading functions, methods, classes, modules and descriptors."""

import inspect
import types
from typing import Any

from .. import sealed
from . import safe
from .reading import Contents, names_in

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
    return type(module) is not str or module == "__main__"


def read_function(function: types.FunctionType) -> Contents:
    """Defaults ("name="), closure variables, then attributes that the program gave it. Others' functions are only named."""
    code = function.__code__
    text = _signature(code, function.__name__)
    defaults, keyword_defaults, closure = function.__defaults__, function.__kwdefaults__, function.__closure__
    attributes = function.__dict__
    if not (defaults or keyword_defaults or closure or attributes) or not is_made_here(function.__globals__):
        return [], (), text
    names: list[str] = []
    children: list[Any] = []
    if defaults:
        count = code.co_argcount
        children += tuple.__getitem__(defaults, slice(-count, None)) if count else ()
        names += [name + "=" for name in code.co_varnames[count - len(children) : count]]
    if keyword_defaults:
        names += [safe.name_text(name) + "=" for name in dict.__iter__(keyword_defaults)]
        children += dict.values(keyword_defaults)
    for name, cell in zip(code.co_freevars, closure or (), strict=False):
        try:
            children.append(cell.cell_contents)
        except ValueError:  # the enclosing frame has not bound it yet, or has deleted it
            continue
        names.append(name)
    if attributes:
        names += names_in(attributes)
        children += dict.values(attributes)
    return children, tuple(names), text


_signatures: dict[int, tuple[types.CodeType, Any, str]] = {}  # by address of the code, which is kept
MOST_SIGNATURES = 2_000


def _signature(code: types.CodeType, name: Any) -> str:
    known = _signatures.get(id(code))
    if known is not None and known[1] is name:
        return known[2]
    text = f"{safe.plain(name)}({', '.join(parameters(code))})"
    if len(_signatures) < MOST_SIGNATURES:
        _signatures[id(code)] = (code, name, text)
    return text


def forget_signatures() -> None:
    """The run is over, and its code may go."""
    _signatures.clear()


def read_method(method: types.MethodType) -> Contents:
    """The object that the method is bound to, and its function."""
    owner: Any = method.__self__
    function = method.__func__
    of = safe.name_of(owner) if safe.derives(type(owner), type) else safe.name_of(type(owner))
    name = safe.plain(function.__name__) if type(function) is types.FunctionType else "…"
    return [owner, function], ("self", "function"), f"{of}.{name}"


def read_builtin(function: Any) -> Contents:
    """A function written in C; the object that it is bound to, when it is bound to one."""
    owner = function.__self__
    if owner is None or type(owner) is types.ModuleType:
        return [], (), function.__name__
    if safe.derives(type(owner), type):
        return [], (), f"{safe.name_of(owner)}.{function.__name__}"
    return [owner], ("self",), f"{safe.name_of(type(owner))}.{function.__name__}"


_namespace_of_module: Any = vars(types.ModuleType)["__dict__"].__get__


def read_module(module: types.ModuleType) -> Contents:
    """A module is only named: what is in it is not the program's."""
    name = _namespace_of_module(module).get("__name__")
    return [], (), name if type(name) is str else "module"


def read_property(prop: property) -> Contents:
    """The functions that a property calls."""
    found = [(name, getattr(prop, name)) for name in ("fget", "fset", "fdel")]
    kept = [(name, function) for name, function in found if function is not None]
    return [function for _, function in kept], tuple(name for name, _ in kept), "property"


def read_wrapped(wrapper: Any) -> Contents:
    """The function inside a staticmethod or classmethod."""
    cls = type(wrapper)
    return [wrapper.__func__], ("function",), cls.__name__


def read_cell(cell: types.CellType) -> Contents:
    """A closure's cell, when the program holds one itself."""
    try:
        return [cell.cell_contents], ("contents",), "cell"
    except ValueError:
        return [], (), "cell, empty"


def read_class(cls: type) -> Contents:
    """Own attributes of a class without what Python adds; its bases as text. Others' classes are only named."""
    bases = [safe.name_of(base) for base in safe.bases_of(cls) if base is not object]
    text = f"({', '.join(bases)})" if bases else ""
    if not safe.made_in_python(cls) or not is_made_here(safe.namespace_of(cls)):
        return [], (), text
    names: list[str] = []
    children: list[Any] = []
    for name, child in safe.namespace_of(cls).items():
        if type(name) is str and name in safe.CLASS_NAMES:
            continue
        if type(child) is types.MemberDescriptorType or type(child) is types.GetSetDescriptorType:
            continue
        names.append(safe.name_text(name))
        children.append(child)
    return children, tuple(names), text


def glance_at_function(function: types.FunctionType) -> tuple[list[int], Any] | None:
    """As `glance_at_class`; None for a function that holds more than most."""
    if function.__closure__ or function.__kwdefaults__ or function.__dict__:
        return None
    kept = function.__code__, function.__name__, function.__defaults__
    return list(map(id, kept)), kept


def glance_at_class(cls: type) -> tuple[list[int], Any]:
    """(addresses that are others after any change of what `read_class` reads, what must be kept so that they stay taken)."""
    namespace = safe.namespace_of(cls)
    names = list(namespace)
    ids = [*map(id, names), *map(id, namespace.values()), id(safe.raw_name_of(cls)), id(bases := safe.bases_of(cls))]
    return ids, (names, bases)
