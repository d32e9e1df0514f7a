"""A case as a program that can be recorded: the learner's text, and below it the call with the inputs of the case."""

import ast
from typing import Any


def call_text(call: str, names: list[str], given: list[str]) -> str:
    """The call with values in place of its names: `total(numbers)` with `[1, 2]` is `total([1, 2])`."""
    values = dict(zip(names, given, strict=True))

    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return ast.parse(values[node.id], mode="eval").body if node.id in values else node

    return ast.unparse(Put().visit(ast.parse(call, mode="eval")))


def tail(exercise: dict[str, Any], given: list[str]) -> str:
    """What is put below a program so that it does what it does in this case; "" where it reads lines."""
    if not exercise["call"]:
        return ""
    names = [name for name, _ in exercise["parameters"]]
    if "arguments" not in exercise["observes"]:
        return f"result = {call_text(exercise['call'], names, given)}\n"
    lines = [f"{name} = {text}" for name, text in zip(names, given, strict=True)]
    return "\n".join([*lines, f"result = {exercise['call']}\n"])


def program(source: str, end: str) -> str:
    """A program and its tail."""
    return f"{source.rstrip()}\n\n\n{end}" if end else source
