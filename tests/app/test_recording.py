"""From Run to the first picture, and all that can come between."""

import pytest

from app.updates.engine import CRASHES
from app.updates.program import KEPT
from app.updates.recording import COMES, LOADING, TAIL_CHARACTERS, tail_of
from app.view.page import slots
from app.view.shown import ALL
from tests.app.walk import READY, Walk, drawn, recorded, running, waiting

SYNTAX = {"kind": "syntax", "reason": "This bracket was never closed.", "span": [1, 4, 1, 5], "traceback": "SyntaxError\n"}


def test_run_records_and_shows_the_first_step():
    walk = Walk(READY, ("typed", "a = 1"), ("run",))
    (command,) = walk.all("post")
    assert (command["kind"], command["source"], command["interactive"], command["inputs"]) == ("record", "a = 1", True, [])
    walk.tell(*recorded(1, "a = 1", 3))
    assert [(command["kind"], command["step"]) for command in walk.all("post")] == [("draw", 0)]


def test_run_before_the_engine_is_there_is_kept_and_said():
    walk = Walk(("typed", "a = 1"), ("run",))
    assert (walk.posted(), walk.state.notice.text) == ([], LOADING)
    walk.tell(*READY)
    assert (walk.posted(), walk.state.notice) == (["record"], None)


def test_an_example_that_waits_for_the_engine_says_so_until_it_is_there():
    walk = Walk(("typed", "mine = 1"), ("gallery", [{"id": "sums", "source": "a = 1"}]), ("choose", "sums"))
    assert walk.state.notice.text == KEPT + COMES
    walk.tell(*READY)
    assert (walk.posted(), walk.state.notice.text, walk.state.notice.action) == (["record"], KEPT, "restore")


def test_an_empty_program_is_not_sent():
    assert Walk(READY, ("typed", " \n"), ("run",)).posted() == []


def test_a_double_click_runs_once():
    walk = Walk(READY, ("typed", "a = 1"), ("run",), ("run",))
    assert walk.effects == []


def test_run_while_the_first_example_is_recorded_unasked_begins_at_its_first_step():
    picture = drawn(0, 0, run=0)[1]
    example = {"recorded": recorded(0, "x = 1\n", 3)[1], "drawn": [picture] * 3, "texts": [], "step": 2}
    walk = Walk(("first_example", example), ("begin", 600), READY, ("run",), recorded(1, "x = 1\n", 3))
    assert [command["step"] for command in walk.all("post")] == [0]


def test_run_waits_for_a_recording_that_is_nearly_done():
    walk = Walk(READY, ("typed", "a = 1"), ("run",), ("typed", "a = 2"), ("run",))
    assert walk.effects == []
    walk.tell(*recorded(1, "a = 1"))
    assert "record" in walk.posted()


def test_run_does_not_wait_for_one_that_takes_long():
    walk = Walk(READY, ("typed", "while True: pass"), ("run",), ("typed", "a = 2"), ("run",), ("slow", 1))
    assert walk.effects == [("restart",)]
    walk.tell(*READY)
    assert walk.all("post")[0]["source"] == "a = 2"


def test_stopping_opens_what_was_recorded_in_a_new_engine():
    walk = Walk(READY, ("typed", "while True: pass"), ("run",), ("slow", 1))
    walk.tell("engine", {"kind": "progress", "run": 1, "steps": 5000, "output": [[1, 1, "x"]]}).tell("stop")
    assert ("restart",) in walk.effects
    walk.tell(*READY)
    assert [(command["kind"], command["run"]) for command in walk.all("post_kept")] == [("open", 1)]
    walk.tell(*recorded(1, "while True: pass", 5000, outcome={"kind": "stopped", "reason": "It breaks off."}))
    assert walk.state.notice.text == "Stopped. Recorded until then: 5,000 steps."
    assert walk.state.trace.steps == 5000


def test_a_crash_shows_what_was_recorded_and_says_why():
    walk = Walk(READY, ("typed", "boom()"), ("run",)).tell("engine", {"kind": "crashed", "reason": "stack overflow"})
    assert ("restart",) in walk.effects
    walk.tell(*READY).tell(*recorded(1, "boom()", 12, outcome={"kind": "stopped", "reason": "It breaks off."}))
    assert "stack overflow" in walk.state.notice.text
    assert "12 steps" in walk.state.notice.text


