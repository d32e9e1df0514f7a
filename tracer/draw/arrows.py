"""All arrows of one picture, each kept as long as its ends and the boxes that had a say in its way stay where they are.

Rule: an arrow is marked as changed when its place holds another object than before, and when an object that
several hold was changed: so one sees through whom the change can be seen.
"""

from typing import NamedTuple

from .bends import Bend, Column, Rect, column_of
from .changes import Changes
from .routes import End, route
from .scene import Scene
from .shape import Port
from .standing import Standing

ENTRY = 15.0  # px under a box's upper edge
STUB = 15  # px of line that leads to an object which is not drawn
NONE: frozenset[str] = frozenset()


class Arrow(NamedTuple):
    """`drawn`: [key, path, ""]. `low`, `high`: heights between which boxes had a say; `first`, `last`: columns likewise; `bend`: see `Route`."""

    drawn: list[str]
    slot: str
    holder: str
    oid: int
    low: float
    high: float
    first: int
    last: int
    bend: Bend | None


class Kept(NamedTuple):
    """The arrows of one part. `targets`: keys of the parts they lead to; `is_there`: which of those were in the picture."""

    stand: Standing
    arrows: list[Arrow]
    targets: frozenset[str]
    oids: frozenset[int]


class Arrows:
    """Draws the arrows of one scene."""

    def __init__(self) -> None:
        self._columns: list[Column] = []
        self._standing: dict[str, Standing] = {}
        self._kept: dict[str, Kept] = {}

    def draw(self, scene: Scene, standing: dict[str, Standing], changes: Changes) -> list[list[str]]:
        """[key, path, class] of every reference in the picture."""
        moved = _moved(self._standing, standing)
        news: list[set[Rect]] = self._arrange(scene, standing) if moved else []
        self._standing = standing
        kept: dict[str, Kept] = {}
        for key, stand in standing.items():
            if not stand.shape.ports:
                continue
            old = self._kept.get(key)
            same = old is not None and old.stand == stand and moved.isdisjoint(old.targets)
            if not same or old is None or (moved and any(self._is_touched(arrow, news) for arrow in old.arrows)):
                old = self._all_of(stand, old, standing, moved, news)
            kept[key] = old
        self._kept = kept
        return _marked(kept, changes)

    def _all_of(
        self, stand: Standing, old: Kept | None, standing: dict[str, Standing], moved: set[str],
        news: list[set[Rect]],
    ) -> Kept:  # fmt: skip
        """The arrows of one part; those whose way is still right are taken over."""
        before: dict[tuple[str, str], Arrow] = {}
        ports_before: dict[tuple[str, str], Port] = {}
        if old is not None and old.stand[:4] == stand[:4]:
            before = {(arrow.holder, arrow.slot): arrow for arrow in old.arrows}
            ports_before = {(port.holder, port.slot): port for port in old.stand.shape.ports}
        arrows = []
        for port in stand.shape.ports:
            name = (port.holder, port.slot)
            arrow = before.get(name)
            if (
                arrow is None
                or ports_before[name] != port
                or f"o{port.oid}" in moved
                or self._is_touched(arrow, news)
                or old is None
                or old.stand.width != stand.width
            ):
                arrow = self._arrow(stand, port, standing)
            arrows.append(arrow)
        targets = frozenset([f"o{port.oid}" for port in stand.shape.ports])
        return Kept(stand, arrows, targets, frozenset([port.oid for port in stand.shape.ports]))

    def _arrow(self, stand: Standing, port: Port, standing: dict[str, Standing]) -> Arrow:
        x, y = stand.x + port.x, stand.y + port.y
        key = f"{port.holder}:{port.slot}"
        target = standing.get(f"o{port.oid}")
        if target is None:
            end = stand.x + stand.shape.width + STUB
            return Arrow([key, f"M{x:g} {y:g}H{end:g}", "far"], port.slot, port.holder, port.oid, y, y, 0, -1, None)
        a, b = stand.column, target.column
        lane = sum(map(ord, port.holder)) + len(port.slot)
        path, low, high, bend = route(self._columns, a, (x, y), b, _end(target), lane)
        css = "ended" if " ended" in str(stand.shape.pieces[0]) else ""
        return Arrow([key, path, css], port.slot, port.holder, port.oid, low, high, min(a, b), max(a, b), bend)

    def _is_touched(self, arrow: Arrow, news: list[set[Rect]]) -> bool:
        """Whether something is new where it has a say in the arrow's way."""
        if not news:
            return False
        low, high, columns = arrow.low, arrow.high, range(arrow.first, arrow.last + 1)
        if not any(rect.top < high and rect.bottom > low for column in columns for rect in news[column]):
            return False
        bend, a, b = arrow.bend, arrow.first, arrow.last
        return bend is None or not bend.holds(self._columns[a], self._columns[b], news[a], news[b])

    def _arrange(self, scene: Scene, standing: dict[str, Standing]) -> list[set[Rect]]:
        """Takes over where everything stands. Gives, for each column, the places that are taken or free and were not."""
        spans = [(0, scene.frame_width), *((left, left + width) for left, width in scene.grid.spans)]
        rects: list[set[Rect]] = [set() for _ in spans]
        for stand in standing.values():
            bottom = stand.y + stand.shape.height
            rects[stand.column].add(Rect(stand.top, bottom, stand.x, stand.x + stand.width))
        if not self._columns:
            self._columns = [column_of(left, right, ()) for left, right in spans]
        news: list[set[Rect]] = []
        for index, column in enumerate(self._columns):
            changed = rects[index].symmetric_difference(column.rects)
            news.append(changed)
            if changed:
                self._columns[index] = column_of(column.left, column.right, rects[index])
        return news


