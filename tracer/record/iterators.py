"""Reading what has a place where it stands: generators, coroutines, iterators, files."""

import io
import types
from typing import Any

from .. import sealed
from . import safe, streams
from .cell_slots import locals_of
from .program import HIDDEN_VARIABLES
from .reading import Contents

__builtins__ = sealed.BUILTINS

SUSPENDABLE = {
    types.GeneratorType: "generator",
    types.CoroutineType: "coroutine",
    types.AsyncGeneratorType: "generator",
}
_PREFIX = {types.GeneratorType: "gi_", types.CoroutineType: "cr_", types.AsyncGeneratorType: "ag_"}

# Iterators whose __reduce__ is C code that gives what they run over and where they stand.
REDUCED: tuple[type, ...] = (type(iter([])), type(reversed([])), type(iter(())), type(iter("")), type(iter(range(0))))
WRAPPING: tuple[type, ...] = (enumerate, zip, map, filter)
COUNTED: tuple[type, ...] = (
    type(iter({})),
    type(iter({}.values())),
    type(iter({}.items())),
    type(iter(set())),
    type(reversed({})),
)
POSITIONED = REDUCED + WRAPPING + COUNTED

FILES = (io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.FileIO)


def read_suspended(obj: Any) -> Contents:
    """A generator or coroutine: where it stands, and the variables of its frame."""
    prefix = _PREFIX[type(obj)]
    code = getattr(obj, prefix + "code")
    frame = getattr(obj, prefix + "frame")
    if frame is None:
        return [], (), f"{code.co_name}, finished"
    names: list[str] = []
    children: list[Any] = []
    for name, value in locals_of(frame).items():
        if name not in HIDDEN_VARIABLES and not name.startswith("."):
            names.append(name)
            children.append(value)
    if getattr(obj, prefix + "running"):
        return children, tuple(names), f"{code.co_name}, running"
    if not getattr(obj, prefix + "suspended"):
        return children, tuple(names), f"{code.co_name}, not started"
    return children, tuple(names), f"{code.co_name}, suspended at line {frame.f_lineno}"


def read_positioned(obj: Any) -> Contents:
    """An iterator of a built-in type: what it runs over and where it stands."""
    cls = type(obj)
    if cls in COUNTED:
        return [], (), f"{obj.__length_hint__()} to come"
    try:
        reduced = obj.__reduce__()
    except TypeError:
        return [], (), ""
    if cls in WRAPPING:
        return _read_wrapping(cls, reduced)
    over = reduced[1][0] if len(reduced) > 1 and reduced[1] else None
    position = reduced[2] if len(reduced) > 2 and type(reduced[2]) is int else 0
    if cls is type(iter(range(0))):
        return [over], ("over",), f"next is item {position}"
    if type(over) in (list, tuple, str) and not over and position == 0:
        return [], (), "at its end"
    return [over], ("over",), f"next is item {position}"


def _read_wrapping(cls: type, reduced: Any) -> Contents:
    parts = list(reduced[1])
    if cls is enumerate:
        return parts[:1], ("over",), f"next number {parts[1]}" if type(parts[1]) is int else ""
    if cls in (map, filter):
        names = ("function", *("over" if i == 1 else f"over {i}" for i in range(1, len(parts))))
        return parts, names, ""
    return parts, tuple(f"over {i + 1}" for i in range(len(parts))), ""


def read_file(file: Any) -> Contents:
    """A file of the standard library: its name, mode, and whether it is open."""
    raw = file
    try:
        for _ in range(2):
            if type(raw) is io.TextIOWrapper:
                raw = raw.buffer
            elif safe.is_one_of(type(raw), FILES) and type(raw) is not io.FileIO:
                raw = raw.raw
    except ValueError:  # its buffer was taken away: detach()
        return [], (), "detached"
    if safe.is_one_of(type(raw), streams.OURS):
        mode = "r" if raw.readable() else "w"
        return [], (), f"{raw.name!r}, mode {mode!r}, {'closed' if raw.closed else 'open'}"
    if type(raw) is not io.FileIO:
        return [], (), f"a {safe.name_of(type(file))}"
    name = raw.name
    label = str.__repr__(name) if type(name) is str else "a file"
    kept: Any = getattr(file, "mode", None)  # a file of text keeps the word that it was opened with
    return [], (), f"{label}, mode {(kept if type(kept) is str else raw.mode)!r}, {'closed' if raw.closed else 'open'}"
