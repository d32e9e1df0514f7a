"""Values as Python Tutor's trace format writes them: in place, or as `["REF", n]` into a heap of its own.

The names and shapes are those of the comment that opens pgbovine/OnlinePythonTutor v5-unity/pg_encoder.py. Rule: an
object has one number for the whole trace, given when it first appears, and the heap of a point holds what can be reached from that point.
"""

import ast
from collections.abc import Callable
from typing import Any

from ..trace.model import Obj
from .pytutor_source import ProgramText

Find = Callable[[int], Obj]  # the object that an oid stands for at this point

FLOAT_DECIMALS = 4
ELLIPSIS = "…"  # ends a text that the recorder cut
IN_PLACE = frozenset(("none", "bool", "int", "float", "str"))
MADE = frozenset(("class", "function", "method"))  # by the program, or imported
EXACT = {"list": "LIST", "tuple": "TUPLE", "set": "SET", "frozenset": "SET"}


class Encoder:
    """Gives out the numbers of one trace. `frame_number`: the format's id of the frame with an id of ours, None where it has none."""

    def __init__(self, sources: list[str], frame_number: Callable[[int], int | None]):
        self._text = ProgramText(sources)
        self._frame_number = frame_number
        self._numbers: dict[int, int] = {}

    def value(self, oid: int, find: Find, heap: dict[int, Any]) -> Any:
        """The value of `oid`; what it refers to is added to `heap`."""
        if self._is_in_place(oid, find):
            return self._place(find(oid))
        return self._refer(oid, find, heap)

    def _is_in_place(self, oid: int, find: Find) -> bool:
        obj = find(oid)
        return obj.kind in IN_PLACE or (obj.kind in MADE and not self._text.makes(_made_name(obj)))

    def _refer(self, root: int, find: Find, heap: dict[int, Any]) -> Any:
        todo, new = [root], []
        while todo:
            oid = todo.pop()
            number = self._numbers.setdefault(oid, len(self._numbers) + 1)
            if number in heap:
                continue
            heap[number] = None
            new.append(oid)
            todo += [child for child in shown_in(find(oid))[::-1] if not self._is_in_place(child, find)]
        for oid in new:
            heap[self._numbers[oid]] = self._entry(find(oid), find)
        return ["REF", self._numbers[root]]

    def _short(self, oid: int, find: Find) -> Any:
        return self._place(find(oid)) if self._is_in_place(oid, find) else ["REF", self._numbers[oid]]

    def _place(self, obj: Obj) -> Any:
        text = obj.text
        match obj.kind:
            case "none":
                return None
            case "bool":
                return text == "True"
            case "str":
                return text_of(text)
            case "int":
                return label(text) if ELLIPSIS in text else int(text)
            case "float":
                return special_float(float(text))
        return label("imported class" if obj.kind == "class" else "imported object")

    def _entry(self, obj: Obj, find: Find) -> list[Any]:
        match obj.kind:
            case "class":
                return [
                    "CLASS",
                    obj.type,
                    bases_of(obj.text),
                    *([name, self._short(oid, find)] for name, oid in sorted(obj.fields)),
                ]
            case "function":
                return self._function(obj, find)
            case "method":
                function = dict(obj.fields).get("function", 0)
                if function and find(function).kind == "function":
                    return self._function(find(function), find)
                return ["FUNCTION", obj.text.rpartition(".")[2] + "(...)", None]
            case "builtin":
                return ["FUNCTION", obj.text.rpartition(".")[2] + "(...)", None]
            case "module":
                return ["module", obj.text]
            case "enum":
                name = obj.text.rpartition(".")[2]
                pairs = [[field, self._short(oid, find)] for field, oid in obj.fields]
                return ["INSTANCE", obj.type, ["name", name], *pairs]
        if obj.kind in HOLDERS:
            return self._holder(obj, [self._short(oid, find) for oid in shown_in(obj)])
        return [obj.type, obj.text]

    def _holder(self, obj: Obj, values: list[Any]) -> list[Any]:
        count = len(obj.elements)
        if obj.kind == "dict":
            keyed = [list(pair) for pair in zip(values[:count:2], values[1:count:2], strict=True)]
            elements = keyed
        else:
            keyed, elements = [list(pair) for pair in enumerate(values[:count])], values[:count]
        named = [list(pair) for pair in zip(names_of(obj), values[count:], strict=True)]
        more = label(f"{ELLIPSIS} {obj.cut:,} more") if obj.cut > 0 else None
        if obj.type == "dict":
            return ["DICT", *elements, *([[more, more]] if more else [])]
        if obj.type in EXACT:
            return [EXACT[obj.type], *elements, *([more] if more else [])]
        if obj.text and not named and obj.kind in ("instance", "exception"):
            return [obj.type, obj.text]
        said = [["args", obj.text]] if obj.kind == "exception" and obj.text else []
        return ["INSTANCE", obj.type, *keyed, *([[more, more]] if more else []), *named, *said]

    def _function(self, obj: Obj, find: Find) -> list[Any]:
        signature = ", ".join(p for p in parameters_of(obj.text) if p not in ("/", "*"))
        name = obj.text.partition("(")[0]
        text = f"{name}({signature})"
        if name == "<lambda>":
            line = self._text.lambda_line(signature)
            text += f" <line {line}>" if line else ""
        defaults = [[n[:-1], self._short(oid, find)] for n, oid in obj.fields if n.endswith("=")]
        parent = self._frame_number(obj.parent)
        return ["FUNCTION", text, parent, *([defaults] if defaults else [])]


