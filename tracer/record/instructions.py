"""The instructions of a piece of code. `dis` knows more of each, and takes fifty times as long, which is too long before every run."""

import opcode
from types import CodeType
from typing import NamedTuple

from .. import sealed

__builtins__ = sealed.BUILTINS

_CODES = opcode.opmap
JUMPS = {code: "BACKWARD" in name for name, code in _CODES.items() if code in {*opcode.hasjrel, *opcode.hasjabs}}  # back?
_CACHE, _EXTENDED = _CODES["CACHE"], _CODES["EXTENDED_ARG"]


def named(names: str) -> frozenset[str]:
    """The names in a text, as a set."""
    return frozenset(names.split())


class Instruction(NamedTuple):
    """One instruction, and whether something jumps to it."""

    offset: int
    code: int
    argument: int
    is_target: bool


def instructions_of(code: CodeType) -> list[Instruction]:
    """The instructions, in order, without those that only lengthen an argument."""
    found: list[tuple[int, int, int]] = []
    targets: set[int] = set()
    raw = code.co_code
    argument = 0
    for offset in range(0, len(raw), 2):
        op = raw[offset]
        if op == _CACHE:
            continue
        argument = argument << 8 | raw[offset + 1]
        if op == _EXTENDED:
            continue
        found.append((offset, op, argument))
        if op in JUMPS:
            behind = offset + 2
            while behind < len(raw) and raw[behind] == _CACHE:
                behind += 2
            targets.add(behind + (-2 if JUMPS[op] else 2) * argument)
        argument = 0
    return [Instruction(offset, op, value, offset in targets) for offset, op, value in found]
