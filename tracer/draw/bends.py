"""A bend of an arrow: from a box of one column to a box of the next, through the gutter between the two.

Rule: a bend is as short as it can be; where boxes are in its way it keeps clear of all that stand between its two heights.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from math import asin, sin
from typing import NamedTuple

CLEAR = 5  # px kept between an arrow that passes and a box


class Rect(NamedTuple):
    """A part in the picture: everything of it, its caption too."""

    top: float
    bottom: float
    left: float
    right: float


class Column(NamedTuple):
    """`left`, `right`: the column's edges, px; `rects`: its parts from top to bottom, never overlapping."""

    left: float
    right: float
    rects: list[Rect]
    tops: list[float]
    bottoms: list[float]

    def between(self, low: float, high: float) -> list[Rect]:
        """The parts between two heights, those that only come near among them."""
        start = bisect_right(self.bottoms, low - CLEAR)
        return self.rects[start : bisect_left(self.tops, high + CLEAR, start)]


def column_of(left: float, right: float, rects: Iterable[Rect]) -> Column:
    """A column with these parts."""
    ordered = sorted(rects)
    return Column(left, right, ordered, [rect.top for rect in ordered], [rect.bottom for rect in ordered])


class Bend(NamedTuple):
    """A way between two neighbouring columns: from (x, y) to the height `goal`, bending from `first` to `last`. `blocker`: the box in
    the way of a shorter bend, in the second column if `beyond`."""

    x: float
    y: float
    goal: float
    first: float
    last: float
    blocker: Rect | None
    beyond: bool

    def holds(self, column: Column, after: Column, news: set[Rect], news_beyond: set[Rect]) -> bool:
        """Whether it is the way still, where `news` are the places in the two columns that are taken or free and were not."""
        y, goal, blocker = self.y, self.goal, self.blocker
        if any(_is_at(rect, y) or (blocker is None and _meets(rect, self, beyond=False)) for rect in news):
            return False
        if any(_is_at(rect, goal) or (blocker is None and _meets(rect, self, beyond=True)) for rect in news_beyond):
            return False
        if blocker is None:
            return True
        return blocker not in (news_beyond if self.beyond else news) and around(column, self.x, y, after, goal) == self[3:5]


def bend_between(column: Column, x: float, y: float, after: Column, goal: float) -> Bend:
    """From (x, y) in `column` to the height `goal` at `after`."""
    first = max(x, rightmost(column, y, y))
    last = max(leftmost(after, goal, goal), first)
    bend = Bend(x, y, goal, first, last, None, beyond=False)
    blocker, beyond = _blocker(bend, column, after)
    return bend if blocker is None else Bend(x, y, goal, *around(column, x, y, after, goal), blocker, beyond)


def is_blocked(column: Column, x: float, y: float, after: Column, end: float, goal: float) -> bool:
    """Whether a bend from (x, y) to (end, goal) meets a box of the two columns."""
    return _blocker(Bend(x, y, goal, x, end, None, beyond=False), column, after)[0] is not None


def around(column: Column, x: float, y: float, after: Column, goal: float) -> tuple[float, float]:
    """Where a bend begins and ends that keeps clear of all boxes between its two heights."""
    low, high = (y, goal) if y < goal else (goal, y)
    first = max(x, rightmost(column, low, high))
    return first, max(leftmost(after, low, high), first)


def _blocker(bend: Bend, column: Column, after: Column) -> tuple[Rect | None, bool]:
    """The first box that a bend meets, and whether it is one of `after`.

    It goes right all the way: once it has left the widest box of `column` behind, it is clear of the others; seen from its end, likewise.
    """
    y, goal = bend.y, bend.goal
    if y == goal:
        return None, False
    low, high = (y, goal) if y < goal else (goal, y)
    rects = column.between(low, high)
    widest = max([rect.right for rect in rects], default=0.0) + CLEAR
    for rect in rects if y < goal else reversed(rects):
        at = _at(rect, bend, beyond=False)
        if at is None:
            continue
        if at < rect.right + CLEAR:
            return rect, False
        if at >= widest:
            break
    rects = after.between(low, high)
    first = min([rect.left for rect in rects], default=0.0) - CLEAR
    for rect in reversed(rects) if y < goal else rects:
        at = _at(rect, bend, beyond=True)
        if at is None:
            continue
        if at > rect.left - CLEAR:
            return rect, True
        if at <= first:
            break
    return None, False


def _at(rect: Rect, bend: Bend, *, beyond: bool) -> float | None:
    """Where a bend is as it passes the corner of a box that is nearest to it; None where it does not pass it."""
    y, goal = bend.y, bend.goal
    edge = rect.top - CLEAR if (goal > y) != beyond else rect.bottom + CLEAR
    if not (y < edge < goal or goal < edge < y):
        return None
    return _x_at((edge - y) / (goal - y), bend.first, bend.last)


def _meets(rect: Rect, bend: Bend, *, beyond: bool) -> bool:
    at = _at(rect, bend, beyond=beyond)
    return at is not None and (at > rect.left - CLEAR if beyond else at < rect.right + CLEAR)


def _is_at(rect: Rect, y: float) -> bool:
    """Whether a box has a say at the height `y`: as `Column.between` finds it."""
    return rect.bottom > y - CLEAR and rect.top < y + CLEAR


def _x_at(part: float, x: float, end: float) -> float:
    """Where a bend from `x` to `end` is when it has done `part` of its height: its height runs as 3t² - 2t³."""
    t = 0.5 - sin(asin(1 - 2 * part) / 3)
    return x + (end - x) * (1.5 * t - 1.5 * t * t + t * t * t)


def rightmost(column: Column, low: float, high: float) -> float:
    """The farthest right that a box of `column` reaches between two heights; its left edge when there is none."""
    return max([rect.right for rect in column.between(low, high)], default=column.left)


def leftmost(column: Column, low: float, high: float) -> float:
    """The farthest left that a box of `column` reaches between two heights; its left edge when there is none."""
    found = min([rect.left for rect in column.between(low, high)], default=None)
    return column.left if found is None else found - 2
