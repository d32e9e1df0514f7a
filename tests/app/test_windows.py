"""Recording another part of a run that was longer than one recording."""

from tests.app.walk import READY, Walk, drawn, recorded, running, waiting

SOURCE = "while True: pass"
STOPPED = {"kind": "stopped", "reason": "It breaks off."}


def cut(run: int, first_step: int = 0, **fields):
    """A recording of 10 steps that could go on."""
    about = {"first_step": first_step, "goes_on": True, "total": first_step + 10, "outcome": {"kind": "cut", "reason": "Full."}}
    return recorded(run, SOURCE, 10, **(about | fields))


def walk_to_the_limit(**fields) -> Walk:
    walk = Walk(READY, ("typed", SOURCE), ("run",), cut(1, **fields))
    return walk.tell(*drawn(walk.state.asked[0], walk.state.step))


def test_a_recording_that_is_full_offers_the_rest():
    notice = walk_to_the_limit().state.notice
    assert notice.text == "The first 10 steps are recorded. There are more."
    assert [message for message, _ in notice.more] == ["record_on", "record_end"]


def test_recording_on_begins_where_the_recording_ended_with_the_same_input_and_clock():
    walk = walk_to_the_limit(inputs=[[2, "Ada"]]).tell("record_on")
    (command,) = walk.all("post")
    assert (command["kind"], command["source"], command["inputs"]) == ("record", SOURCE, ["Ada"])
    assert (command["first_step"], command["again"]) == (10, 1)
    walk.tell(*cut(2, 10))
    assert walk.state.notice.text == "Steps 11 to 20 are recorded. There are more."
    assert [message for message, _ in walk.state.notice.more] == ["record_on", "record_end", "record_first"]
    assert walk.tell("record_on").all("post")[0]["first_step"] == 20


def test_recording_on_is_of_the_program_that_was_recorded_whatever_is_in_the_editor():
    assert walk_to_the_limit().tell("typed", "x = 1").tell("record_on").all("post")[0]["source"] == SOURCE


def test_the_end_is_found_by_counting_and_then_recorded():
    walk = walk_to_the_limit().tell("record_end")
    assert walk.all("post")[0]["first_step"] is None
    walk.tell(*recorded(2, SOURCE, 0, total=57, inputs=[[-1, "Bea"]]))
    (command,) = walk.all("post")
    assert (command["first_step"], command["again"], command["inputs"]) == (47, 2, ["Bea"])
    walk.tell(*recorded(3, SOURCE, 10, first_step=47, total=57))
    assert (walk.state.step, walk.state.notice.text) == (9, "Steps 48 to 57 are recorded, up to the end of the program.")
    assert walk.tell("record_first").all("post")[0]["first_step"] == 0


def test_a_count_that_is_stopped_brings_back_the_recording_from_before():
    walk = walk_to_the_limit().tell("record_end").tell("slow", 2)
    walk.tell("engine", {"kind": "progress", "run": 2, "steps": 5000, "output": []}).tell("stop").tell(*READY)
    walk.tell(*recorded(2, SOURCE, 0, outcome=STOPPED))
    assert [command["run"] for command in walk.all("post_kept")] == [1]
    walk.tell(*cut(1))
    assert walk.state.trace.run == 1
    assert walk.state.notice.text == "Stopped after 5,000 steps, before anything was recorded."
    assert [message for message, _ in walk.state.notice.more] == ["record_on", "record_end"]


def test_a_program_that_ended_too_early_says_so():
    walk = walk_to_the_limit().tell("record_on")
    walk.tell(*recorded(2, SOURCE, 0, first_step=10, outcome={"kind": "finished", "reason": "It ended after 7 steps."}))
    assert walk.state.notice.text == "It ended after 7 steps."


def test_input_is_asked_for_on_the_way_while_the_picture_stays():
    walk = walk_to_the_limit().tell("record_end").tell(*waiting(2, SOURCE, 0))
    assert (walk.state.job, walk.state.trace.run) == ("waiting", 1)
    assert walk.tell("send_input", "Ada").all("post")[0]["text"] == "Ada"


def test_an_engine_that_has_to_be_replaced_first_records_the_same_part():
    walk = walk_to_the_limit().tell("record_on").tell("engine", {"kind": "spent"}).tell(*READY)
    assert walk.all("post")[0]["first_step"] == 10


def test_runs_that_differ_are_told_of():
    walk = walk_to_the_limit(checks=[[10, 111]]).tell("record_on").tell(*cut(2, 10, checks=[[10, 222], [20, 333]]))
    assert "does not run twice in the same way" in walk.state.notice.text
    walk = walk_to_the_limit(checks=[[10, 111]]).tell("record_on").tell(*cut(2, 10, checks=[[10, 111], [20, 333]]))
    assert "twice" not in walk.state.notice.text


def test_what_cannot_be_recorded_is_not():
    assert running().tell("record_on").effects == []
    assert Walk(READY).tell("record_end").effects == []


def test_a_crash_on_the_way_says_why_and_brings_back_the_recording_from_before():
    walk = walk_to_the_limit().tell("record_end").tell("engine", {"kind": "crashed", "reason": "out of memory"}).tell(*READY)
    walk.tell(*recorded(2, SOURCE, 0, outcome=STOPPED)).tell(*cut(1))
    assert walk.state.notice.text == "Python broke down: out of memory. Nothing was recorded until then."
    assert walk.state.trace.run == 1