def test_a_crash_while_drawing_opens_the_recording_again_at_the_same_step():
    walk = running().tell("seek", 7).tell("engine", {"kind": "crashed", "reason": "out of memory"}).tell(*READY)
    assert [command["run"] for command in walk.all("post_kept")] == [1]
    walk.tell(*recorded(1, "a = 1\nb = 2\n"))
    assert [command["step"] for command in walk.all("post")] == [7]


def test_an_engine_that_only_crashes_is_not_started_for_ever():
    walk = Walk(("typed", "a"))
    for _ in range(CRASHES):
        walk.tell("engine", {"kind": "crashed", "reason": "no memory"})
        assert ("restart",) in walk.effects
    walk.tell("engine", {"kind": "crashed", "reason": "no memory"})
    assert ("restart",) not in walk.effects
    assert walk.state.notice.action == "reload"


SPENT = ("engine", {"kind": "spent"})


def test_a_spent_engine_is_replaced_at_the_same_step_without_a_word():
    walk = running().tell("seek", 7).tell(*SPENT)
    assert ("restart",) in walk.effects
    assert [command["run"] for command in walk.tell(*READY).all("post_kept")] == [1]
    walk.tell(*recorded(1, "a = 1\nb = 2\n"))
    assert [command["step"] for command in walk.all("post")] == [7]
    assert walk.state.notice is None


def test_a_run_that_a_spent_engine_refuses_is_made_by_the_next():
    walk = running().tell("typed", "c = 3").tell("run").tell(*SPENT)
    assert ("restart",) in walk.effects
    walk.tell(*READY)
    assert [(command["kind"], command["source"]) for command in walk.all("post")] == [("record", "c = 3")]


def test_what_is_written_is_shown_while_it_runs():
    walk = Walk(READY, ("typed", "a"), ("run",))
    walk.tell("engine", {"kind": "progress", "run": 1, "steps": 9, "output": [[1, 1, "one\n"], [2, 2, "two\n"]]})
    assert (walk.state.progress, walk.state.tail) == (9, ((1, "one\n"), (2, "two\n")))


def test_the_tail_is_short_however_much_is_written():
    tail = ()
    for _ in range(50):
        tail = tail_of(tail, [[0, 1, "0123456789" * 100]])
    assert sum(len(text) for _, text in tail) <= TAIL_CHARACTERS


def test_input_goes_to_the_waiting_program_and_is_kept():
    walk = Walk(READY, ("typed", "input()"), ("run",)).tell(*waiting(1, "input()"))
    assert walk.all("focus") == ["input"]
    walk.tell("send_input", "Ada")
    assert [(command["kind"], command["text"]) for command in walk.all("post")] == [("input", "Ada")]
    assert (walk.state.inputs, walk.state.job) == (("Ada",), "recording")


def test_what_was_recorded_can_be_looked_at_while_the_program_waits():
    walk = Walk(READY, ("typed", "a = 1\ninput()"), ("run",), waiting(1, "a = 1\ninput()", 2))
    assert [(command["kind"], command["run"], command["step"]) for command in walk.all("post")] == [("draw", 1, 1)]
    walk.tell(*drawn(walk.state.asked[0], 1)).tell("previous")
    assert [(command["kind"], command["step"]) for command in walk.all("post")] == [("draw", 0)]


def test_after_the_input_the_learner_stands_where_it_was_read():
    walk = Walk(READY, ("typed", "input()\ninput()"), ("run",), waiting(1, "input()\ninput()", 2))
    walk.tell(*drawn(walk.state.asked[0], 1)).tell("first").tell(*drawn(2, 0)).tell("send_input", "Ada")
    walk.tell(*waiting(1, "input()\ninput()", 5))
    assert [command["step"] for command in walk.all("post")] == [4]
    walk.tell(*drawn(walk.state.asked[0], 4)).tell("send_input", "Bob").tell(*recorded(1, "input()\ninput()", 9))
    assert [command["step"] for command in walk.all("post")] == [4]


def test_what_is_asked_while_the_program_goes_on_is_answered_when_it_can_be():
    walk = Walk(READY, ("typed", "input()"), ("run",), waiting(1, "input()", 2))
    walk.tell(*drawn(walk.state.asked[0], 1)).tell("send_input", "Ada").tell("previous")
    assert (walk.posted(), walk.state.asked[1]) == (["draw"], ("step", 0))
    walk.tell(*drawn(walk.state.asked[0], 0))
    assert (walk.state.picture["step"], walk.state.job) == (0, "recording")


