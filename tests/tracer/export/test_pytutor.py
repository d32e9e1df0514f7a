"""Python Tutor's format: little programs, and the points that a viewer must get.

The notation: one line per point, `line event function | globals | frame: locals …`; a value on the heap is `#n`. It was written
by hand from the public description of the format and checked against traces that Python Tutor's own recorder made of the same programs.
"""

import json
from typing import Any

import pytest

from lessons.gallery_index import Example, examples
from tracer.export.pytutor import points, pytutor_pieces
from tracer.record import Limits, record_program

Point = dict[str, Any]
EVENTS = {"step_line": "line"}


def export(program: str, **options: Any) -> list[Point]:
    """The trace of the exported JSON, as a viewer reads it."""
    whole = json.loads("".join(pytutor_pieces(record_program(program, **options))))
    assert whole["code"] == program
    trace: list[Point] = whole["trace"]
    return trace


def short(value: Any) -> str:
    match value:
        case ["REF", number]:
            return f"#{number}"
        case ["SPECIAL_FLOAT", text] | ["IMPORTED_FAUX_PRIMITIVE", text]:
            return f"<{text}>"
    return repr(value)


def named(values: dict[str, Any], order: list[str]) -> str:
    assert sorted(values) == sorted(order)
    return " ".join(f"{name}={short(values[name])}" for name in order)


def line_of(point: Point) -> str:
    head = f"{point['line']} {EVENTS.get(point['event'], point['event'])} {point['func_name']}"
    parts = [head, named(point["globals"], point["ordered_globals"])]
    for frame in point["stack_to_render"]:
        mark = "*" if frame["is_highlighted"] else ""
        inside = "".join(f" in {parent}" for parent in frame["parent_frame_id_list"])
        parts.append(f"{mark}{frame['unique_hash']}{inside}: {named(frame['encoded_locals'], frame['ordered_varnames'])}")
    return " | ".join(part for part in parts if part).strip()


def check(program: str, expected: str, **options: Any) -> list[Point]:
    """Compare the points of `program` with `expected`, line by line, and give them back."""
    found = export(program, **options)
    lines = [line.strip() for line in expected.strip().splitlines()]
    assert [line_of(point) for point in found] == lines
    return found


def test_calls_show_every_live_frame_with_the_innermost_highlighted() -> None:
    program = "def outer(a):\n    return inner(a, a)\n\ndef inner(b, c):\n    return b + c\n\nr = outer(2)\n"
    expected = """
        1 line <module>
        4 line <module> | outer=#1
        7 line <module> | outer=#1 inner=#2
        1 call outer | outer=#1 inner=#2 | *outer_f1: a=2
        2 line outer | outer=#1 inner=#2 | *outer_f1: a=2
        4 call inner | outer=#1 inner=#2 | outer_f1: a=2 | *inner_f2: b=2 c=2
        5 line inner | outer=#1 inner=#2 | outer_f1: a=2 | *inner_f2: b=2 c=2
        5 return inner | outer=#1 inner=#2 | outer_f1: a=2 | *inner_f2: b=2 c=2 __return__=4
        2 return outer | outer=#1 inner=#2 | *outer_f1: a=2 __return__=4
        7 return <module> | outer=#1 inner=#2 r=4
    """
    found = check(program, expected)
    assert found[-1]["heap"] == {"1": ["FUNCTION", "outer(a)", None], "2": ["FUNCTION", "inner(b, c)", None]}


def test_a_closure_keeps_its_frame_as_a_zombie_with_todays_values() -> None:
    program = (
        "def make():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n        return n\n    return up\n"
        "up = make()\nup()\nup = None\n"
    )
    expected = (
        """
        1 line <module>
        8 line <module> | make=#1
        1 call make | make=#1 | *make_f1:
        2 line make | make=#1 | *make_f1:
        3 line make | make=#1 | *make_f1: n=0
        7 line make | make=#2 | *make_f1_p: n=0 up=#1
        7 return make | make=#2 | *make_f1_p: n=0 up=#1 __return__=#1
        9 line <module> | make=#2 up=#1 | make_f1_p_z: n=0 up=#1 __return__=#1
        3 call up | make=#2 up=#1 | make_f1_p_z: n=0 up=#1 __return__=#1 | *up_f2 in 1:
        5 line up | make=#2 up=#1 | make_f1_p_z: n=0 up=#1 __return__=#1 | *up_f2 in 1:
        6 line up | make=#2 up=#1 | make_f1_p_z: n=1 up=#1 __return__=#1 | *up_f2 in 1:
        6 return up | make=#2 up=#1 | make_f1_p_z: n=1 up=#1 __return__=#1 | *up_f2 in 1: __return__=1
        10 line <module> | make=#2 up=#1 | make_f1_p_z: n=1 up=#1 __return__=#1
        10 return <module> | make=#2 up=None
    """.replace("make=#2", "make=#1")
        .replace("up=#1", "up=#2")
        .replace("__return__=#1", "__return__=#2")
    )
    found = check(program, expected)
    assert found[-2]["heap"]["2"] == ["FUNCTION", "up()", 1]


