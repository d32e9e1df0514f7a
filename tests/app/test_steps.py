"""Moving through a recording: what is asked of the engine, and when."""

import pytest

from app.updates.steps import SPEEDS
from tests.app.walk import READY, Walk, drawn, recorded, running


def test_a_step_is_asked_for_and_shown_when_it_comes():
    walk = running().tell("next")
    (command,) = walk.all("post")
    assert (command["kind"], command["step"], walk.state.step) == ("draw", 1, 1)
    walk.tell(*drawn(command["ask"], 1, line=2, was=1))
    assert walk.all("paint")[0]["step"] == 1
    assert walk.all("marks") == [(2, 1, True)]
    assert walk.state.said == "At 1."


def test_only_one_question_is_out_and_the_last_wish_wins():
    walk = running().tell("seek", 5)
    ask = walk.state.asked[0]
    for step in (6, 7, 11):
        assert walk.tell("seek", step).posted() == []
    walk.tell(*drawn(ask, 5))
    assert [(command["kind"], command["step"]) for command in walk.all("post")] == [("draw", 11)]
    walk.tell(*drawn(walk.state.asked[0], 11))
    assert walk.posted() == []
    assert walk.state.picture["step"] == 11


def test_the_pictures_on_the_way_are_shown_but_not_announced():
    walk = running().tell("seek", 5)
    ask = walk.state.asked[0]
    walk.tell("seek", 9).tell(*drawn(ask, 5))
    assert walk.all("paint")[0]["step"] == 5
    assert walk.state.said == "At 0."


def test_an_answer_that_nobody_waits_for_is_left_aside():
    walk = running()
    assert walk.tell(*drawn(99, 7)).effects == []
    assert walk.state.picture["step"] == 0


@pytest.mark.parametrize(("wish", "expected"), [(-3, 0), (0, 0), (19, 19), (400, 19)])
def test_no_step_is_beyond_the_ends(wish, expected):
    assert running().tell("seek", wish).state.step == expected


def test_stepping_over_asks_the_engine_where_that_is():
    walk = running().tell("over")
    (command,) = walk.all("post")
    assert (command["kind"], command["how"], command["from"]) == ("find", "over", 0)
    walk.tell(*drawn(command["ask"], 8))
    assert walk.state.step == 8


def test_a_question_without_an_answer_shows_its_note():
    walk = running().tell("out")
    walk.tell(*drawn(walk.state.asked[0], 0, note="Nothing called this."))
    assert (walk.state.step, walk.state.said) == (0, "Nothing called this.")


def test_a_click_on_a_line_goes_to_its_next_run_in_the_recorded_program():
    walk = running("a = 1\nb = 2\n").tell("typed", "new\na = 1\nb = 2\n").tell("gutter", 3, False)
    (command,) = walk.all("post")
    assert (command["how"], command["line"]) == ("next_of_line", 2)
    walk.tell(*drawn(command["ask"], 4)).tell("gutter", 3, True)
    assert walk.all("post")[0]["how"] == "previous_of_line"


def test_play_goes_to_the_end_and_ends_there():
    walk = running(steps=3).tell("play")
    assert walk.state.playing
    for step in (1, 2):
        walk.tell("tick").tell(*drawn(walk.state.asked[0], step))
    assert walk.state.step == 2
    assert not walk.state.playing


def test_play_at_the_end_starts_again():
    walk = running(steps=3).tell("last")
    walk.tell(*drawn(walk.state.asked[0], 2)).tell("play")
    assert (walk.state.step, walk.state.playing) == (0, True)


def test_a_tick_waits_for_the_picture_before():
    walk = running().tell("play").tell("tick")
    assert walk.tell("tick").posted() == []
    assert walk.state.step == 1


def test_any_other_step_pauses():
    walk = running().tell("play").tell("previous")
    assert not walk.state.playing
    assert walk.all("cancel") == ["play"]


