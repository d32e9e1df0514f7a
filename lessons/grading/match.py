"""Which statement of one program stands for which of another, and which name for which: by the shape of their syntax trees.

It need not be right everywhere: what has no partner is left out of the comparison.
"""

import ast
from collections import Counter
from typing import NamedTuple

BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


class Statement(NamedTuple):
    """One statement: its first line, its shape (kind, depth, what it is about), the names in it, in order, without those of statements inside it, and its text."""

    line: int
    shape: tuple[str, ...]
    names: tuple[str, ...]
    text: str


class Match(NamedTuple):
    """`lines`: {line of one: line of the other}; `names`: the same for variables and functions; `likeness`: 0 to 1."""

    lines: dict[int, int]
    names: dict[str, str]
    likeness: float


def statements(source: str) -> list[Statement]:
    """All statements, from the first to the last."""
    found: list[Statement] = []
    _collect(ast.parse(source).body, 0, found)
    return found


def _collect(body: list[ast.stmt], depth: int, found: list[Statement]) -> None:
    for node in body:
        if _is_docstring(node):
            continue
        found.append(Statement(node.lineno, (type(node).__name__, str(depth), _topic(node)), tuple(_names(node)), _head(node)))
        for field in BODIES:
            for inner in getattr(node, field, ()):
                if isinstance(inner, ast.stmt):
                    _collect([inner], depth + 1, found)
                else:
                    _collect(inner.body, depth + 1, found)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _topic(node: ast.stmt) -> str:
    """What tells statements of one kind apart: whose method is called, what is assigned."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        function = node.value.func
        return "call " + (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""))
    if isinstance(node, ast.Assign):
        return f"{type(node.targets[0]).__name__} = {type(node.value).__name__}"
    return ""


def _head(node: ast.stmt) -> str:
    """Its text, of a compound statement the first line."""
    return ast.unparse(node).split("\n", 1)[0]


def _names(node: ast.AST) -> list[str]:
    found = [node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
    for field, value in ast.iter_fields(node):
        if field in BODIES and isinstance(node, ast.stmt):
            continue
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, ast.arg):
                found.append(inner.arg)
            elif isinstance(inner, ast.Name):
                found.append(inner.id)
            elif isinstance(inner, ast.AST):
                found += _names(inner)
    return found


def match(one: str, other: str) -> Match:
    """How the program `one` corresponds to `other`; both can be compiled."""
    ours, theirs = statements(one), statements(other)
    pairs = [(ours[mine], theirs[its]) for mine, its in _aligned(ours, theirs)]
    votes: Counter[tuple[str, str]] = Counter()
    for mine, its in pairs:
        if len(mine.names) == len(its.names):
            votes.update(zip(mine.names, its.names, strict=True))
    names: dict[str, str] = {}
    for (name, partner), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0][0] != vote[0][1], vote[0])):
        if name not in names and partner not in names.values():
            names[name] = partner
    likeness = 2 * sum(_score(mine, its) for mine, its in pairs) / (BEST * max(len(ours) + len(theirs), 1))
    return Match({mine.line: its.line for mine, its in pairs}, names, likeness)


BEST = 4


def _score(mine: Statement, its: Statement) -> int:
    """How well two statements go together, 0 to BEST; 0 where they cannot be the same."""
    if mine.shape[:2] != its.shape[:2]:
        return 0
    return 1 + (mine.shape[2] == its.shape[2]) + (mine.names == its.names) + (mine.text == its.text)


def _aligned(ours: list[Statement], theirs: list[Statement]) -> list[tuple[int, int]]:
    """The pairs of places, ascending in both, that score most together."""
    best = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for mine in range(len(ours) - 1, -1, -1):
        for its in range(len(theirs) - 1, -1, -1):
            score = _score(ours[mine], theirs[its])
            paired = best[mine + 1][its + 1] + score if score else 0
            best[mine][its] = max(paired, best[mine + 1][its], best[mine][its + 1])
    pairs, mine, its = [], 0, 0
    while mine < len(ours) and its < len(theirs):
        score = _score(ours[mine], theirs[its])
        if score and best[mine][its] == best[mine + 1][its + 1] + score:
            pairs.append((mine, its))
            mine, its = mine + 1, its + 1
        elif best[mine][its] == best[mine + 1][its]:
            mine += 1
        else:
            its += 1
    return pairs
