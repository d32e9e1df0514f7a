"""A trace as one HTML file that replays it anywhere: no Python, no network, no other file.

The viewer (`replay.js`) and its style are small and the same in every file; what they show lies packed beside them. Rule: the texts of a program are
data in the file, never markup or code; its policy lets nothing run but the viewer, known by its hash.
"""

from binascii import b2a_base64
from collections.abc import Callable
from hashlib import sha256
from re import DOTALL
from re import compile as pattern
from typing import Any
from zlib import compress

from .. import sealed
from ..draw.text import escape
from ..draw.view import View
from ..trace.store import Trace
from .replay_data import replay_data
from .resources import DRAWN_JS, PICTURE_CSS, REPLAY_CSS, REPLAY_JS

__builtins__ = sealed.BUILTINS

_COMMENTS = pattern(r"/\*.*?\*/", DOTALL)
_LINE_COMMENT = pattern(r"^\s*//.*\n|\s//\s.*$|^\s+", 8)  # 8: re.MULTILINE


def html_page(
    trace: Trace,
    *,
    view: View | None = None,
    first: int = 0,
    last: int | None = None,
    title: str = "",
    told: Callable[[int, int], None] | None = None,
) -> str:
    """The text of the whole file, for steps `first` to `last` (counted from 0 in the trace; all of them where none is named).

    `told(done, all)` hears how far the drawing has come.
    """
    end = len(trace) - 1 if last is None else last
    replay = replay_data(trace, view or View(), first, end, told)
    content = sealed.to_json(replay)
    packed = _base64(compress(content.encode(), 9))
    is_packed = len(packed) < len(content)
    style, script = _small_css(PICTURE_CSS + REPLAY_CSS), _LINE_COMMENT.sub("", REPLAY_JS + DRAWN_JS)
    name = escape(title or trace.filename)
    return PAGE.format(
        title=name,
        style=style,
        script=script,
        style_hash=_hash_of(style),
        script_hash=_hash_of(script),
        images="img-src data:; " if _has_pictures(replay) else "",
        kind="packed" if is_packed else "plain",
        trace=packed if is_packed else content.replace("<", "\\u003c"),
        **ICONS,
    )


def _has_pictures(replay: dict[str, Any]) -> bool:
    return any(kind == "picture" for _, kind, _ in replay.get("shown", {}).get("items", ()))


def _hash_of(text: str) -> str:
    return _base64(sha256(text.encode()).digest())


def _base64(content: bytes) -> str:
    return b2a_base64(content, newline=False).decode("ascii")


def _small_css(text: str) -> str:
    return "\n".join(line.strip() for line in _COMMENTS.sub("", text).split("\n") if line.strip())


def _icon(path: str) -> str:
    return f'<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="{path}"/></svg>'


ICONS = {
    "to_first": _icon("M3 3h2v10H3zM13 3v10L6 8z"),
    "to_previous": _icon("M11 3v10L4 8z"),
    "to_next": _icon("M5 3v10l7-5z"),
    "to_last": _icon("M11 3h2v10h-2zM3 3v10l7-5z"),
}

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; {images}base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="CodeViz">
<title>{title}, step by step</title>
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1><p id="status" role="status" aria-live="off">Step</p></header>
<main>
<section id="code" aria-label="Code" tabindex="0"><ol></ol></section>
<section id="stage" aria-label="Frames and objects" tabindex="0">
<p id="sentence" aria-live="polite"></p>
<figure id="shown" hidden></figure>
<div id="picture"><svg id="arrows" aria-hidden="true"><g id="paths"></g></svg></div>
</section>
<section id="output" aria-label="Output" tabindex="0"><h2>Output</h2><pre></pre></section>
</main>
<nav id="bar" aria-label="Steps">
<input id="step" type="range" min="1" max="1" value="1" aria-label="Step">
<button id="first" type="button" aria-label="First step" title="First step (Home)">{to_first}</button>
<button id="back" type="button" aria-label="Previous step" title="Previous step (←)">{to_previous}</button>
<button id="play" type="button" title="Play, pause (Space)">Play</button>
<button id="next" type="button" aria-label="Next step" title="Next step (→)">{to_next}</button>
<button id="last" type="button" aria-label="Last step" title="Last step (End)">{to_last}</button>
</nav>
<noscript><p>The steps of this program are shown by a script, and scripts are switched off here.</p></noscript>
<script type="text/plain" id="trace" data-kind="{kind}">{trace}</script>
<script>{script}</script>
</body>
</html>
"""
