"""A part of what is shown: at each of its steps the same can be seen as in the whole."""

from hypothesis import given
from hypothesis import strategies as st

from tests.tracer.draw.test_sheet import LINE, NEW, drawn, seen
from tracer.draw.excerpt import excerpt

COMMANDS = [
    LINE,
    ["go", 1, 5, 5],
    ["go", 2, 7, 7],
    ["dot", 2, 6, "#ff0000"],
    ["turn", 1, 90, 0],
    ["look", 1, "classic", 0, "#000000", "#000000", 1, 1, 1, 0],
    ["begin", 1],
    ["fill", 1, "#ffff00", [0, 0, 9, 0, 9, 9]],
    ["drop", 1, 1],
    ["clear", 2],
    ["background", "#00ff00"],
    ["gone"],
]


def stands(drawing, step):
    """Where the turtles are, how they look, what is under them, and the words for it."""
    poses = [pose for pose in drawing["poses"] if pose[0] < step]
    last = {turtle: (drawing["looks"][look], *where) for _, turtle, look, *where in poses}
    grounds = [color for when, color in drawing["backgrounds"] if when < step]
    return last, [pose[4] for pose in poses[-1:]], grounds[-1:]


@given(st.lists(st.sampled_from(COMMANDS), max_size=25), st.data())
def test_a_part_of_a_drawing_shows_the_same(commands, data):
    whole = drawn(NEW, *commands)
    first = data.draw(st.integers(0, len(commands)))
    stop = data.draw(st.integers(first, len(commands) + 1))
    part = excerpt({"drawing": whole, "items": []}, first, stop)
    for step in range(first, stop + 1):
        if part is None:
            assert seen(whole, step) == []
            continue
        assert seen(part["drawing"], step - first) == seen(whole, step)
        assert stands(part["drawing"], step - first) == stands(whole, step)


def test_what_is_never_seen_is_not_in_it():
    whole = drawn(NEW, LINE, ["clear", 1], LINE, LINE, LINE)
    part = excerpt({"drawing": whole, "items": []}, 3, 5)
    assert len(part["drawing"]["marks"]) == 2
    assert (part["drawing"]["width"], part["drawing"]["height"]) == (whole["width"], whole["height"])


def test_items_keep_their_numbers_and_those_out_of_sight_are_empty():
    items = [[1, "table", "a"], [2, "table", "b"], [5, "table", "c"], [9, "table", "d"]]
    assert excerpt({"drawing": None, "items": items}, 4, 9) == {
        "drawing": None,
        "items": [[-1, "table", ""], [-1, "table", "b"], [1, "table", "c"]],
    }


def test_nothing_in_these_steps_is_nothing():
    assert excerpt(None, 0, 9) is None
    assert excerpt({"drawing": drawn(NEW, NEW, LINE), "items": [[7, "table", "a"]]}, 0, 1) is None
