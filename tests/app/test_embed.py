"""An embedded program: what its address asks for, when its engine starts, and what a program that arrives does to a learner's own."""

from app.options import MOST_CHARACTERS, parsed
from app.view.page import slots
from tests.app.walk import READY, Walk, drawn, recorded


def embedded(fragment: str = "", at_once: bool = True) -> Walk:
    options, problems = parsed(fragment)
    walk = Walk(("embed", options, problems, 800), ("begin", 400))
    if options["code"] is not None:
        walk.tell("bring", {"source": options["code"], "inputs": options["inputs"], "step": options["step"]}, at_once)
    return walk


def slot(walk: Walk, id: str, what: str):
    return [entry[2] for entry in slots(walk.state) if entry[:2] == (id, what)]


def test_a_program_is_recorded_at_once_where_that_is_asked_for_and_begins_at_its_step():
    walk = embedded('code=x=1%0Ay=2&curInstr=7&rawInputLstJSON=["Ada"]&heapPrimitives=true&hide=_*')
    assert ("restart",) in walk.effects
    (command,) = walk.tell(*READY).all("post")
    assert (command["source"], command["inputs"]) == ("x=1\ny=2", ["Ada"])
    (command,) = walk.tell(*recorded(1, "x=1\ny=2")).all("post")
    assert (command["step"], command["view"]["primitives"], command["view"]["hide"]) == (7, "objects", ["_*"])


def test_an_engine_that_sleeps_is_woken_by_a_touch_and_by_nothing_else():
    walk = embedded("code=x=1", at_once=False)
    assert (walk.state.engine, ("restart",) in walk.effects) == ("asleep", False)
    walk.tell("seek", 3).tell("resized", 500)
    assert walk.state.engine == "asleep"
    walk.tell("touched")
    assert (walk.state.engine, walk.effects) == ("starting", [("restart",)])
    assert walk.tell("touched").effects == []


def test_run_wakes_it_too_and_begins_where_the_address_says():
    walk = embedded('code=x=1&curInstr=4&rawInputLstJSON=["Ada"]', at_once=False).tell("run")
    assert ("restart",) in walk.effects
    assert walk.tell(*READY).all("post")[0]["inputs"] == ["Ada"]
    assert walk.tell(*recorded(1, "x=1")).all("post")[0]["step"] == 4
    # From then on Run is Run: from the first step, with input asked for anew.
    walk.tell(*drawn(1, 4)).tell("run")
    assert walk.all("post")[0]["inputs"] == []
    assert walk.tell(*recorded(2, "x=1")).all("post")[0]["step"] == 0


def test_it_begins_at_a_line():
    walk = embedded("code=a%0Ab%0Ac&line=3").tell(*READY).tell(*recorded(1, "a\nb\nc"))
    walk.tell(*drawn(walk.state.asked[0], 0, line=1))
    assert [(command["how"], command["line"]) for command in walk.all("post")] == [("next_of_line", 3)]


def test_it_plays_once_it_is_there():
    walk = embedded("code=a&autoplay=true").tell(*READY).tell(*recorded(1, "a"))
    assert walk.state.playing
    walk.tell(*drawn(1, 0)).tell("play").tell("run").tell(*recorded(2, "a"))
    assert not walk.state.playing


def test_another_language_can_be_read_but_not_run():
    walk = embedded("code=int+x;&py=c")
    assert (walk.state.text, walk.state.engine) == ("int x;", "asleep")
    assert "in C" in walk.state.advice[0]
    assert walk.tell("run").effects == walk.tell("touched").effects == []


def test_python_2_runs_with_a_word_of_warning():
    walk = embedded("code=x=1&py=2")
    assert ("restart",) in walk.effects
    assert "Python 2" in slot(walk, "advice", "html")[0]


def test_a_program_that_arrives_later_does_not_cost_the_learners_own():
    walk = embedded("code=x=1&mode=edit", at_once=False).tell("typed", "mine = 1")
    walk.tell("bring", {"source": "theirs = 2"}, False)
    assert (walk.state.mine, walk.state.notice.action) == ("mine = 1", "restore")
    walk.tell("restore")
    assert walk.all("set_text") == ["mine = 1"]


def test_a_program_that_is_too_long_changes_nothing():
    walk = embedded("code=x=1&mode=edit", at_once=False).tell("typed", "mine = 1")
    walk.tell("bring", {"source": "x" * (MOST_CHARACTERS + 1)}, True)
    assert (walk.state.text, walk.effects) == ("mine = 1", [])
    assert "1,000,001 characters" in walk.state.advice[-1]


def test_a_recording_from_a_file_brings_its_program():
    walk = embedded("trace=a.cvt&curInstr=5").tell("open_trace", b"bytes")
    assert walk.effects == [("keep_bytes", 1, b"bytes"), ("restart",)]
    assert walk.tell(*READY).all("post_kept") == [{"kind": "open", "run": 1}]
    walk.tell(*recorded(1, "from = 'file'"))
    assert walk.all("set_text") == ["from = 'file'"]
    assert (walk.state.text, walk.all("post")[0]["step"]) == ("from = 'file'", 5)


def test_a_damaged_file_gets_the_engines_sentence():
    walk = embedded("trace=a.cvt").tell("open_trace", b"bytes").tell(*READY)
    walk.tell("engine", {"kind": "failed", "run": 1, "sentence": "This trace is damaged."})
    assert (walk.state.notice.text, walk.state.job) == ("This trace is damaged.", "")


def test_what_is_shown_and_how():
    for fragment, layout in (
        ("", "columns"),
        ("verticalStack=true", "stack"),
        ("show=picture", "stack"),
        ("show=code,output", "stack"),
    ):
        assert slot(embedded(fragment), "main", "data-layout") == [layout]
    assert slot(embedded("show=picture,controls"), "main", "data-show") == ["picture controls"]
    assert slot(Walk(), "main", "data-show") == []


def test_live_and_the_examples_are_not_for_a_program_that_is_only_shown():
    walk = embedded("code=x=1", at_once=False)
    assert not walk.tell("live").state.settings["live"]
    assert walk.tell("panel", "examples").state.panel == ""
