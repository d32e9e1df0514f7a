"""Calls of which it is known for good what they call: a global name that one `def` or `class` statement binds, or a builtin's that nothing binds.

Such a call need be watched once only. That matters for more than speed: Python calls a class without a detour through C only where nobody
listens, and a recursion by way of C ends much sooner.
"""

import dis
import inspect
from collections import Counter
from collections.abc import Iterable
from types import CodeType

from .. import sealed

__builtins__ = sealed.BUILTINS

_STORES = ("STORE_NAME", "STORE_GLOBAL", "DELETE_NAME", "DELETE_GLOBAL")
_CALLS = {"CALL": 0, "CALL_KW": 1}  # and how many values lie above the arguments


def fickle_names(codes: Iterable[CodeType]) -> frozenset[str]:
    """The global names that a program may bind to one thing after another, among all its `codes`."""
    stores: Counter[str] = Counter()
    defined: set[str] = set()
    for code in codes:
        instructions = list(dis.get_instructions(code))
        for at, instruction in enumerate(instructions):
            if instruction.opname in _STORES:
                stores[instruction.argval] += 1
                if instruction.opname == "STORE_NAME" and code.co_name == "<module>" and _is_definition(instructions, at):
                    defined.add(instruction.argval)
    return frozenset(name for name, count in stores.items() if count > 1 or name not in defined)


def settled_calls(code: CodeType, fickle: frozenset[str]) -> bytes:
    """For each two bytes of `code`, 1 where a call stands that calls the same thing whenever it runs."""
    found = bytearray(len(code.co_code) // 2)
    at_module = code.co_name == "<module>"
    if not (code.co_flags & inspect.CO_OPTIMIZED or at_module):
        return bytes(found)  # a class body, where names may be its own
    instructions = list(dis.get_instructions(code))
    for at, instruction in enumerate(instructions):
        if instruction.opname in _CALLS:
            name = _called_name(instructions, at, at_module=at_module)
            if name is not None and name not in fickle:
                found[instruction.offset // 2] = 1
    return bytes(found)


def _is_definition(instructions: list[dis.Instruction], at: int) -> bool:
    before = instructions[at - 1]
    if before.opname in ("MAKE_FUNCTION", "SET_FUNCTION_ATTRIBUTE"):
        return True
    if before.opname not in _CALLS:
        return False
    maker = _before_arguments(instructions, at - 1)
    return maker is not None and maker > 0 and instructions[maker - 1].opname == "LOAD_BUILD_CLASS"


def _called_name(instructions: list[dis.Instruction], at: int, *, at_module: bool) -> str | None:
    place = _before_arguments(instructions, at)
    if place is None:
        return None
    load = instructions[place]
    if load.opname == "PUSH_NULL" and place:
        load = instructions[place - 1]
        if load.opname == "LOAD_GLOBAL" and load.arg is not None and load.arg & 1:
            return None
    elif not (load.opname == "LOAD_GLOBAL" and load.arg is not None and load.arg & 1):
        return None
    if load.opname == "LOAD_GLOBAL" or (load.opname == "LOAD_NAME" and at_module):
        return str(load.argval)
    return None


def _before_arguments(instructions: list[dis.Instruction], at: int) -> int | None:
    """The last instruction before the arguments of the call at `at` are worked out; None where the way there is not straight."""
    call = instructions[at]
    height = (call.arg or 0) + _CALLS[call.opname]
    place = at
    while height:
        place -= 1
        if place < 0:
            return None
        one = instructions[place]
        if one.is_jump_target or one.opcode in dis.hasjump or instructions[place + 1].is_jump_target:
            return None
        height -= dis.stack_effect(one.opcode, one.arg)
    return place - 1 if place > 0 and not instructions[place].is_jump_target else None
