"""A turtle drawing for the page: which marks are seen at which step, and that nothing hostile gets into it."""

import json
import xml.etree.ElementTree as ET

import pytest

from tracer.draw.commands import command_of
from tracer.draw.picture import Drawing
from tracer.draw.sheet import MOST_MARKS, drawing
from tracer.draw.shown import shown_beside
from tracer.draw.view import View
from tracer.record.run import record_program
from tracer.trace.model import TURTLE, Write

NEW = ["new", 1]
LINE = ["line", 1, "#000000", 1, [10, 0]]


def drawn(*commands):
    """One command a step, from step 0."""
    return drawing(Write(step, TURTLE, json.dumps(command)) for step, command in enumerate(commands))


def seen(sheet, step):
    """The marks that are there before `step` begins, in the order of painting."""
    there = set()
    for at, mark, appears in sheet["changes"]:
        if at < step:
            (there.add if appears else there.discard)(mark)
    return [sheet["marks"][mark] for mark in sorted(there)]


def test_a_mark_is_there_after_its_step_and_until_it_goes():
    sheet = drawn(NEW, LINE, ["dot", 1, 6, "#ff0000"], ["clear", 1], LINE)
    assert [len(seen(sheet, step)) for step in range(6)] == [0, 0, 1, 2, 0, 1]


def test_a_fill_lies_under_what_is_drawn_while_it_is_gone_round():
    sheet = drawn(NEW, LINE, ["begin", 1], LINE, ["fill", 1, "#ffff00", [0, 0, 10, 0, 10, 10]])
    assert [mark.split()[0] for mark in seen(sheet, 5)] == ["<polyline", "<polygon", "<polyline"]
    assert len(seen(sheet, 4)) == 2


def test_undo_takes_one_turtles_marks_back_and_no_others():
    other = ["line", 2, "#00ff00", 1, [5, 5]]
    sheet = drawn(NEW, LINE, ["new", 2], other, ["drop", 1, 1])
    assert len(seen(sheet, 4)) == 2
    assert ['stroke="#00ff00"' in mark for mark in seen(sheet, 5)] == [True]


def test_stamps_go_one_by_one():
    shape = ["shape", "classic", [[[0, 0, 5, -5, -5, -5], "", ""]]]
    sheet = drawn(NEW, shape, ["stamp", 1, 8], ["stamp", 1, 9], ["unstamp", 1, 8], ["unstamp", 1, 8])
    assert [len(seen(sheet, step)) for step in (3, 4, 5, 6)] == [1, 2, 1, 1]


def test_the_sheet_keeps_its_size_and_holds_all_of_it():
    assert drawn(NEW, LINE)["width"] == 400
    assert drawn(NEW, ["go", 1, 0, -450])["height"] == 1000
    assert (drawn(["size", 300, 200], ["go", 1, 0, -450])["width"], drawn(["size", 300, 200])["height"]) == (300, 200)
    sheet = drawn(["world", 0, 0, 10, 10], NEW, ["line", 1, "#000000", 1, [10, 10]])
    assert 'points="0,400 400,0"' in sheet["marks"][0]


def test_a_turtle_is_told_in_words_where_it_is():
    sheet = drawn(NEW, ["go", 1, 30, 40.5], ["turn", 1, 90, 90.0])
    assert sheet["poses"][-1][3:] == ["translate(230 159.5) rotate(-90)", "Turtle at (30, 40.5), heading 90"]


@pytest.mark.parametrize(
    "command",
    [
        *(
            "",
            "[",
            "7",
            "[]",
            '["burn", 1]',
            '["line", 1]',
            '["new", 1e99]',
            '["go", 1, NaN, 0]',
            '["go", 1, 1e300, 0]',
            '["turn", [], 1, 1]',
        ),
        '["line", 1, "red\\" onload=\\"x", 1, [1, 1]]',
        '["line", 1, "url(http://far.example)", 1, [1, 1]]',
        '["fill", 1, "#000000", ["1\\"/><script>", 2]]',
        '["shape", "x", [[[1, 1], "<b>", ""]]]',
        "[" * 100_000,
    ],
)
def test_what_is_no_command_is_passed_over(command):
    assert command_of(command) is None
    assert drawing([Write(0, TURTLE, command)]) is None


def test_texts_of_a_program_stay_texts():
    hostile = '</text><script>alert(1)</script><image href="http://far.example/x"/>'
    sheet = drawn(["title", hostile], NEW, ["text", 1, hostile, hostile, "#000000", hostile, 12, 0, 0])
    found = ET.fromstring(f"<svg>{''.join(sheet['marks'])}</svg>")
    assert {element.tag for element in found.iter()} == {"svg", "text", "tspan"}
    assert found[0].attrib["font-family"] == "sans-serif"
    assert "".join(found.itertext()) == hostile


def test_more_marks_than_a_page_can_hold_are_left_out():
    sheet = drawn(NEW, *([LINE] * (MOST_MARKS + 5)))
    assert len(sheet["marks"]) == MOST_MARKS and sheet["full"]


def test_a_program_that_shows_nothing_has_nothing_shown():
    assert shown_beside(record_program("x = 1\n")) is None


def test_names_that_a_star_import_brings_are_not_drawn():
    trace = record_program("from turtle import *\nfrom math import sqrt as root\nside = root(9)\nforward(side)\n")
    view, picture = View(), Drawing()
    last = picture.draw(trace, len(trace) - 1, view)
    html = "".join(last["texts"].values())
    assert "side" in html and "root" in html
    assert "forward" not in html and "Turtle" not in html
