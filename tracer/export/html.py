"""A trace as one HTML file that replays it anywhere: no Python, no network, no other file.

It holds the drawn picture of every step, in the shape of docs/messages.md with everything that repeats written once, and a small
viewer (`replay.js`). Rule: the texts of a program are data in it, never markup or code.
"""

import html
import json
from collections.abc import Iterator
from typing import Any

from ..draw.picture import Drawing
from ..draw.view import View
from ..trace.store import Trace, outcome_to_json
from .highlight import html_lines

WIDTH_PX = 640  # of the pictures; a narrower window scrolls them


class Interned:
    """A table in which equal things have one number."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def number(self, thing: Any) -> int:
        """The number of `thing`, a new one when it was not there yet."""
        return self.numbers.setdefault(thing, len(self.numbers))


def html_pieces(trace: Trace, picture_css: str, page_css: str, script: str) -> Iterator[str]:
    """The text of the whole file, piece by piece. The style sheets and the script are put in as they are."""
    title = html.escape(trace.filename)
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{title}, step by step</title>\n<style>\n{picture_css}\n{page_css}\n</style>\n</head>\n<body>\n"
    )
    yield BODY.replace("TITLE", title).replace("LAST", str(max(len(trace), 1)))
    yield '<script type="application/json" id="trace">\n'
    for piece in _replay_pieces(trace):
        yield piece.replace("<", "\\u003c")
    yield f"</script>\n<script>\n{script}</script>\n</body>\n</html>\n"


def _replay_pieces(trace: Trace) -> Iterator[str]:
    about = {
        "code": html_lines(trace.source),
        "output": [list(write) for write in trace.writes],
        "outcome": outcome_to_json(trace.outcome),
    }
    yield json.dumps(about)[:-1] + ',\n"steps": [\n'
    parts, arrows, words = Interned(), Interned(), Interned()
    texts: list[str] = []
    drawing = Drawing()
    for step in range(len(trace)):
        picture = drawing.draw(trace, step, View(width=WIDTH_PX, known=len(texts)))
        for number, text in sorted((int(number), text) for number, text in picture["texts"].items()):
            if number == len(texts):
                texts.append(text)
        row = [
            picture["line"],
            picture["was"],
            picture["output_chars"],
            picture["width"],
            picture["height"],
            words.number(picture["sentence"]),
            words.number(picture["sentence_html"]),
            picture["event"],
            picture["span"],
            [parts.number(tuple(part)) for part in picture["parts"]],
            [arrows.number(tuple(arrow)) for arrow in picture["arrows"]],
        ]
        yield json.dumps(row, separators=(",", ":")) + (",\n" if step + 1 < len(trace) else "\n")
    tables = {"parts": parts, "arrows": arrows, "words": words}
    for name, table in tables.items():
        yield ("],\n" if name == "parts" else ",\n") + f'"{name}": '
        yield json.dumps(list(table.numbers), separators=(",", ":"))
    yield f',\n"texts": {json.dumps(texts)}}}\n'


BODY = """<header><h1>TITLE</h1><p id="status" role="status">Step 1 of LAST</p></header>
<main>
<section id="code" aria-label="Code" tabindex="0"><ol></ol></section>
<section id="stage" aria-label="Frames and objects" tabindex="0">
<p id="sentence" aria-live="polite"></p>
<div id="picture"><svg id="arrows" aria-hidden="true"><g id="paths"></g></svg></div>
</section>
<section id="output" aria-label="Output" tabindex="0"><h2>Output</h2><pre></pre></section>
</main>
<nav id="bar" aria-label="Steps">
<input id="step" type="range" min="1" max="LAST" value="1" aria-label="Step">
<button id="first" aria-label="First step"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M3 3h2v10H3zM13 3v10L6 8z"/></svg></button>
<button id="back" aria-label="Previous step"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M11 3v10L4 8z"/></svg></button>
<button id="play" aria-label="Play">Play</button>
<button id="next" aria-label="Next step"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M5 3v10l7-5z"/></svg></button>
<button id="last" aria-label="Last step"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M11 3h2v10h-2zM3 3v10l7-5z"/></svg></button>
</nav>
"""
