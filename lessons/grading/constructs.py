"""What an exercise requires or forbids in a program's text: `for`, `while`, a builtin by name, a method, recursion."""

import ast
from typing import Any

STATEMENTS: dict[str, tuple[type[ast.AST], ...]] = {
    "for": (ast.For, ast.AsyncFor),
    "while": (ast.While,),
    "if": (ast.If, ast.IfExp),
    "def": (ast.FunctionDef, ast.AsyncFunctionDef),
    "class": (ast.ClassDef,),
    "lambda": (ast.Lambda,),
    "return": (ast.Return,),
    "try": (ast.Try, ast.TryStar),
    "with": (ast.With,),
    "yield": (ast.Yield, ast.YieldFrom),
    "import": (ast.Import, ast.ImportFrom),
    "comprehension": (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    "f-string": (ast.JoinedStr,),
    "match": (ast.Match,),
}
LOOPS = ("for", "while", "comprehension")


def complaints(source: str, rules: dict[str, list[str]]) -> list[dict[str, Any]]:
    """What of the rules {"required": [name], "forbidden": [name]} a program breaks: [{"line", "sentence"}]. The program can be compiled."""
    found = places_of(ast.parse(source))
    forbidden = [
        {"line": found[name], "sentence": f"Line {found[name]} uses {_named(name)}. This exercise is to be solved without."}
        for name in rules.get("forbidden", ())
        if name in found
    ]
    required = [
        {"line": 0, "sentence": f"The program does not use {_named(name)}. This exercise is there to practise that."}
        for name in rules.get("required", ())
        if name not in found
    ]
    return forbidden + required


def _named(name: str) -> str:
    if name in ("recursion", "comprehension", "f-string", "loop"):
        return {"f-string": "an f-string"}.get(name, f"a {name}" if name != "recursion" else "recursion")
    return f"`{name}`"


def places_of(tree: ast.AST) -> dict[str, int]:
    """{construct: the first line on which it stands}"""
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        for name, kinds in STATEMENTS.items():
            if isinstance(node, kinds):
                found.setdefault(name, line)
        if isinstance(node, ast.Name):
            found.setdefault(node.id, line)
        elif isinstance(node, ast.Attribute):
            found.setdefault("." + node.attr, line)
        if isinstance(node, ast.FunctionDef) and _calls(node, node.name):
            found.setdefault("recursion", line)
    for name in LOOPS:
        if name in found:
            found.setdefault("loop", found[name])
    return found


def _calls(function: ast.FunctionDef, name: str) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name for node in ast.walk(function)
    )
