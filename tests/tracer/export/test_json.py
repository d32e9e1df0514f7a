"""Our own JSON: every step's state by itself, in the shape that docs/trace-json.md describes."""

import json
from typing import Any

from tracer.export.as_json import json_pieces, snapshot_json
from tracer.record import Limits, record_program

PROGRAM = """\
def outer(n):
    def inner():
        return n
    return inner
f = outer([1])
print(f())
"""


def export(program: str, **options: Any) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads("".join(json_pieces(record_program(program, **options))))
    return whole


def test_the_whole_holds_what_is_true_of_all_steps() -> None:
    whole = export("x = input()\nprint(x)\n", filename="say.py", inputs=["hello"])
    assert {key: whole[key] for key in whole if key != "steps"} == {
        "format": "codeviz-trace",
        "version": 1,
        "filename": "say.py",
        "first_step": 0,
        "sources": ["x = input()\nprint(x)\n"],
        "outcome": {"kind": "finished", "reason": "", "code": 0, "span": None, "traceback": ""},
        "output": [[1, 1, "hello\n"]],
        "inputs": [[0, "hello"]],
    }
    assert [step["step"] for step in whole["steps"]] == [0, 1, 2]
    assert [step["output_chars"] for step in whole["steps"]] == [0, 0, 6]
    assert [step["inputs"] for step in whole["steps"]] == [0, 1, 1]


def test_every_step_can_be_read_by_itself() -> None:
    for step in export(PROGRAM)["steps"]:
        oids = {oid for frame in step["frames"] for _, oid in frame["variables"]}
        oids |= {step["value"], step["error"]} - {None}
        while oids:
            obj = step["heap"][str(oids.pop())]
            inside = {*obj["elements"], *(oid for _, oid in obj["fields"])}
            assert all(str(oid) in step["heap"] for oid in inside)


def test_a_shared_variable_names_the_frame_that_it_lives_in() -> None:
    steps = export(PROGRAM)["steps"]
    (call,) = [step for step in steps if step["event"] == "call" and step["frames"][-1]["name"] == "inner"]
    frame = call["frames"][-1]
    assert frame["free"] == ["n"]
    assert frame["parent"] == 1
    function = call["heap"][str(dict(call["frames"][0]["variables"])["f"])]
    assert (function["kind"], function["text"], function["parent"]) == ("function", "inner()", 1)


def test_a_cut_list_keeps_its_true_length() -> None:
    last = export("x = list(range(9))\n", limits=Limits(elements=4))["steps"][-1]
    (x,) = [obj for obj in last["heap"].values() if obj["kind"] == "list"]
    assert (len(x["elements"]), x["length"]) == (4, 9)


def test_one_step_is_the_same_alone_as_in_the_whole() -> None:
    trace = record_program(PROGRAM)
    whole = json.loads("".join(json_pieces(trace)))
    for step in (len(trace) - 1, 0, 3):
        assert json.loads(json.dumps(snapshot_json(trace.at(step)))) == whole["steps"][step]
