"""The command `export`: files for what can be made, sentences for what cannot."""

import json
from xml.etree import ElementTree

import pytest

from tests.tracer.export.hostile_texts import HOSTILE
from tests.tracer.export.test_svg import parsed, texts_of
from tests.tracer.test_session import Page
from tracer.export.svg import ALONE_S, MOST_FRAMES
from tracer.exporting import MOST_STEPS

PROGRAM = "words = ['a']\nfor n in range(30):\n    words.append(n)\n"


def asked(page: Page, **fields):
    answer = page.say("export", **fields)
    return answer, page.heard[-1][1]


@pytest.fixture
def page() -> Page:
    page = Page()
    page.record(PROGRAM)
    return page


def test_every_format_comes_as_a_file(page: Page):
    for format in MOST_STEPS:
        answer, content = asked(page, format=format, steps=[[3, 3]], view={}, theme="dark", code=False, title="sums")
        assert (answer["kind"], answer["format"]) == ("exported", format)
        text = content.decode()
        if format in ("svg", "moving"):
            assert texts_of(parsed(text))[0].startswith("Step 4 of ")
        elif format == "images":
            [image] = json.loads(text)["images"]
            assert texts_of(parsed(image))[0].startswith("Step 4 of ")
        else:
            assert text.startswith("<!doctype html>")
            assert "<title>sums" in text


def test_how_far_it_has_come_is_told_and_not_too_often(page: Page):
    page.heard.clear()
    asked(page, format="html", steps=[[0, 60]])
    told = [notification for notification, _ in page.heard if notification["kind"] == "exporting"]
    assert told
    assert all(0 < one["done"] <= one["all"] == 122 for one in told)
    assert [one["done"] for one in told] == sorted(one["done"] for one in told)
    assert len(told) < 60


def test_steps_are_drawn_once_and_in_order(page: Page):
    _, content = asked(page, format="images", steps=[[5, 6], [2, 2], [5, 5]])
    assert [texts_of(parsed(svg))[0].split(" of ")[0] for svg in json.loads(content)["images"]] == ["Step 3", "Step 6", "Step 7"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"format": "docx"}, "cannot write 'docx'"),
        ({"format": "svg", "steps": [[0, 1]]}, "An image can hold 1 step; 2 are chosen. Choose fewer."),
        ({"format": "svg", "steps": [[0, 900]]}, "not in this recording"),
        ({"format": "svg", "steps": [["0", 0]]}, "not in this recording"),
        ({"format": "svg", "steps": [[3]]}, "not in this recording"),
        ({"format": "svg", "steps": []}, "No step is chosen"),
        ({"format": "svg", "steps": [[0, 0]], "run": 7}, "Run 7 is not here any more"),
    ],
)
def test_what_cannot_be_made_is_answered_with_a_sentence(page: Page, fields, words):
    answer, content = asked(page, **fields)
    assert (answer["kind"], content) == ("failed", None)
    assert words in answer["sentence"]


def test_a_program_that_never_ran_has_nothing_to_export():
    page = Page()
    page.record("if True print(1)\n")
    answer, _ = asked(page, format="html")
    assert "the program never ran" in answer["sentence"]


@pytest.mark.parametrize("program", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hand_out_of_a_hostile_program_holds_texts_and_nothing_else(program: str):
    page = Page()
    steps = page.record(program)["steps"]
    _, content = asked(page, format="handout", steps=[[0, steps - 1]], title="</title><script>")
    text = content.decode()
    assert "<script" not in text
    assert "<img" not in text
    assert all(character.isprintable() or character == "\n" for character in text)
    for section in text.split("<section>")[1:]:
        ElementTree.fromstring("<section>" + section.partition("</section>")[0] + "</section>")


def test_a_program_that_rebinds_what_is_used_to_write_cannot_reach_the_file():
    page = Page()
    page.record(
        "import html, json, tokenize, zlib, builtins\n"
        "html.escape = json.dumps = str\ntokenize.generate_tokens = None\n"
        "x = '</script><script>alert(1)</script>'\n"
        "builtins.sorted = builtins.len = None\n"
    )
    for format in ("html", "handout"):
        answer, content = asked(page, format=format)
        assert answer["kind"] == "exported", answer
        assert b"<script>alert" not in content


def test_a_file_that_cannot_be_opened_leaves_the_recording_that_is_there(page: Page):
    page.say("save")
    content = page.heard[-1][1]
    version = content[:6] + b"\x09" + content[7:]
    for damaged in (b"", b"CVT", content[:40], content[:-9] + b"123456789", version, b"\x00" * 100):
        answer = page.say("open", content=damaged, run=2)
        assert answer["kind"] == "failed"
        assert answer["sentence"].endswith((".", "made it."))
        assert asked(page, format="svg", steps=[[0, 0]])[0]["kind"] == "exported"
    assert page.say("open", content=content, run=2)["kind"] == "recorded"


def test_of_a_drawing_alone_a_film_is_made_however_many_steps_there_are():
    page = Page()
    page.record("import turtle\nfor n in range(300):\n    turtle.forward(n)\n    turtle.left(91)\n")
    _, content = asked(page, format="images", steps=[[0, 890]], view={}, only="drawing")
    film = json.loads(content)
    assert len(film["images"]) == MOST_FRAMES
    assert film["frame_ms"] * MOST_FRAMES == 1000 * ALONE_S
    assert all(texts_of(parsed(svg)) == [] for svg in film["images"])
    _, content = asked(page, format="moving", steps=[[0, 890]], view={}, only="drawing")
    assert b"<animate " in content


def test_where_nothing_is_drawn_an_image_of_the_drawing_is_refused(page: Page):
    answer, _ = asked(page, format="svg", steps=[[3, 3]], view={}, only="drawing")
    assert answer["kind"] == "failed"
    assert "Nothing is drawn or shown up to there." in answer["sentence"]


def test_many_images_of_a_large_drawing_are_refused_before_they_begin(monkeypatch):
    page = Page()
    page.record("import turtle\nfor n in range(30):\n    turtle.forward(n)\n")
    monkeypatch.setattr("tracer.exporting.MOST_CHARACTERS", 10_000)
    for format in ("images", "handout"):
        answer, _ = asked(page, format=format, steps=[[0, 9]], view={})
        assert answer["kind"] == "failed"
        assert answer["sentence"].startswith("10 images of a drawing with 30 marks are too large. Choose 4 or fewer steps")
        assert asked(page, format=format, steps=[[0, 1]], view={})[0]["kind"] == "exported"
    assert asked(page, format="images", steps=[[0, 9]], view={}, only="drawing")[0]["kind"] == "exported"
