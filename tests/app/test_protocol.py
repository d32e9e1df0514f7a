"""What a page around a program may say, what it hears, and what becomes of nonsense."""

import json

import pytest

from app.protocol import MOST_OUTPUT, MOST_TEXT, Refused, height_of, message_of, result_of, said, state_of
from tests.app.test_embed import embedded
from tests.app.walk import READY, drawn, recorded


def message(**fields):
    return message_of(json.dumps({"codeviz": 1, **fields}))


def test_what_can_be_said():
    assert message(kind="run") == {"kind": "run"}
    assert message(kind="state", id=4) == {"kind": "state"}
    assert message(kind="seek", step=3) == {"kind": "seek", "step": 3}
    assert message(kind="load", source="a") == {"kind": "load", "source": "a", "inputs": [], "step": 0, "run": False}
    loaded = message(kind="load", source="a", inputs=["x"], step=2, run=True)
    assert loaded == {"kind": "load", "source": "a", "inputs": ["x"], "step": 2, "run": True}


@pytest.mark.parametrize(
    "text", ["", "3", "null", '"text"', "[]", "{}", '{"codeviz": "1"}', '{"kind": "run"}', "{", '{"codeviz": null}']
)
def test_what_is_none_of_ours_is_not_answered(text):
    assert message_of(text) is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"codeviz": 2}, "This CodeViz speaks version 1 of the protocol, not 2."),
        ({}, "There is no message of the kind null. There are load, run, seek, state."),
        ({"kind": "dance"}, 'There is no message of the kind "dance". There are load, run, seek, state.'),
        ({"kind": ["load"]}, 'There is no message of the kind ["load"]. There are load, run, seek, state.'),
        ({"kind": "load"}, "load needs the program as a text, in source."),
        ({"kind": "load", "source": "a", "inputs": "x"}, "The inputs of load are a list of texts."),
        ({"kind": "load", "source": "a", "inputs": [1]}, "The inputs of load are a list of texts."),
        ({"kind": "load", "source": "a", "run": "yes"}, "The run of load is true or false."),
        ({"kind": "load", "source": "a", "step": "x"}, 'load needs a step: a whole number, counted from 0, not "x".'),
        ({"kind": "seek"}, "seek needs a step: a whole number, counted from 0, not null."),
        ({"kind": "seek", "step": -1}, "seek needs a step: a whole number, counted from 0, not -1."),
        ({"kind": "seek", "step": True}, "seek needs a step: a whole number, counted from 0, not true."),
        ({"kind": "seek", "step": 1.5}, "seek needs a step: a whole number, counted from 0, not 1.5."),
    ],
)
def test_what_cannot_be_done_gets_a_sentence(fields, sentence):
    with pytest.raises(Refused) as caught:
        message(**fields)
    assert str(caught.value) == sentence


def test_a_message_beyond_all_measure_is_not_read():
    with pytest.raises(Refused):
        message_of(" " * (MOST_TEXT + 1))


def test_a_state_tells_what_is_on_the_screen():
    walk = embedded("code=x=1")
    assert state_of(walk.state)["engine"] == "starting"
    walk.tell(*READY).tell(*recorded(1, "x=1", 2)).tell(*drawn(1, 0, line=1)).tell("next")
    found = state_of(walk.state)
    assert found == {"source": "x=1", "step": 1, "steps": 2, "line": 1, "busy": False, "engine": "ready", "advice": []}
    assert json.loads(said("state", **found)) == {**found, "codeviz": 1, "kind": "state"}


def test_a_result_holds_the_beginning_of_a_long_output():
    output = [[0, 1, "x" * 70_000], [1, 1, "y" * 70_000], [2, 1, "z"]]
    walk = embedded("code=x=1").tell(*READY).tell(*recorded(1, "x=1", output=output, inputs=[[0, "Ada"]]))
    found = result_of(walk.state.trace)
    assert (len(found["output"]), found["output"][-1], found["inputs"], found["outcome"]) == (
        MOST_OUTPUT,
        "y",
        ["Ada"],
        "finished",
    )


def test_a_height_has_room_for_the_code_and_for_the_picture():
    short, long = embedded("code=x=1"), embedded("code=" + "x=1%0A" * 14)
    assert height_of(short.state, 900) < height_of(long.state, 900) < 720
    assert height_of(embedded("code=" + "x=1%0A" * 500).state, 900) == 720
    assert height_of(long.state, 900) < height_of(long.state, 500), "one above the other"
    assert height_of(embedded("code=x=1&show=controls").state, 900) == 90
    short.tell(*READY).tell(*recorded(1, "x=1")).tell(*drawn(1, 0, height=400))
    assert height_of(short.state, 900) == 532
