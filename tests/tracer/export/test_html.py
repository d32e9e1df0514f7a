"""The replay page: one file that holds everything, and in which a program's texts stay texts."""

import base64
import hashlib
import json
import re
import zlib
from typing import Any

from tests.tracer.export.hostile_texts import HOSTILE
from tracer.draw.picture import Drawing
from tracer.draw.view import View
from tracer.export.html import html_page
from tracer.export.replay_data import WIDTHS, viewed
from tracer.record import record_program
from tracer.record.limits import Limits
from tracer.record.run import Run
from tracer.trace.store import Trace

MOST_VIEWER_BYTES = 30_000
MOST_SORT_BYTES = 150_000
PROGRAM = "words = ['a']\nsame = words\nsame.append('b')\nprint(words)\n"
NASTY = "x = '</script><script>alert(1)</script>'\n# <!-- <script>\nprint(x)\n"
SORT = """
values = [(i * 37 + 11) % 97 for i in range(50)]
for end in range(len(values) - 1, 0, -1):
    for i in range(end):
        if values[i] > values[i + 1]:
            values[i], values[i + 1] = values[i + 1], values[i]
"""
CONTENT = re.compile(r'<script type="text/plain" id="trace" data-kind="(\w+)">(.*?)</script>', re.DOTALL)


def page_of(program: str) -> str:
    return html_page(record_program(program))


def replay_of(page: str) -> dict[str, Any]:
    found = CONTENT.search(page)
    assert found
    text = found[2] if found[1] == "plain" else zlib.decompress(base64.b64decode(found[2])).decode()
    replay: dict[str, Any] = json.loads(text)
    return replay


def joined(old: Any, change: list[Any]) -> Any:
    start, end, *new = change
    middle = new[0] if isinstance(old, str) else new
    return old[:start] + middle + old[len(old) - end :]


def text_of(drawing: dict[str, Any], number: int) -> str:
    entry = drawing["texts"][number]
    return entry if isinstance(entry, str) else str(joined(text_of(drawing, entry[0]), entry[1:]))


def pictures_of(drawing: dict[str, Any]) -> list[tuple[list[Any], list[Any]]]:
    """What a viewer makes of it: (parts with their texts, arrows) of each step."""
    pictures = []
    parts: list[int] = []
    arrows: list[int] = []
    for part_change, arrow_change in drawing["steps"]:
        parts = joined(parts, part_change) if part_change else parts
        arrows = joined(arrows, arrow_change) if arrow_change else arrows
        shown = [(x, y, text_of(drawing, text)) for _, x, y, text in (drawing["parts"][number] for number in parts)]
        pictures.append((shown, [drawing["arrows"][number] for number in arrows]))
    return pictures


def limited(program: str, steps: int, first_step: int = 0) -> Trace:
    run = Run(program, "program.py", None, Limits(steps=steps), first_step=first_step)
    run.perform()
    return Trace(run.writer.stream)


def test_the_viewer_is_small() -> None:
    assert len(CONTENT.sub("", page_of(PROGRAM)).encode()) <= MOST_VIEWER_BYTES


def test_a_thousand_steps_of_a_sort_are_a_small_file() -> None:
    trace = limited(SORT, 1000)
    assert len(trace) == 1000
    assert len(html_page(trace).encode()) <= MOST_SORT_BYTES


def test_the_page_asks_for_nothing_from_anywhere() -> None:
    page = page_of(PROGRAM)
    assert re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?!data:)[\w/.:]+", page) == []
    assert set(re.findall(r"https?://[^\s\"'<)]+", page)) <= {"http://www.w3.org/2000/svg"}


