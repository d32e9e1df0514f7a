"""Contents and shapes of the objects of one trace in one view, kept from step to step.

Rule: what is kept is used again only for the very same values, so a kept shape is as good as a new one.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..trace.model import Obj, Snapshot
from .boxes import Room, box_shape
from .content import Content, content_of, still_valid
from .frames import INNER_AT_LEAST, FrameBox, folded, frame_box, frame_height, frame_shape, with_home
from .held import Heap, Manner
from .metrics import Metrics
from .reach import MOST_OBJECTS, reach
from .rows import nest_indent
from .shape import Shape
from .view import View

MOST_NESTED = 4  # boxes in boxes; deeper ones get arrows again
MOST_KEPT = 5_000  # boxes of objects and of frames, each


NO_CHILDREN: dict[int, Shape] = {}


class Cast(NamedTuple):
    """What one step shows. `boxes`: the frames shown. `contents`: of all objects in the picture, nearest first; `inside`:
    {oid: oid of the box it is nested in}. `roots`: oids that the frames refer to."""

    boxes: list[FrameBox]
    contents: dict[int, Content]
    inside: dict[int, int]
    left_out: int
    roots: list[int]


class Stage:
    """Makes and keeps what is drawn of each object."""

    def __init__(self, view: View, manner: Manner, metrics: Metrics):
        self.view = view
        self.manner = manner
        self.m = metrics
        self._contents: dict[int, tuple[tuple[int, ...], Obj, Content]] = {}
        self._shapes: dict[tuple[int, int], tuple[Content, dict[int, Shape], Shape]] = {}
        self._frame_boxes: dict[int, tuple[FrameBox, int, Shape]] = {}

    def _forget_if_many(self) -> None:
        for kept in (self._contents, self._shapes, self._frame_boxes):
            if len(kept) > MOST_KEPT:
                kept.clear()

    def content(self, oid: int, heap: Heap, changed: tuple[int, ...] = ()) -> Content:
        """What is shown of an object."""
        obj: Obj = heap[oid]
        kept = self._contents.get(oid)
        if kept is not None:
            places, old, content = kept
            same = (old is obj or old == obj) and (places == changed or not content.more)
            if same and (not content.watch or still_valid(content, heap)):
                if old is not obj:  # equal, but read anew: the quick way knows it from now on
                    self._contents[oid] = (places, obj, content)
                return content
        content = content_of(oid, heap, self.view, self.manner, changed)
        self._contents[oid] = (changed, obj, content)
        return content

    def _reader(self, heap: Heap) -> Callable[[int], Content]:
        """`content` for one heap, quick for what did not change."""
        kept, content = self._contents, self.content

        def read(oid: int) -> Content:
            found = kept.get(oid)
            if found is not None and found[1] is heap[oid] and not found[0] and not found[2].watch:
                return found[2]
            return content(oid, heap)

        return read

    def shape(self, oid: int, limit: int, contents: dict[int, Content], inside: dict[int, int], heap: Heap) -> Shape:
        """The box of an object, at most `limit` px wide."""
        content = contents[oid]
        kept = self._shapes.get((oid, limit))
        children = self._children(content, limit, contents, inside, heap) if inside else NO_CHILDREN
        if kept is not None and kept[0] is content and kept[1] == children:
            return kept[2]
        wider = self._shapes.get((oid, self.view.width))
        if wider is not None and wider[0] is content and not wider[1] and not children and wider[2].width <= limit:
            return wider[2]  # what fits is not drawn otherwise in less room
        shape = box_shape(content, Room(limit, self.m, self.view, heap, children.get))
        self._shapes[oid, limit] = (content, children, shape)
        return shape

    def _children(
        self, content: Content, limit: int, contents: dict[int, Content], inside: dict[int, int], heap: Heap
    ) -> dict[int, Shape]:
        """The boxes nested in an object's box."""
        slots = [slot for slot in content.slots if slot.text is None and inside.get(slot.oid) == content.oid]
        indent = nest_indent([slot.label for slot in slots], self.m)
        room = max(limit - 2 - 2 * self.m.pad - indent, self.m.least_box)
        return {slot.oid: self.shape(slot.oid, room, contents, inside, heap) for slot in slots}

    def frame(self, box: FrameBox, heap: Heap, width: int) -> Shape:
        """The box of a frame."""
        kept = self._frame_boxes.get(box.frame.id)
        if kept is not None and kept[1] == width and kept[0] == box and not self.view.open:
            return kept[2]
        shape = frame_shape(box, heap, self.view, width, self.m)
        self._frame_boxes[box.frame.id] = (box, width, shape)
        return shape

    def cast(self, snapshot: Snapshot, shown: list[FrameBox], also: Iterable[int], changed: dict[int, tuple[int, ...]]) -> Cast:
        """Who is in the picture when these frames are shown."""
        self._forget_if_many()
        heap, view = snapshot.heap, self.view
        roots: list[int] = []
        for box in shown:
            roots += [oid for oid, text in zip(box.frame.items, box.texts, strict=False) if text is None]
            if box.outcome[2] is None:
                roots.append(box.outcome[1])
        most = view.wanted("objects", MOST_OBJECTS)
        read = (lambda oid: self.content(oid, heap, changed.get(oid, ()))) if changed else self._reader(heap)
        found = reach(roots, also, read, heap, most)
        inside = _nesting(found.contents, roots) if view.primitives == "nested" else {}
        return Cast(shown, found.contents, inside, found.left_out, roots)

    def shown_frames(self, snapshot: Snapshot, names: dict[int, str]) -> list[FrameBox]:
        """The frames that are drawn, outermost first. `names`: of all calls met so far, by frame id."""
        last = len(snapshot.frames) - 1
        boxes = [
            with_home(frame_box(frame, snapshot, self.view, self.manner, now=i == last), names)
            for i, frame in enumerate(snapshot.frames)
        ]
        if last < INNER_AT_LEAST or self.view.wanted("frames", 0):
            return boxes
        first, end = folded([frame_height(box, self.m) for box in boxes], self.m)
        return boxes[:first] + boxes[end:] if end else boxes


def _nesting(contents: dict[int, Content], roots: list[int]) -> dict[int, int]:
    """{oid: holder} of objects to which exactly one reference in the picture leads, from another object."""
    holders: dict[int, list[int]] = {}
    for oid in roots:
        holders.setdefault(oid, []).append(0)
    for oid, content in contents.items():
        for slot in content.slots:
            if slot.text is None:
                holders.setdefault(slot.oid, []).append(oid)
            if slot.key_oid:
                holders.setdefault(slot.key_oid, []).append(0)
    inside: dict[int, int] = {}
    depths: dict[int, int] = {}

    def is_link(holder: int) -> bool:
        """Whether holder and held are of one class, as the nodes of a list or tree are: arrows show those better."""
        a, b = contents[holder].obj, contents[oid].obj
        return a.kind == "instance" and a.type == b.type

    for oid in contents:  # nearest first: a holder comes before what it holds
        held_by = holders.get(oid, [0])
        depth = depths.get(held_by[0], 0) + 1
        if len(held_by) == 1 and held_by[0] and held_by[0] != oid and depth <= MOST_NESTED and not is_link(held_by[0]):
            inside[oid] = held_by[0]
            depths[oid] = depth
    return inside
