"""The records that a trace's stream is made of, and the operations inside a step.

A stream is a sequence of records: a tag byte, the payload's size as a varint, the payload; steps have a shorter head. It only ever grows,
and breaks off nowhere but between records or inside the last one, so what was streamed out of a worker that died can still be opened.
docs/trace-format.md describes it for people who write a reader of their own.
"""

from .. import sealed
from .codec import put_varint
from .model import EVENTS

__builtins__ = sealed.BUILTINS

HEADER = ord("H")  # JSON: version, python, filename, source, seed, limits
STRING = ord("S")  # UTF-8; strings are numbered from 0 in order
CLASS = ord("T")  # kind, type, names: what many objects have in common; numbered from 0
CODE = ord("F")  # name, kind, source, free names: what all calls of one code have in common; numbered from 0
SOURCE = ord("C")  # UTF-8; a text given to exec or eval; sources are numbered from 1
WRITE = ord("W")  # stream number, UTF-8: written after the last step so far
INPUT = ord("I")  # UTF-8: a line of input that was consumed after the last step so far
END = ord("E")  # JSON: the outcome

# A step begins with a byte that no tag has. Most are lines in the frame of the step before, and small: their size is in that byte.
STEP = 0x80
SHORT = 0x80  # plus size: a line, as deep as the step before
SHORT_BACK = 0xE0  # plus size: a line, one frame less deep
LONG = 0xF0  # plus event; then size, and behind the line a signed difference of depth
EVENT_CODES = {event: code for code, event in enumerate(EVENTS)}
LINE = EVENT_CODES["line"]

# A new atom has the next object id. What else is new reserves one, and is written later in the same step.
NONE = 0
TRUE = 1
FALSE = 2
INT = 3  # signed, of 64 bits at most
FLOAT = 4  # how many of its eight bytes, most significant first, are written; the rest are zeros
STRING_ATOM = 5  # text: a str of printable ASCII without quote and backslash, so that nothing in it is escaped
KNOWN_STRING = 6  # the same, by the number of a string
ATOM = 7  # class, text, length
RESERVE = 8
FIELDS = 9  # ref, class, an oid for each of its names: an object without text, elements and parent, as a whole
ITEMS = 10  # ref, class, how many, oids: the same with elements, all of which are recorded
WHOLE = 11  # ref, class, text, length, 1 + parent, how many, oids: any object as a whole
SPLICE = 12  # ref, start, how many go, how many come, their oids
ITEM = 13  # ref, index, oid
APPEND = 14  # ref, oid
LENGTH = 15  # ref, length: of an object of which only the first elements are recorded
TEXT = 16  # ref, text
PUSH = 17  # code, line of the frame below, names, oids: a call, with the next id, whose parent is not known
PUSH_AGAIN = 18  # id, 1 + parent, then the same
POP = 19
SET = 20  # depth from the top, slot, oid
BIND = 21  # depth from the top, slot, name, oid: a name appears at that slot
UNBIND = 22  # depth from the top, slot
VARIABLES = 23  # depth from the top, names, oids: all variables of a frame
VALUE = 24  # oid: what a return or yield hands out
ERROR = 25  # oid: the exception that this step is about
SPAN = 26  # line, column, end line, end column: the expression that raised
SET_TOP = 0x20  # plus slot, below 16; oid: in the innermost frame
SET_NEW = 0x30  # plus slot, below 16: the newest object, in the innermost frame
SMALL_INT = 0x40  # plus number, below 64
SLOTS, SMALL = 16, 64

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
