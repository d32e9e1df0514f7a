"""What a line can change, as far as its instructions tell: a plan for each line of a piece of code.

Rule: an instruction that is not listed here may change anything, and so may one of which it is not certain what it works on. Calls are left
out, because each of them is heard when it happens; so is all Python code that an operator, an attribute or a comparison runs. What an instruction
works on is known only where the same line has read it from variables: every value is evaluated as things stood before the line, or before it went on.
"""

import inspect
from types import CodeType

from .. import sealed
from .instructions import JUMPS, Instruction, instructions_of
from .planned import (
    ANYTHING,
    CHANGES_ITEMS,
    DIFFERENCE,
    FIELD,
    FRESH,
    GLOBAL,
    IN_PLACE,
    ITEM,
    LENGTH,
    LOCAL,
    NUMBER,
    REMAINDER,
    STORES_ATTRIBUTE,
    STORES_ITEM,
    SUM,
    UNKNOWN,
    Change,
    Expression,
    Plan,
    is_of_variables,
    names_in,
)
from .quiet import (
    BUILDS,
    CALLS,
    CONSUMING,
    GET_ITEM,
    GIVE_FRESH,
    IN_PLACE_OPERATORS,
    LIST_TO_TUPLE,
    LOOP_BEGINS,
    NAME_STORES,
    NAMES,
    OPERATORS,
    PLACE_LOADS,
    PLACE_STORES,
    POSITIVE,
    QUIET,
    QUIET_ENDS,
    TWO_LOADS,
)

__builtins__ = sealed.BUILTINS


def plans_of(code: CodeType, bound: frozenset[str]) -> dict[int, Plan | None]:
    """The plan of each line; None where nothing but variables change. `bound`: global names that the program binds anywhere. A line that is missing may change anything."""
    is_module = code.co_name == "<module>"
    if code.co_flags & _SUSPENDING or not (is_module or code.co_flags & inspect.CO_OPTIMIZED):
        return {}
    reader = _Reader(code, bound, is_module=is_module)
    reader.read()
    return {line: _plan(found) for line, found in reader.lines.items()} if not reader.is_lost else {}


_SUSPENDING = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


_ARITHMETIC = {OPERATORS["NB_ADD"]: SUM, OPERATORS["NB_SUBTRACT"]: DIFFERENCE, OPERATORS["NB_REMAINDER"]: REMAINDER}


class _Line:
    """What is found on one line."""

    def __init__(self) -> None:
        self.anything = self.consumes = self.cells = False
        self.changes: list[tuple[int, Change]] = []  # with the offset at which all of it has been read
        self.changes_from = 1 << 30  # offset of the first one
        self.stores: dict[str, int] = {}  # the first offset at which each variable is bound


def _plan(line: _Line) -> Plan | None:
    if not (line.anything or line.consumes or line.cells or line.changes):
        return None
    within = False
    for read_at, change in line.changes:
        parts = [change.owner] if change.place is None else [change.owner, change.place]
        if any(line.stores.get(name, read_at) < read_at for part in parts for name in names_in(part)):
            return ANYTHING
        if change.owner[0] in (FIELD, ITEM):
            within = True
            if line.changes_from < read_at:
                return ANYTHING
    if line.anything:
        return ANYTHING
    return Plan(tuple(change for _, change in line.changes), False, line.consumes, line.cells, within)


Entry = tuple[Expression, int] | None  # what lies on the stack, and at which offset it was read last


