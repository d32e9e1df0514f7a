"""Objects that the frames do not lead to any more, though somebody else still holds them: an expression under way, an iterator of C.

Rule: nothing stays here that nobody else holds; that is looked up now and then, so the cost is that of the objects that come.
"""

import sys
from typing import Any

from .. import sealed
from .remembered import OWN_REFERENCES, Record

__builtins__ = sealed.BUILTINS

_references = sys.getrefcount
LEAST_PRUNE = 100


class Limbo:
    """Remembers oids by address."""

    def __init__(self) -> None:
        self._by_address: dict[int, Record] = {}
        self._prune_at = LEAST_PRUNE

    def put(self, record: Record) -> None:
        """Remember a record that has left the shadow, if its object is known to live on."""
        if record.form.text is not None:
            return
        if record.obj is not None:
            if _references(record.obj) <= OWN_REFERENCES:
                return
        elif record.ref is None:
            return
        self._by_address[record.address] = record
        if len(self._by_address) > self._prune_at:
            self._prune()

    def take(self, obj: Any) -> Record | None:
        """The record that `obj` had, which leaves this place."""
        record = self._by_address.pop(id(obj), None)
        if record is not None and (record.obj is obj or (record.ref is not None and record.ref() is obj)):
            return record
        return None

    def clear(self) -> None:
        """Forget all, and hold nothing."""
        self._by_address.clear()

    def _prune(self) -> None:
        for address, record in list(self._by_address.items()):
            gone = record.ref() is None if record.ref is not None else _references(record.obj) <= OWN_REFERENCES
            if gone:
                del self._by_address[address]
        self._prune_at = max(LEAST_PRUNE, 2 * len(self._by_address))
