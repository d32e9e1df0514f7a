"""The replay page: one file that holds everything, and in which a program's texts stay texts."""

import json
import re
from pathlib import Path
from typing import Any

from tracer.export.html import html_pieces
from tracer.record import record_program

ROOT = Path(__file__).parents[3]
MOST_SCRIPT_BYTES = 15_000
PROGRAM = "words = ['a']\nsame = words\nsame.append('b')\nprint(words)\n"
NASTY = "x = '</script><script>alert(1)</script>'\n# <!-- <script>\nprint(x)\n"


def page_of(program: str) -> str:
    assets = ("assets/picture.css", "tracer/export/replay.css", "tracer/export/replay.js")
    return "".join(html_pieces(record_program(program), *((ROOT / name).read_text() for name in assets)))


def replay_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="trace">\n(.*?)</script>', page, re.DOTALL)
    assert found
    replay: dict[str, Any] = json.loads(found[1])
    return replay


def test_the_viewer_is_small() -> None:
    assert (ROOT / "tracer/export/replay.js").stat().st_size <= MOST_SCRIPT_BYTES


def test_the_page_asks_for_nothing_from_anywhere() -> None:
    page = page_of(PROGRAM)
    assert "default-src 'none'" in page
    assert re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?!data:)[\w/.:]+", page) == []
    assert set(re.findall(r"https?://[^\s\"'<)]+", page)) <= {"http://www.w3.org/2000/svg"}


def test_every_step_has_its_picture() -> None:
    trace, replay = record_program(PROGRAM), replay_of(page_of(PROGRAM))
    assert len(replay["steps"]) == len(trace)
    for step, row in enumerate(replay["steps"]):
        assert row[0] == trace.at(step).line
        parts = [replay["parts"][number] for number in row[9]]
        assert parts and all(replay["texts"][text] for _, _, _, text in parts)
    last = [replay["texts"][replay["parts"][number][3]] for number in replay["steps"][-1][9]]
    assert any("b" in text for text in last)
    assert replay["output"] == [[3, 1, "['a', 'b']\n"]]


def test_a_program_cannot_write_markup_into_the_page() -> None:
    page = page_of(NASTY)
    assert page.count("</script>") == 2
    assert "<!-- " not in page.partition("<body>")[2]
    replay = replay_of(page)
    assert replay["code"][0].startswith("x = ")
    sentences = [replay["words"][step[6]] for step in replay["steps"]]
    assert "<script>" not in "".join(replay["code"] + replay["texts"] + sentences)


def test_a_program_that_never_ran_shows_why() -> None:
    replay = replay_of(page_of("if True print(1)\n"))
    assert replay["steps"] == []
    assert "SyntaxError" in replay["outcome"]["traceback"] + replay["outcome"]["reason"]


def test_what_repeats_is_written_once() -> None:
    short, long = (page_of(f"for n in [None] * {count}:\n    pass\n    pass\n") for count in (20, 120))
    steps = len(replay_of(long)["steps"]) - len(replay_of(short)["steps"])
    assert (len(long) - len(short)) / steps < 100
