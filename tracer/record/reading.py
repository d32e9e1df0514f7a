"""What a look at an object gives, and the names in it."""

from typing import Any

from .. import sealed
from . import safe

__builtins__ = sealed.BUILTINS

Contents = tuple[list[Any], tuple[str, ...], str]  # (children, names, text), as `forms` explains

_join = "\x1f".join
_shapes: dict[str, tuple[str, ...]] = {}  # the same names are the same tuple, which is fast to compare
MOST_SHAPES = 10_000


def names_in(attributes: dict[Any, Any]) -> tuple[str, ...]:
    """The keys of an attribute dict as names."""
    if type(attributes) is dict:
        try:
            names = _shapes[_join(attributes)]
            if len(names) == len(attributes):
                return names
        except (KeyError, TypeError):  # not met before, or a key that is no string
            pass
    names = tuple(map(safe.name_text, dict.__iter__(attributes)))
    if len(_shapes) < MOST_SHAPES:
        _shapes[_join(names)] = names
    return names
