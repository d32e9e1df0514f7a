"""What instructions and functions of C may change: told to the native core, so that it need not look at every object after every line.

Rule: what is not listed here may change anything. A function is listed only if it changes nothing, or nothing but the object that it is a method of or gets first;
going through an iterable is safe only if the core knows the iterable's type.
"""

import bisect
import builtins
import heapq
import math
import opcode
import types
from collections import deque
from collections.abc import Iterator
from typing import Any

from .. import sealed
from ..monitor import DISABLE

__builtins__ = sealed.BUILTINS

# As native/touched.c has them.
INSTRUCTIONS = {
    "STORE_SUBSCR": 1,
    "DELETE_SUBSCR": 2,
    "STORE_SLICE": 3,
    "STORE_ATTR": 4,
    "DELETE_ATTR": 4,
    "BINARY_OP": 5,
    "CALL": 6,
    "CALL_KW": 7,
    "CALL_FUNCTION_EX": 8,
    **dict.fromkeys(("UNPACK_SEQUENCE", "UNPACK_EX", "LIST_EXTEND", "SET_UPDATE", "CONTAINS_OP", "DICT_UPDATE", "DICT_MERGE"), 9),
    **dict.fromkeys(("GET_ITER", "GET_YIELD_FROM_ITER"), 10),
    "EXTENDED_ARG": 11,
    **dict.fromkeys(("STORE_DEREF", "DELETE_DEREF"), 12),
}
NONE, SELF, CONSUMES, SELF_CONSUMES, APPENDS, POPS, FIRST = 1, 2, 3, 4, 5, 6, 7

_QUIET: tuple[Any, ...] = (
    *(abs, ascii, bin, callable, chr, divmod, format, getattr, hasattr, hash, hex, id, isinstance, issubclass, len),
    *(oct, ord, pow, print, repr, round),
)
_OF_FIRST: tuple[Any, ...] = (
    *(heapq.heappush, heapq.heappop, heapq.heapify, heapq.heappushpop, heapq.heapreplace),
    *(bisect.insort_left, bisect.insort_right),
)
_CONSUMING: tuple[Any, ...] = (all, any, sum, min, max, sorted)
_TYPES = (
    int,
    float,
    str,
    bool,
    complex,
    bytes,
    range,
    object,
    type,
    super,
    map,
    filter,
    slice,
    property,
    staticmethod,
    classmethod,
)
_CONSUMING_TYPES: tuple[Any, ...] = (list, tuple, set, frozenset, dict, enumerate, zip, reversed)
_OF_LIST = {"append": APPENDS, "insert": SELF, "pop": POPS, "remove": SELF, "clear": SELF, "reverse": SELF, "sort": SELF_CONSUMES}
_OF_LIST |= {"extend": SELF_CONSUMES, "index": NONE, "count": NONE, "copy": NONE}
_OF_DICT = {"pop": SELF, "popitem": SELF, "setdefault": APPENDS, "clear": SELF, "update": SELF_CONSUMES}
_OF_DICT |= {"get": NONE, "keys": NONE, "values": NONE, "items": NONE, "copy": NONE}
_OF_DEQUE = dict.fromkeys(("append", "appendleft", "pop", "popleft", "remove", "clear", "insert", "reverse", "rotate"), SELF)
_OF_DEQUE |= {"extend": SELF_CONSUMES, "extendleft": SELF_CONSUMES, "index": NONE, "count": NONE, "copy": NONE}
_OF_BYTEARRAY = dict.fromkeys(("append", "pop", "remove", "clear", "insert", "reverse"), SELF) | {"extend": SELF_CONSUMES}
_OF_SET = {"add": SELF, "discard": SELF, "remove": SELF, "pop": SELF, "clear": SELF, "copy": NONE}


_CONSUMING_IN_MATH = ("fsum", "prod", "dist", "sumprod", "gcd", "lcm", "hypot")


def _methods(cls: type) -> Iterator[tuple[str, Any]]:
    for name, method in vars(cls).items():
        if type(method) is types.MethodDescriptorType:
            yield name, method


def _found() -> Iterator[tuple[Any, int]]:
    for known in (*_QUIET, *_TYPES):
        yield known, NONE
    for known in (*_CONSUMING, *_CONSUMING_TYPES):
        yield known, CONSUMES
    for value in vars(builtins).values():
        if isinstance(value, type) and issubclass(value, BaseException):
            yield value, NONE
    yield from _of_methods()
    for known in _OF_FIRST:
        yield known, FIRST
    for known in (bisect.bisect_left, bisect.bisect_right):
        yield known, NONE
    for name, function in vars(math).items():
        if type(function) is types.BuiltinFunctionType:
            yield function, CONSUMES if name in _CONSUMING_IN_MATH else NONE


def _of_methods() -> Iterator[tuple[Any, int]]:
    own: tuple[tuple[Any, dict[str, int]], ...] = ((list, _OF_LIST), (dict, _OF_DICT), (set, _OF_SET))
    for cls, effects in (*own, (deque, _OF_DEQUE), (bytearray, _OF_BYTEARRAY)):
        for name, method in _methods(cls):
            if name in effects:
                yield method, effects[name]
    for name, method in _methods(set):
        if name not in _OF_SET and not name.startswith("_"):
            yield method, SELF_CONSUMES
    for immutable in (str, bytes, int, float, complex, tuple, range):
        for name, method in _methods(immutable):
            if not name.startswith("_"):
                yield method, CONSUMES if name == "join" else NONE


RESTING = (deque, bytearray)  # beside those that the core itself reads: they change only by what is heard of
KNOWN = tuple(_found())
_BY_OPCODE = bytes(
    next((what for name, what in INSTRUCTIONS.items() if opcode.opmap.get(name) == code), 0) for code in range(256)
)


def tell(core: Any) -> None:
    """Tell a core all of it. From then on it tracks what changes."""
    core.effects = _BY_OPCODE
    core.resting = RESTING
    core.disable = DISABLE
    for known, effect in KNOWN:
        core.know(known, effect)
    core.tracks = 1
