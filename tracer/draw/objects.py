"""The objects' part of a picture: every box in its place, under its caption.

Rule: what is the same as in the last picture is taken over from it.
"""

from typing import Any

from .captions import caption
from .changes import Changes
from .paper import Part, Texts
from .places import Place
from .rows import more_button
from .scene import Scene
from .shape import Shape
from .stage import Cast
from .standing import Standing

Kept = tuple[tuple[Any, ...], Standing, Part]


class Objects:
    """Draws the objects of one scene."""

    def __init__(self, scene: Scene, texts: Texts):
        self.scene = scene
        self.texts = texts
        self._kept: dict[int, Kept] = {}
        self._shapes: dict[int, Shape] = {}

    def draw(self, cast: Cast, heap: Any, step: int, changes: Changes, standing: dict[str, Standing]) -> tuple[list[Part], int]:
        """(parts, the y below them). `standing` has the frames and is given the objects."""
        scene, m = self.scene, self.scene.m
        parts: list[Part] = []
        if scene.places:
            parts.append(["ho", scene.left, 0, self.texts.number('<h2 class="over">Objects</h2>')])
        shapes = self._all_shapes(cast, heap)
        if shapes != self._shapes:
            scene.settle(shapes, step, changes)
            self._shapes = shapes
        parts += self._boxes(cast, shapes, changes, standing)
        bottom = max((place.y + m.caption + shapes[oid].height for oid, place in self._standing_places(shapes)), default=0)
        if cast.left_out:
            words = f"… {cast.left_out:,} more objects"
            button = more_button("objects", len(shapes) + max(cast.left_out, 100), words, words + ", show more")
            number = self.texts.number(f'<p class="fold">{button}</p>')
            parts.append(["more", scene.left, bottom + m.gap, number])
            bottom += m.gap + m.row
        return parts, bottom

    def _all_shapes(self, cast: Cast, heap: Any) -> dict[int, Shape]:
        stage, places = self.scene.stage, self.scene.places
        contents, inside = cast.contents, cast.inside
        return {oid: stage.shape(oid, places[oid].limit, contents, inside, heap) for oid in contents if oid not in inside}

    def _standing_places(self, shapes: dict[int, Shape]) -> list[tuple[int, Place]]:
        places = self.scene.places
        return [(oid, places[oid]) for oid in shapes]

    def _boxes(self, cast: Cast, shapes: dict[int, Shape], changes: Changes, standing: dict[str, Standing]) -> list[Part]:
        counts, names, numbered = _references(cast, shapes, standing)
        found: list[tuple[int, int, int, Kept]] = []
        kept_before, kept = self._kept, {}
        places, slots, new, fewer = self.scene.places, changes.slots, changes.new, changes.fewer
        for oid, shape in shapes.items():
            key, place = f"o{oid}", places[oid]
            changed = tuple([(h, slots[h]) for h in shape.holders if h in slots]) if slots else ()
            mark = (shape, place, counts.get(oid, 0), names.get(oid), key in new, fewer.get(key, 0), changed, oid in numbered)
            old = kept_before.get(oid)
            if old is None or old[0] != mark:
                old = self._box(oid, cast, mark, slots)
            kept[oid] = old
            standing[key] = old[1]
            found.append((place.y, place.x, oid, old))
        self._kept = kept
        found.sort(key=lambda entry: entry[:3])
        return [entry[3][2] for entry in found]

    def _box(self, oid: int, cast: Cast, mark: tuple[Any, ...], slots: dict[str, frozenset[str]]) -> Kept:
        shape, place, count, names, new, fewer, _, numbered = mark
        m = self.scene.m
        obj = cast.contents[oid].obj
        head, columns = caption(obj, oid, names or (), count, new=new, fewer=fewer, numbered=numbered)
        css = "object new" if new else "object"
        start = f'<section class="{css}"><h3 class="caption" style="max-width:{place.limit}px">{head}</h3>'
        number = self.texts.boxed(shape, slots, start, "</section>")
        width = max(shape.width, min(int(columns * m.small_char) + 1, place.limit))
        standing = Standing(place.column, place.x, place.y, place.y + m.caption, width, shape)
        return mark, standing, [f"o{oid}", place.x, place.y, number]


def _references(
    cast: Cast, shapes: dict[int, Shape], standing: dict[str, Standing]
) -> tuple[dict[int, int], dict[int, tuple[str, ...]], set[int]]:
    """({oid: references in the picture}, {oid: names of the variables that refer to it}, oids named by number)."""
    counts: dict[int, int] = {}
    numbered: set[int] = set()
    for shape in (*[stand.shape for stand in standing.values()], *shapes.values()):
        for port in shape.ports:
            counts[port.oid] = counts.get(port.oid, 0) + 1
        if shape.labelled:
            numbered.update(shape.labelled)
            for oid in shape.labelled:
                counts[oid] = counts.get(oid, 0) + 1
    names: dict[int, tuple[str, ...]] = {}
    for box in cast.boxes:
        for name, oid, text in zip(box.frame.names, box.frame.items, box.texts, strict=False):
            if text is None:
                names[oid] = (*names.get(oid, ()), name)
    return counts, names, numbered
