"""Values in Python Tutor's format: a table of expressions and what a viewer gets for each."""

import json
from typing import Any

import pytest

from tracer.export.pytutor import pytutor_pieces
from tracer.record import Limits, record_program

IN_PLACE = [
    ("None", None),
    ("True", True),
    ("12", 12),
    ("-(10**30)", -(10**30)),
    ("0.123456", 0.1235),
    ("-2.5", -2.5),
    ("3.0", ["SPECIAL_FLOAT", "3.0"]),
    ("-0.0", ["SPECIAL_FLOAT", "-0.0"]),
    ("1e20", ["SPECIAL_FLOAT", "100000000000000000000.0"]),
    ("float('inf')", ["SPECIAL_FLOAT", "Infinity"]),
    ("-float('inf')", ["SPECIAL_FLOAT", "-Infinity"]),
    ("float('nan')", ["SPECIAL_FLOAT", "NaN"]),
    ("'it\\'s'", "it's"),
    ("'\\n\\udc80\\x00'", "\n\udc80\x00"),
    ("__import__('fractions').Fraction", ["IMPORTED_FAUX_PRIMITIVE", "imported class"]),
    ("__import__('textwrap').dedent", ["IMPORTED_FAUX_PRIMITIVE", "imported object"]),
]

ON_HEAP = [
    ("[1, 2]", ["LIST", 1, 2]),
    ("(1, 'a')", ["TUPLE", 1, "a"]),
    ("{1, 2}", ["SET", 1, 2]),
    ("frozenset([3])", ["SET", 3]),
    ("{'k': 1, 2: None}", ["DICT", ["k", 1], [2, None]]),
    ("__import__('collections').deque([1, 2])", ["INSTANCE", "deque", [0, 1], [1, 2]]),
    ("__import__('collections').Counter('aab')", ["INSTANCE", "Counter", ["a", 2], ["b", 1]]),
    ("1 + 2j", ["complex", "(1+2j)"]),
    ("b'ab'", ["bytes", "b'ab'"]),
    ("range(3)", ["range", "range(0, 3)"]),
    ("ValueError('no')", ["ValueError", "no"]),
    ("len", ["FUNCTION", "len(...)", None]),
    ("[].append", ["FUNCTION", "append(...)", None]),
    ("__import__('math')", ["module", "math"]),
    ("lambda a, *, b=1: a", ["FUNCTION", "<lambda>(a, b) <line 1>", None, [["b", 1]]]),
]


def exported(program: str, **options: Any) -> tuple[Any, dict[str, Any]]:
    """(the global `x` at the last point, the heap there)."""
    whole = json.loads("".join(pytutor_pieces(record_program(program, **options))))
    last = whole["trace"][-1]
    return last["globals"]["x"], last["heap"]


@pytest.mark.parametrize(("expression", "expected"), IN_PLACE)
def test_what_is_written_in_place(expression: str, expected: Any) -> None:
    assert exported(f"x = {expression}\n") == (expected, {})


@pytest.mark.parametrize(("expression", "expected"), ON_HEAP)
def test_what_lies_on_the_heap(expression: str, expected: Any) -> None:
    value, heap = exported(f"x = {expression}\n")
    assert value == ["REF", 1]
    assert heap == {"1": expected}


def test_two_names_of_one_list_are_one_reference() -> None:
    _, heap = exported("x = [0]\nx.append(x)\ny = x\n")
    assert heap == {"1": ["LIST", 0, ["REF", 1]]}


def test_a_namedtuple_shows_its_fields_and_an_enum_its_name() -> None:
    value, heap = exported(
        "from collections import namedtuple\nPoint = namedtuple('Point', 'y x')\nx = Point(1, 2)\ndel Point, namedtuple\n"
    )
    assert heap[str(value[1])] == ["INSTANCE", "Point", ["y", 1], ["x", 2]]
    value, heap = exported("from enum import Enum\nclass Color(Enum):\n    RED = 'r'\nx = Color.RED\ndel Color, Enum\n")
    assert heap[str(value[1])] == ["INSTANCE", "Color", ["name", "RED"], ["value", "r"]]


def test_a_subclass_keeps_its_name_and_its_attributes() -> None:
    value, heap = exported("class Stack(list):\n    pass\nx = Stack([7])\nx.limit = 3\n")
    assert heap[str(value[1])] == ["INSTANCE", "Stack", [0, 7], ["limit", 3]]


def test_what_the_recorder_left_out_is_counted() -> None:
    value, heap = exported("x = list(range(50))\n", limits=Limits(elements=3))
    assert heap[str(value[1])] == ["LIST", 0, 1, 2, ["IMPORTED_FAUX_PRIMITIVE", "… 47 more"]]
    assert exported("x = 'abcdef'\n", limits=Limits(chars=3)) == ("abc…", {})


def test_a_long_chain_needs_no_recursion() -> None:
    _, heap = exported("import json\nx = json.loads('[' * 3000 + ']' * 3000)\n")
    assert len(heap) == 3001  # the module, too


def test_a_bound_method_is_shown_as_its_function() -> None:
    value, heap = exported("class A:\n    def m(self, n=2):\n        pass\nx = A().m\ndel A\n")
    assert heap[str(value[1])] == ["FUNCTION", "m(self, n)", None, [["n", 2]]]
