"""Variables that are not to be drawn: neither they, nor what only they lead to, nor a word about them."""

import pytest

from tests.tracer.draw.looking import traced
from tracer.draw.picture import Drawing
from tracer.draw.recall import matches
from tracer.draw.view import View, view_from

SOURCE = """
def count(start):
    _secret = [start]
    shown = [2]
    return shown

_hidden = {"far": 1}
result = count(7)
"""


def html_at(step, **wishes):
    trace, drawing = traced(SOURCE), Drawing()
    picture = drawing.draw(trace, step % len(trace), View(**wishes))
    return "".join(drawing.texts[n] for _, _, _, n in picture["parts"]), picture


def test_hidden_variables_and_what_only_they_hold_are_not_drawn():
    everything, _ = html_at(-1)
    some, _ = html_at(-1, hide=("_*",))
    assert "_hidden" in everything and "far" in everything
    assert "_hidden" not in some and "far" not in some
    assert "result" in some


def test_they_are_hidden_in_every_call_and_in_the_sentence():
    trace = traced(SOURCE)
    for step in range(len(trace)):
        html, picture = html_at(step, hide=("_*", "start"), exited=True)
        assert "_secret" not in html and "start" not in html
        assert "_secret" not in picture["sentence"]


def test_one_drawing_serves_views_that_hide_different_things():
    trace, drawing = traced(SOURCE), Drawing()
    for hide in ((), ("_*",), (), ("result",)):
        picture = drawing.draw(trace, len(trace) - 1, View(hide=hide))
        html = "".join(drawing.texts[n] for _, _, _, n in picture["parts"])
        assert ("_hidden" in html) == ("_*" not in hide)
        assert ("result" in html) == ("result" not in hide)


@pytest.mark.parametrize(
    ("name", "glob", "fits"),
    [
        ("count", "count", True),
        ("count", "coun", False),
        ("count", "c*", True),
        ("count", "*t", True),
        ("count", "c?u?t", True),
        ("count", "c?t", False),
        ("count", "*", True),
        ("a", "a**", True),
        ("aXbXc", "a*b*c", True),
        ("aXbX", "a*b*c", False),
        ("x", "", False),
    ],
)
def test_a_glob_matches_the_whole_name(name, glob, fits):
    assert matches(name, glob) is fits


def test_a_view_that_makes_no_sense_hides_nothing():
    assert view_from({"hide": "_*"}).hide == ()
    assert view_from({"hide": ["_*", 3]}).hide == ("_*", "3")