def test_its_policy_knows_the_viewer_by_its_hash_and_lets_nothing_else_run() -> None:
    page = page_of(NASTY)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    assert policy
    for name, tag in (("style", "<style>(.*?)</style>"), ("script", "<script>(.*?)</script>")):
        own = re.findall(tag, page, re.DOTALL)
        assert len(own) == 1
        digest = base64.b64encode(hashlib.sha256(own[0].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in policy[1]
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    assert re.findall(r"\son\w+\s*=\s*[\"']", page) == []
    assert ' style="' not in page


def test_every_step_has_its_picture_in_both_widths() -> None:
    trace, replay = record_program(PROGRAM), replay_of(page_of(PROGRAM))
    assert [drawing["width"] for drawing in replay["drawings"]] == list(WIDTHS)
    for drawing in replay["drawings"]:
        own = Drawing()
        pictures = pictures_of(drawing)
        assert len(pictures) == len(trace)
        for step, (parts, arrows) in enumerate(pictures):
            picture = own.draw(trace, step, View(width=drawing["width"]))
            assert parts == [(x, y, viewed(own.texts[number])) for _, x, y, number in picture["parts"]]
            assert arrows == picture["arrows"]
            assert drawing["height"][step] == picture["height"]
            assert (replay["line"][step], replay["was"][step]) == (picture["line"], picture["was"])
            assert replay["words"][replay["said"][step]] == picture["sentence_html"]
    assert replay["output"] == [[1, "['a', 'b']\n"]]


def test_a_text_beyond_the_basic_plane_keeps_its_place() -> None:
    program = "x = ['\U0001f600' * 9, 'abcdefghijklmnopqrstuvwxyz']\nx[0] += '\U0001f601'\nx[1] = x[0] + 'end'\nx = 1\n"
    trace, replay = record_program(program), replay_of(page_of(program))
    drawing, own = replay["drawings"][0], Drawing()
    for step, (parts, _) in enumerate(pictures_of(drawing)):
        picture = own.draw(trace, step, View(width=drawing["width"]))
        assert [text for _, _, text in parts] == [viewed(own.texts[number]) for _, _, _, number in picture["parts"]]
    for entry in drawing["texts"]:
        assert isinstance(entry, str) or (entry[3] <= "\uffff" and text_of(drawing, entry[0]) <= "\uffff")


def test_a_part_of_a_recording_keeps_its_numbers() -> None:
    late = limited("total = 0\nfor n in range(50):\n    total += n\n", 20, first_step=30)
    replay = replay_of(html_page(late))
    assert (replay["first"], len(replay["line"]), replay["total"]) == (30, 20, 50)
    part = replay_of(html_page(late, first=5, last=9))
    assert (part["first"], len(part["line"]), part["total"]) == (35, 5, 50)


def test_output_ends_with_the_last_step_that_is_there() -> None:
    trace = record_program("print('one')\nprint('two')\nprint('three')\n")
    assert replay_of(html_page(trace, last=2))["output"] == [[1, "one\n"], [1, "two\n"]]


def test_a_program_cannot_write_markup_into_the_page() -> None:
    for program in (NASTY, *HOSTILE.values()):
        page = page_of(program)
        assert page.count("</script>") == 2
        assert "<!--" not in page.partition("<body>")[2]
        replay = replay_of(page)
        texts = [text_of(drawing, number) for drawing in replay["drawings"] for number in range(len(drawing["texts"]))]
        shown = "".join(replay["code"] + texts + replay["words"])
        assert "<script" not in shown
        assert "<img" not in shown
        assert all(character.isprintable() or character == "\t" for character in shown)


def test_a_file_name_stays_a_text() -> None:
    page = html_page(record_program(PROGRAM), title="</title><script>alert(1)</script>\u202e.py")
    assert "<script>alert" not in page
    assert "\u202e" not in page


def test_a_program_that_never_ran_shows_why() -> None:
    replay = replay_of(page_of("if True print(1)\n"))
    assert replay["line"] == []
    assert "SyntaxError" in replay["reason"]


def test_what_repeats_is_written_once() -> None:
    short, long = (page_of(f"for n in [None] * {count}:\n    pass\n    pass\n") for count in (20, 120))
    steps = len(replay_of(long)["line"]) - len(replay_of(short)["line"])
    assert (len(long) - len(short)) / steps < 12


DRAWS = "import turtle\nfor side in range(3):\n    turtle.forward(90)\n    turtle.left(120)\n"


def test_a_drawing_is_in_it_and_a_part_has_what_its_steps_show() -> None:
    trace = record_program(DRAWS)
    whole, part = replay_of(html_page(trace)), replay_of(html_page(trace, first=4, last=6))
    assert len(whole["shown"]["drawing"]["marks"]) == 3
    assert 0 < len(part["shown"]["drawing"]["marks"]) < 3
    assert "shown" not in replay_of(html_page(trace, last=1))
    assert "img-src" not in html_page(trace)


def test_pictures_may_be_shown_only_where_there_are_some() -> None:
    page = page_of("from codeviz import show\nshow('<svg width=\"9\" height=\"9\"></svg>')\nshow([[1, '<script>']])\n")
    assert "script-src 'sha256-" in page
    assert "img-src data:; " in page
    assert "img-src" not in page_of(PROGRAM)
    [[_, kind, picture], [_, other, table]] = replay_of(page)["shown"]["items"]
    assert (kind, other) == ("picture", "table")
    assert picture.startswith("data:image/svg+xml;base64,")
    assert "<td>" in table and "<script" not in table
