"""Calls of which it is known for good what they call: a global name that one `def` or `class` statement binds, or a builtin's that nothing binds.

Such a call need be watched once only. That matters for more than speed: Python calls a class without a detour through C only where nobody
listens, and a recursion by way of C ends much sooner.
"""

import inspect
import opcode
from collections import Counter
from collections.abc import Iterable
from dis import stack_effect
from types import CodeType

from .. import sealed
from .instructions import JUMPS, Instruction, instructions_of

__builtins__ = sealed.BUILTINS

_CODES = opcode.opmap
_IMPORT_STAR = 2  # of CALL_INTRINSIC_1
_STORES = frozenset(_CODES[name] for name in ("STORE_NAME", "STORE_GLOBAL", "DELETE_NAME", "DELETE_GLOBAL"))
_CALLS = {_CODES["CALL"]: 0, _CODES["CALL_KW"]: 1}  # and how many values lie above the arguments
# Names of arguments that do not say whom to call.
_HARMLESS_ARGUMENTS = frozenset(("end", "sep", "flush", "reverse", "start", "strict", "base", "maxsplit", "encoding", "errors"))
_MAKERS = frozenset((_CODES["MAKE_FUNCTION"], _CODES["SET_FUNCTION_ATTRIBUTE"]))


def fickle_names(codes: Iterable[CodeType]) -> frozenset[str]:
    """The global names that a program may bind to one thing after another, among all its `codes`."""
    stores: Counter[str] = Counter()
    defined: set[str] = set()
    for code in codes:
        if _STORES.isdisjoint(code.co_code[::2]):  # the first byte of each instruction
            continue
        instructions = instructions_of(code)
        for at, instruction in enumerate(instructions):
            if instruction.code in _STORES:
                name = code.co_names[instruction.argument]
                stores[name] += 1
                if instruction.code == _CODES["STORE_NAME"] and code.co_name == "<module>" and _is_definition(instructions, at):
                    defined.add(name)
    return frozenset(name for name, count in stores.items() if count > 1 or name not in defined)


def bound_names(codes: list[CodeType]) -> frozenset[str]:
    """The global names that these codes bind; "*" among them where that may be any."""
    found = set()
    for code in codes:
        for _, op, argument, _ in instructions_of(code):
            if op in _STORES:
                found.add(code.co_names[argument])
            elif op == _CODES["CALL_INTRINSIC_1"] and argument == _IMPORT_STAR:
                found.add("*")
    return frozenset(found)


def settled_calls(code: CodeType, fickle: frozenset[str]) -> bytes:
    """For each two bytes of `code`, 1 where a call stands that calls the same thing whenever it runs."""
    found = bytearray(len(code.co_code) // 2)
    at_module = code.co_name == "<module>"
    if _CALLS.keys().isdisjoint(code.co_code[::2]):
        return bytes(found)
    if not (code.co_flags & inspect.CO_OPTIMIZED or at_module):
        return bytes(found)  # a class body, where names may be its own
    instructions = instructions_of(code)
    for at, instruction in enumerate(instructions):
        if instruction.code in _CALLS:
            name = _called_name(code, instructions, at, at_module=at_module)
            if name is not None and name not in fickle:
                found[instruction.offset // 2] = 1
    return bytes(found)


def calls_of(code: CodeType) -> dict[int, int]:
    """The number of arguments of each call, by its offset; without those of which that is not known, and those with names that may say whom to call."""
    found: dict[int, int] = {}
    instructions = instructions_of(code)
    for at, (offset, op, argument, _) in enumerate(instructions):
        if op == _CODES["CALL"]:
            found[offset] = argument
        elif op == _CODES["CALL_KW"]:
            before = instructions[at - 1]
            names = code.co_consts[before.argument] if before.code == _CODES["LOAD_CONST"] else None
            if type(names) is tuple and _HARMLESS_ARGUMENTS.issuperset(names):
                found[offset] = argument
    return found


def is_decorator(code: CodeType, offset: int) -> bool:
    """Whether the call there gets nothing but a function that was made right before."""
    instructions = instructions_of(code)
    at = next(at for at, each in enumerate(instructions) if each.offset == offset)
    return instructions[at].argument == 0 and instructions[at - 1].code in _MAKERS


def _is_definition(instructions: list[Instruction], at: int) -> bool:
    before = instructions[at - 1]
    if before.code in _MAKERS:
        return True
    if before.code not in _CALLS:
        return False
    maker = _before_arguments(instructions, at - 1)
    return maker is not None and maker > 0 and instructions[maker - 1].code == _CODES["LOAD_BUILD_CLASS"]


def _called_name(code: CodeType, instructions: list[Instruction], at: int, *, at_module: bool) -> str | None:
    place = _before_arguments(instructions, at)
    if place is None:
        return None
    load = instructions[place]
    if load.code == _CODES["PUSH_NULL"] and place:
        load = instructions[place - 1]
        if load.code == _CODES["LOAD_GLOBAL"] and load.argument & 1:
            return None
    elif not (load.code == _CODES["LOAD_GLOBAL"] and load.argument & 1):
        return None
    if load.code == _CODES["LOAD_GLOBAL"]:
        return str(code.co_names[load.argument >> 1])
    return str(code.co_names[load.argument]) if load.code == _CODES["LOAD_NAME"] and at_module else None


def _before_arguments(instructions: list[Instruction], at: int) -> int | None:
    """The last instruction before the arguments of the call at `at` are worked out; None where the way there is not straight."""
    call = instructions[at]
    height = call.argument + _CALLS[call.code]
    place = at
    while height:
        place -= 1
        if place < 0:
            return None
        one = instructions[place]
        if one.is_target or one.code in JUMPS or instructions[place + 1].is_target:
            return None
        height -= stack_effect(one.code, one.argument if one.code >= opcode.HAVE_ARGUMENT else None)
    return place - 1 if place > 0 and not instructions[place].is_target else None
