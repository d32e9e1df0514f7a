"""Which calls are known to call one thing for good."""

import argparse
import asyncio.tasks
import dataclasses
import dis
import inspect
from types import ModuleType

import pytest

from tracer.record.call_sites import fickle_names, settled_calls
from tracer.record.instructions import instructions_of
from tracer.record.program import nested_codes

SOURCE = """
class Node:
    def __init__(self, n):
        self.next = n and Node(n - 1)
class Leaf(Node): pass
def f(x, y=1): return g(f(x), len(x) if x else 3) + len(x)
g = f
for h in (f, print): h(1)
Node(3); f(1, y=2); g(1); print(Node(f(2)))
def tell(f, k):
    f(1); print(k); abs(k)
abs = print
"""
SETTLED = [
    "Node(n - 1)",
    "f(x)",
    "len(x)",
    "len(x)",
    "Node(3)",
    "f(1, y=2)",
    "print(Node(f(2)))",
    "Node(f(2))",
    "f(2)",
    "print(k)",
]
FICKLE = ["g(f(x), len(x) if x else 3)", "h(1)", "g(1)", "f(1)", "abs(k)"]


def test_settled_and_fickle_calls() -> None:
    codes = list(nested_codes(compile(SOURCE, "program.py", "exec")))
    fickle = fickle_names(codes)
    found: dict[int, list[str]] = {0: [], 1: []}
    lines = SOURCE.split("\n")
    for code in codes:
        settled = settled_calls(code, fickle)
        for one in dis.get_instructions(code):
            place = one.positions
            if one.opname in ("CALL", "CALL_KW") and place and place.lineno and place.lineno == place.end_lineno:
                text = lines[place.lineno - 1][place.col_offset : place.end_col_offset]
                if text.endswith(")") and not text.startswith("class"):
                    found[settled[one.offset // 2]].append(text)
    assert sorted(found[1]) == sorted(SETTLED)
    assert sorted(found[0]) == sorted(FICKLE)


@pytest.mark.parametrize("module", [argparse, dis, asyncio.tasks, dataclasses])
def test_instructions_are_those_that_dis_finds(module: ModuleType) -> None:
    source = inspect.getsource(module)
    for code in nested_codes(compile(source, module.__name__, "exec")):
        expected = [one for one in dis.get_instructions(code) if one.opname != "EXTENDED_ARG"]
        found = instructions_of(code)
        assert [(one.offset, one.code, one.argument) for one in found] == [
            (one.offset, one.opcode, one.arg or 0) for one in expected
        ]
        handlers = {entry.target for entry in dis.Bytecode(code).exception_entries}  # type: ignore[attr-defined]
        assert [one.is_target for one in found] == [one.is_jump_target and one.offset not in handlers for one in expected]
