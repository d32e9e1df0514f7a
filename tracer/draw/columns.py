"""How many columns of objects there are, and how wide each is: by depth of reference, so that the picture is lowest.

Rule: what decides is how objects are over the whole trace, never one step alone; so the columns stay.
"""

from typing import NamedTuple

from .foresight import Foresight
from .metrics import Metrics
from .tree import Tree

MOST_COLUMNS = 7
INDENT = 20  # px per depth where there is one column only
MOST_INDENT = 3
SHRINKABLE = 150  # px; a list narrower than this is not wrapped further for the sake of another column
NARROW = 80  # px; nor further than this for the sake of text that would be cut elsewhere
CAPTION = 122  # px that a caption such as "list, shared by 2" takes
FAIR = 170  # px; rows are not cut below this while it can be helped
LACKING = 8  # px of height that a px of missing width is thought to cost
TURNED = 24  # px of height that a chain's wrapping into the next line is thought to cost


class Grid(NamedTuple):
    """The columns of objects: (left, width) of each; index 0 is column 1. `wraps`: what is deeper than there are columns
    begins again in the first one, as a line of text does; otherwise it all stands in the last one."""

    spans: tuple[tuple[int, int], ...]
    wraps: bool

    def column(self, depth: int) -> int:
        """The column, 1 and up, of an object so far from the frames."""
        return column_of(depth, len(self.spans), self.wraps) + 1


def column_of(depth: int, count: int, wraps: bool) -> int:
    """The index of the column for a depth."""
    return depth % count if wraps else min(depth, count - 1)


class Demand(NamedTuple):
    """What objects want. `widths`: {depth: (px the widest likes, should have, must have)}. `busiest`: (depth, width, height,
    whether it can be wrapped) of the boxes of the step that has most."""

    widths: dict[int, tuple[int, int, int]]
    busiest: list[tuple[int, int, int, bool]]


def demand_of(tree: Tree, foresight: Foresight) -> Demand:
    """The demand of all objects met so far."""
    widths: dict[int, tuple[int, int, int]] = {}
    for oid, life in foresight.lives.items():
        depth = tree.depth(oid)
        like, need, must = widths.get(depth, (0, 0, 0))
        wraps = life.content.form == "cells"
        least = SHRINKABLE if wraps else life.width if life.nests else min(life.least, FAIR)
        need, must = max(need, min(life.width, least)), max(must, min(life.width, NARROW if wraps else least))
        widths[depth] = (max(like, life.width), need, must)
    busiest = []
    for oid in foresight.busiest:
        life = foresight.lives[oid]
        busiest.append((tree.depth(oid), life.width, life.height, life.content.form == "cells"))
    return Demand(widths, busiest)


def choose_columns(demand: Demand, left: int, room: int, m: Metrics) -> tuple[float, Grid]:
    """(cost, columns) of the columns, in `room` px from `left`, with which the busiest step is lowest."""
    deepest = max(demand.widths, default=0)
    best: tuple[float, Grid] | None = None
    for count in range(1, min(deepest + 1, MOST_COLUMNS) + 1):
        for wraps in (True, False) if 1 < count <= deepest else (True,):
            found = _try_columns(demand, left, room, m, count, wraps)
            if best is None or found[0] < best[0]:
                best = found
    assert best is not None
    return best


def _try_columns(demand: Demand, left: int, room: int, m: Metrics, count: int, wraps: bool) -> tuple[float, Grid]:
    """(cost, columns): about the height of the busiest step, and more where text has to be cut."""
    likes = [float(CAPTION)] * count
    needs = [float(m.least_box)] * count
    musts = [float(m.least_box)] * count
    for depth, (like, need, must) in demand.widths.items():
        column = column_of(depth, count, wraps)
        indent = min(depth, MOST_INDENT) * INDENT if count == 1 else 0
        likes[column] = max(likes[column], like + indent)
        needs[column] = max(needs[column], need + indent)
        musts[column] = max(musts[column], must + indent)
    space = max(room - (count - 1) * m.gutter, count)
    lacking = max(sum(musts) - space, 0)
    if lacking:
        needs = [must * space / sum(musts) for must in musts]
    elif sum(needs) > space:
        needs = [float(width) for width in _shared(musts, needs, space)]
    tries = [_shared(needs, likes, space)]
    if count > 1:
        tries += [_favoured(needs, likes, space, column) for column in range(count)]
    busiest = [(column_of(depth, count, wraps), width, height, wrap) for depth, width, height, wrap in demand.busiest]
    height, widths = min((_height(busiest, widths, m), widths) for widths in tries)
    turned = TURNED if max(demand.widths, default=0) >= count else 0
    return height + turned + LACKING * lacking, Grid(_spans(widths, left, m), wraps)


def _height(boxes: list[tuple[int, int, int, bool]], widths: list[int], m: Metrics) -> float:
    """About how high the highest column is."""
    heights = [0.0] * len(widths)
    for column, width, height, can_wrap in boxes:
        grown = width / widths[column] if can_wrap and width > widths[column] else 1.0
        heights[column] += m.caption + height * grown + m.gap
    return max(heights)


def _shared(needs: list[float], likes: list[float], space: float) -> list[int]:
    """Widths between what the columns need and what they like, that fill at most `space`."""
    extra = [max(like - need, 0) for need, like in zip(needs, likes, strict=True)]
    free = max(space - sum(needs), 0)
    part = min(free / sum(extra), 1) if sum(extra) else 0
    return [int(need + more * part) for need, more in zip(needs, extra, strict=True)]


def _favoured(needs: list[float], likes: list[float], space: float, column: int) -> list[int]:
    """As `_shared`, but one column gets all that it likes before the others get anything."""
    free = max(space - sum(needs), 0)
    first = min(max(likes[column] - needs[column], 0), free)
    raised = [need + (first if index == column else 0) for index, need in enumerate(needs)]
    return _shared(raised, likes, space)


def _spans(widths: list[int], left: int, m: Metrics) -> tuple[tuple[int, int], ...]:
    spans = []
    for width in widths:
        spans.append((left, width))
        left += width + m.gutter
    return tuple(spans)
