"""What kind of statement stands on a line, so that a sentence can say which way a condition went.

Rule: it says only what the text makes certain; where a line holds several statements, nothing.
"""

import ast
from collections.abc import Sequence
from functools import lru_cache


class Lines:
    """The statements of one source text, by the line on which they begin."""

    def __init__(self, source: str):
        self.by_line: dict[int, list[ast.AST]] = {}
        self.handlers: set[int] = set()
        try:
            tree: ast.AST = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
        for node in ast.walk(tree):
            if isinstance(node, ast.stmt):
                for line in {node.lineno, *_decorated(node)}:
                    self.by_line.setdefault(line, []).append(node)
            elif isinstance(node, ast.ExceptHandler):
                self.handlers.add(node.lineno)

    def only(self, line: int) -> ast.AST | None:
        """The one statement that begins on a line; None when there is none, or more than one."""
        found = self.by_line.get(line, ())
        return found[0] if len(found) == 1 else None

    def imports(self, line: int) -> bool:
        """Whether the line is an import."""
        return isinstance(self.only(line), ast.Import | ast.ImportFrom)

    def deletes(self, line: int) -> bool:
        """Whether a `del` begins on the line."""
        return any(isinstance(node, ast.Delete) for node in self.by_line.get(line, ()))

    def target(self, line: int) -> str:
        """The one variable that the assignment on a line binds; "" when the line is something else."""
        node = self.only(line)
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            node_target: ast.AST = node.targets[0]
        elif isinstance(node, ast.AugAssign) or (isinstance(node, ast.AnnAssign) and node.value is not None):
            node_target = node.target
        else:
            return ""
        return node_target.id if isinstance(node_target, ast.Name) else ""

    def loop_variable(self, line: int) -> str:
        """The one variable of the for loop on a line; "" when the line is something else."""
        node = self.only(line)
        if isinstance(node, ast.For | ast.AsyncFor) and isinstance(node.target, ast.Name):
            return node.target.id
        return ""

    def went(self, line: int, following: int) -> bool | None:
        """Whether the condition on `line` was true, when the line after it was `following`; None when that is not certain."""
        node = self.only(line)
        if not isinstance(node, ast.If | ast.While):
            return None
        first, last = node.body[0].lineno, _end(node.body[-1])
        if line in (first, following):
            return None
        return first <= following <= last

    def loop_over(self, line: int, following: int) -> bool | None:
        """Whether the for loop on `line` ended when `following` came after it; None when the line is no for loop."""
        node = self.only(line)
        if not isinstance(node, ast.For | ast.AsyncFor):
            return None
        first, last = node.body[0].lineno, _end(node.body[-1])
        return None if first == line else not first <= following <= last


def _decorated(node: ast.AST) -> list[int]:
    return [decorator.lineno for decorator in getattr(node, "decorator_list", ())]


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


@lru_cache(maxsize=8)
def _lines_of(source: str) -> Lines:
    return Lines(source)


def lines_of(source_lines: Sequence[str]) -> Lines:
    """The statements of a program given as its lines; kept for the next question."""
    return _lines_of("\n".join(source_lines))
