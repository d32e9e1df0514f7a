"""The records that a trace's stream is made of, and the operations inside a step.

A stream is a sequence of records: one tag byte, the payload's size as a varint, the payload. It only ever grows,
and breaks off nowhere but between records or inside the last one, so what was streamed out of a worker that died can still be opened.
docs/trace-format.md describes it for people who write a reader of their own.
"""

from .. import sealed
from .codec import put_varint
from .model import EVENTS

__builtins__ = sealed.BUILTINS

HEADER = ord("H")  # JSON: version, python, filename, source, seed, limits
STRING = ord("S")  # UTF-8; strings are numbered from 0 in order
SOURCE = ord("C")  # UTF-8; a text given to exec or eval; sources are numbered from 1
KEYFRAME = ord("K")  # a step with its whole state
DELTA = ord("D")  # a step as what changed since the step before
WRITE = ord("W")  # stream number, UTF-8: written after the last step so far
INPUT = ord("I")  # UTF-8: a line of input that was consumed after the last step so far
END = ord("E")  # JSON: the outcome

# A step's payload: moment, then operations until its end.
# moment: event | flags, line, depth (frames), then what the flags promise.
HAS_VALUE, HAS_ERROR, HAS_SPAN = 0x10, 0x20, 0x40
EVENT_CODES = {event: code for code, event in enumerate(EVENTS)}

PUSH = 0  # frame
POP = 1
SET = 2  # depth from the top, slot, oid
BIND = 3  # depth from the top, slot, name, oid: a name appears at that slot
UNBIND = 4  # depth from the top, slot
NEW = 5  # oid, object: appears, or changes altogether
SPLICE = 6  # oid, start, how many go, how many come, their oids
LENGTH = 7  # oid, length: of an object of which only the first elements are recorded
DROP = 8  # oid: nothing refers to it any more
TEXT = 9  # oid, text: only its text changed
PARENT = 10  # depth from the top, parent + 1: which frame encloses this one is now known

KINDS = (
    *("none", "bool", "int", "float", "complex", "str", "bytes", "bytearray", "range", "slice", "ellipsis"),
    *("singleton", "list", "tuple", "set", "frozenset", "deque", "dict", "instance", "class", "function"),
    *("method", "builtin", "generator", "coroutine", "iterator", "module", "exception", "enum", "file"),
    *("descriptor", "other"),
)
KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}

FRAME_KINDS = (*("module", "function", "class", "lambda", "generator", "coroutine", "comprehension", "exec"),)
FRAME_KIND_CODES = {kind: code for code, kind in enumerate(FRAME_KINDS)}

NAME_SEPARATOR = "\x1f"  # the names of an object are interned as one string


def put_record(out: bytearray, tag: int, payload: bytes | bytearray) -> None:
    """Append one record to `out`."""
    out.append(tag)
    put_varint(out, len(payload))
    out += payload
