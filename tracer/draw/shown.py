"""What a program shows beside its output: one drawing by turtles, pictures and tables, for the page to show at any step.

Rule: it comes from a program, or from a stranger's file. A picture becomes an address for an `<img>`, in which no script runs and nothing is fetched; a table is cleaned.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from .. import sealed
from ..trace.model import PICTURE, TABLE, TURTLE, Write
from ..trace.store import Trace
from .cleaned import cleaned
from .sheet import drawing

__builtins__ = sealed.BUILTINS

XMLNS = "http://www.w3.org/2000/svg"  # without it, a browser takes the text for no picture
MOST_ITEMS = 500  # pictures and tables; the last ones of more are shown
_PNG = re.compile(r"data:image/png;base64,[A-Za-z0-9+/]+={0,2}")


def shown_beside(trace: Trace, files: Sequence[dict[str, Any]] = ()) -> dict[str, Any] | None:
    """{"drawing", "items", "files"} as docs/messages.md has it; None when nothing is shown. `files`: those that the program left."""
    if not trace.shown and not files:
        return None
    drawn = drawing(write for write in trace.shown if write.stream == TURTLE)
    items = [
        item
        for write in [write for write in trace.shown if write.stream in (PICTURE, TABLE)][-MOST_ITEMS:]
        if (item := _item(write))
    ]
    return {"drawing": drawn, "items": items, "files": list(files)} if drawn or items or files else None


def shown_so_far(writes: Sequence[Write]) -> dict[str, Any] | None:
    """The same of a program that still runs: the drawing, and the last picture or table; of those before it, only the places. None when nothing is shown.

    A table that needs Python's module html waits for the end: to import it would be seen by the program.
    """
    drawn = drawing(write for write in writes if write.stream == TURTLE)
    others = [write for write in writes if write.stream in (PICTURE, TABLE)]
    while others and others[-1].stream == TABLE and "&" in others[-1].text:
        others.pop()
    last = _item(others[-1]) if others else None
    items = [[write.step, "table" if write.stream == TABLE else "picture", ""] for write in others[-MOST_ITEMS:-1]]
    return {"drawing": drawn, "items": [*items, last] if last else [], "files": []} if drawn or last else None


def _item(write: Write) -> list[Any] | None:
    if write.stream == TABLE:
        return [write.step, "table", cleaned(write.text)]
    if _PNG.fullmatch(write.text):
        return [write.step, "picture", write.text]
    if "<svg" in write.text[:2000]:
        text = write.text if XMLNS in write.text else write.text.replace("<svg", f'<svg xmlns="{XMLNS}"', 1)
        address = b64encode(text.encode("utf-8", "replace")).decode()
        return [write.step, "picture", "data:image/svg+xml;base64," + address]
    return None
