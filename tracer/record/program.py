"""Which code is the learner's, and what is to be known of each piece of it.

The learner's code is the program's module code with all code nested in it, and code that the learner's code gives to
exec or eval itself. All other code is stepped over.
"""

import ast
import inspect
import types
from collections.abc import Iterator

from .. import sealed

__builtins__ = sealed.BUILTINS

GENERATOR = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR
HIDDEN_VARIABLES = frozenset(("__class__", "__classdict__", "__classdictcell__", ".0"))
DELICATE_NAMES = ("__del__", "weakref", "finalize", "WeakSet", "WeakValueDictionary", "WeakKeyDictionary", "gc")


class Code:
    """A piece of the learner's code. It keeps the code object alive, so that its address stays its own."""

    __slots__ = ("code", "free", "kind", "name", "nested", "shared", "source", "spans", "hides")

    def __init__(self, code: types.CodeType, source: int):
        self.code = code
        self.source = source
        self.name = code.co_name
        self.kind = kind_of(code)
        self.free = tuple(name for name in code.co_freevars if name not in HIDDEN_VARIABLES)
        self.shared = bool(code.co_cellvars or code.co_freevars)
        self.nested = frozenset(id(const) for const in code.co_consts if isinstance(const, types.CodeType))
        self.hides = bool(HIDDEN_VARIABLES.intersection(code.co_varnames + code.co_freevars + code.co_cellvars))
        self.spans: list[tuple[int | None, int | None, int | None, int | None]] | None = None

    def span(self, offset: int) -> tuple[int | None, int | None, int | None, int | None]:
        """(line, end line, column, end column) of the instruction at `offset` bytes; columns in bytes of UTF-8."""
        if self.spans is None:
            self.spans = list(self.code.co_positions())
        return self.spans[offset // 2]


def kind_of(code: types.CodeType) -> str:
    """The kind of frame that `code` makes; see `trace.model.Frame`."""
    flags, name = code.co_flags, code.co_name
    if name == "<module>":
        return "module"
    if name == "<lambda>":
        return "lambda"
    if name in ("<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>"):
        return "comprehension"
    if flags & GENERATOR:
        return "generator"
    if flags & inspect.CO_COROUTINE:
        return "coroutine"
    return "function" if flags & inspect.CO_OPTIMIZED else "class"


def nested_codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """`code` and all code in it."""
    todo = [code]
    while todo:
        found = todo.pop()
        yield found
        todo += [const for const in found.co_consts if isinstance(const, types.CodeType)]


def names_delicate(code: types.CodeType) -> bool:
    """Whether `code` speaks of finalizers or weak references, which a held object would disturb."""
    return any(
        name in DELICATE_NAMES
        for nested in nested_codes(code)
        for name in (nested.co_name, *nested.co_names)
    )


class Notes:
    """What the program's text says that its code does not.

    `handlers`: lines on which an `except` clause compares the exception with its types. `definitions`: from the line of a first
    decorator to the line of its `def`.
    """

    def __init__(self, source: str):
        self.lines = source.splitlines()
        handlers: set[int] = set()
        self.definitions: dict[int, int] = {}
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ExceptHandler):
                last = node.type.end_lineno if node.type is not None else None
                handlers.update(range(node.lineno, (last or node.lineno) + 1))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.decorator_list:
                self.definitions[node.decorator_list[0].lineno] = node.lineno
        self.handlers = frozenset(handlers)

    def column(self, line: int, column_bytes: int) -> int:
        """A column in characters, from one in bytes of UTF-8."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if text.isascii():
            return column_bytes
        return len(text.encode()[:column_bytes].decode("utf-8", "replace"))