HOLDERS = frozenset(("list", "tuple", "set", "frozenset", "deque", "dict", "instance", "exception", "descriptor"))


def _made_name(obj: Obj) -> str:
    return obj.type if obj.kind == "class" else obj.text.partition("(")[0].rpartition(".")[2]


def names_of(obj: Obj) -> list[str]:
    """The names under which the format shows an object's named items: sorted, but for a namedtuple's fields."""
    return list(obj.names) if obj.kind == "tuple" else sorted(obj.names)


def shown_in(obj: Obj) -> tuple[int, ...]:
    """The oids that the format shows inside an object, in its order."""
    if obj.kind == "function":
        return tuple(oid for name, oid in obj.fields if name.endswith("="))
    if obj.kind == "enum":
        return tuple(oid for _, oid in obj.fields)
    if obj.kind == "class":
        return tuple(oid for _, oid in sorted(obj.fields))
    if obj.kind in HOLDERS:
        fields = dict(obj.fields)
        return (*obj.elements, *(fields[name] for name in names_of(obj)))
    return ()


def special_float(number: float) -> Any:
    """A float as the format writes it: marked when JSON would lose that it is one."""
    if number != number:
        return ["SPECIAL_FLOAT", "NaN"]
    if number in (float("inf"), float("-inf")):
        return ["SPECIAL_FLOAT", "Infinity" if number > 0 else "-Infinity"]
    if number == int(number):
        return ["SPECIAL_FLOAT", f"{number:.1f}"]
    return round(number, FLOAT_DECIMALS)


def label(text: str) -> list[str]:
    """A text that a viewer shows as it stands, without quotes."""
    return ["IMPORTED_FAUX_PRIMITIVE", text]


def text_of(literal: str) -> str:
    """The string that a repr stands for; one that was cut keeps its ellipsis."""
    if literal.endswith(ELLIPSIS):
        return str(ast.literal_eval(literal[:-1])) + ELLIPSIS
    return str(ast.literal_eval(literal))


def bases_of(text: str) -> list[str]:
    """`"(Animal, Named)"` as a list of names."""
    return text[1:-1].split(", ") if text else []


def parameters_of(signature: str) -> list[str]:
    """`"add(self, item)"` as a list of parameters."""
    inside = signature.partition("(")[2].removesuffix(")")
    return inside.split(", ") if inside else []
