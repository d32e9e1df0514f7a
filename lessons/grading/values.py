"""Values as text that says all that counts, and texts compared as the values they stand for.

Rule: nothing of the learner's runs because a value is looked at: classes of the learner's own are shown by name.
"""

import math
from typing import Any

from tracer import sealed

__builtins__ = sealed.BUILTINS

MOST_DEPTH = 12
MOST_PARTS = 10_000
MOST_DIGITS_BITS = 10_000
NAMES = {"set": set, "frozenset": frozenset, "inf": math.inf, "nan": math.nan}
NEAR = 1e-9  # floats that differ by less than this part of themselves are the same: another order of adding is no mistake


def text_of(value: Any) -> str:
    """`value` as Python writes it; sets and the keys of dicts in one order; `<Point>` for what is no value of Python's own."""
    return _text(value, 0, [MOST_PARTS])


def _text(value: Any, depth: int, room: list[int]) -> str:
    kind = type(value)
    room[0] -= 1
    if room[0] < 0 or depth > MOST_DEPTH:
        return "…"
    if kind is int:
        return repr(value) if int.bit_length(value) < MOST_DIGITS_BITS else f"<an int of {int.bit_length(value)} bits>"
    if kind in (bool, float, complex, str, bytes, type(None), range):
        return repr(value)
    if kind in (list, tuple):
        parts = [_text(part, depth + 1, room) for part in kind.__iter__(value)]
        if kind is tuple:
            return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
        return f"[{', '.join(parts)}]"
    if kind in (set, frozenset):
        parts = sorted(_text(part, depth + 1, room) for part in kind.__iter__(value))
        if kind is set:
            return f"{{{', '.join(parts)}}}" if parts else "set()"
        return f"frozenset({{{', '.join(parts)}}})" if parts else "frozenset()"
    if kind is dict:
        pairs = [f"{_text(key, depth + 1, room)}: {_text(part, depth + 1, room)}" for key, part in dict.items(value)]
        return f"{{{', '.join(pairs)}}}"
    return f"<{type.__getattribute__(kind, '__name__')}>"


def value_of(text: str) -> Any:
    """The value that a text of `text_of` stands for; the text itself where it stands for none."""
    try:
        return eval(text, {"__builtins__": {}}, NAMES)
    except Exception:
        return text


def is_same(one: str, other: str) -> bool:
    """Whether two such texts stand for equal values of the same types, floats being near enough."""
    return one == other or _is_same(value_of(one), value_of(other))


def _is_same(one: Any, other: Any) -> bool:
    if type(one) is float and type(other) is float:
        return one == other or (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=NEAR, abs_tol=NEAR)
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_is_same(part, other[key]) for key, part in one.items())
    return bool(one == other)


def is_same_output(one: str, other: str) -> bool:
    """Whether two outputs read the same: spaces at the ends of lines, and empty lines at the end, are no difference."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]
