"""The dialog Embed: what it writes, the options read back; and where the pictures come from."""

import html
import re

import pytest

from app.options import parsed
from app.snippets import encoded, fragment_of, preview_of, snippet_of
from app.state import EMBEDDING
from app.view.page import slots
from tests.app.walk import READY, Walk, recorded, running

PROGRAM = {"source": 'print("é & <b>", 3 % 2 + 1)\n', "inputs": [], "step": 4, "view": {}}
BASE = "https://your.host/codeviz/"


def read_back(program=PROGRAM, **chosen):
    options, problems = parsed(fragment_of({**EMBEDDING, **chosen}, program, ""))
    assert problems == []
    return options


def test_a_program_comes_back_as_it_was():
    assert read_back()["code"] == PROGRAM["source"]


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({"start": "load"}, {"start": "load"}),
        ({"start": "touch"}, {"start": "touch"}),
        ({"kind": "element", "start": "load"}, {"start": "load"}),
        ({"editable": True}, {"editable": True, "live": False}),
        ({"live": True}, {"editable": True, "live": True}),
        ({"autoplay": True}, {"autoplay": True}),
        ({"stacked": True}, {"stacked": True}),
        ({"here": True}, {"step": 4}),
        ({"here": False}, {"step": 0}),
        ({"theme": "dark"}, {"theme": "dark"}),
        ({"hide": " _*, count "}, {"hide": ["_*", "count"]}),
        ({"code": False, "output": False}, {"show": ("picture", "controls")}),
    ],
)
def test_what_is_chosen_is_read_back(chosen, wanted):
    options = read_back(**chosen)
    assert {name: options[name] for name in wanted} == wanted


def test_input_and_the_way_of_drawing_go_along():
    view = {"primitives": "objects", "arrows": False, "exited": True}
    options = read_back({**PROGRAM, "inputs": ['A"da', "36"], "view": view})
    assert (options["inputs"], options["view"]) == (['A"da', "36"], view)


def test_nothing_but_what_was_chosen_is_written():
    assert fragment_of({**EMBEDDING, "start": "load"}, {**PROGRAM, "source": "x"}, "") == "code=x"


def test_an_iframe_is_html():
    text = snippet_of({**EMBEDDING, "theme": "dark", "here": True}, PROGRAM, "", BASE)
    place = html.unescape(re.search('src="([^"]*)"', text)[1])
    assert place.startswith(BASE + "embed.html#code=print")
    assert parsed(place.partition("#")[2])[0]["theme"] == "dark"


def test_an_element_holds_the_program_as_it_is():
    text = snippet_of({**EMBEDDING, "kind": "element", "hide": '"x'}, PROGRAM, "", BASE)
    assert '<script src="https://your.host/codeviz/assets/embed.js" defer></script>' in text
    assert '<script type="text/x-python">\n' + PROGRAM["source"] + "</script>" in text
    assert 'hide="&quot;x"' in text


def test_a_program_that_would_end_its_script_is_written_as_text():
    text = snippet_of({**EMBEDDING, "kind": "element"}, {**PROGRAM, "source": 'print("</script>")\n'}, "", BASE)
    assert 'print("&lt;/script>")' in text


def test_pictures_take_the_place_of_the_program():
    assert fragment_of(EMBEDDING, PROGRAM, "abc") == "pictures=abc"
    assert '<script type="application/x-codeviz-pictures">abc</script>' in snippet_of(
        {**EMBEDDING, "kind": "element"}, PROGRAM, "abc", BASE
    )


def test_no_engine_starts_by_itself_in_the_preview():
    assert parsed(preview_of({**EMBEDDING, "start": "load"}, PROGRAM, ""))[0]["start"] == "touch"


def test_what_is_encoded_has_no_sign_that_an_address_or_html_would_take_amiss():
    assert encoded("a b&c=é<\"'#%+") == "a%20b%26c%3D%C3%A9%3C%22%27%23%25%2B"


def shown(walk: Walk, id: str) -> str:
    return next(entry[2] for entry in slots(walk.state) if entry[0] == id)


def test_the_dialog_asks_the_engine_for_the_pictures_and_shows_them():
    walk = running("a = 1\n").tell("panel", "embed")
    (command,) = walk.all("post")
    assert (command["kind"], command["run"], command["step"]) == ("pictures", 1, 0)
    assert "come as soon as" in shown(walk, "embed-pictures")
    walk.tell("engine", {"kind": "pictures", "run": 1, "text": "abc"})
    assert "pictures=abc" in shown(walk, "snippet")
    assert shown(walk, "preview").startswith("pictures=abc")
    assert shown(walk, "embed-pictures") == "They add 3 characters."


def test_hidden_variables_and_the_step_ask_for_them_anew():
    walk = running("a = 1\n").tell("seek", 3).tell("panel", "embed").tell("embed_option", "hide", "a, b*")
    assert walk.all("post")[0]["view"]["hide"] == ["a", "b*"]
    walk.tell("embed_option", "here", "true")
    assert walk.all("post")[0]["step"] == 3


def test_a_changed_program_goes_without_pictures():
    walk = running("a = 1\n").tell("typed", "a = 2\n").tell("panel", "embed")
    assert (walk.posted(), "code=a%20%3D%202" in shown(walk, "snippet")) == ([], True)
    assert "press Run first" in shown(walk, "embed-pictures")


def test_something_is_always_shown():
    walk = running("a = 1\n").tell("panel", "embed")
    for name in ("code", "picture", "controls", "output"):
        walk.tell("embed_option", name, "false")
    assert [name for name in ("code", "picture", "controls", "output") if walk.state.embedding[name]] == ["picture"]


def test_a_recording_that_comes_while_the_dialog_is_open_brings_its_pictures():
    walk = Walk(("typed", "a = 1\n"), ("run",), ("panel", "embed")).tell(*READY).tell(*recorded(1, "a = 1\n"))
    assert walk.posted() == ["draw", "pictures"]
