"""The ways of arrows: from a dot to the edge of a box, through the gutters between columns, never over text.

Column 0 is the frames, columns 1 and up are objects. An arrow bends only in gutters; it passes a column only
between two of its boxes, or above or below them all. Forward arrows enter on the left edge; those to the same
column or back enter on the right edge.

Rule: a route depends on its two ends and on the boxes of the columns between them, on nothing else.
"""

from bisect import bisect_right
from typing import NamedTuple

from .bends import CLEAR, Bend, Column, bend_between, is_blocked, leftmost, rightmost

TIP = 3  # px between the tip and the box
HEAD = 6.0  # px, length of the head; half of it to either side
REACH = 2 * CLEAR + 2  # px around a way in which a box changes it
LANES = (0.0, -3.0, 3.0)  # px beside the middle of a passage, so that arrows passing together can be told apart


class End(NamedTuple):
    """The box an arrow goes to: its left and right edges, and the heights at which arrows enter."""

    left: float
    right: float
    enter_left: float
    enter_right: float


class Route(NamedTuple):
    """`path`: SVG path data. `low`, `high`: heights between which boxes had a say in it. `bend`: of a way that is a single one."""

    path: str
    low: float
    high: float
    bend: Bend | None


def route(columns: list[Column], a: int, start: tuple[float, float], b: int, end: End, lane: int) -> Route:
    """The way from `start` in column `a` to the box `end` in column `b`, with its head."""
    heights = [start[1]]
    bends: list[Bend] = []
    if b > a:
        path = _forward(columns, a, start, b, end, lane, heights, bends)
    else:
        path = _back(columns, a, start, b, end, lane, heights)
    return Route(path, min(heights) - REACH, max(heights) + REACH, bends[0] if b == a + 1 and bends else None)


def _forward(
    columns: list[Column],
    a: int,
    start: tuple[float, float],
    b: int,
    end: End,
    lane: int,
    heights: list[float],
    bends: list[Bend],
) -> str:
    x, y = start
    goal = end.enter_left
    heights.append(goal)
    ways = [goal] * (b - a - 1)
    between = columns[a + 1 : b]
    if any(blocked(column, goal) for column in between):
        ways = []
        at = y
        for column in between:
            at = passage(column, at, goal, lane, heights)
            ways.append(at)
    path = [f"M{_n(x)} {_n(y)}"]
    for index, column in enumerate(between):
        way = ways[index]
        path.append(_bend(columns[a + index], x, y, column, way, bends))
        y, x = way, column.right
        path.append(f"H{_n(x)}")
    path.append(_bend(columns[b - 1], x, y, columns[b], goal, bends))
    tip = end.left - TIP
    path.append(f"H{_n(tip)}{_head(tip, goal, -HEAD)}")
    return "".join(path)


def _back(columns: list[Column], a: int, start: tuple[float, float], b: int, end: End, lane: int, heights: list[float]) -> str:
    x, y = start
    goal = end.enter_right
    heights.append(goal)
    path = [f"M{_n(x)} {_n(y)}"]
    for index in range(a, b, -1):
        column = columns[index]
        way = passage(column, y, goal, lane, heights)
        if index == a:
            path.append(_turn(column, x, y, way))
        else:
            path.append(_bend_back(columns[index + 1], y, column, way))
        y = way
        path.append(f"H{_n(column.left)}")
    if a == b:
        path.append(_turn(columns[a], x, y, goal))
    else:
        path.append(_bend_back(columns[b + 1], y, columns[b], goal))
    tip = end.right + TIP
    path.append(f"H{_n(tip)}{_head(tip, goal, HEAD)}")
    return "".join(path)


def _bend(column: Column, x: float, y: float, after: Column, goal: float, bends: list[Bend]) -> str:
    """From (x, y) in `column` to the height `goal` at `after`, bending between the boxes of the two. The bend goes into `bends`."""
    bend = bend_between(column, x, y, after, goal)
    bends.append(bend)
    first, last = bend.first, bend.last
    straight = f"H{_n(first)}" if first - x > 0.5 else ""
    half = (last - first) * 0.5
    return f"{straight}C{_n(first + half)} {_n(y)} {_n(last - half)} {_n(goal)} {_n(last)} {_n(goal)}"


def _bend_back(after: Column, y: float, column: Column, goal: float) -> str:
    """From the left edge of `after` at `y` back to the height `goal` right of the boxes of `column`."""
    first = after.left
    last = min(rightmost(column, goal, goal), first)
    if is_blocked(column, last, goal, after, first, y):
        low, high = (y, goal) if y < goal else (goal, y)
        first = min(after.left, leftmost(after, low, high))
        last = min(rightmost(column, low, high), first)
    half = (first - last) * 0.5
    return f"H{_n(first)}C{_n(first - half)} {_n(y)} {_n(last + half)} {_n(goal)} {_n(last)} {_n(goal)}"


def _turn(column: Column, x: float, y: float, goal: float) -> str:
    """Out to the right of the boxes of `column` and back, from height `y` to height `goal`."""
    low, high = (y, goal) if y < goal else (goal, y)
    edge = max(x, rightmost(column, low, high)) + 2
    out = edge + min(13 + (high - low) * 0.06, 26)
    straight = f"H{_n(edge)}" if edge - x > 0.5 else ""
    return f"{straight}C{_n(out)} {_n(y)} {_n(out)} {_n(goal)} {_n(edge)} {_n(goal)}"


def blocked(column: Column, y: float) -> bool:
    """Whether a box of `column` is at the height `y`."""
    return bool(column.between(y, y))


def passage(column: Column, y: float, goal: float, lane: int, heights: list[float]) -> float:
    """The height at which an arrow can pass `column` with the shortest way up and down from `y` to `goal`.
    What it depended on goes into `heights`."""
    rects = column.rects
    shift = LANES[lane % 3]
    if not blocked(column, y):
        return y
    at = bisect_right(column.bottoms, y - CLEAR)
    above, below = at, at
    while above > 0 and rects[above].top - rects[above - 1].bottom < 2 * CLEAR:
        above -= 1
    while below + 1 < len(rects) and rects[below + 1].top - rects[below].bottom < 2 * CLEAR:
        below += 1
    up, down = rects[above].top - CLEAR - 2, rects[below].bottom + CLEAR + 2
    heights += (up, down)
    if above == 0 and up < 4:
        return down + shift
    way_up, way_down = y - up + abs(up - goal), down - y + abs(down - goal)
    return up + shift if way_up <= way_down else down + shift


def _head(x: float, y: float, back: float) -> str:
    side = HEAD / 2 + 0.5
    return f"M{_n(x + back)} {_n(y - side)}L{_n(x)} {_n(y)}L{_n(x + back)} {_n(y + side)}"


def _n(number: float) -> str:
    return f"{round(number, 1):g}"
