"""Laws of the picture, over all programs of the gallery: nothing overlaps, no arrow crosses a box, what stays stays."""

from itertools import pairwise

import pytest

from tests.tracer.draw.looking import NAMES, points_of, sampled, standing_of, trace_of
from tracer.draw.picture import Drawing
from tracer.draw.view import View

VIEWS = [
    View(width=610),
    View(width=358),
    View(width=900),
    View(width=650, primitives="objects"),
    View(width=700, primitives="nested"),
    View(width=280, exited=True),
]
EXACT = 0.6  # px by which a rounded point may be off


def pictures(name, view, most):
    trace, drawing = trace_of(name), Drawing()
    for step in sampled(trace, most):
        yield drawing.draw(trace, step, view), drawing


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.width}-{view.primitives}")
def test_no_two_parts_overlap_and_no_arrow_crosses_one(name, view):
    for picture, drawing in pictures(name, view, 10):
        parts = standing_of(drawing, view)
        check_apart(parts, picture["step"])
        check_inside(parts, picture)
        for key, path, _ in picture["arrows"]:
            check_free(path, owner_of(key, parts), parts, f"step {picture['step']}: {key}")


def check_apart(parts, step):
    boxes = [(s.x, s.top, s.x + s.shape.width, s.y + s.shape.height, key) for key, s in parts.items()]
    for index, a in enumerate(boxes):
        for b in boxes[index + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, f"step {step}: {a[4]} overlaps {b[4]}"


def check_inside(parts, picture):
    for key, s in parts.items():
        assert s.x >= 0
        assert s.x + s.shape.width <= picture["width"], f"step {picture['step']}: {key} is wider than the picture"
        assert s.y + s.shape.height <= picture["height"]


def owner_of(key, parts):
    """The part an arrow starts in: that of its holder, or the one the holder is nested in."""
    holder = key.split(":")[0]
    return next(s for s in parts.values() if holder in s.shape.holders)


def check_free(path, own, parts, says):
    pieces = points_of(path)
    start = pieces[0][0]
    for point in (point for piece in pieces for point in piece):
        for key, s in parts.items():
            if s is own and abs(point.y - start.y) < EXACT and point.x >= start.x - EXACT:
                continue  # from the dot to the edge of its own box
            is_in_box = (
                s.x + EXACT < point.x < s.x + s.shape.width - EXACT and s.y + EXACT < point.y < s.y + s.shape.height - EXACT
            )
            is_in_caption = s.x < point.x < s.x + s.width and s.top + EXACT < point.y < s.y - EXACT
            assert not is_in_box, f"{says} runs through {key} at {point}"
            assert not is_in_caption, f"{says} runs through the caption of {key} at {point}"


@pytest.mark.parametrize("name", NAMES)
def test_an_object_that_did_not_change_stays_where_it_is(name):
    trace, drawing, view = trace_of(name), Drawing(), View()
    steps = range(min(len(trace), 150))
    seen = {}
    for step in steps:
        picture = drawing.draw(trace, step, view)
        seen[step] = {key: (x, y) for key, x, y, _ in picture["parts"] if key[0] == "o" and key != "ho"}
    for a, b in pairwise(steps):
        before, now = trace.at(a).heap, trace.at(b).heap
        for key, place in seen[a].items():
            oid = int(key[1:])
            if before.get(oid) == now.get(oid) and key in seen[b]:
                assert seen[b][key] == place, f"{key} moved from step {a} to step {b}"


@pytest.mark.parametrize("name", NAMES)
def test_a_step_looks_the_same_however_one_comes_to_it(name):
    trace, view, walked = trace_of(name), View(), Drawing()
    for step in range(min(len(trace), 300)):
        picture = walked.draw(trace, step, view)
        if step % 29 == 7:
            jumped = Drawing().draw(trace, step, view)
            assert [part[:3] for part in picture["parts"]] == [part[:3] for part in jumped["parts"]]
            assert picture["arrows"] == jumped["arrows"]


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_has_an_arrow_and_every_arrow_its_object(name):
    view = View()
    for picture, drawing in pictures(name, view, 8):
        parts = standing_of(drawing, view)
        ports = {f"{port.holder}:{port.slot}" for s in parts.values() for port in s.shape.ports}
        keys = [key for key, _, _ in picture["arrows"]]
        assert len(keys) == len(set(keys))
        assert set(keys) == ports
