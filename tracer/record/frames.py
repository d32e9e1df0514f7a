"""The learner's frames as they stand, and how the recorder notices that a variable changed.

Rule: a frame object is held only while its frame is on the stack; on return, yield and unwind it is let go before the frame ends, so that
locals die when they would in a plain run.
"""

from types import FrameType
from typing import Any

from ..trace import records as r
from .. import sealed
from . import safe
from .program import HIDDEN_VARIABLES, Code
from .shadow import Shadow
from .writer import Writer

__builtins__ = sealed.BUILTINS

HIDDEN_IN = {"module": safe.MODULE_NAMES, "exec": safe.MODULE_NAMES, "class": safe.CLASS_NAMES}


class Live:
    """One frame on the stack: its variables when last looked at."""

    __slots__ = (
        *("borrows", "code", "frame", "hidden", "id", "ids", "items", "line", "names", "order", "parent"),
        "seen",
    )

    def __init__(self, code: Code, frame: FrameType, frame_id: int, parent: int):
        self.code = code
        self.frame: FrameType | None = frame
        self.id = frame_id
        self.parent = parent
        self.line = frame.f_lineno or code.code.co_firstlineno
        self.hidden = HIDDEN_IN.get(code.kind, HIDDEN_VARIABLES if code.hides else None)
        self.borrows = code.kind == "exec" and frame.f_globals.get("__name__") == "__main__"  # its variables are the module's
        self.names: list[str] = []  # shown, in order of first binding
        self.items: list[int] = []
        self.seen: list[str] = []  # the same names in the frame's own order, with the values' addresses
        self.ids: list[int] = []
        self.order: dict[str, int] = {}  # of every name that was ever bound

    def variables(self) -> dict[str, Any]:
        """Names and values of the variables that are bound now."""
        assert self.frame is not None
        found = self.frame.f_locals
        if self.borrows and found is self.frame.f_globals:
            return {}
        hidden = self.hidden
        if hidden is None:
            return dict(found)
        return {
            (name if type(name) is str else safe.name_text(name)): value
            for name, value in found.items()
            if name not in hidden or type(name) is not str
        }


def look(live: Live, depth: int, shadow: Shadow, writer: Writer) -> None:
    """Write down what changed in the variables of `live`, which is `depth` frames below the top."""
    found = live.variables()
    ids = list(map(id, found.values()))
    if ids == live.ids and shadow.holds and list(found) == live.seen:
        return
    order = live.order
    for name in found:
        if name not in order:
            order[name] = len(order)
    for slot in range(len(live.names) - 1, -1, -1):
        if live.names[slot] not in found:
            writer.op(r.UNBIND, depth, slot)
            shadow.release(live.items.pop(slot))
            del live.names[slot]
    known = set(live.names)
    for name in sorted(found, key=order.__getitem__) if len(known) != len(found) else ():
        if name not in known:
            slot = sum(order[other] < order[name] for other in live.names)
            oid = shadow.take(found[name])
            writer.op(r.BIND, depth, slot, writer.string(name), oid)
            live.names.insert(slot, name)
            live.items.insert(slot, oid)
    for slot, name in enumerate(live.names):
        oid = shadow.oid(found[name])
        if oid != live.items[slot]:
            shadow.take(found[name])
            shadow.release(live.items[slot])
            live.items[slot] = oid
            writer.op(r.SET, depth, slot, oid)
    live.ids, live.seen = ids, list(found)


def push(live: Live, writer: Writer) -> None:
    """Write down the frame as it is known."""
    code = live.code
    writer.op(r.PUSH, live.id, writer.string(code.name), r.FRAME_KIND_CODES[code.kind])
    writer.op(live.line, live.parent + 1, code.source)
    writer.op(writer.shape(code.free), writer.shape(tuple(live.names)))
    writer.oids(live.items)
