"""The first example, recorded and drawn when the site is built: `write_first(dist)`.

It writes first.json (a wide screen) and first-narrow.json (a phone) in the shape that docs/messages.md gives, with "title", "watch" and the "step" to begin with
beside it, and fills the places of index.html between `<!-- first:NAME -->` and `<!-- /first:NAME -->`: so the page can be read before any script has run,
and stepped before the engine is there.
"""

import io
import json
import keyword
import re
import tokenize
from html import escape
from pathlib import Path
from typing import Any

from app.state import State
from app.update import update
from app.view import controls, output, scene
from app.words import status_of
from lessons.gallery_index import examples
from tracer.draw.view import view_from
from tracer.export.pictures import pictures
from tracer.record import record_program

WIDE_PX = 634  # the picture's room on a screen of 1280 px, with a scroll bar
NARROW_PX = 358  # on one of 390 px

# Not the empty beginning: the first moment at which both baskets can be seen to share what was put into one of them.
BEGIN_STEP = 14


def write_first(dist: Path) -> None:
    """Write both recordings into `dist` and fill its index.html."""
    wide, narrow = first_recording(WIDE_PX), first_recording(NARROW_PX)
    (dist / "first.json").write_text(json.dumps(wide, separators=(",", ":")), encoding="utf-8")
    (dist / "first-narrow.json").write_text(json.dumps(narrow, separators=(",", ":")), encoding="utf-8")
    page = dist / "index.html"
    page.write_text(filled(page.read_text(encoding="utf-8"), wide, narrow), encoding="utf-8")


def first_recording(width_px: int) -> dict[str, Any]:
    """{"recorded", "drawn", "texts", "step"}, and "title" and "watch", of the gallery's first example."""
    example = examples()[0]
    trace = record_program(example.source, inputs=list(example.inputs))
    found = pictures(trace, view_from({"width": width_px}), min(BEGIN_STEP, len(trace) - 1))
    return {**found, "title": example.title, "watch": example.watch}


def filled(page: str, wide: dict[str, Any], narrow: dict[str, Any]) -> str:
    """index.html with the first example in its places. Raises ValueError when a place is missing."""
    state, _ = update(State(), ("first_example", json.loads(json.dumps(wide))))
    state, _ = update(state, ("begin", WIDE_PX))
    picture = wide["drawn"][wide["step"]]
    pieces = {
        "preload": preload_html(),
        "code": code_html(wide["recorded"]["source"], picture["line"], picture["was"]),
        "marks": controls.marks(state.trace),
        "status": status_of(state),
        "watch": scene.notice(state),
        "sentence": scene.step(state),
        "picture": picture_html(wide, "wide") + picture_html(narrow, "narrow"),
        "output": output.html(state),
    }
    for name, html in pieces.items():
        start, end = f"<!-- first:{name} -->", f"<!-- /first:{name} -->"
        before, found, rest = page.partition(start)
        _, closed, after = rest.partition(end)
        if not (found and closed):
            raise ValueError(f"index.html has no place {start} … {end}")
        page = before + html + after
    last = wide["recorded"]["steps"] - 1
    page = page.replace('max="0" value="0" step="1" disabled>', f'max="{last}" value="{wide["step"]}" step="1">')
    return page.replace('<span id="done"></span>', f'<span id="done" style="transform:scaleX({wide["step"] / last:.5f})"></span>')


def preload_html() -> str:
    """Links with which the browser fetches at once what assets/page.js would ask for one after the other."""
    scripts = ["vendor/micropython/micropython.mjs"]
    fetched = ["vendor/micropython/micropython.wasm", "page.py"]
    links = [f'<link rel="modulepreload" href="{name}">' for name in scripts]
    links += [f'<link rel="preload" href="{name}" as="fetch" crossorigin>' for name in fetched]
    return "\n" + "\n".join(links) + "\n"


def picture_html(recording: dict[str, Any], classes: str) -> str:
    """The picture as app/paint.py would build it, without ids: the page's own replaces it."""
    picture = recording["drawn"][recording["step"]]
    paths = "".join(f'<path d="{path}" class="{kind}"/>' for _, path, kind in picture["arrows"])
    parts = "".join(
        f'<div class="part" style="transform:translate({x}px,{y}px)">{recording["texts"][n]}</div>'
        for _, x, y, n in picture["parts"]
    )
    size = f"width:{picture['width']}px;height:{picture['height']}px"
    return f'<div class="{classes}" style="{size}"><svg aria-hidden="true">{paths}</svg>{parts}</div>'


def code_html(source: str, now: int, was: int) -> str:
    """The program with line numbers and colours, its two lines marked as the editor marks them."""
    rows = []
    for number, html in enumerate(coloured(source).split("\n"), 1):
        kind = " now" if number == now else " was" if number == was else ""
        rows.append(f'<span class="line{kind}"><i>{number}</i>{html}\n</span>')
    return "".join(rows)


def coloured(source: str) -> str:
    """The source as HTML: keywords, strings, numbers and comments in spans of class k, s, n, c."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    html, at = [], 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = class_of(token)
        if not kind:
            continue
        begin = starts[token.start[0] - 1] + token.start[1]
        end = starts[token.end[0] - 1] + token.end[1]
        html.append(
            escape(source[at:begin], quote=False) + f'<span class="{kind}">{escape(source[begin:end], quote=False)}</span>'
        )
        at = end
    return "".join(html) + escape(source[at:], quote=False)


def class_of(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return "k" if keyword.iskeyword(token.string) else ""
    return {tokenize.STRING: "s", tokenize.NUMBER: "n", tokenize.COMMENT: "c"}.get(token.type, "")


def places_of(page: str) -> list[str]:
    """The names of the places in index.html, in their order."""
    return re.findall(r"<!-- first:(\w+) -->", page)
