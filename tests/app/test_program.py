"""The program in the editor: examples, links, what is kept. And Live."""

from app.links import to_link
from app.updates.program import BROKEN_LINK, to_store
from tests.app.walk import READY, Walk, drawn, recorded, running

EXAMPLE = {
    "id": "loops",
    "title": "Loops",
    "watch": "Watch the marker.",
    "group": "First",
    "source": "for i in []:\n    pass\n",
    "inputs": [],
}
LINK = {"source": "b = 2\n", "inputs": ["x"], "step": 5, "view": {"arrows": False}}


def test_choosing_an_example_records_it_and_says_what_to_watch():
    walk = Walk(READY, ("panel", "examples"), ("gallery", [EXAMPLE]), ("choose", "loops"))
    assert walk.all("set_text") == [EXAMPLE["source"]]
    assert walk.posted() == ["record"]
    assert (walk.state.watch, walk.state.panel) == ("Watch the marker.", "")


def test_an_example_with_input_runs_with_that_input():
    walk = Walk(READY, ("gallery", [EXAMPLE | {"inputs": ["50", "25"]}]), ("choose", "loops"))
    assert walk.all("post")[0]["inputs"] == ["50", "25"]


def test_the_learners_own_program_can_be_had_back():
    walk = Walk(READY, ("typed", "mine = 1\n"), ("gallery", [EXAMPLE]), ("choose", "loops"))
    assert (walk.state.mine, walk.state.notice.action) == ("mine = 1\n", "restore")
    # Recording the example does not take the offer away, and the next example does not take its place.
    walk.tell(*recorded(1, EXAMPLE["source"])).tell("choose", "loops")
    assert (walk.state.mine, walk.state.notice) == ("mine = 1\n", None)
    walk.tell("restore")
    assert walk.all("set_text") == ["mine = 1\n"]
    assert (walk.state.text, walk.state.mine) == ("mine = 1\n", "")


def test_a_link_opens_its_program_at_its_step():
    walk = Walk(READY, ("typed", "mine = 1\n"), ("linked", LINK))
    (command,) = walk.all("post")
    assert (command["source"], command["inputs"], walk.state.mine) == ("b = 2\n", ["x"], "mine = 1\n")
    walk.tell(*recorded(1, "b = 2\n", 20, inputs=[[0, "x"]]))
    (command,) = walk.all("post")
    assert (command["step"], command["view"]["arrows"]) == (5, False)


def test_a_damaged_link_leaves_everything_as_it_is():
    walk = Walk(READY, ("typed", "mine = 1\n"), ("linked", None))
    assert (walk.state.text, walk.state.notice.text, walk.posted()) == ("mine = 1\n", BROKEN_LINK, [])


def test_a_link_says_program_input_step_and_drawing():
    walk = running("a = 1\n", inputs=[[2, "Ada"]]).tell("seek", 4).tell(*drawn(2, 4)).tell("option", "exited", "true")
    assert to_link(walk.state) == {"source": "a = 1\n", "inputs": ["Ada"], "step": 4, "view": {"exited": True}}


def test_editing_takes_the_link_out_of_the_address():
    walk = Walk(READY, ("linked", LINK), ("typed", "b = 3\n"))
    assert ("clear_link",) in walk.effects


def test_what_is_stored_comes_back_and_is_not_run():
    kept = to_store(running("mine = 1\n").state)
    walk = Walk(("stored", kept, None))
    assert (walk.state.text, walk.state.trace, walk.state.origin) == ("mine = 1\n", None, "")
    assert walk.tell(*READY).posted() == []


def test_settings_come_back_and_unknown_ones_are_left_aside():
    walk = Walk(("stored", None, {"theme": "dark", "speed": 4, "view": {"primitives": "nested", "colour": 1}, "nonsense": 1}))
    assert (walk.state.settings["theme"], walk.state.view["primitives"]) == ("dark", "nested")
    assert "colour" not in walk.state.view
    assert "nonsense" not in walk.state.settings


def test_live_records_again_a_moment_after_typing():
    walk = running("a = 1\nb = 2\n").tell("live").tell("typed", "a = 1\nb = 3\n")
    assert ("timer", "live", 400, ("live_due",)) in walk.effects
    walk.tell("live_due")
    assert [(command["kind"], command["interactive"]) for command in walk.all("post")] == [("record", False)]


def test_live_stays_at_the_same_line():
    walk = running("a = 1\nb = 2\n").tell("seek", 7).tell(*drawn(2, 7, line=2)).tell("live")
    walk.tell("typed", "new = 0\na = 1\nb = 2\n").tell("live_due").tell(*recorded(2, "new = 0\na = 1\nb = 2\n", 9))
    assert walk.all("post")[0]["step"] == 7
    walk.tell(*drawn(walk.state.asked[0], 7, run=2, line=1))
    assert [(command["how"], command["line"]) for command in walk.all("post")] == [("next_of_line", 3)]
    walk.tell(*drawn(walk.state.asked[0], 7, run=2, line=1, note="It does not run again."))
    assert [command["how"] for command in walk.all("post")] == ["previous_of_line"]
    walk.tell(*drawn(walk.state.asked[0], 6, run=2, line=3))
    assert (walk.state.step, walk.state.place, walk.posted()) == (6, None, [])


def test_live_waits_for_a_recording_that_is_under_way():
    walk = running("a = 1\n").tell("live").tell("typed", "a = 2\n").tell("live_due").tell("typed", "a = 3\n").tell("live_due")
    assert walk.posted() == []
    walk.tell(*recorded(2, "a = 2\n"))
    assert "record" in walk.posted()


def test_live_uses_the_typed_input_again():
    walk = running("x = input()\n", inputs=[[0, "Ada"]]).tell("live").tell("typed", "y = input()\n").tell("live_due")
    assert walk.all("post")[0]["inputs"] == ["Ada"]
