"""First-order mutants: a program with one small change each, as a slip of a learner makes it. A suite that lets one live has a hole, or the change changes nothing."""

import ast
import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.Div: (ast.FloorDiv,),
    ast.FloorDiv: (ast.Div, ast.Mod),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
}


class Mutant(NamedTuple):
    """`change`: what was changed, `line 3: > to >=`."""

    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """All of a program, none of them twice."""
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    for place, node in enumerate(ast.walk(tree)):
        for number, what in enumerate(_changes(node)):
            changed = copy.deepcopy(tree)
            twin = next(other for at, other in enumerate(ast.walk(changed)) if at == place)
            list(_changes(twin, only=number))
            text = ast.unparse(ast.fix_missing_locations(changed))
            if text not in seen and _compiles(text):
                seen.add(text)
                yield Mutant(f"line {getattr(node, 'lineno', 0)}: {what}", text + "\n")


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _changes(node: ast.AST, only: int | None = None) -> Iterator[str]:
    """Descriptions of what can be changed at a node; the one with the number `only` is made."""
    for number, (what, make) in enumerate(_possible(node)):
        if only == number:
            make()
        yield what


def _possible(node: ast.AST) -> Iterator[tuple[str, "Make"]]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in COMPARISONS.get(type(operator), ()):
                yield f"{type(operator).__name__} to {other.__name__}", Make(node.ops, place, other())
    elif isinstance(node, ast.BinOp | ast.AugAssign):
        for replacement in OPERATORS.get(type(node.op), ()):
            yield f"{type(node.op).__name__} to {replacement.__name__}", Make(node.__dict__, "op", replacement())
    elif isinstance(node, ast.BoolOp):
        flipped: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"{type(node.op).__name__} to {type(flipped).__name__}", Make(node.__dict__, "op", flipped)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        for value in (node.value + 1, node.value - 1):
            yield f"{node.value} to {value}", Make(node.__dict__, "value", value)
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield f"{node.value} to {not node.value}", Make(node.__dict__, "value", not node.value)
    for field in ("body", "orelse"):
        body = getattr(node, field, None)
        if isinstance(body, list):
            for place, statement in enumerate(body):
                if not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Pass):
                    yield f"without line {statement.lineno}", Make(body, place, ast.Pass())


class Make(NamedTuple):
    """A change that can be made: a value put into a list or the fields of a node."""

    where: "list[Any] | dict[str, Any]"
    key: "int | str"
    value: object

    def __call__(self) -> None:
        self.where[self.key] = self.value  # type: ignore[index]
