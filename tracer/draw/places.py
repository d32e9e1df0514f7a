"""Heights in columns, given out so that no two objects have the same one at the same time.

Rule: what was given stays given for the whole life of an object.
"""

from bisect import insort
from collections.abc import Sequence
from typing import NamedTuple

LOOSE = 320  # px below everything else: what comes farther away would seem lost


class Place(NamedTuple):
    """`x`, `y`: corner of the part (its caption included). `column`: 1 and up. `limit`: px its box may be wide.
    `height`: px kept free for the part."""

    column: int
    x: int
    y: int
    limit: int
    height: int


class Shelves:
    """Which heights of which column are taken, by whom and in which steps."""

    def __init__(self, columns: int, top: int, gap: int):
        self.top = top
        self.gap = gap
        self.taken: list[list[tuple[int, int, int, int, int]]] = [[] for _ in range(columns)]

    def put(self, oid: int, column: int, wish: int, height: int, spans: Sequence[tuple[int, int]]) -> int:
        """The free height nearest below `wish`; it is taken in these stretches of steps from then on."""
        y = max(wish, self.top)
        for top, bottom, start, end, other in self.taken[column - 1]:
            if other != oid and top < y + height + self.gap and bottom + self.gap > y:
                for first, last in spans:
                    if start <= last and end >= first:
                        y = bottom + self.gap
                        break
        for first, last in spans:
            insort(self.taken[column - 1], (y, y + height, first, last, oid))
        return y

    def bottom(self, step: int) -> int:
        """Where the lowest of what is there in a step ends."""
        ends = [end for taken in self.taken for _, end, first, last, _ in taken if first <= step <= last]
        return max(ends, default=self.top)

    def hold(self, oid: int, column: int, top: int, bottom: int, step: int) -> None:
        """Notes that an object is there in a step, whatever was expected of it."""
        for start, end, first, last, other in self.taken[column - 1]:
            if other == oid and first <= step <= last and start <= top and bottom <= end:
                return
        insort(self.taken[column - 1], (top, bottom, step, step, oid))

    def leave(self, oid: int, column: int) -> None:
        """Gives up the place of an object."""
        self.taken[column - 1] = [entry for entry in self.taken[column - 1] if entry[4] != oid]
