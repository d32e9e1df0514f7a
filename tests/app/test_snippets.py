"""The dialog Embed: what it writes, the options read back; and where the pictures come from."""

import html
import re

import pytest

from app.options import parsed
from app.snippets import (
    ELSEWHERE,
    NO_ADDRESS,
    NO_HEIGHT,
    NO_LINE,
    ONE_OF_BOTH,
    encoded,
    fragment_of,
    preview_of,
    settled,
    snippet_of,
)
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
        ({"line": "3"}, {"line": 3}),
        ({"src": "lessons/loops.py"}, {"src": "lessons/loops.py", "code": None}),
        ({"trace": "loops.cvt?1"}, {"trace": "loops.cvt?1", "code": None}),
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


def test_a_height_and_an_address_are_written_where_they_belong():
    chosen = {**EMBEDDING, "height": "600", "src": "a&b.py"}
    assert 'embed.html#src=a%26b.py&amp;start=touch" title' in snippet_of(chosen, PROGRAM, "", BASE)
    assert 'height="600"' in snippet_of(chosen, PROGRAM, "", BASE)
    element = snippet_of({**chosen, "kind": "element"}, {**PROGRAM, "inputs": ["Ada"]}, "", BASE)
    assert element.endswith(
        '<codeviz-embed title="A Python program, step by step" src="a&amp;b.py" height="600"></codeviz-embed>\n'
    )


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("line", "0", NO_LINE),
        ("line", "three", NO_LINE),
        ("line", "٣", NO_LINE),
        ("height", "50", NO_HEIGHT),
        ("height", "12345678901", NO_HEIGHT),
        ("src", "https://far.example/loops.py", ELSEWHERE),
        ("src", "//far.example/loops.py", ELSEWHERE),
        ("src", "javascript:1", ELSEWHERE),
        ("trace", "http://your.host/loops.cvt", ELSEWHERE),
        ("trace", "my loops.cvt", NO_ADDRESS),
        ("trace", '"><b>', NO_ADDRESS),
    ],
)
def test_what_makes_no_sense_is_left_out_and_said(field, text, sentence):
    found, said = settled({**EMBEDDING, field: text}, BASE)
    assert (found[field], said) == ("", {field: sentence.format(text)})
    assert found == EMBEDDING


@pytest.mark.parametrize("text", ["loops.py", "../loops.py", "/a/loops.py?x=1:2", BASE + "loops.py"])
def test_an_address_on_the_host_of_codeviz_is_taken(text):
    assert settled({**EMBEDDING, "src": text}, BASE) == ({**EMBEDDING, "src": text}, {})


def test_an_element_may_fetch_its_program_from_anywhere_and_its_recording_may_not():
    far = {**EMBEDDING, "kind": "element", "src": "https://far.example/a.py"}
    assert settled(far, BASE)[1] == {}
    assert settled({**far, "src": "", "trace": "https://far.example/a.cvt"}, BASE)[1] != {}


def test_of_a_program_and_a_recording_the_recording_is_shown():
    found, said = settled({**EMBEDDING, "src": "a.py", "trace": "a.cvt"}, BASE)
    assert (found["src"], found["trace"], said) == ("", "a.cvt", {"src": ONE_OF_BOTH})


def test_the_dialog_says_what_is_wrong_and_goes_on_without_it():
    walk = running("a = 1\n").tell("panel", "embed").tell("embed_option", "line", "x")
    assert shown(walk, "embed-said") == NO_LINE.format("x")
    assert ("embed-line", "aria-invalid", "true") in slots(walk.state)
    assert "line=" not in shown(walk, "snippet")
    walk.tell("embed_option", "line", "1").tell("embed_option", "trace", "a.cvt")
    assert (shown(walk, "embed-said"), "line=1" in shown(walk, "snippet")) == ("", True)
    assert shown(walk, "preview").startswith("trace=a.cvt")
    assert shown(walk, "embed-pictures") == "Not where the program comes from an address."
