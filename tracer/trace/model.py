"""What a trace is made of: plain values, no behaviour but reading.

Everything that a program's variables can hold is an object with an object id (`oid`): a small int from 1,
given in the order in which the recorder first saw the object, never used twice within a trace. Two names
that show the same oid at the same step hold the same object (`is`). That goes for ints and strings too;
whether they are drawn inside their holders is the drawing's business, not the trace's.

Rule: the values here are immutable. An object that did not change between two steps is the same `Obj`
(`is`) in snapshots that came from one cursor, so that a drawing may be kept for it.
"""

from collections.abc import Mapping
from typing import NamedTuple

# Events: what a step stands for. The state of a step is the one at that moment: at `line` the line has not
# run yet, at `call` the arguments are bound, at `return` the frame is still there.
LINE = "line"
CALL = "call"
RETURN = "return"
YIELD = "yield"  # a generator hands out a value, or a coroutine waits
RESUME = "resume"  # a generator or coroutine goes on
EXCEPTION = "exception"  # raised in this frame, or arrived here from a call
CAUGHT = "caught"  # an except clause matched, or a context manager swallowed it
UNCAUGHT = "uncaught"  # it left the module: the last step
END = "end"  # the module is done: the last step
EVENTS = (LINE, CALL, RETURN, YIELD, RESUME, EXCEPTION, CAUGHT, UNCAUGHT, END)

# Kinds of object: how it is built, and so how it is drawn. `Obj.type` has the class's own name.
ATOMS = frozenset(
    (
        *("none", "bool", "int", "float", "complex", "str", "bytes", "bytearray", "range", "slice"),
        *("ellipsis", "singleton"),
    )
)
SEQUENCES = frozenset(("list", "tuple", "set", "frozenset", "deque"))
MAPPINGS = frozenset(("dict",))
# instance, class, function, method, builtin, generator, coroutine, iterator, module, exception, enum,
# file, property-like descriptors ("descriptor"), other: their contents are named (`Obj.names`).


class Obj(NamedTuple):
    """One object as it is at one moment.

    `items` are oids: first the elements (keys and values by turns in a mapping), then one per name in
    `names` (attributes of an instance, fields of a namedtuple, variables of a suspended generator; of a
    function its closure variables, and its defaults under their parameter's name with "=" behind it).

    | kind | text | names | length |
    |---|---|---|---|
    | atoms | repr, cut when long | () | characters of a str, bytes of bytes, digits of an int, else 0 |
    | sequences, mappings | "" (defaultdict: its factory; deque: "maxlen 3") | attributes, of subclasses | elements or pairs in all; more than recorded when cut |
    | tuple of a namedtuple class | "" | its fields | number of fields |
    | instance | "" or a safe description | attributes | number of attributes |
    | class (`type` is its own name) | its bases: "(Animal)" or "" | own attributes | same |
    | function | its signature: "add(self, item)" | defaults, closure variables | same |
    | method, builtin | qualified name: "Basket.add", "list.append" | "self", "function" where there are any | same |
    | generator, coroutine | "count_up, suspended at line 3"; "…, running", "…, finished" | its frame's variables | same |
    | iterator | where it stands: "next 3" | "over" | same |
    | module | its name | () | 0 |
    | exception | its message, when that is safe to know | attributes, "args" when not shown by text | same |
    | enum | "Color.RED" | ("value",) | 1 |
    | file | "'notes.txt', mode 'r', open" | () | 0 |
    | descriptor, other | a safe description | what it holds, where that is safe | same |
    """

    kind: str
    type: str
    text: str
    names: tuple[str, ...]
    items: tuple[int, ...]
    length: int
    parent: int = -1  # functions: id of the frame that made it, where its closure variables live; else -1

    @property
    def elements(self) -> tuple[int, ...]:
        """Oids of the elements (keys and values by turns in a mapping), without the named items."""
        return self.items[: len(self.items) - len(self.names)] if self.names else self.items

    @property
    def fields(self) -> tuple[tuple[str, int], ...]:
        """(name, oid) of every named item, in order of first binding."""
        start = len(self.items) - len(self.names)
        return tuple(zip(self.names, self.items[start:], strict=True))

    @property
    def cut(self) -> int:
        """How many elements (pairs in a mapping) the recorder left out."""
        if self.kind in SEQUENCES and not (self.names and len(self.names) == len(self.items)):
            return self.length - len(self.elements)
        if self.kind in MAPPINGS:
            return self.length - len(self.elements) // 2
        return 0


class Frame(NamedTuple):
    """One call that has not ended, as it is at one moment.

    `id` counts the calls of the run: 0 is the module. `kind`: module, function, class, lambda, generator,
    coroutine, comprehension (a generator expression), exec. `line`: where it stands, 1-based. `names` and
    `items` (oids): its variables in order of first binding. `free`: those of them that live in an
    enclosing frame, whose id is `parent` (-1 when there is none or it is not known). `source`: which of the
    trace's sources the line belongs to (0 is the program; others are texts given to exec).
    """

    id: int
    name: str
    kind: str
    line: int
    names: tuple[str, ...]
    items: tuple[int, ...]
    free: frozenset[str] = frozenset()
    parent: int = -1
    source: int = 0

    @property
    def variables(self) -> tuple[tuple[str, int], ...]:
        """(name, oid) of every variable, in order of first binding."""
        return tuple(zip(self.names, self.items, strict=True))


class Span(NamedTuple):
    """A piece of source: lines 1-based, columns 0-based in characters, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Snapshot(NamedTuple):
    """The whole state at one step.

    `frames`: outermost first; never empty. `heap`: {oid: Obj} (a dict, or where it is large what answers like one), exactly what is reachable from the frames,
    `value` and `error`. `value`: oid of what a return or yield hands out, else 0. `error`: oid of the
    exception at an exception, caught or uncaught step, else 0. `span`: the expression that raised, else
    None. `output_chars`: characters of output (both streams) written before this step. `inputs`: lines of
    input consumed before this step.
    """

    step: int
    event: str
    line: int
    frames: tuple[Frame, ...]
    heap: Mapping[int, Obj]
    value: int = 0
    error: int = 0
    span: Span | None = None
    output_chars: int = 0
    inputs: int = 0


STDOUT, STDERR, PICTURE, TABLE, TURTLE = 1, 2, 3, 4, 5  # streams; from PICTURE on they are shown beside the output


class Write(NamedTuple):
    """A piece of output, or what is shown beside it: written after step `step` began. `stream`: see above."""

    step: int
    stream: int
    text: str


class Outcome(NamedTuple):
    """How the recording ended.

    `kind`: finished, raised (an exception left the module), exited (SystemExit; `code` is the status),
    syntax (it never ran; `span` says where), cut (a limit; `reason` names it), stopped (by the learner, or
    the trace breaks off), waiting (for input that was not given). `reason`: one sentence for the learner.
    `traceback`: as Python prints it, only the learner's lines.
    """

    kind: str
    reason: str = ""
    code: int = 0
    span: Span | None = None
    traceback: str = ""
