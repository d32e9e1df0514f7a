"""Reading a frame's variables, around a fault of CPython before 3.13.2 (gh-128396).

There `f_locals` crashes the interpreter while an inlined comprehension uses, for its own variable, the slot of a variable of the function that an
inner function shares. Rule: in such a comprehension that one variable is not read, and not shown.
"""

import dis
import sys
from types import CodeType, FrameType
from typing import Any

from .. import sealed

__builtins__ = sealed.BUILTINS

FAULTY = sys.version_info < (3, 13, 2)
Region = tuple[int, int, str]  # offsets of its first and behind its last instruction, and the variable

_regions: dict[int, tuple[CodeType, list[Region]]] = {}  # by address of the code, which is kept


def _regions_of(code: CodeType) -> list[Region]:
    known = _regions.get(id(code))
    if known is not None:
        return known[1]
    found: list[Region] = []
    shared = (*code.co_cellvars, *code.co_freevars)
    instructions = list(dis.get_instructions(code)) if shared else []
    for at, instruction in enumerate(instructions):
        name = instruction.argval
        if instruction.opname != "LOAD_FAST_AND_CLEAR" or name not in shared:
            continue
        if instructions[at + 1].opname == "MAKE_CELL":
            continue
        place = instruction.positions
        assert place is not None
        end = at
        while end < len(instructions) and _within(instructions[end].positions, place):
            end += 1
        found.append((instruction.offset, instructions[end - 1].offset + 2, name))
    _regions[id(code)] = (code, found)
    return found


def forget_regions() -> None:
    """The run is over, and its code may go."""
    _regions.clear()


def _within(inner: Any, outer: Any) -> bool:
    return bool(
        (outer.lineno, outer.col_offset) <= (inner.lineno, inner.col_offset)
        and (inner.end_lineno, inner.end_col_offset) <= (outer.end_lineno, outer.end_col_offset)
    )


def is_faulty(code: CodeType) -> bool:
    """Whether frames of `code` must be read by `locals_of`."""
    return FAULTY and bool(_regions_of(code))


def locals_of(frame: FrameType) -> Any:
    """What `frame.f_locals` is, or a dict of it without what must not be read."""
    if FAULTY and (regions := _regions_of(frame.f_code)):
        at = frame.f_lasti
        left_out = {name for start, end, name in regions if start <= at < end}
        if left_out:
            code, found = frame.f_code, frame.f_locals
            names = (*code.co_varnames, *code.co_cellvars, *code.co_freevars)
            shown: dict[str, Any] = {}
            for name in names:
                if name not in left_out and name not in shown:
                    try:
                        shown[name] = found[name]
                    except KeyError:
                        continue
            return shown
    return frame.f_locals
