"""A recording as pictures that the page can show before an engine is there: for a program inside somebody else's page, and for the first example.

The shapes are those of docs/messages.md. Rule: a long recording gives its first steps only, and what a program draws goes along where there is room for it; for the rest the page
starts an engine.
"""

import base64
import zlib
from typing import Any

from .. import sealed
from ..ask import travel
from ..draw.excerpt import excerpt, stop_of
from ..draw.picture import Drawing
from ..draw.shown import shown_beside
from ..draw.view import View
from ..trace.store import Trace, outcome_to_json

__builtins__ = sealed.BUILTINS

VERSION = 1
WIDTH_PX = 450  # the picture's room beside the code, in a column of a course page
MOST_STEPS = 300
MOST_CHARACTERS = 150_000  # of the packed text with what the program shows; it stands in somebody's page
RUN = 0  # those of an engine count from 1


def pictures(trace: Trace, view: View, step: int = 0) -> dict[str, Any]:
    """{"codeviz", "recorded", "drawn", "texts", "step"}: `step` is the one to begin with."""
    texts: list[str] = []
    drawn = []
    drawing = Drawing()
    for number in range(min(len(trace), MOST_STEPS)):
        picture = drawing.draw(trace, number, view._replace(known=len(texts)))
        news = picture.pop("texts")
        texts.extend(news[str(n)] for n in range(len(texts), len(texts) + len(news)))
        drawn.append({"kind": "drawn", "run": RUN, "ask": number, **picture})
    found = recorded(trace)
    shown = excerpt(shown_beside(trace), 0, stop_of(len(trace), len(drawn) - 1))
    if shown:
        found["shown"] = shown
    return {"codeviz": VERSION, "recorded": found, "drawn": drawn, "texts": texts, "step": step}


def exported(trace: Trace, view: View, step: int = 0) -> tuple[str, bool]:
    """(the packed text, whether what the program shows was left out of it because it is too large)."""
    content = pictures(trace, view, step)
    text = packed(content)
    if "shown" not in content["recorded"] or len(text) <= MOST_CHARACTERS:
        return text, False
    del content["recorded"]["shown"]
    content["recorded"]["unshown"] = True
    return packed(content), True


def recorded(trace: Trace) -> dict[str, Any]:
    """What the engine says of a recording, as far as a page without one has a use for it."""
    return {
        "kind": "recorded",
        "run": RUN,
        "steps": len(trace),
        "outcome": outcome_to_json(trace.outcome),
        "output": [list(write) for write in trace.writes],
        "inputs": [list(pair) for pair in trace.inputs],
        "marks": travel.marks(trace),
        "source": trace.source,
    }


def packed(content: dict[str, Any]) -> str:
    """The same as the text that an address carries: base64url of deflate-raw of JSON."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(sealed.to_json(content).encode()) + packer.flush()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
