"""Plans as values: which objects a line changes, said by expressions of its variables."""

from typing import Any, NamedTuple

from .. import sealed

__builtins__ = sealed.BUILTINS

LOCAL, GLOBAL, NUMBER, FIELD, ITEM, SUM, DIFFERENCE, REMAINDER, LENGTH, FRESH, UNKNOWN = range(
    11
)  # what an expression is; the rest of it are its parts
Expression = tuple[Any, ...]
STORES_ITEM, CHANGES_ITEMS, STORES_ATTRIBUTE, IN_PLACE = range(4)


class Change(NamedTuple):
    """An instruction that changes an object: which one, and where in it, as far as that is known."""

    what: int
    owner: Expression
    place: Expression | None = None


class Plan(NamedTuple):
    """What a line can change beside what its calls do."""

    changes: tuple[Change, ...] = ()
    anything: bool = False
    consumes: bool = False  # it goes through something, of whatever type
    cells: bool = False  # it binds a variable that functions share
    looks_within: bool = False  # a change is of an object within another


ANYTHING = Plan(anything=True)


def names_in(expression: Expression) -> list[str]:
    kind = expression[0]
    if kind in (LOCAL, GLOBAL):
        return [expression[1]]
    return [name for part in expression[1:] if type(part) is tuple for name in names_in(part)]


def is_of_variables(expression: Expression) -> bool:
    """Whether it is made of variables and numbers alone."""
    kind = expression[0]
    return kind in (LOCAL, GLOBAL, NUMBER) or (kind in (SUM, DIFFERENCE) and all(map(is_of_variables, expression[1:])))
