"""The places of one trace in one view: everything that stays when one steps.

Rule: a place is given once, with foresight, and kept; the same trace and view give the same places.
"""

from itertools import pairwise
from typing import Any

from ..trace.model import Snapshot
from .changes import Changes
from .columns import INDENT, MOST_INDENT, Grid, choose_columns, demand_of
from .foresight import AHEAD, Foresight, Sample, steps_to_sample
from .frames import frame_needs
from .held import Manner, names_made_in
from .metrics import Metrics, metrics_for
from .places import LOOSE, Place, Shelves
from .reach import MOST_OBJECTS
from .recall import Recall
from .shape import Shape
from .stage import Cast, Stage
from .tree import Tree
from .view import View

FRAMES_PARTS = (0.36, 0.3, 0.25)  # of the picture's width, at most
CUT = 1.5  # px of height that a px missing in the frames is thought to cost
WIDEST_FRAME = 280


class Scene:
    """Where everything stands in one trace and view. `frame_width`: of all frames. `left`: where the objects begin."""

    def __init__(self, recall: Recall, view: View):
        self.recall = recall
        self.view = view
        self.m: Metrics = metrics_for(view.width)
        self.stage = Stage(view, Manner(view.primitives, names_made_in(recall.trace.sources)), self.m)
        self.foresight = Foresight()
        self.frame_names: dict[int, str] = {}
        self.places: dict[int, Place] = {}
        self.drawn: set[int] = set()
        self._look()
        self.tree = Tree(self.foresight.lives)
        order = self.tree.in_order()
        self.frame_width, self.grid = self._divide()
        self.left = self.frame_width + self.m.frame_gutter
        self._place_all(order)

    def _divide(self) -> tuple[int, Grid]:
        """(width of the frames, columns of objects): what is best for both."""
        m, width, best = self.m, self.view.width, None
        demand = demand_of(self.tree, self.foresight)
        for part in FRAMES_PARTS:
            widest = min(max(int(width * part), m.least_frame), WIDEST_FRAME)
            frame = min(max(self.foresight.frame_width, m.least_frame), widest)
            left = frame + m.frame_gutter
            room = max(width - left - m.margin, m.least_box)
            cost, grid = choose_columns(demand, left, room, m)
            cost += max(self.foresight.frame_width - frame, 0) * CUT
            if best is None or cost < best[0]:
                best = (cost, frame, grid)
        assert best is not None
        return best[1], best[2]

    def _place_all(self, order: list[int]) -> None:
        """Tree after tree, the one whose first object comes first before the others."""
        self.shelves = Shelves(len(self.grid.spans), self.m.title, self.m.gap)
        trees: dict[int, list[int]] = {}
        for oid in order:
            trees.setdefault(self.tree.root(oid), []).append(oid)
        lives = self.foresight.lives
        for members in sorted(trees.values(), key=lambda tree: min(lives[oid].first for oid in tree)):
            self._place_tree(members)

    def _place_tree(self, members: list[int]) -> None:
        """As the finished structure likes it; but one that grows from its far end begins where the learner looks."""
        for oid in members:
            self._place(oid)
        lives, parents = self.foresight.lives, self.tree.parents
        early = [oid for oid in members if lives[oid].first < lives.get(parents[oid], lives[oid]).first]
        if not early:
            return
        for oid in members:
            self.shelves.leave(oid, self.places[oid].column)
        seen = self.shelves.bottom(min(lives[oid].first for oid in members))
        too_far = any(self.places[oid].y > seen + LOOSE for oid in early)
        if too_far:
            members = sorted(members, key=_in_time(self.foresight))
            for oid in members:
                del self.places[oid]
        for oid in members:
            if too_far:
                self._place(oid)
            else:
                place, life = self.places[oid], lives[oid]
                self.shelves.put(oid, place.column, place.y, place.height, life.spans)

    def prepare(self, cast: Cast, snapshot: Snapshot) -> None:
        """Gives a place to every object of the step that has none, with a look at the steps that follow."""
        places, step = self.places, snapshot.step
        if all(oid in places or oid in cast.inside for oid in cast.contents):
            return
        self.foresight.add(self._sample_of(cast, snapshot), step - 1, step + 1)
        end = min(step + AHEAD[-1], len(self.recall) - 1)
        steps = [step, *(step + more for more in AHEAD if step + more <= end)]
        for index, other in enumerate(steps[1:], 1):
            after = steps[index + 1] if index + 1 < len(steps) else other + 1
            self.foresight.add(self._sample(self.recall.at(other)), steps[index - 1], after)
        new = sorted((oid for oid in self.foresight.lives if oid not in places), key=_in_time(self.foresight))
        for oid in new:
            if oid not in self.tree.parents:
                self.tree.add(oid)
        for oid in sorted(new, key=self.tree.depth):
            self._place(oid)

    def settle(self, shapes: dict[int, Shape], step: int, changes: Changes) -> None:
        """Sees to it that no two of these boxes stand in each other's way: who changed or came last gives way."""
        columns: dict[int, list[tuple[int, int, int]]] = {}
        for oid, shape in shapes.items():
            place = self.places[oid]
            columns.setdefault(place.column, []).append((place.y, place.y + self.m.caption + shape.height, oid))
        for entries in columns.values():
            entries.sort()
            for _ in range(len(entries)):
                pair = next(((a, b) for a, b in pairwise(entries) if a[1] + self.m.gap > b[0]), None)
                if pair is None:
                    break
                goes = max(pair, key=lambda entry: self._weight(entry[2], changes))
                self._move(goes[2], shapes, entries, step)
                entries[:] = sorted((self.places[oid].y, self.places[oid].y + b - a, oid) for a, b, oid in entries)
        self.drawn = set(shapes)

    def _weight(self, oid: int, changes: Changes) -> tuple[bool, bool, int]:
        key = f"o{oid}"
        return (oid not in self.drawn or key in changes.new, key in changes.slots, oid)

    def _move(self, oid: int, shapes: dict[int, Shape], entries: list[tuple[int, int, int]], step: int) -> None:
        """A new place for an object, free now and, as far as is known, as long as it lives."""
        life, old = self.foresight.lives[oid], self.places[oid]
        life.is_drawn(step, step)
        height = max(shapes[oid].height + self.m.caption, old.height)
        for top, bottom, other in entries:
            if other != oid:
                self.shelves.hold(other, old.column, top, bottom, step)
        self.shelves.leave(oid, old.column)
        y = self.shelves.put(oid, old.column, old.y, height, life.spans)
        self.places[oid] = old._replace(y=y, height=height)

    def _look(self) -> None:
        """Looks at steps all over the trace."""
        trace = self.recall.trace
        boxes = max(len(trace.at(len(trace) // 2).heap), len(trace.at(len(trace) - 1).heap))
        steps = steps_to_sample(len(trace), min(boxes, MOST_OBJECTS))
        for index, at in enumerate(steps):
            before = steps[index - 1] if index else -1
            after = steps[index + 1] if index + 1 < len(steps) else len(trace)
            self.foresight.add(self._sample(trace.at(at)), before, after)

    def _sample(self, snapshot: Snapshot) -> Sample:
        stage = self.stage
        for frame in snapshot.frames:
            self.frame_names[frame.id] = frame.name
        boxes = stage.shown_frames(snapshot, self.frame_names)
        return self._sample_of(stage.cast(snapshot, boxes, (), {}), snapshot)

    def _sample_of(self, cast: Cast, snapshot: Snapshot) -> Sample:
        heap, natural = snapshot.heap, self.view.width
        shapes = {
            oid: self.stage.shape(oid, natural, cast.contents, cast.inside, heap)
            for oid in cast.contents
            if oid not in cast.inside
        }
        needs = max(frame_needs(box, heap, self.view, self.m) for box in (cast.boxes[0], cast.boxes[-1]))
        return Sample(snapshot.step, cast.contents, cast.inside, heap, shapes, cast.roots, needs)

    def _place(self, oid: int) -> None:
        life, m = self.foresight.lives[oid], self.m
        depth = self.tree.depth(oid)
        count = len(self.grid.spans)
        column = self.grid.column(depth)
        left, width = self.grid.spans[column - 1]
        indent = min(depth, MOST_INDENT) * min(INDENT, m.pad * 2) if count == 1 else 0
        room = max(width - indent, m.least_box)
        height = life.height
        if life.width > room:
            best = life.best
            height = max(height, self.stage.shape(oid, room, best.contents, best.inside, best.heap).height)
        height += m.caption
        above = self.places.get(self.tree.parents.get(oid, 0))
        wish = m.title
        if above is not None:
            wish = above.y + above.height + m.gap if column <= above.column else above.y
        else:
            below = [self.places[child] for _, child in self.tree.children.get(oid, ()) if child in self.places]
            if below:
                last = max(below, key=lambda place: place.y)
                wish = last.y if column < last.column else last.y + last.height + m.gap
        y = self.shelves.put(oid, column, wish, height, life.spans)
        self.places[oid] = Place(column, left + indent, y, room, height)


def _in_time(foresight: Foresight) -> Any:
    return lambda oid: (foresight.lives[oid].first, oid)
