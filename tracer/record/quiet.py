"""The instructions that change nothing but variables and what lies on the stack, by name.

Rule: what is not listed here may change anything. Not listed are those that change an object, of which `plans` tells which one.
"""

import opcode

from .. import sealed
from .instructions import named

__builtins__ = sealed.BUILTINS

CODES = opcode.opmap
IN_PLACE_OPERATORS = {number for number, (name, _) in enumerate(opcode._nb_ops) if "INPLACE" in name}  # type: ignore[attr-defined]
OPERATORS = {name: number for number, (name, _) in enumerate(opcode._nb_ops)}  # type: ignore[attr-defined]
GET_ITEM = OPERATORS.get("NB_SUBSCR", -1)
LIST_TO_TUPLE, POSITIVE = 6, 5  # of CALL_INTRINSIC_1
GIVE_FRESH = named("range sorted list tuple dict set")  # builtins whose result nobody else has: going through it calls nothing
LOOP_BEGINS = named("FOR_ITER LOAD_FAST_AND_CLEAR SWAP COPY BUILD_LIST BUILD_SET BUILD_MAP NOP MAKE_CELL")

# name: (how many values it takes from the stack, how many it puts there)
QUIET = {
    **dict.fromkeys(("NOP", "NOT_TAKEN", "RESUME", "CACHE", "MAKE_CELL", "COPY_FREE_VARS", "DELETE_FAST", "DELETE_NAME"), (0, 0)),
    **dict.fromkeys(("LOAD_CONST", "LOAD_COMMON_CONSTANT", "LOAD_ASSERTION_ERROR", "LOAD_BUILD_CLASS", "PUSH_NULL"), (0, 1)),
    **dict.fromkeys(("POP_TOP", "STORE_FAST", "STORE_NAME", "STORE_GLOBAL", "STORE_DEREF", "STORE_FAST_MAYBE_NULL"), (1, 0)),
    **dict.fromkeys(("UNARY_INVERT", "UNARY_NEGATIVE", "UNARY_NOT", "TO_BOOL", "CONVERT_VALUE", "FORMAT_SIMPLE"), (1, 1)),
    **dict.fromkeys(("COMPARE_OP", "IS_OP", "FORMAT_WITH_SPEC", "SET_FUNCTION_ATTRIBUTE", "BINARY_SUBSCR", "BINARY_OP"), (2, 1)),
    **dict.fromkeys(("STORE_FAST_STORE_FAST",), (2, 0)),
    **dict.fromkeys(("MAKE_FUNCTION", "LOAD_ATTR"), (1, 1)),
    **dict.fromkeys(("DELETE_GLOBAL", "DELETE_DEREF"), (0, 0)),
    "BINARY_SLICE": (3, 1),
}
# These too, but what lies on the stack behind them is not followed.
QUIET_ENDS = named(
    """
    END_FOR POP_ITER LOAD_SUPER_ATTR LIST_APPEND SET_ADD MAP_ADD GET_LEN MATCH_MAPPING MATCH_SEQUENCE RETURN_VALUE
    RETURN_CONST RAISE_VARARGS YIELD_VALUE RETURN_GENERATOR CALL_FUNCTION_EX PUSH_EXC_INFO POP_EXCEPT
    CHECK_EXC_MATCH RERAISE
    """
)
CONSUMING = named("FOR_ITER GET_ITER UNPACK_SEQUENCE UNPACK_EX LIST_EXTEND SET_UPDATE DICT_UPDATE DICT_MERGE CONTAINS_OP")
BUILDS = {"BUILD_LIST": 1, "BUILD_TUPLE": 1, "BUILD_SET": 1, "BUILD_STRING": 1, "BUILD_SLICE": 1, "BUILD_MAP": 2}
CALLS = {"CALL": 2, "CALL_KW": 3}
NAME_STORES = frozenset(("STORE_NAME", "STORE_GLOBAL", "DELETE_NAME", "DELETE_GLOBAL"))
PLACE_STORES = named("STORE_FAST DELETE_FAST STORE_DEREF DELETE_DEREF STORE_FAST_MAYBE_NULL LOAD_FAST_AND_CLEAR")
PLACE_LOADS = frozenset(("LOAD_FAST", "LOAD_FAST_BORROW", "LOAD_FAST_CHECK", "LOAD_DEREF"))
TWO_LOADS = frozenset(("LOAD_FAST_LOAD_FAST", "LOAD_FAST_BORROW_LOAD_FAST_BORROW"))
NAMES = {code: name for name, code in CODES.items()}
