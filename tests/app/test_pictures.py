"""Exported pictures come from strangers: what is not what an export makes is not shown."""

import copy
import json

import pytest

from app.pictures import DAMAGED, NEWER, Damaged, checked
from tests.app.test_embed import embedded
from tests.app.walk import READY
from tracer.draw.view import View
from tracer.export.pictures import MOST_CHARACTERS, MOST_STEPS, exported, packed, pictures
from tracer.record import record_program

DRAWS = "import turtle\nfrom codeviz import show\nturtle.forward(50)\nturtle.bgcolor('red')\nshow([[1]])\n"
EXPORTED = json.loads(json.dumps(pictures(record_program("a = [1]\nb = a\nprint(b)\nb[3]\n"), View(width=450), 2)))


def test_what_an_export_makes_is_shown_at_its_step_without_an_engine():
    walk = embedded().tell("pictures", checked(copy.deepcopy(EXPORTED)))
    assert (walk.state.engine, walk.state.step, walk.all("set_text")) == ("asleep", 2, [EXPORTED["recorded"]["source"]])
    walk.tell("next")
    assert [message["step"] for message in walk.all("paint")] == [3]
    assert walk.posted() == []


def test_a_touch_records_the_same_program_and_stays_at_its_step():
    walk = embedded().tell("pictures", checked(copy.deepcopy(EXPORTED))).tell("touched").tell(*READY)
    (command,) = walk.all("post")
    assert (command["kind"], command["source"], walk.state.job_stays) == ("record", EXPORTED["recorded"]["source"], True)


def test_a_long_recording_gives_its_first_steps():
    found = pictures(record_program("for n in range(1000):\n    pass\n"), View())
    assert (len(found["drawn"]), found["recorded"]["steps"] > 2000) == (MOST_STEPS, True)
    checked(json.loads(json.dumps(found)))
    assert len(packed(found)) < 20_000


BAD = {
    "no pictures": lambda found: found.update(drawn=[]),
    "more pictures than steps": lambda found: found["recorded"].update(steps=1),
    "no source": lambda found: found["recorded"].pop("source"),
    "output in numbers": lambda found: found["recorded"].update(output=[[1, 1, 7]]),
    "a mark that is markup": lambda found: found["recorded"]["marks"].update(call=["<b>"]),
    "a key that is markup": lambda found: found["drawn"][0]["parts"][0].__setitem__(0, 'f0"><b'),
    "a place that is markup": lambda found: found["drawn"][0]["parts"][0].__setitem__(1, "0px)"),
    "a text that is not there": lambda found: found["drawn"][0]["parts"][0].__setitem__(3, 10**6),
    "an arrow that is markup": lambda found: found["drawn"][3]["arrows"].append(["f0:a", 'M0 0"><b>', ""]),
    "an arrow's name that is markup": lambda found: found["drawn"][3]["arrows"].append(['f0:"><b>', "M0 0", ""]),
    "an arrow's class that is markup": lambda found: found["drawn"][3]["arrows"].append(["f0:a", "M0 0", '"']),
    "a sentence that is none": lambda found: found["drawn"][0].update(sentence_html=3),
    "steps in disorder": lambda found: found["drawn"][1].update(step=5),
    "a step that is none": lambda found: found.update(step="<b>"),
    "texts that are none": lambda found: found["texts"].append(None),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_an_export_gets_one_sentence(name):
    found = copy.deepcopy(EXPORTED)
    BAD[name](found)
    with pytest.raises(Damaged) as caught:
        checked(found)
    assert str(caught.value) == DAMAGED


@pytest.mark.parametrize("content", [None, 3, [], "text", {"codeviz": 1}])
def test_anything_else_gets_the_same(content):
    with pytest.raises(Damaged):
        checked(content)


def test_a_newer_export_says_so():
    with pytest.raises(Damaged) as caught:
        checked({**EXPORTED, "codeviz": 2})
    assert str(caught.value) == NEWER


def test_a_step_beyond_the_pictures_becomes_the_last_of_them():
    assert checked({**copy.deepcopy(EXPORTED), "step": 99})["step"] == len(EXPORTED["drawn"]) - 1


DRAWN = json.loads(json.dumps(pictures(record_program(DRAWS), View(width=450))))


def test_what_a_program_draws_is_there_without_an_engine():
    walk = embedded().tell("pictures", checked(copy.deepcopy(DRAWN)))
    assert walk.state.trace.shown == DRAWN["recorded"]["shown"]
    assert len(DRAWN["recorded"]["shown"]["drawing"]["marks"]) == 1


BAD_SHOWN = {
    "a mark that is none": lambda shown: shown["drawing"]["marks"].append(7),
    "a change of no mark": lambda shown: shown["drawing"]["changes"].append([1, 99, 1]),
    "a change that is none": lambda shown: shown["drawing"]["changes"].append([1, 0, "1"]),
    "a sheet that is too wide": lambda shown: shown["drawing"].update(width=10**6),
    "a sheet that is markup": lambda shown: shown["drawing"].update(height='1"><b'),
    "a look that is not there": lambda shown: shown["drawing"]["poses"][0].__setitem__(2, 99),
    "a place that is markup": lambda shown: shown["drawing"]["poses"][0].__setitem__(3, 'url(x)"'),
    "a colour that is fetched": lambda shown: shown["drawing"]["backgrounds"][0].__setitem__(1, "url(//x#a)"),
    "a colour that is too long": lambda shown: shown["drawing"]["backgrounds"][0].__setitem__(1, "#ff00000"),
    "an item of another kind": lambda shown: shown["items"][0].__setitem__(1, "frame"),
    "no items": lambda shown: shown.pop("items"),
    "a drawing that is none": lambda shown: shown.update(drawing=[1]),
}


@pytest.mark.parametrize("name", BAD_SHOWN)
def test_what_no_export_shows_gets_the_same_sentence(name):
    found = copy.deepcopy(DRAWN)
    BAD_SHOWN[name](found["recorded"]["shown"])
    with pytest.raises(Damaged, match=DAMAGED):
        checked(found)


def test_a_drawing_that_is_too_large_is_left_out_and_that_is_said(monkeypatch):
    trace = record_program(DRAWS)
    whole, unshown = exported(trace, View(width=450))
    assert (unshown, len(whole) < MOST_CHARACTERS) == (False, True)
    monkeypatch.setattr("tracer.export.pictures.MOST_CHARACTERS", len(whole) - 1)
    text, unshown = exported(trace, View(width=450))
    assert unshown and len(text) < len(whole)


def test_where_it_was_left_out_a_sentence_says_when_it_comes():
    found = copy.deepcopy(EXPORTED)
    found["recorded"]["unshown"] = True
    walk = embedded().tell("pictures", checked(found))
    assert "press Run" in walk.state.notice.text


def test_exported_pictures_begin_at_the_line_that_the_page_asks_for():
    found = copy.deepcopy(EXPORTED)
    walk = embedded("line=3").tell("pictures", checked(found))
    assert [picture["line"] for picture in found["drawn"]].index(3) == walk.state.step
    assert embedded("line=99").tell("pictures", checked(copy.deepcopy(EXPORTED))).state.step == EXPORTED["step"]
