"""Which objects may have changed since the last look, so that the recorder in Python need not look at all of them.

What a line changes follows from its plan (`plans`), and from the calls that are heard while it runs (`effects`). Rule: where anything is not certain,
everything is looked at. Objects that change without an instruction (iterators, exceptions) are looked at always; `Shadow` knows which.
That whatever is gone through (`for`, `in`, `list(…)`) changes nothing else holds until something is called that is not known here.
"""

import types
from collections import deque
from typing import Any

from .. import sealed
from . import plans, safe
from .call_sites import bound_names, fickle_names
from .frames import Live
from .planned import (
    ANYTHING,
    DIFFERENCE,
    FIELD,
    GLOBAL,
    IN_PLACE,
    ITEM,
    LENGTH,
    LOCAL,
    NUMBER,
    REMAINDER,
    STORES_ATTRIBUTE,
    SUM,
    Change,
    Expression,
    Plan,
)
from .program import Code
from .remembered import WHOLE, Record
from .shadow import Shadow

__builtins__ = sealed.BUILTINS

Touch = tuple[int, int]  # an object's address, and where in it something may have changed


def addresses(*objects: Any) -> frozenset[int]:
    """The addresses of what never ends. To compare objects themselves might ask the program's classes."""
    return frozenset(map(id, objects))


_IMMUTABLE = addresses(int, float, str, bool, type(None), tuple, complex, bytes, frozenset, range)
_MEASURED = addresses(list, tuple, dict)
_HAVE_ITEMS = addresses(list, dict, deque, bytearray)
_GROW_IN_PLACE = addresses(list, dict, set, deque, bytearray)
_own_getattribute = object.__dict__["__getattribute__"]