def test_speed_goes_from_slow_to_fast():
    walk = running()
    for _ in range(9):
        walk.tell("faster")
    assert walk.state.settings["speed"] == SPEEDS[-1]
    for _ in range(9):
        walk.tell("slower")
    assert walk.state.settings["speed"] == SPEEDS[0]


def test_the_engine_is_told_how_many_texts_are_here():
    walk = running().tell("next")
    walk.tell(*drawn(walk.state.asked[0], 1, texts={"0": "a", "1": "b"})).tell("next")
    assert walk.all("post")[0]["view"]["known"] == 2


def test_opening_a_long_list_draws_the_same_step_again():
    walk = running().tell("seek", 4)
    walk.tell(*drawn(walk.state.asked[0], 4)).tell("open_more", "12", "100")
    (command,) = walk.all("post")
    assert (command["step"], command["view"]["open"]) == (4, {"12": 100})


def test_what_raised_is_underlined_at_its_step_only():
    walk = running().tell("next").tell(*drawn(2, 1, span=[2, 4, 2, 9]))
    assert walk.all("error") == [([2, 4, 2, 9], "At 1.")]
    walk.tell("next").tell(*drawn(walk.state.asked[0], 2))
    assert walk.all("error") == []
    assert ("clear_error",) in walk.effects


def test_the_first_example_needs_no_engine():
    pictures = [drawn(0, step, run=0)[1] for step in range(3)]
    example = {
        "recorded": recorded(0, "x = 1\n", 3)[1],
        "drawn": pictures,
        "texts": ["<b>"],
        "title": "T",
        "watch": "W",
        "step": 1,
    }
    walk = Walk(("first_example", example), ("begin", 600))
    assert (walk.state.step, walk.all("paint")[0]["step"]) == (1, 1)
    walk.tell("next")
    assert (walk.state.picture["step"], walk.posted()) == (2, [])
    # When the engine comes, it records the same program, and the learner stays where they are.
    walk.tell(*READY)
    assert walk.posted() == ["record"]
    walk.tell(*recorded(1, "x = 1\n", 3))
    assert [(command["kind"], command["step"]) for command in walk.all("post")] == [("draw", 2)]


def test_a_jump_asks_for_the_next_step_of_its_kind_and_closes_the_dialog():
    walk = running().tell("panel", "keys").tell("jump_to", "next_call")
    (command,) = walk.all("post")
    assert (command["kind"], command["how"], walk.state.panel) == ("find", "next_call", "")


def test_the_changes_of_a_followed_variable_are_asked_for():
    walk = running().tell("follow", 3, "total")
    assert (walk.state.followed, walk.state.said) == ((3, "total"), "Following total")
    (command,) = walk.tell("next_change").all("post")
    assert (command["how"], command["frame"], command["name"]) == ("next_change", 3, "total")


def test_a_variable_that_is_chosen_once_more_is_followed_no_longer():
    assert running().tell("follow", 0, "x").tell("follow", 0, "x").state.followed is None
    assert running().tell("follow", 0, "x").tell("unfollow").state.followed is None


def test_a_change_without_a_variable_chooses_the_first_one():
    assert running().tell("next_change").effects == [("find_variable", None, 1)]


def test_a_variable_is_followed_on_in_the_next_run_of_the_same_program_only():
    walk = running("a = 1\nb = 2\n").tell("follow", 0, "a").tell("run").tell(*recorded(2, "a = 1\nb = 2\n"))
    assert walk.state.followed == (0, "a")
    walk.tell("typed", "c = 1").tell("run").tell(*recorded(3, "c = 1"))
    assert walk.state.followed is None


def test_texts_of_another_era_are_all_that_the_page_holds():
    walk = running().tell("next")
    walk.tell(*drawn(walk.state.asked[0], 1, texts={"0": "a", "1": "b"}))
    assert walk.tell("next").all("post")[0]["view"]["known"] == 2
    walk.tell(*drawn(walk.state.asked[0], 2, texts={"0": "c"}, era=1))
    view = walk.tell("next").all("post")[0]["view"]
    assert (view["known"], view["era"]) == (1, 1)
