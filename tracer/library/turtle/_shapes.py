"""The shapes of turtles. A polygon's points are (to the right, ahead) of the turtle, as in `register_shape`."""

import math
from typing import Any

from ._sheet import TurtleGraphicsError, number

Polygon = tuple[tuple[float, float], ...]


class Shape:
    """A shape of one polygon, or a compound of several with colours of their own."""

    __module__ = "turtle"

    def __init__(self, type_: str, data: Any = None):
        if type_ not in ("polygon", "compound", "image"):
            raise TurtleGraphicsError(f"There is no shape type {type_}: use 'polygon' or 'compound'.")
        self._type = type_
        self._data: Any = [] if type_ == "compound" else polygon(data) if type_ == "polygon" else data

    def addcomponent(self, poly: Any, fill: Any, outline: Any = None) -> None:
        """One polygon more, of a compound shape."""
        if self._type != "compound":
            raise TurtleGraphicsError(f"Cannot add component to {self._type} Shape")
        self._data.append((polygon(poly), fill, fill if outline is None else outline))


def polygon(points: Any) -> Polygon:
    """Checked points."""
    try:
        found = tuple((number(x, "a shape"), number(y, "a shape")) for x, y in points)
    except (TypeError, ValueError):
        raise TurtleGraphicsError("A shape is a list of points, each a pair of numbers: ((0, 0), (10, -5), (0, 20)).") from None
    if len(found) < 2:
        raise TurtleGraphicsError(f"A shape needs two points at least, not {len(found)}.")
    return found


def _mirrored(*half: tuple[float, float]) -> Polygon:
    """Both halves of what is the same on the left and on the right. `half`: from front to back."""
    return half + tuple((-x, y) for x, y in reversed(half) if x)


_TURTLE = (
    *((0, 16), (2.5, 14.5), (3.2, 12), (2.2, 9.5), (5, 8), (7.5, 10.5), (9.7, 9.5), (9.2, 7), (6.8, 5), (8, 1)),
    *((7.7, -3), (6.4, -6), (9, -8.2), (8.6, -10.3), (6.4, -10.6), (4.4, -8.2), (2, -9.6), (0, -12.5)),
)
BUILT_IN: dict[str, Polygon] = {
    "arrow": ((-9, -2), (9, -2), (0, 9)),
    "circle": tuple((10 * math.sin(math.tau * at / 24), 10 * math.cos(math.tau * at / 24)) for at in range(24)),
    "classic": ((0, 0), (-5.5, -10), (0, -7.5), (5.5, -10)),
    "square": ((10, -10), (10, 10), (-10, 10), (-10, -10)),
    "triangle": ((10, -6), (0, 11.5), (-10, -6)),
    "turtle": _mirrored(*_TURTLE),
}
