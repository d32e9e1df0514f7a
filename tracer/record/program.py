"""Which code is the learner's, and what is to be known of each piece of it.

The learner's code is the program's module code with all code nested in it, and code that the learner's code gives to
exec or eval itself. All other code is stepped over.
"""

import ast
import inspect
import opcode
import re
import types
import warnings
from collections.abc import Iterator

from .. import sealed
from .cell_slots import is_faulty
from .planned import Plan

__builtins__ = sealed.BUILTINS

GENERATOR = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR
HIDDEN_VARIABLES = frozenset(("__class__", "__classdict__", "__classdictcell__", "__conditional_annotations__", ".0"))
# A program that speaks of these can see whether an object is held, by its end or by counting who holds it …
DELICATE_NAMES = frozenset(
    (
        *("__del__", "weakref", "finalize", "WeakSet", "WeakValueDictionary", "WeakKeyDictionary", "gc", "_weakref"),
        *("getrefcount", "_getrefcount", "ctypes", "memoryview", "tracemalloc"),
    )
)
# … and one that speaks of these, whether a weak reference was made, or can change another frame's variables.
WEAK_NAMES = frozenset(("getweakrefcount", "getweakrefs", "__weakref__"))
FRAME_NAMES = frozenset(("f_locals", "f_back", "ag_frame", "cr_frame", "gi_frame", "tb_frame"))
# A module's names change from outside only by way of these, or by `global`.
MODULE_REACHING = frozenset(
    (
        *("globals", "locals", "vars", "exec", "eval", "__dict__", "setattr", "delattr", "__main__", "__globals__"),
        *("f_globals", "_getframe", "modules", "import_module", "__import__", "code", "pdb", "breakpoint", "doctest"),
        *("compile", "runpy", "__setattr__", "__builtins__", "inspect", "FunctionType", "get_objects", "get_referrers"),
    )
)
# While a trace function runs, instructions are not heard; and builtins are known by what they do.
UNHEARD = frozenset(
    ("settrace", "setprofile", "settrace_all_threads", "setprofile_all_threads", "call_tracing", "monitoring", "builtins")
)
# A program that speaks of it may want the interpreter's only tracer of references for itself; the native core needs it too.
TRACES_REFERENCES = "tracemalloc"
# Code that Python adds to a program: what annotations say, and the scope of type parameters.
ADDED_CODE = re.compile(r"__annotate__|<generic parameters of .*>")
_BINDS_GLOBAL = frozenset((opcode.opmap["STORE_GLOBAL"], opcode.opmap["DELETE_GLOBAL"]))


class Code:
    """A piece of the learner's code. It keeps the code object alive, so that its address stays its own."""

    __slots__ = (
        *("code", "faulty", "free", "kind", "makes", "name", "nested", "optimized", "shared", "source", "spans", "suspends"),
        *("calls", "plans", "settled"),
    )

    def __init__(self, code: types.CodeType, source: int):
        self.code = code
        self.source = source
        self.name = code.co_name
        self.kind = kind_of(code)
        self.free = tuple(name for name in code.co_freevars if name not in HIDDEN_VARIABLES)
        self.shared = bool(code.co_cellvars or code.co_freevars)
        self.nested = frozenset(id(const) for const in code.co_consts if isinstance(const, types.CodeType))
        self.makes = bool(self.nested) and self.kind != "module"  # functions with a frame around them
        self.optimized = bool(code.co_flags & inspect.CO_OPTIMIZED)
        self.suspends = bool(code.co_flags & (GENERATOR | inspect.CO_COROUTINE))
        self.faulty = is_faulty(code)
        self.spans: list[tuple[int | None, int | None, int | None, int | None]] | None = None
        # What `changes` wants to know of it, once it does.
        self.plans: dict[int, Plan | None] | None = None
        self.settled: bytes | None = None
        self.calls: dict[int, int] = {}

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


def is_inner(code: types.CodeType) -> bool:
    """Whether `code` is that of a function within a function."""
    return bool(code.co_flags & inspect.CO_NESTED) and code.co_name != "<genexpr>"


def nested_codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """`code` and all code in it."""
    todo = [code]
    while todo:
        found = todo.pop()
        yield found
        todo += [const for const in found.co_consts if isinstance(const, types.CodeType)]


def words_of(code: types.CodeType) -> set[str]:
    """The names and strings that `code` and all code in it speak of."""
    found: set[str] = set()
    for nested in nested_codes(code):
        found.add(nested.co_name)
        found.update(nested.co_names)
        found.update(const for const in nested.co_consts if type(const) is str)
        for const in nested.co_consts:
            if type(const) is tuple:  # what is imported from a module
                found.update(part for part in const if type(part) is str)
    return found


def binds_globals(code: types.CodeType) -> bool:
    """Whether a function in `code` binds or deletes names of the module."""
    return any(
        not _BINDS_GLOBAL.isdisjoint(nested.co_code[::2])  # each instruction's first byte
        for nested in nested_codes(code)
        if nested is not code
    )


def lines_of(source: str) -> list[str]:
    """The lines as Python counts them, each with its end. `str.splitlines` would count form feeds too."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", source)


def _tree(source: str) -> ast.Module:
    """The syntax tree; an empty one for a text that has none."""
    try:
        with warnings.catch_warnings():  # they were given when the text was compiled
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except Exception:  # nested too deeply for a tree, or the program has changed the library under our feet
        return ast.Module([], [])


class Notes:
    """What a text says that its code does not.

    `handlers`: lines on which an `except` clause compares the exception with its types. `definitions`: from the line of a first
    decorator to the line of its `def`.
    """

    def __init__(self, source: str):
        self.lines = lines_of(source)
        handlers: set[int] = set()
        self.definitions: dict[int, int] = {}
        for node in ast.walk(_tree(source)):
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