class _Reader:
    """Goes through the instructions, and follows what lies on the stack as long as they stay on one line and nothing jumps."""

    def __init__(self, code: CodeType, bound: frozenset[str], *, is_module: bool):
        self.code = code
        self.bound = bound
        self.loops_quietly = False  # the iterator that was made last, and nothing since, is one of a builtin's result
        self.is_module = is_module
        self.lines: dict[int, _Line] = {}
        self.is_lost = False  # something happens on no line
        self.stack: list[Entry] = []
        self.places = (*code.co_varnames, *(name for name in code.co_cellvars if name not in code.co_varnames), *code.co_freevars)
        self.comprehended: dict[int | None, set[str]] = {}  # of a module: the variables of the comprehensions on each line
        self.line: int | None = None

    def read(self) -> None:
        lines = [position[0] for position in self.code.co_positions()]
        instructions = instructions_of(self.code)
        if self.is_module:
            self.find_comprehensions(instructions, lines)
        before = None
        for offset, op, argument, is_target in instructions:
            self.line = line = lines[offset // 2]
            if line != before or is_target:
                self.stack.clear()
            before = line
            found = self.lines.setdefault(line, _Line()) if line is not None else _Line()
            self.one(NAMES[op], op, argument, offset, found)
            if line is None and (found.anything or found.consumes or found.cells or found.changes):
                self.is_lost = True

    def find_comprehensions(self, instructions: list[Instruction], lines: list[int | None]) -> None:
        """While a comprehension runs in a module, its variables hide the module's."""
        returns = [at for at, each in enumerate(instructions) if NAMES[each.code].startswith("RETURN")]
        ends = max(returns, default=len(instructions))
        begun: dict[int, int] = {}
        for at, (_, op, argument, _) in enumerate(instructions):
            name = NAMES[op]
            if name == "LOAD_FAST_AND_CLEAR":
                begun[argument] = at
            places = (argument >> 4, argument & 15) if name.count("_FAST") == 2 else (argument,)
            for place in places if "_FAST" in name else ():
                if at > ends > begun.get(place, 0):
                    continue  # where an exception leaves it
                for between in instructions[begun.get(place, 0) : at + 1]:
                    self.comprehended.setdefault(lines[between.offset // 2], set()).add(self.places[place])

    def pop(self) -> Entry:
        return self.stack.pop() if self.stack else None

    def push(self, expression: Expression | None, offset: int) -> None:
        self.stack.append(None if expression is None else (expression, offset))

    def one(self, name: str, op: int, argument: int, offset: int, line: _Line) -> None:
        """Read one instruction."""
        self.note_stores(name, argument, offset, line)
        loops_quietly, self.loops_quietly = self.loops_quietly, self.loops_quietly and name in LOOP_BEGINS
        if name == "FOR_ITER" and loops_quietly:
            self.stack.clear()
        elif name == "GET_ITER" and self.stack and self.stack[-1] is not None and self.stack[-1][0] == (FRESH,):
            self.loops_quietly = True
            self.stack[-1] = None
        elif name in PLACE_LOADS or name in TWO_LOADS or name in ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_SMALL_INT", "LOAD_CONST"):
            self.load(name, argument, offset)
        elif name == "LOAD_FAST_AND_CLEAR":
            self.stack.append(None)
        elif name == "STORE_FAST_LOAD_FAST":
            self.pop()
            self.push(self.variable(argument & 15), offset)
        elif name == "COPY":
            self.stack.append(self.stack[-argument] if argument <= len(self.stack) else None)
        elif name == "SWAP":
            self.swap(argument)
        elif name in ("STORE_SUBSCR", "DELETE_SUBSCR", "STORE_SLICE", "STORE_ATTR", "DELETE_ATTR"):
            self.change(name, offset, line)
        elif name == "BINARY_SUBSCR" or (name == "BINARY_OP" and argument == GET_ITEM):
            self.combine(ITEM, offset)
        elif name == "BINARY_OP":
            self.operate(argument, offset, line)
        elif name == "LOAD_ATTR":
            self.load_attribute(argument, offset)
        elif name in BUILDS or name in CALLS:
            count = argument * BUILDS[name] if name in BUILDS else argument + CALLS[name]
            found = self.result(name, count)
            del self.stack[max(0, len(self.stack) - count) :]
            self.push(found, offset)
        elif name in QUIET:
            taken, put = QUIET[name]
            del self.stack[max(0, len(self.stack) - taken) :]
            self.stack += [None] * put
        else:
            self.stack.clear()
            line.consumes |= name in CONSUMING
            intrinsic = name == "CALL_INTRINSIC_1" and argument in (LIST_TO_TUPLE, POSITIVE)
            line.anything |= not (name in CONSUMING or name in QUIET_ENDS or op in JUMPS or intrinsic)

    def result(self, name: str, count: int) -> Expression | None:
        """What a call of one of some builtins gives; `count` values of the stack belong to it."""
        called = self.stack[-count] if name == "CALL" and count <= len(self.stack) else None
        if called is None or called[0][0] != (LOCAL if self.is_module else GLOBAL) or "*" in self.bound:
            return None
        builtin = called[0][1]
        if builtin in self.bound:
            return None
        if builtin == "len" and count == 3 and (measured := self.stack[-1]) is not None:
            return (LENGTH, measured[0])
        return (FRESH,) if builtin in GIVE_FRESH else None

    def note_stores(self, name: str, argument: int, offset: int, line: _Line) -> None:
        """Note which variables the instruction binds."""
        names: tuple[str, ...] = ()
        if name in NAME_STORES:
            names = (self.code.co_names[argument],)
        elif name in PLACE_STORES:
            names = (self.places[argument],)
        elif name == "STORE_FAST_STORE_FAST":
            names = self.places[argument >> 4], self.places[argument & 15]
        elif name == "STORE_FAST_LOAD_FAST":
            names = (self.places[argument >> 4],)
        for stored in names:
            line.stores.setdefault(stored, offset)
        line.cells |= name in ("STORE_DEREF", "DELETE_DEREF")

    def variable(self, place: int) -> Expression | None:
        return None if self.is_module else (LOCAL, self.places[place])

    def load(self, name: str, argument: int, offset: int) -> None:
        names = self.code.co_names
        if name in PLACE_LOADS:
            self.push(self.variable(argument), offset)
        elif name in TWO_LOADS:
            self.push(self.variable(argument >> 4), offset)
            self.push(self.variable(argument & 15), offset)
        elif name == "LOAD_NAME":
            self.push((LOCAL, names[argument]) if names[argument] not in self.comprehended.get(self.line, ()) else None, offset)
        elif name == "LOAD_GLOBAL":
            self.push((GLOBAL, names[argument >> 1]) if not self.is_module else None, offset)
            self.stack += [None] * (argument & 1)
        else:
            number = argument if name == "LOAD_SMALL_INT" else self.code.co_consts[argument]
            self.push((NUMBER, number) if type(number) is int else None, offset)

    def swap(self, argument: int) -> None:
        stack = self.stack
        if argument <= len(stack):
            stack[-1], stack[-argument] = stack[-argument], stack[-1]
        else:
            stack.clear()

    def load_attribute(self, argument: int, offset: int) -> None:
        owner = self.pop()
        if argument & 1:
            self.stack += [None, None]
        else:
            self.push((FIELD, owner[0], self.code.co_names[argument >> 1]) if owner else None, offset)

    def combine(self, kind: int, offset: int) -> None:
        second, first = self.pop(), self.pop()
        unknown = (UNKNOWN,) if kind == ITEM else None
        last = second[0] if second else unknown
        self.push((kind, first[0], last) if first and last else None, offset)

    def operate(self, argument: int, offset: int, line: _Line) -> None:
        if argument in _ARITHMETIC:
            self.combine(_ARITHMETIC[argument], offset)
            return
        self.pop()
        changed = self.pop()
        self.stack.append(None)
        if argument in IN_PLACE_OPERATORS:
            self.note(IN_PLACE, changed, None, offset, line)

    def change(self, name: str, offset: int, line: _Line) -> None:
        place: Entry = None
        if name in ("STORE_SUBSCR", "DELETE_SUBSCR"):
            place = self.pop()
        elif name == "STORE_SLICE":
            self.pop(), self.pop()
        owner = self.pop()
        if name.startswith("STORE"):
            self.pop()
        if name == "STORE_SUBSCR":
            self.note(STORES_ITEM, owner, place, offset, line)
        else:
            self.note(STORES_ATTRIBUTE if "ATTR" in name else CHANGES_ITEMS, owner, None, offset, line)

    def note(self, what: int, owner: Entry, place: Entry, offset: int, line: _Line) -> None:
        line.changes_from = min(line.changes_from, offset)
        if owner is None:
            line.anything = True
            return
        if place is not None and not is_of_variables(place[0]):
            place = None
        line.changes.append((max(owner[1], place[1]) if place else owner[1], Change(what, owner[0], place[0] if place else None)))
        line.consumes |= what == IN_PLACE
