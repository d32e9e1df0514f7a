from app.state import State, Trace
from app.view import controls, dialogs, output, scene
from app.view.page import slots
from tests.app.walk import READY, Walk, drawn, recorded, running, waiting


def value(state, id, what):
    return next(slot[2] for slot in slots(state) if slot[:2] == (id, what))


def test_the_controls_say_where_we_are():
    walk = running().tell("seek", 2).tell(*drawn(2, 2, line=4))
    assert value(walk.state, "status", "text") == "Step 3 of 20"
    assert value(walk.state, "slider", "aria-valuetext") == "Step 3 of 20: line 4"
    assert (value(walk.state, "slider", "value"), value(walk.state, "slider", "max")) == (2, 19)


def test_the_thumb_is_at_the_finger_before_the_picture_comes():
    walk = running().tell("seek", 12)
    assert (value(walk.state, "slider", "value"), value(walk.state, "status", "text")) == (12, "Step 1 of 20")


def test_a_drawing_is_shown_as_it_was_before_the_step_and_whole_at_the_end():
    assert value(running().state, "shown", "hidden")
    walk = running(shown={"drawing": {"width": 400}}).tell("seek", 2).tell(*drawn(2, 2))
    assert not value(walk.state, "shown", "hidden")
    shown = next(slot for slot in slots(walk.state) if slot[:2] == ("shown", "shown"))
    assert (shown[2], shown[3]()) == ((1, 20, 2), ({"drawing": {"width": 400}}, 2))
    walk.tell("last").tell(*drawn(3, 19))
    assert value(walk.state, "shown", "shown") == (1, 20, 20)


def test_a_way_that_ends_here_is_off():
    state = running().state
    assert [value(state, id, "off") for id in ("first", "previous", "next", "last")] == [True, True, False, False]
    assert [value(State(), id, "off") for id in ("first", "next", "play")] == [True, True, True]


def test_stop_is_there_while_a_recording_takes_long():
    walk = Walk(READY, ("typed", "a"), ("run",))
    assert (value(walk.state, "run", "hidden"), value(walk.state, "stop", "hidden")) == (False, True)
    walk.tell("slow", 1)
    assert (value(walk.state, "run", "hidden"), value(walk.state, "stop", "hidden")) == (True, False)


def test_marks_have_a_shape_for_each_kind_and_do_not_run_together():
    html = controls.marks(Trace(steps=1001, marks={"call": list(range(200)), "output": [500], "exception": [1000]}))
    assert html.count("<rect") == 10
    assert (html.count("<circle"), html.count("<svg")) == (1, 1)
    assert 'cx="50.00%"' in html


def test_what_comes_later_is_marked_and_what_was_written_is_not():
    walk = running(output=[[0, 1, "one <\n"], [5, 2, "two\n"]]).tell("seek", 3).tell(*drawn(2, 3))
    html = output.html(walk.state)
    assert html.startswith("one &lt;\n")
    assert html.index('class="later"') < html.index("two")
    assert 'class="err"' in html


def test_output_is_built_anew_only_when_it_changes():
    walk = running(output=[[4, 1, "x"]])
    keys = []
    for step in (1, 2, 5, 6):
        walk.tell("seek", step).tell(*drawn(walk.state.asked[0], step))
        keys.append(output.key(walk.state))
    assert keys[0] == keys[1] != keys[2] == keys[3]


def test_the_traceback_stands_at_the_end_and_comes_true_with_the_last_step():
    raised = {"kind": "raised", "reason": "Boom.", "traceback": "Traceback:\nBoom\n"}
    walk = running(outcome=raised)
    assert "later" in output.html(walk.state)
    walk.tell("last").tell(*drawn(walk.state.asked[0], 19))
    assert "Boom" in output.html(walk.state)
    assert "later" not in output.html(walk.state)


def test_a_traceback_that_the_program_printed_is_not_shown_twice():
    raised = {"kind": "raised", "reason": "Boom.", "traceback": "Traceback:\nBoom\n"}
    assert output.html(running(outcome=raised, output=[[3, 2, "Traceback:\nBoom\n"]]).state).count("Boom") == 1


def test_the_field_for_input_is_there_when_the_program_waits():
    walk = Walk(READY, ("typed", "input()"), ("run",))
    assert value(walk.state, "answer", "hidden")
    walk.tell(*waiting(1, walk.state.text, 1))
    assert not value(walk.state, "answer", "hidden")


def test_a_changed_program_is_told_quietly():
    walk = running().tell("typed", "other")
    assert scene.STALE in value(walk.state, "notice", "html")
    assert value(walk.state, "scene", "data-stale") == "true"


def test_what_to_watch_belongs_to_the_example_only():
    walk = Walk(READY, ("gallery", [{"id": "x", "title": "X", "watch": "Look.", "source": "a\n", "inputs": []}]), ("choose", "x"))
    walk.tell(*recorded(1, "a\n"))
    assert "Look." in scene.notice(walk.state)
    walk.tell("typed", "b\n").tell("run").tell(*recorded(2, "b\n"))
    assert "Look." not in scene.notice(walk.state)


def test_dialogs_escape_what_they_show_and_group_the_examples():
    entries = [{"id": str(n), "title": "<" + str(n), "watch": "w", "group": group} for n, group in enumerate("AAB")]
    html = dialogs.examples(State(gallery=entries))
    assert html.count("<h3>") == 2
    assert "&lt;0" in html


def test_the_chosen_options_are_checked():
    html = dialogs.settings(Walk(("option", "arrows", "false"), ("theme", "dark")).state)
    assert html.count("checked") == 4
    assert 'value="dark" data-set="theme" checked' in html
    assert 'name="arrows" value="false" data-set="option" checked' in html
