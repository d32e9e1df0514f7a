"""Kinds of input as an exercise writes them: expressions, which are read and never run. `list(int(0, 9), most=6)` is a list of up to six digits.

| expression | values | rank |
|---|---|---|
| `int(low, high)` | whole numbers, from the one nearest to 0 | steps away from that one, positive before negative |
| `float(low, high)` | quarters | the same |
| `bool()` | False, True | 0, 1 |
| `str("ab ", least=0, most=8)` | texts of these characters | for each character 1, and its place among them |
| `one_of("rock", "paper")` | the values named | their place |
| `list(kind, least=0, most=8, sorted=False, unique=False)` | lists | for each element 1, and its rank |
| `tuple(kind, kind)` | tuples of these parts | the parts' ranks together |
| `set(kind, least=0, most=8)`, `dict(key, value, least=0, most=8)` | sets and dicts | as of lists of their elements or pairs |
| `optional(kind)` | None, or a value of the kind | 0, or 1 and its rank |
"""

import ast
from typing import Any

from .kinds import Choice, DictOf, Kind, Optional, Row, SetOf, Several, Text, Unreadable, Whole


def _quarters(low: int = -4, high: int = 4) -> Kind:
    return Whole(low, high, 4)


MAKERS: dict[str, Any] = {
    "int": Whole,
    "float": _quarters,
    "bool": lambda: Choice(False, True),
    "str": Text,
    "one_of": Choice,
    "list": Several,
    "tuple": Row,
    "set": SetOf,
    "dict": DictOf,
    "optional": Optional,
}


def kind_of(expression: str) -> Kind:
    """The kind that an expression describes. Raises Unreadable, with a sentence."""
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError:
        raise Unreadable(f"The kind of input {expression!r} is no Python expression.") from None
    kind = _read(tree)
    if not isinstance(kind, Kind):
        raise Unreadable(f"The kind of input {expression!r} is a value; write what kind of value: one of {', '.join(MAKERS)}.")
    return kind


def _read(node: ast.expr) -> Any:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
        arguments = [_read(argument) for argument in node.args]
        named = {keyword.arg: _read(keyword.value) for keyword in node.keywords if keyword.arg}
        try:
            return MAKERS[node.func.id](*arguments, **named)
        except (TypeError, AttributeError):
            raise Unreadable(
                f"The kind of input {ast.unparse(node)!r} has arguments that {node.func.id} does not take."
            ) from None
    try:
        return ast.literal_eval(node)
    except ValueError:
        raise Unreadable(f"The kind of input {ast.unparse(node)!r} is not known; there are {', '.join(MAKERS)}.") from None
