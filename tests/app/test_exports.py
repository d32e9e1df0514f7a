"""The dialog Export: what it proposes, what may be written into it, and what happens when a file is made."""

import re

import pytest

from app.exports import FORMATS, base_of, chosen, file_name, proposed
from app.state import Trace
from app.updates import exports
from app.view.page import slots
from tests.app.walk import Walk, drawn, recorded, running
from tools.places import ROOT
from tracer.exporting import MOST_STEPS

TRACE = Trace(run=1, steps=200)
LATE = Trace(run=1, steps=20, first_step=1000)


def value(state, id, what):
    return next(slot[2] for slot in slots(state) if slot[:2] == (id, what))


def test_the_page_offers_what_the_table_says():
    page = (ROOT / "index.html").read_text()
    found = re.findall(r'id="export-(\w+)" value="(\w+)" data-set="export_format".*?<b>(.*?)</b> <span>(.*?)</span>', page)
    assert found == [(name, name, title, about) for name, title, about, *_ in FORMATS]
    assert {format for _, _, _, format, _, _ in FORMATS if format} == set(MOST_STEPS)


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("3", [[2, 2]]),
        ("3, 8, 12-20", [[2, 2], [7, 7], [11, 19]]),
        (" 3  8 ", [[2, 2], [7, 7]]),
        ("12 - 20", [[11, 19]]),
        ("12–20", [[11, 19]]),
        ("1-200", [[0, 199]]),
    ],
)
def test_steps_are_written_as_the_page_counts_them(text, ranges):
    assert chosen(text, "html", TRACE) == (ranges, "")


def test_a_recording_that_begins_later_is_counted_from_there():
    assert chosen("1001, 1003-1020", "gif", LATE) == ([[0, 0], [2, 19]], "")
    assert chosen("5", "svg", LATE) == (None, "Step 5 is not in this recording. Write a step from 1,001 to 1,020.")
    assert proposed("svg", LATE, 4) == "1005"
    assert proposed("html", LATE, 4) == "1001-1020"


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("", "html", "No step is chosen. Write steps such as 3, 8, 12-20, from 1 to 200."),
        ("three", "html", "“three” is no step. Write steps such as 3, 8, 12-20, from 1 to 200."),
        ("1-2-3", "html", "“1-2-3” is no step. Write steps such as 3, 8, 12-20, from 1 to 200."),
        ("٣", "html", "“٣” is no step. Write steps such as 3, 8, 12-20, from 1 to 200."),
        ("9-3", "html", "“9-3” goes backwards. Write steps such as 3, 8, 12-20, from 1 to 200."),
        ("201", "svg", "Step 201 is not in this recording. Write a step from 1 to 200."),
        ("0", "svg", "Step 0 is not in this recording. Write a step from 1 to 200."),
        ("3-5", "png", "This image shows one step, and 3 are chosen. Write a step from 1 to 200."),
        ("1-200", "gif", "200 steps are chosen, and this file can hold 100. Choose fewer."),
    ],
)
def test_what_makes_no_sense_is_told_with_the_remedy(text, name, sentence):
    assert chosen(text, name, TRACE) == (None, sentence)


