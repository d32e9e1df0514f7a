"""The learner's frames as they stand, and how the recorder notices that a variable changed.

Rule: a frame object is held only while its frame is on the stack; on return, yield and unwind it is let go before the frame ends, so that
locals die when they would in a plain run.
"""

from itertools import compress
from operator import ne
from types import FrameType
from typing import Any

from .. import sealed
from . import safe
from .cell_slots import locals_of
from .planned import Plan
from .program import HIDDEN_VARIABLES, Code
from .shadow import Shadow
from .writer import Writer

__builtins__ = sealed.BUILTINS

HIDDEN_IN = {"module": safe.MODULE_NAMES, "exec": safe.MODULE_NAMES, "class": safe.CLASS_NAMES}


class Live:
    """One frame on the stack: its variables when last looked at."""

    __slots__ = (
        *(
            "code",
            "depth",
            "frame",
            "hidden",
            "id",
            "ids",
            "items",
            "key_ids",
            "keys",
            "line",
            "names",
            "order",
            "parent",
            "places",
            "slots",
        ),
        *("anything", "change_bytes", "is_written", "plan", "space", "touches", "whole_bytes"),
    )

    def __init__(self, code: Code, frame: FrameType, frame_id: int, parent: int, depth: int):
        self.code = code
        self.frame: FrameType | None = frame
        self.id = frame_id
        self.parent = parent
        self.depth = depth  # of the interpreter's stack, counting library code too
        self.line = frame.f_lineno or code.code.co_firstlineno
        self.hidden = HIDDEN_IN.get(code.kind, HIDDEN_VARIABLES)
        # The names of a module, a class or a text given to exec lie in a dict; while an inlined comprehension runs there,
        # `f_locals` has only the comprehension's.
        self.space: Any = None if code.optimized else frame.f_locals
        self.names: list[str] = []  # shown, in order of first binding
        self.items: list[int] = []
        self.keys: list[Any] = []  # all names in the frame's own order
        self.key_ids: list[int] = []
        self.ids: list[int] = []  # and the addresses of their values
        self.places: list[int] = []  # where the shown ones stand among them
        self.slots: list[int] = []  # and which of those each of them is; -1: none
        self.order: dict[str, int] = {}  # of every name that was ever bound
        self.is_written = False  # whether the trace knows of the frame
        self.whole_bytes = self.change_bytes = 0  # of the last writing of all variables, and of all changes since

        # What the line under way changes, as `changes` knows it.
        self.plan: Plan | None = None
        self.touches: list[tuple[int, int]] = []
        self.anything = False

    def end(self) -> None:
        """Let go of the frame."""
        self.frame = self.space = None

    def raw(self) -> tuple[list[Any], list[Any]]:
        """(names, values) as they are bound now, hidden ones too."""
        assert self.frame is not None
        found = locals_of(self.frame) if self.code.faulty else self.frame.f_locals
        space = self.space
        if space is None:
            names, bound = found.keys(), found.values()  # of a function's frame they are lists already
            return names if type(names) is list else list(names), bound if type(bound) is list else list(bound)
        keys: list[Any] = []
        values: list[Any] = []
        if type(space) is dict or safe.derives(type(space), dict):  # else a mapping of the program's own, which nobody may ask
            keys += dict.keys(space)
            values += dict.values(space)
        if found is not space and type(found) is not type(space):
            keys += found
            values += found.values()
        return keys, values

    def places_in(self, keys: list[Any]) -> dict[str, int]:
        """Which of `keys` are the program's own, and where they stand; of a name that is there twice the last."""
        hidden, optimized = self.hidden, self.code.optimized
        return {
            name: at
            for at, name in enumerate(keys)
            if type(name) is str and name not in hidden and not (optimized and name[:1] == ".")
        }


def look(live: Live, depth: int, shadow: Shadow, writer: Writer) -> list[Any]:
    """Write down what changed in the variables of `live`, which is `depth` frames below the top. All values come back."""
    keys, values = live.raw()
    ids = list(map(id, values))
    # Names in a dict may be objects of the program: they are told apart by their addresses.
    names_stand = keys == live.keys if live.space is None else list(map(id, keys)) == live.key_ids
    if names_stand and ids == live.ids and shadow.holds:
        return values
    if not names_stand:
        places = live.places_in(keys)
        _rename(live, places, values, depth, shadow, writer)
        live.keys, live.key_ids = keys, list(map(id, keys))
        live.places = [places[name] for name in live.names]
        live.slots = [-1] * len(keys)
        for slot, at in enumerate(live.places):
            live.slots[at] = slot
    elif shadow.holds:
        for slot in sorted(compress(live.slots, map(ne, ids, live.ids))):
            if slot >= 0:
                _set(live, slot, values[live.places[slot]], depth, shadow, writer)
        live.ids = ids
        writer.looked(live, depth)
        return values
    live.ids = ids
    for slot, at in enumerate(live.places):
        if shadow.oid(values[at]) != live.items[slot]:
            _set(live, slot, values[at], depth, shadow, writer)
    writer.looked(live, depth)
    return [values[at] for at in live.places]


def note_names(live: Live) -> None:
    """Remember the order in which names were bound, without writing anything."""
    keys, _ = live.raw()
    stand = keys == live.keys if live.space is None else list(map(id, keys)) == live.key_ids
    if not stand:
        live.keys, live.key_ids = keys, list(map(id, keys))
        order = live.order
        for name in live.places_in(keys):
            order.setdefault(name, len(order))


def _set(live: Live, slot: int, value: Any, depth: int, shadow: Shadow, writer: Writer) -> None:
    oid = shadow.take(value)
    shadow.release(live.items[slot])
    live.items[slot] = oid
    writer.set(live, depth, slot)


def _rename(live: Live, places: dict[str, int], values: list[Any], depth: int, shadow: Shadow, writer: Writer) -> None:
    """Some names have come or gone."""
    order = live.order
    for name in places:
        if name not in order:
            order[name] = len(order)
    for slot in range(len(live.names) - 1, -1, -1):
        if live.names[slot] not in places:
            writer.unbind(live, depth, slot)
            shadow.release(live.items.pop(slot))
            del live.names[slot]
    if len(live.names) == len(places):
        return
    known = set(live.names)
    for name in sorted(places, key=order.__getitem__):
        if name not in known:
            slot = sum(order[other] < order[name] for other in live.names)
            oid = shadow.take(values[places[name]])
            live.names.insert(slot, name)
            live.items.insert(slot, oid)
            writer.bind(live, depth, slot)
