"""Programs that say `from turtle import *`: a hundred names come, of which the program uses five.

Rule: only the program's text is asked. The module's variables that are drawn are then those to which the text itself gives a value.
"""

import ast
from functools import lru_cache

from .. import sealed

__builtins__ = sealed.BUILTINS

_REACHING = frozenset(("exec", "eval", "globals", "locals", "vars", "setattr"))  # these bind names that no text shows
_NAMING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)


@lru_cache(maxsize=4)
def own_names(source: str) -> frozenset[str] | None:
    """The names to which a program with `import *` gives values itself; None where all names are its own."""
    if "*" not in source or "import" not in source:
        return None
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    bound: set[str] = set()
    starred = False
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            starred = starred or node.name == "*"
            bound.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Name):
            if node.id in _REACHING:
                return None
            if isinstance(node.ctx, ast.Store):
                bound.add(node.id)
        elif isinstance(node, _NAMING):
            bound.add(node.name or "")
        elif isinstance(node, ast.MatchMapping):
            bound.add(node.rest or "")
    return frozenset(bound) if starred else None