def _moved(before: dict[str, Standing], now: dict[str, Standing]) -> set[str]:
    """The parts that came, went, or do not stand as they stood."""
    moved = {key for key, stand in now.items() if (old := before.get(key)) is not stand and _differs(old, stand)}
    if len(before) != len(now) or moved:
        moved.update(key for key in before if key not in now)
    return moved


def _differs(old: Standing | None, stand: Standing) -> bool:
    if old is None or old[:5] != stand[:5]:
        return True
    a, b = old.shape, stand.shape
    return a is not b and (a.width != b.width or a.height != b.height or a.ports != b.ports)


def _end(target: Standing) -> End:
    """Where arrows enter a box: on the left below its upper edge, on the right where no reference of its own leaves."""
    height = target.shape.height
    enter = min(ENTRY, height / 2)
    used = [port.y for port in target.shape.ports]
    places = [place for place in (enter, 6.0, height - 6.0) if all(abs(place - y) >= 6 for y in used)]
    back = places[0] if places else enter
    return End(target.x, target.x + target.shape.width, target.y + enter, target.y + back)


def _marked(kept: dict[str, Kept], changes: Changes) -> list[list[str]]:
    """The arrows as they are drawn, those that changed marked. What calls that have ended held cannot change."""
    slots, new = changes.slots, changes.new
    changed = {int(key[1:]) for key in slots if key[0] == "o"}
    counts: dict[int, int] = {}
    for entry in kept.values() if changed else ():
        if not changed.isdisjoint(entry.oids):
            for arrow in entry.arrows:
                counts[arrow.oid] = counts.get(arrow.oid, 0) + 1
    shared = {oid for oid in changed if counts.get(oid, 0) > 1}
    still: list[list[str]] = []
    for entry in kept.values():
        for arrow in entry.arrows:
            is_hot = arrow.slot in slots.get(arrow.holder, NONE) or arrow.holder in new or arrow.oid in shared
            still.append([*arrow.drawn[:2], "changed"] if is_hot and not arrow.drawn[2] else arrow.drawn)
    return still
