"""What a program shows beside its output: one drawing by turtles, pictures and tables, for the page to show at any step."""

from typing import Any

from .. import sealed
from ..trace.model import TURTLE
from ..trace.store import Trace
from .sheet import drawing

__builtins__ = sealed.BUILTINS


def shown_beside(trace: Trace) -> dict[str, Any] | None:
    """{"drawing"} as docs/messages.md has it; None when nothing is shown."""
    if not trace.shown:
        return None
    drawn = drawing(write for write in trace.shown if write.stream == TURTLE)
    return {"drawing": drawn} if drawn else None
