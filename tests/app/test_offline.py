"""The copy of the site on this device, in the page's words."""

import pytest

from app.view.dialogs import unplugged
from app.view.page import slots
from tests.app.walk import READY, Walk


def told(kind: str, why: str = "", path: str = "", done: int = 0, all: int = 0) -> tuple[str, str, str, str, int, int]:
    return ("offline", kind, why, path, done, all)


def test_a_copy_is_kept_once_after_the_engine_is_there():
    walk = Walk(READY)
    assert ("timer", "offline", 2000, ("keep_offline",)) in walk.effects
    assert walk.tell("keep_offline").effects == [("keep_offline",)]
    assert walk.tell(*READY).effects == []


def test_how_far_it_is_can_be_read_and_what_became_of_it_is_heard_once():
    walk = Walk(told("storing", done=4_200_000, all=22_000_000))
    assert unplugged(walk.state) == "A copy of CodeViz is being kept on this device: 4 of 22 MB."
    assert walk.state.said == ""
    walk.tell(*told("ready"))
    assert walk.state.said == "CodeViz works without a connection."
    walk.state = walk.state.but(said="Line 1 is next.")
    assert walk.tell(*told("ready")).state.said == "Line 1 is next."


def test_a_copy_of_an_earlier_visit_is_no_news():
    assert Walk(told("ready")).state.said == ""


def test_a_new_version_waits_for_its_button():
    walk = Walk(told("waiting"))
    assert 'data-do="use_new"' in unplugged(walk.state)
    assert ("top", "data-news", "true") in slots(walk.state)
    assert walk.tell("use_new").effects == [("use_new",)]


@pytest.mark.parametrize("kind", ["failed", "kept"])
@pytest.mark.parametrize("why", ["network", "changed", "full", "refused"])
def test_what_went_wrong_is_said_with_what_it_means(kind: str, why: str):
    line = unplugged(Walk(told(kind, why, "page.py", 0, 22_000_000)).state)
    assert line.endswith(".")
    assert "{" not in line
    assert ("page.py" in line) == (why == "changed")
    assert ("The one you have goes on." in line) == (kind == "kept" and why != "refused")
