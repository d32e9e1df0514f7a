"""What all turtles share: the way into the recording, the errors, and vectors."""

import json
import math
import sys
from collections.abc import Callable
from typing import Any

TURTLE = 5  # the stream of drawing commands: docs/trace-format.md
show: Callable[[int, str], None] = globals()["show"]  # whoever hands this module out has put it there


class TurtleGraphicsError(Exception):
    """What was asked for cannot be drawn."""

    __module__ = "turtle"


class Terminator(Exception):
    """There for programs that catch it: nobody closes a window here."""

    __module__ = "turtle"


class Vec2D(tuple[float, float]):
    """A vector of two numbers: `a + b`, `a - b`, `-a`, `2 * a`, `a * b` (inner product), `abs(a)`, `a.rotate(angle)`."""

    __module__ = "turtle"

    def __new__(cls, x: float, y: float) -> "Vec2D":
        return tuple.__new__(cls, (x, y))

    def __add__(self, other: Any) -> "Vec2D":
        return Vec2D(self[0] + other[0], self[1] + other[1])

    def __sub__(self, other: Any) -> "Vec2D":
        return Vec2D(self[0] - other[0], self[1] - other[1])

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Vec2D):
            return self[0] * other[0] + self[1] * other[1]
        return Vec2D(self[0] * other, self[1] * other)

    def __rmul__(self, other: Any) -> Any:
        if isinstance(other, int | float):
            return Vec2D(self[0] * other, self[1] * other)
        return NotImplemented

    def __neg__(self) -> "Vec2D":
        return Vec2D(-self[0], -self[1])

    def __abs__(self) -> float:
        return math.hypot(self[0], self[1])

    def __getnewargs__(self) -> tuple[float, float]:
        return (self[0], self[1])

    def rotate(self, angle: float) -> "Vec2D":
        """Turned counterclockwise by `angle` degrees."""
        east, north = direction(angle)
        return Vec2D(self[0] * east - self[1] * north, self[0] * north + self[1] * east)

    def __repr__(self) -> str:
        return f"({self[0]:.2f},{self[1]:.2f})"


def direction(angle: float) -> tuple[float, float]:
    """The step of length 1 at this angle, in degrees; exact where an axis is followed."""
    exact = {0.0: (1.0, 0.0), 90.0: (0.0, 1.0), 180.0: (-1.0, 0.0), 270.0: (0.0, -1.0)}.get(angle % 360)
    return exact or (math.cos(math.radians(angle)), math.sin(math.radians(angle)))


def number(value: Any, of: str) -> float:
    """`value`, which must be a number. Raises TypeError, or ValueError where no place on a sheet of paper can be meant."""
    if isinstance(value, str | bytes) or not (hasattr(value, "__float__") or hasattr(value, "__index__")):
        raise TypeError(f"{of} needs a number, not {_shown(value)}")
    if not math.isfinite(value):
        raise ValueError(f"{of} needs a finite number, not {value}")
    return float(value) if not isinstance(value, int | float) else value


def pair(x: Any, y: Any, of: str) -> tuple[float, float]:
    """(x, y) from two numbers, or from one pair of them."""
    if y is None:
        try:
            x, y = x
        except (TypeError, ValueError):
            raise TypeError(f"{of} needs x and y, two numbers, not {_shown(x)}") from None
    return number(x, of), number(y, of)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:40] + "…"


def tell(*command: Any) -> None:
    """One command into the recording."""
    show(TURTLE, json.dumps([_rounded(part) for part in command], separators=(",", ":")))


def _rounded(part: Any) -> Any:
    if isinstance(part, float):
        part = round(part, 3)
        return int(part) if part == int(part) else part
    if isinstance(part, list | tuple):
        return [_rounded(inner) for inner in part]
    return part


_told: set[str] = set()


def tell_once(sentence: str) -> None:
    """A sentence on stderr, the first time only."""
    if sentence not in _told:
        _told.add(sentence)
        sys.stderr.write(sentence + "\n")


def no_events(name: str) -> None:
    """Keys, clicks and timers belong to a window."""
    tell_once(f"turtle: {name}() does nothing here. Keys, clicks and timers need a window; what the program draws is shown.")
