"""The drawing commands of turtles, as they stand in a trace (docs/trace-format.md, stream 5).

Rule: they come from a program, or from a stranger's file. One that is not as it should be is none.
"""

import json
import re
from typing import Any

from .. import sealed

__builtins__ = sealed.BUILTINS

FAR = 1e6
MOST_BRACKETS = 300  # deeper ones would need a deep stack, which a browser has not
MOST_POINTS = 100_000  # of one line

# What follows the kind: n a number, i a whole number, c a colour, C a colour or none, s a text, p points, P polygons.
COMMANDS = {
    "new": "i",
    "go": "inn",
    "line": "icnp",
    "turn": "inn",
    "look": "isicCnnnn",
    "dot": "inC",
    "text": "isscsnii",
    "stamp": "ii",
    "unstamp": "ii",
    "begin": "i",
    "fill": "iCp",
    "drop": "ii",
    "clear": "i",
    "gone": "",
    "background": "c",
    "size": "nn",
    "world": "nnnn",
    "title": "s",
    "shape": "sP",
}
_COLOR = re.compile(r"#[0-9a-f]{6}")


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) <= FAR


def _are_points(value: Any) -> bool:
    return type(value) is list and not len(value) % 2 and 2 <= len(value) <= MOST_POINTS and all(map(_is_number, value))


def _is_paint(value: Any) -> bool:
    return value == "" or (type(value) is str and _COLOR.fullmatch(value) is not None)


def _are_polygons(value: Any) -> bool:
    return type(value) is list and all(
        type(part) is list and len(part) == 3 and _are_points(part[0]) and _is_paint(part[1]) and _is_paint(part[2])
        for part in value
    )


CHECKS = {
    "n": _is_number,
    "i": lambda value: type(value) in (int, bool) and abs(value) <= FAR,
    "c": _is_paint,
    "C": _is_paint,
    "s": lambda value: type(value) is str,
    "p": _are_points,
    "P": _are_polygons,
}


def command_of(text: str) -> list[Any] | None:
    """The command in this text; None when it is none."""
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        return None
    try:
        command = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if type(command) is not list or not command or type(command[0]) is not str:
        return None
    form = COMMANDS.get(command[0])
    if form is None or len(command) != len(form) + 1:
        return None
    return command if all(CHECKS[kind](value) for kind, value in zip(form, command[1:], strict=True)) else None