def test_the_end_of_the_input_is_sent_as_none():
    walk = Walk(READY, ("typed", "input()"), ("run",)).tell(*waiting(1, "input()"))
    assert walk.tell("send_input", None).all("post")[0]["text"] is None


def test_without_waiting_an_answer_records_again_with_one_line_more():
    walk = Walk(("engine", {"kind": "ready", "waits": False}), ("typed", "input()"), ("run",))
    assert walk.all("post")[0]["interactive"] is False
    walk.tell(*recorded(1, "input()", 2, inputs=[[1, "Ada"]], outcome={"kind": "waiting", "reason": "It waits."}))
    walk.tell(*drawn(walk.state.asked[0], 1)).tell("send_input", "Bob")
    assert walk.all("post")[0]["inputs"] == ["Ada", "Bob"]


def test_a_syntax_error_is_underlined_and_the_former_picture_stays():
    walk = running().tell("typed", "def (").tell("run").tell(*recorded(2, "def (", 0, outcome=SYNTAX))
    assert walk.all("error") == [([1, 4, 1, 5], "This bracket was never closed.")]
    assert walk.state.trace.run == 1
    # The engine gave the former recording up for this one: it gets it back.
    assert [(command["kind"], command["run"]) for command in walk.all("post_kept")] == [("open", 1)]
    walk.tell(*recorded(1, "a = 1\nb = 2\n"))
    assert (walk.state.flagged, walk.state.notice.tone) == ("syntax", "error")
    assert ("clear_error",) not in walk.effects
    walk.tell(*drawn(walk.state.asked[0], 0)).tell("next")
    assert walk.posted() == ["draw"]


def test_the_underline_goes_with_the_next_key():
    walk = Walk(READY, ("typed", "def ("), ("run",), recorded(1, "def (", 0, outcome=SYNTAX)).tell("typed", "def f")
    assert ("clear_error",) in walk.effects
    assert (walk.state.notice, walk.state.refusal) == (None, "")


def test_an_exception_offers_the_way_to_it():
    raised = {"kind": "raised", "reason": "ZeroDivisionError."}
    walk = running(outcome=raised, marks={"call": [], "output": [], "exception": [4, 17, 18, 19]})
    assert walk.state.notice.action == "show_error"
    assert walk.tell("show_error").all("post")[0]["step"] == 17


def test_a_failure_is_told_and_the_next_question_can_be_put():
    walk = running().tell("next")
    walk.tell("engine", {"kind": "failed", "run": 1, "ask": walk.state.asked[0], "sentence": "Too deep."})
    assert (walk.state.notice.text, walk.state.asked) == ("Too deep.", None)


@pytest.mark.parametrize("job", ["recording", "waiting"])
def test_another_run_replaces_one_that_is_under_way(job):
    walk = Walk(READY, ("typed", "while True: pass"), ("run",), ("slow", 1))
    if job == "waiting":
        walk.tell(*waiting(1, "input()"))
    walk.tell("typed", "a = 1").tell("run")
    assert ("restart",) in walk.effects
    walk.tell(*READY)
    assert walk.all("post")[0]["source"] == "a = 1"


def test_what_a_long_program_draws_is_on_the_screen_until_its_recording_is():
    drawing = {"drawing": {"width": 400}, "items": [], "files": []}
    walk = running().tell("run").tell("engine", {"kind": "progress", "run": 2, "steps": 9, "output": [], "shown": drawing})
    assert shown_at(walk.state) != (drawing, ALL)
    walk.tell("slow", 2)
    assert shown_at(walk.state) == (drawing, ALL)
    walk.tell(*recorded(2, walk.state.text, shown=drawing))
    assert shown_at(walk.state) == (drawing, 0)
    walk.tell("run").tell("slow", 3)
    assert shown_at(walk.state) == (drawing, 0), "nothing of it is drawn yet"


def shown_at(state):
    """(what is shown, before which step)."""
    return next(slot[3]() for slot in slots(state) if slot[:2] == ("shown", "shown"))


def test_what_is_shown_beside_a_recording_stays_when_a_new_engine_opens_it():
    shown = {"drawing": None, "items": [], "files": [{"name": "a.txt"}]}
    walk = running("a = 1\n", shown=shown).tell("engine", {"kind": "spent"}).tell(*READY)
    assert walk.posted() == ["open"]
    walk.tell(*recorded(1, "a = 1\n", shown=None))
    assert walk.state.trace.shown == shown
