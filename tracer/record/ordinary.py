"""Whether a program does nothing out of the ordinary, as far as its text tells: what its lines can change can then be known.

Ordinary means: operators, attributes and iteration run no code but Python's own and functions written in Python, which are heard; nothing calls back at any
time it likes; and an instance's attributes are changed by way of the instance. `MODULE_REACHING` and `UNHEARD` (in `program`) say more of that kind.
"""

import opcode
import re
from types import CodeType

from .. import sealed
from .instructions import Instruction, instructions_of, named

__builtins__ = sealed.BUILTINS

# A program that speaks of these may have code run at any time, or changes objects by a way round.
UNUSUAL = named(
    """
    threading _thread concurrent multiprocessing asyncio signal addaudithook audit register_error codecs stdout
    redirect_stdout displayhook cell_contents __kwdefaults__ __dir__ __reduce_ex__ __getstate__ __setstate__
    set_asyncgen_hooks meta_path path_hooks gc getbuffer default_factory
    """
)
_SPECIAL = re.compile(r"__\w+__")
# Special names that say nothing of what is called.
_HARMLESS = named(
    """
    __slots__ __match_args__ __doc__ __module__ __qualname__ __name__ __firstlineno__ __static_attributes__
    __classcell__ __classdictcell__ __annotations__ __annotate__ __annotate_func__ __conditional_annotations__
    __type_params__ __orig_bases__ __version__ __author__ __all__ __main__ __wrapped__ __init__ __cause__
    __context__ __traceback__ __suppress_context__ __notes__ __class__ __defaults__
    """
)
_CODES = opcode.opmap
_MAKES_FUNCTION = frozenset((_CODES["MAKE_FUNCTION"], _CODES["SET_FUNCTION_ATTRIBUTE"]))
_STORE_NAME, _STORE_ATTRIBUTE, _LOAD_NAME, _LOAD_CONSTANT = (
    *(_CODES["STORE_NAME"], _CODES["STORE_ATTR"], _CODES["LOAD_NAME"], _CODES["LOAD_CONST"]),
)


def is_ordinary(codes: list[CodeType], words: set[str]) -> bool:
    """Whether a program of these codes, which speaks of these words, is."""
    return UNUSUAL.isdisjoint(words) and all(map(_is_ordinary, codes))


def _is_ordinary(code: CodeType) -> bool:
    for const in code.co_consts:
        for part in const if type(const) is tuple else (const,):
            if type(part) is str and _is_special(part):
                return False
    if not any(map(_is_special, code.co_names)):
        return True
    instructions = instructions_of(code)
    functions: set[str] = set()
    for at, instruction in enumerate(instructions):
        if instruction.code not in (_STORE_NAME, _STORE_ATTRIBUTE):
            continue
        name = code.co_names[instruction.argument]
        if not _is_special(name):
            continue
        if instruction.code == _STORE_ATTRIBUTE or not _is_function(code, instructions[at - 1], functions):
            return False
        functions.add(name)
    return True


def _is_special(name: str) -> bool:
    return name[:2] == "__" and name not in _HARMLESS and _SPECIAL.fullmatch(name) is not None


def _is_function(code: CodeType, before: Instruction, functions: set[str]) -> bool:
    """Whether what is bound comes from a `def`, a lambda, another name that has such a function, or is a constant."""
    if before.code == _LOAD_NAME:
        return code.co_names[before.argument] in functions
    return before.code in _MAKES_FUNCTION or before.code == _LOAD_CONSTANT
