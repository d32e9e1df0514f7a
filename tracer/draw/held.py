"""What is written inside its holder, and what gets a box of its own with a reference to it.

Rule: an object that can change, or whose identity a learner should see, is never written inside its holder
in the "inline" way; what is written inside is immutable or known by its name (functions, modules).
"""

import ast
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..trace.model import ATOMS, Obj
from .text import double_quoted

LONGEST_KEY = 32  # columns; a tuple used as a key is written out when it is not longer
NAMED_KINDS = frozenset(("class", "function", "method", "builtin", "generator", "coroutine"))
OWN_CLASS = "__class__"  # what `super()` needs in a method's closure: noise to a learner
ARRAY = "ndarray"  # NumPy's
Heap = Mapping[int, Obj]


class Manner(NamedTuple):
    """How values are written. `made`: names of the classes and functions that the program's own text makes."""

    primitives: str = "inline"
    made: frozenset[str] = frozenset()


def names_made_in(sources: Iterable[str]) -> frozenset[str]:
    """The names of all classes and functions in some source texts; of one that is no Python, none."""
    names = {"<lambda>", "type"}
    for source in sources:
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                names.add(node.name)
    return frozenset(names)


def written(oid: int, heap: Heap, manner: Manner) -> str | None:
    """The text of object `oid` inside its holder, or None when it has a box of its own."""
    obj = heap.get(oid)
    if obj is None:
        return "?"
    kind = obj.kind
    if kind in ATOMS:
        return None if manner.primitives == "objects" else atom_text(obj)
    if kind in ("function", "builtin", "method"):
        foreign = kind == "function" and obj.text.partition("(")[0] not in manner.made
        return callable_text(obj) if foreign or is_plain(obj, heap) else None
    if kind == "module":
        return f"module {obj.text}"
    if kind == "enum":
        return None if manner.primitives == "objects" else obj.text
    if kind == "file":
        return f"file {obj.text}"
    if kind == "class" and (not obj.names or obj.type not in manner.made):
        return noun(obj)
    if obj.items:
        return None
    if kind == "descriptor":
        return obj.type
    if kind == "other" and obj.type == ARRAY:
        return None  # it can be changed, and two names can share it
    if kind in ("other", "iterator"):
        return f"{obj.type}, {obj.text}" if obj.text and obj.type not in obj.text else obj.text or obj.type
    if kind in ("tuple", "frozenset") and not obj.length and obj.type == kind:
        return "()" if kind == "tuple" else "frozenset()"
    return None


def atom_text(obj: Obj) -> str:
    """An atom as one would type it."""
    return double_quoted(obj.text) if obj.kind == "str" else obj.text


def callable_text(obj: Obj) -> str:
    """A lambda by its parameters, anything else that can be called by its name."""
    name, _, rest = obj.text.partition("(")
    return f"lambda ({rest}" if name == "<lambda>" else f"{obj.kind} {name}"


def short(name: str, text: str) -> str:
    """What is written beside a name that already says the rest: of the function `add` under the name "add" only "function"."""
    return "function" if text == f"function {name}" else text


def is_plain(obj: Obj, heap: Heap) -> bool:
    """Whether a function holds nothing but defaults that are atoms: then its signature says enough."""
    if obj.kind != "function":
        return not obj.items
    return all(name == OWN_CLASS or (name.endswith("=") and is_atom(heap.get(oid))) for name, oid in obj.fields)


def is_atom(obj: Obj | None) -> bool:
    """Whether `obj` holds no other objects and never changes."""
    return obj is None or obj.kind in ATOMS


def key_text(oid: int, heap: Heap, manner: Manner) -> str | None:
    """A key of a mapping or element of a set: as `written`, and short tuples of atoms written out too."""
    text = written(oid, heap, manner._replace(primitives="inline"))
    obj = heap.get(oid)
    if text is not None or obj is None:
        return text
    if obj.kind in ("tuple", "frozenset") and obj.type == obj.kind and not obj.cut:
        parts = [key_text(part, heap, manner) for part in obj.elements[:LONGEST_KEY]]
        if all(part is not None for part in parts):
            inside = ", ".join(str(part) for part in parts)
            inside = f"({inside},)" if len(parts) == 1 else f"({inside})"
            text = inside if obj.kind == "tuple" else f"frozenset({inside})"
            return text if len(text) <= LONGEST_KEY else None
    return None


def noun(obj: Obj) -> str:
    """What to call an object in words: "list", "Basket", "class Basket", "function add"."""
    if obj.kind == "class":
        return f"class {obj.type}"
    if obj.kind in ("function", "method", "builtin"):
        return f"{obj.kind} {obj.text.partition('(')[0]}"
    if obj.kind in ("generator", "coroutine"):
        return f"{obj.kind} {obj.text.partition(',')[0]}"
    return obj.type


def short_noun(obj: Obj) -> str:
    """What to call an object beside its number: "list", "Basket", "class", "function"."""
    return obj.kind if obj.kind in NAMED_KINDS else obj.type
