"""A patch makes the former picture the next one, whatever the two are."""

from itertools import pairwise

import pytest

from lessons.gallery_index import examples
from tracer.draw.patch import MOST_CHANGES, patch
from tracer.draw.picture import Drawing, View
from tracer.record.run import record_program


def applied(before, changes):
    """What docs/messages.md says a page does with a patch: (parts in order, arrows)."""
    parts = {part[0]: part for part in before["parts"] if part[0] not in changes["gone"]}
    order = list(parts)
    for part in changes["parts"]:
        key, following = part[0], part[4:]
        if following:
            order.insert(len(order) if following == [None] else order.index(following[0]), key)
        parts[key] = part[:4]
    arrows = {arrow[0]: arrow for arrow in before["arrows"] if arrow[0] not in changes["arrows_gone"]}
    arrows |= {arrow[0]: arrow for arrow in changes["arrows"]}
    return [parts[key] for key in order], arrows


def check(before, now):
    changes = patch(before, now)
    if changes is None:
        return 0
    parts, arrows = applied(before, changes)
    assert parts == now["parts"]
    assert arrows == {arrow[0]: arrow for arrow in now["arrows"]}
    assert len(changes["parts"]) + len(changes["arrows"]) <= MOST_CHANGES
    return 1


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.id)
def test_patched_pictures_are_the_drawn_ones(example):
    trace, drawing, view = record_program(example.source, inputs=list(example.inputs)), Drawing(), View(exited=True)
    steps = [*range(min(len(trace), 60)), *range(min(len(trace), 60) - 1, 0, -7), len(trace) - 1, len(trace) // 2]
    pictures = [drawing.draw(trace, step, view) for step in steps]
    patched = sum(check(before, now) for before, now in pairwise(pictures))
    assert patched > len(pictures) / 2


def picture(*keys, arrows=()):
    return {"parts": [[key, 0, 0, 1] for key in keys], "arrows": [[key, "M0 0", ""] for key in arrows], "step": 1}


def test_parts_come_and_go_anywhere():
    assert check(picture("a", "b", "c"), picture("x", "a", "y", "z", "c", "q", arrows=("a:1",)))
    assert check(picture(), picture("a", "b"))
    assert check(picture("a", "b", arrows=("a:1",)), picture())


def test_parts_that_change_places_have_no_patch():
    assert patch(picture("a", "b"), picture("b", "a")) is None


def test_more_changes_than_parts_worth_patching_have_no_patch():
    assert patch(picture(), picture(*map(str, range(MOST_CHANGES + 1)))) is None