class Changes:
    """What may have changed. `tracks`: whether that is known at all."""

    def __init__(self, shadow: Shadow):
        self.tracks = True
        self.everything = True
        self.touches: list[Touch] = []
        self.cells = False  # a variable that functions share was bound
        self.consumes_quietly = True
        self.lives: list[Live] = []  # the stack's
        self._shadow = shadow
        self.codes: dict[int, Code] = {}
        self.fickle: frozenset[str] = frozenset()
        self._bound: frozenset[str] = frozenset()
        self._fields: dict[tuple[int, str], bool] = {}  # whether an attribute of instances of a class is what the instance holds

    def stop(self) -> None:
        """From now on it is not known what changes."""
        self.tracks = False
        self.everything = True
        self.touches.clear()

    def prepare(self, codes: list[types.CodeType]) -> None:
        """These codes of one text will be adopted."""
        self.fickle |= fickle_names(codes)
        self._bound |= bound_names(codes)

    def adopt(self, code: Code) -> None:
        """Know this code of the program."""
        self.codes[id(code.code)] = code

    # -- what happens

    def stepped(self, line: int, *, is_line: bool, is_quiet: bool) -> None:
        """A step was written, for which all that may have changed was looked at. `is_quiet`: nothing happens until the next event of a frame."""
        self.touches.clear()
        self.cells = False
        live = self.lives[-1]
        if is_line:
            if live.anything:
                self._fields.clear()  # what is known of classes may have changed
            self.everything = live.anything = False
            live.touches.clear()
            code = live.code
            if code.plans is None:
                code.plans = plans.plans_of(code.code, self._bound)
            live.plan = plan = code.plans.get(line, ANYTHING)
            if plan is not None:
                self._expect(live, plan)
        elif is_quiet:
            self.everything = False
        else:
            self.change_anything()

    def ended(self, top: Live) -> None:
        """The frame of `top` is not there any more. The one below it goes on, in the middle of a line."""
        if top.anything:
            self._fields.clear()
        if not self.lives:
            return
        live = self.lives[-1]
        if live.anything:
            self.everything = True
            return
        self.touches += live.touches
        if live.plan is not None:
            self._expect(live, live.plan)

    def disturb(self) -> None:
        """Code runs of which nothing is known: anything may change until it is over, and more may be called later."""
        if self.lives:
            self.consumes_quietly = False
        self.change_anything()

    def change_anything(self) -> None:
        """The line that is under way may change anything."""
        self.everything = True
        self._fields.clear()
        if self.lives:
            self.lives[-1].anything = True

    def touch(self, live: Live, address: int, place: int) -> None:
        """The line that is under way in `live` may change the object at `address`, there."""
        touch = (address, place)
        if touch not in live.touches:
            live.touches.append(touch)
            self.touches.append(touch)

    # -- what a line changes

    def _expect(self, live: Live, plan: Plan) -> None:
        if plan.anything or (plan.consumes and not self.consumes_quietly):
            self.change_anything()
            return
        self.cells |= plan.cells
        for change in plan.changes:
            record = self._record(live, change.owner)
            if record is None:
                is_known = change.what == IN_PLACE and self._holds_no_objects(live, change.owner)
            else:
                is_known = self._expect_change(live, change, record)
            if not is_known:
                self.change_anything()
                return

    def _expect_change(self, live: Live, change: Change, record: Record) -> bool:
        """Whether it is certain that nothing but the object of `record` changes."""
        cls, what, place = record.cls, change.what, WHOLE
        if what == STORES_ATTRIBUTE:
            is_known = record.form.kind == "function" or _rests_in_python(record)
        elif what == IN_PLACE:
            if id(cls) in _IMMUTABLE:
                return True
            is_known = id(cls) in _GROW_IN_PLACE or _rests_in_python(record)
        else:
            is_known = id(cls) in _HAVE_ITEMS or _rests_in_python(record)
            if change.place is not None and cls is list:
                place = self._place(live, change.place, len(record.items))
        if is_known:
            self.touch(live, record.address, place)
        return is_known

    def _holds_no_objects(self, live: Live, expression: Expression) -> bool:
        """Whether the expression is an item of a list or a dict that holds nothing but atoms."""
        if expression[0] != ITEM:
            return False
        record = self._record(live, expression[1])
        if record is None or (record.cls is not list and record.cls is not dict) or record.length != _shown_length(record):
            return False
        by_oid = self._shadow.by_oid
        return all(by_oid[oid].form.text is not None for oid in record.items)

    # -- what expressions stand for, as it was written down last

    def _record(self, live: Live, expression: Expression) -> Record | None:
        """The object; None when that is not certain."""
        kind = expression[0]
        by_oid = self._shadow.by_oid
        if kind in (LOCAL, GLOBAL):
            name = expression[1]
            if kind == GLOBAL:
                live = self.lives[0]
                if live.code.kind != "module" or name in live.code.code.co_varnames:  # a comprehension's variable hides it
                    return None
            return by_oid[live.items[live.names.index(name)]] if name in live.names else None
        owner = self._record(live, expression[1]) if kind in (FIELD, ITEM) else None
        if owner is None:
            return None
        if kind == FIELD:
            name = expression[2]
            if name not in owner.names or not self._is_field(owner, name):
                return None
            return by_oid[owner.items[owner.names.index(name)]]
        if owner.cls is not list and owner.cls is not tuple:
            return None
        place = self._place(live, expression[2], len(owner.items))
        return by_oid[owner.items[place]] if place >= 0 and owner.length == len(owner.items) else None

    def _is_field(self, owner: Record, name: str) -> bool:
        """Whether an attribute is what the instance holds under that name."""
        cls = owner.cls
        known = self._fields.get((id(cls), name))
        if known is None:
            known = owner.form.kind == "instance" and safe.made_in_python(cls) and len(owner.names) == len(owner.items)
            found = safe.static_lookup(cls, name)
            known = known and (found is None or type(found) is types.MemberDescriptorType)
            known = known and safe.static_lookup(cls, "__getattribute__") is _own_getattribute
            self._fields[id(cls), name] = known
        return known

    def _place(self, live: Live, expression: Expression, size: int) -> int:
        """The place of an item among `size`; WHOLE when it is not certain or not there."""
        number = self._number(live, expression)
        if number is None or not -size <= number < size:
            return WHOLE
        return number if number >= 0 else number + size

    def _number(self, live: Live, expression: Expression) -> int | None:
        kind = expression[0]
        if kind == NUMBER:
            number: int = expression[1]
            return number
        if kind in (SUM, DIFFERENCE, REMAINDER):
            first, second = self._number(live, expression[1]), self._number(live, expression[2])
            if first is None or second is None:
                return None
            if kind == REMAINDER:
                return first % second if second else None
            return first + second if kind == SUM else first - second
        if kind == LENGTH:
            record = self._record(live, expression[1])
            return record.length if record is not None and id(record.cls) in _MEASURED else None
        record = self._record(live, expression)
        return record.obj if record is not None and record.cls is int else None


def _rests_in_python(record: Record) -> bool:
    """An instance of a class statement's class that changes only when something is done to it."""
    return record.form.rests and record.form.kind != "class" and safe.made_in_python(record.cls)


def _shown_length(record: Record) -> int:
    return len(record.items) // 2 if record.cls is dict else len(record.items)