def test_a_generator_is_called_anew_each_time_it_goes_on() -> None:
    program = "def gen():\n    yield 1\n    yield 2\n\nfor v in gen():\n    pass\n"
    events = [line_of(point).partition(" |")[0] for point in export(program)]
    assert events == [
        *("1 line <module>", "5 line <module>"),
        *("1 call gen", "2 line gen", "2 return gen", "6 line <module>", "5 line <module>"),
        *("2 call gen", "3 line gen", "3 return gen", "6 line <module>", "5 line <module>"),
        *("3 call gen", "3 return gen", "5 return <module>"),
    ]
    hashes = [frame["unique_hash"] for point in export(program) for frame in point["stack_to_render"]]
    assert list(dict.fromkeys(hashes)) == ["gen_f1", "gen_f2", "gen_f3"]


def test_an_exception_returns_from_every_frame_that_it_leaves() -> None:
    program = "def low():\n    1 / 0\n\ndef high():\n    low()\n\ntry:\n    high()\nexcept ZeroDivisionError:\n    x = 1\nlow()\n"
    found = [(p["line"], p["event"], p["func_name"]) for p in export(program)]
    assert found[7:17] == [
        (2, "step_line", "low"),
        (2, "exception", "low"),
        (2, "return", "low"),
        (5, "exception", "high"),
        (5, "return", "high"),
        (8, "exception", "<module>"),
        (9, "step_line", "<module>"),
        (10, "step_line", "<module>"),
        (11, "step_line", "<module>"),
        (1, "call", "low"),
    ]
    last = export(program)[-1]
    assert (last["event"], last["func_name"], last["line"]) == ("exception", "<module>", 11)
    assert last["exception_msg"] == "ZeroDivisionError: division by zero"


def test_class_bodies_make_no_points_and_no_frames() -> None:
    program = "class A:\n    x = 1\n    def m(self):\n        return self.x\n\nA().m()\n"
    expected = """
        1 line <module>
        6 line <module> | A=#1
        3 call m | A=#1 | *m_f1: self=#3
        4 line m | A=#1 | *m_f1: self=#3
        4 return m | A=#1 | *m_f1: self=#3 __return__=1
        6 return <module> | A=#1
    """
    found = check(program, expected)
    assert found[1]["heap"] == {"1": ["CLASS", "A", [], ["m", ["REF", 2]], ["x", 1]], "2": ["FUNCTION", "m(self)", None]}
    assert found[2]["heap"]["3"] == ["INSTANCE", "A"]


def test_a_program_that_never_ran_is_one_point_with_its_line() -> None:
    (point,) = export("x = 1\nif x\n    y = 2\n")
    assert point["event"] == "uncaught_exception"
    assert point["line"] == 2
    assert point["exception_msg"].startswith("SyntaxError: ")


def test_a_recording_that_was_cut_says_so_in_its_last_point() -> None:
    last = export("while True:\n    pass\n", limits=Limits(steps=20))[-1]
    assert last["event"] == "instruction_limit_reached"
    assert "20 steps" in last["exception_msg"]


def test_output_comes_with_the_point_after_it_was_written() -> None:
    found = export("print('a')\nimport sys\nprint('err', file=sys.stderr)\nprint('b')\n")
    assert [point["stdout"] for point in found] == ["", "a\n", "a\n", "a\n", "a\nb\n"]


def test_learner_code_is_not_asked_how_to_show_itself() -> None:
    program = "class Loud:\n    def __str__(self):\n        print('shown')\n        return 'loud'\n    __repr__ = __str__\n\nx = Loud()\n"
    last = export(program)[-1]
    assert last["stdout"] == ""
    assert last["heap"][str(last["globals"]["x"][1])] == ["INSTANCE", "Loud"]


def references(value: Any) -> list[int]:
    if isinstance(value, list):
        if len(value) == 2 and value[0] == "REF":
            return [value[1]]
        return [number for part in value for number in references(part)]
    if isinstance(value, dict):
        return references(list(value.values()))
    return []


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.id)
def test_every_point_of_the_gallery_can_be_drawn_by_itself(example: Example) -> None:
    calls: list[int] = []
    for point in points(record_program(example.source, inputs=list(example.inputs))):
        heap = {int(number): entry for number, entry in point["heap"].items()}
        roots = references(point["globals"]) + [
            number for frame in point["stack_to_render"] for number in references(frame["encoded_locals"])
        ]
        reached: set[int] = set()
        while roots:
            number = roots.pop()
            if number not in reached:
                reached.add(number)
                roots += references(heap[number][1:])
        assert reached == set(heap), "the heap is what can be reached, no more and no less"
        live = [frame["frame_id"] for frame in point["stack_to_render"] if not frame["is_zombie"]]
        if point["event"] == "call":
            calls.append(max(live))
        assert live == sorted(live) and set(live) <= set(calls)
        if point["event"] == "return" and point["func_name"] != "<module>":
            calls.remove(point["stack_to_render"][-1]["frame_id"] if not point["stack_to_render"][-1]["is_zombie"] else live[-1])
    assert calls == [], "every call has its return"
