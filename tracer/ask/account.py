"""The words for one change: what a name or a part of an object is now.

Rule: each phrase names the variable or path a learner would write; what has no name is called by its type.
"""

from typing import NamedTuple

from ..trace.model import MAPPINGS, SEQUENCES, Obj, Snapshot
from .naming import Names
from .phrases import LONGEST_NAME, Code, Phrase, article, shortened, value_words

MUTABLE = (SEQUENCES | MAPPINGS | {"instance", "exception", "generator"}) - {"tuple", "frozenset"}


class Deed(NamedTuple):
    """One change. `acts`: the phrase goes on after "Line 3", as "put 6 into x" does; else after "Line 3:", as "x becomes 6"."""

    phrase: Phrase
    acts: bool = False


class Account:
    """What is needed to tell of the changes between two steps. `bound`: {oid: name that this step gave it first}."""

    def __init__(self, before: Snapshot, now: Snapshot):
        self.before = before
        self.now = now
        self.names = Names(now)
        self.bound: dict[int, str] = {}

    def value(self, oid: int) -> Phrase:
        """A value that is there now."""
        return value_words(oid, self.now, self.before)

    def old_value(self, oid: int) -> Phrase:
        """A value that was there before."""
        return value_words(oid, self.before, self.before)

    def becomes(self, path: str, oid: int) -> Deed:
        """`x now refers to the same list as y` where there is such a y and it matters; otherwise `x becomes …`."""
        shown = Code(shortened(path, LONGEST_NAME))
        obj = self.now.heap.get(oid)
        other = self.bound.get(oid, "")
        self.bound.setdefault(oid, path)
        if obj is not None and has_identity(obj):
            if not other and oid in self.before.heap:
                other = next((holder for holder in self.names.holders(oid) if holder != path), "")
            if other:
                return Deed((shown, f" now refers to the same {obj.type} as ", Code(other)))
        return Deed((shown, " becomes ", *self.value(oid)))

    def part_becomes(self, path: str, step: str, holder: Obj, oid: int) -> Deed:
        """The same of an attribute or element: `self.items becomes …`; without a path `.items of a Basket becomes …`."""
        if path and len(path) + len(step) <= LONGEST_NAME:
            return self.becomes(path + step, oid)
        shown = Code(shortened(step, LONGEST_NAME))
        return Deed((shown, f" of {article(holder.type)} {holder.type} becomes ", *self.value(oid)))


def has_identity(obj: Obj) -> bool:
    """Whether it matters which object of its kind this is."""
    return obj.kind in MUTABLE
