"""The objects' part of a picture: every box in its place, under its caption.

Rule: what is the same as in the last picture is taken over from it.
"""

from typing import Any, NamedTuple

from .captions import Said, caption
from .changes import Changes
from .paper import Part, Texts
from .places import Place
from .rows import more_button
from .scene import Scene
from .shape import Shape
from .stage import Cast
from .standing import Standing

NOBODY: tuple[str, ...] = ()


class Kept(NamedTuple):
    """An object as it was drawn, and what that depended on. `marked`: something in it was marked as changed."""

    shape: Shape
    place: Place
    uses: int
    names: tuple[str, ...]
    numbered: bool
    marked: bool
    standing: Standing
    part: Part


class Objects:
    """Draws the objects of one scene."""

    def __init__(self, scene: Scene, texts: Texts):
        self.scene = scene
        self.texts = texts
        self._kept: dict[int, Kept] = {}
        self._order: list[int] = []
        self._shapes: dict[int, Shape] = {}

    def give_up_texts(self) -> None:
        """The numbers of the texts begin anew."""
        self._kept = {}

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
        touched = {key for keys in (changes.slots, changes.new, changes.fewer) for key in keys}
        before, kept = self._kept, {}
        places = self.scene.places
        same_order = before.keys() == shapes.keys()
        for oid, shape in shapes.items():
            old, place = before.get(oid), places[oid]
            uses, called = counts.get(oid, 0), names.get(oid, NOBODY)
            if (
                old is None
                or old.shape is not shape
                or old.place is not place
                or old.uses != uses
                or old.names != called
                or old.marked
                or (touched and not touched.isdisjoint(shape.holders))
                or (oid in numbered) != old.numbered
            ):
                same_order = same_order and old is not None and old.place == place
                old = self._box(oid, cast, shape, Said(uses, called, oid in numbered), changes)
            kept[oid] = old
            standing[old.part[0]] = old.standing  # type: ignore[index]
        self._kept = kept
        if not same_order:
            self._order = sorted(shapes, key=lambda oid: (places[oid].y, places[oid].x))
        return [kept[oid].part for oid in self._order]

    def _box(self, oid: int, cast: Cast, shape: Shape, said: Said, changes: Changes) -> Kept:
        key, place, m = f"o{oid}", self.scene.places[oid], self.scene.m
        new = key in changes.new
        head, columns = caption(
            cast.contents[oid].obj, oid, said, new=new, fewer=changes.fewer.get(key, 0), room=int(place.limit / m.small_char)
        )
        css = "object new" if new else "object"
        start = f'<section class="{css}"><h3 class="caption" style="max-width:{place.limit}px">{head}</h3>'
        number = self.texts.boxed(shape, changes.slots, start, "</section>")
        width = max(shape.width, min(int(columns * m.small_char) + 1, place.limit))
        standing = Standing(place.column, place.x, place.y, place.y + m.caption, width, shape)
        marked = new or key in changes.fewer or any(holder in changes.slots for holder in shape.holders)
        return Kept(shape, place, said.uses, said.names, said.numbered, marked, standing, [key, place.x, place.y, number])


def _references(
    cast: Cast, shapes: dict[int, Shape], standing: dict[str, Standing]
) -> tuple[dict[int, int], dict[int, tuple[str, ...]], set[int]]:
    """({oid: references in the picture}, {oid: names of the variables that refer to it}, oids named by number)."""
    counts: dict[int, int] = {}
    numbered: set[int] = set()
    frames = [standing[f"f{box.frame.id}"].shape for box in cast.boxes]  # calls that have ended share nothing
    for shape in (*frames, *shapes.values()):
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