def test_what_is_proposed_can_be_made_and_is_about_the_step_on_the_screen():
    for trace in (TRACE, LATE, Trace(run=1, steps=1), Trace(run=1, steps=50_000)):
        for name in [entry[0] for entry in FORMATS if entry[3]]:
            for step in {0, trace.steps // 2, trace.steps - 1}:
                ranges, sentence = chosen(proposed(name, trace, step), name, trace)
                assert sentence == ""
                assert ranges[0][0] <= step <= ranges[-1][1]


def test_files_are_named_after_the_program_and_the_step():
    assert file_name("svg", "sums", [[4, 4]], LATE) == "sums-step-1005.svg"
    assert file_name("html", "", [[0, 9]], TRACE) == "program.html"
    assert base_of("C:\\temp\\my sums.v2.py") == "my sums.v2"
    assert base_of("a/<b>:?\u202e*.py") == "b"
    assert base_of(".py") == "py"


def opened(**fields) -> Walk:
    return running(**fields).tell("panel", "export")


def test_the_engine_is_asked_and_the_browser_saves():
    walk = opened().tell("export_format", "svg").tell("export_theme", "dark").tell("export_code", "false").tell("export_save")
    (command,) = walk.all("post")
    assert (command["kind"], command["format"], command["steps"]) == ("export", "svg", [[0, 0]])
    assert (command["theme"], command["code"], command["run"]) == ("dark", False, 1)
    assert value(walk.state, "export-save", "off") is True
    assert walk.tell("export_save").effects == []
    walk.tell("engine", {"kind": "exporting", "run": 1, "done": 3, "all": 20})
    assert value(walk.state, "export-said", "text") == "Drawn so far: 3 of 20 pictures."
    walk.tell("engine", {"kind": "exported", "run": 1, "format": "svg", "content": b"..."})
    assert walk.effects == [("make_file", "svg", "program-step-1.svg", "image/svg+xml", b"...")]
    walk.tell("file_made", "program-step-1.svg", "")
    assert value(walk.state, "export-said", "text") == "Saved as program-step-1.svg."
    assert value(walk.state, "export-save", "off") is False


def test_a_recording_is_saved_whole():
    walk = opened().tell("export_format", "cvt").tell("export_save")
    assert walk.all("post") == [{"kind": "save", "run": 1}]
    walk.tell("engine", {"kind": "saved", "run": 1, "content": b"CVT"})
    assert walk.effects[0][:3] == ("make_file", "cvt", "program.cvt")


def test_what_goes_wrong_is_said_in_the_dialog():
    walk = opened().tell("export_steps", "1-x").tell("export_save")
    assert walk.effects == [("focus", "export-steps")]
    assert value(walk.state, "export-said", "data-error") == "true"
    walk.tell("export_steps", "1-3").tell("export_save")
    walk.tell("engine", {"kind": "failed", "run": 1, "command": "export", "sentence": "Choose fewer."})
    assert value(walk.state, "export-said", "text") == "Choose fewer."
    assert walk.state.notice is None
    walk.tell("export_save").tell("file_made", "program.html", "This browser could not.")
    assert value(walk.state, "export-said", "text") == "This browser could not."
    walk.tell("export_save").tell("engine", {"kind": "crashed", "reason": "memory"})
    assert "Python broke down" in value(walk.state, "export-said", "text")


def test_a_file_that_was_being_made_when_python_was_started_again_can_be_saved_again():
    walk = opened().tell("export_save").tell("run").tell("slow", 2).tell("stop").tell("engine", {"kind": "ready"})
    assert "Save it again." in value(walk.state, "export-said", "text")
    assert value(walk.state, "export-save", "off") is False


def test_steps_that_were_written_stay_for_another_format_that_can_hold_them():
    walk = opened(steps=150).tell("export_steps", "3, 8").tell("export_format", "gif")
    assert value(walk.state, "export-steps", "value") == "3, 8"
    walk.tell("export_format", "png")
    assert value(walk.state, "export-steps", "value") == "1"
    walk.tell("export_format", "html").tell("export_steps", "1-150").tell("export_format", "gif")
    assert value(walk.state, "export-steps", "value") == "1-40"


def test_without_a_recording_or_while_one_is_made_nothing_is_saved():
    walk = Walk(("panel", "export"), ("export_save",))
    assert value(walk.state, "export-said", "text") == exports.NOTHING
    walk = opened().tell("run").tell("export_save")
    assert "Wait until it is done" in value(walk.state, "export-said", "text")
    assert walk.effects == []


def test_the_dialog_opens_at_the_step_on_the_screen():
    walk = running(steps=2000).tell("seek", 1500).tell(*drawn(2, 1500)).tell("panel", "export")
    assert value(walk.state, "export-steps", "value") == "1001-2000"
    assert recorded(1, "x")[1]["kind"] == "recorded"


DRAWING = {"drawing": {"width": 400}, "items": [], "files": []}


def test_a_film_of_a_drawing_is_proposed_for_what_moves_and_takes_all_steps():
    walk = running(steps=3000, shown=DRAWING).tell("panel", "export").tell("export_format", "gif")
    assert value(walk.state, "export-alone", "checked") is True
    assert value(walk.state, "export-code-row", "hidden") is True
    assert value(walk.state, "export-steps", "value") == "1-3000"
    (command,) = walk.tell("export_save").all("post")
    assert (command["only"], command["steps"]) == ("drawing", [[0, 2999]])


def test_a_step_of_a_drawing_is_proposed_whole_and_what_was_chosen_stays():
    walk = running(steps=3000, shown=DRAWING).tell("panel", "export").tell("export_format", "png")
    assert value(walk.state, "export-alone", "checked") is False
    walk.tell("export_format", "gif").tell("export_alone", "false")
    assert value(walk.state, "export-steps", "value") == "1-40"
    walk.tell("export_format", "moving")
    assert value(walk.state, "export-alone", "checked") is False
    (command,) = walk.tell("export_save").all("post")
    assert command["only"] == ""


def test_where_nothing_is_drawn_the_choice_is_not_there():
    walk = opened().tell("export_format", "gif")
    assert value(walk.state, "export-alone-row", "hidden") is True
    assert walk.tell("export_save").all("post")[0]["only"] == ""
