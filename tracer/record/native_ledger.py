"""The native core (native/) behind the same names as the recorder's own writer, shadow, stack and steps.

What the core does not do itself it asks of Python: how types are read that are not common, exceptions, generators, classes being made.
"""

from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, NoReturn

from .. import sealed
from ..trace import records as r
from . import effects, instances, safe
from .call_sites import fickle_names, settled_calls
from .forms import Forms
from .frames import HIDDEN_IN
from .handlers import Handlers
from .limits import Limits
from .program import HIDDEN_VARIABLES, Code, is_inner
from .stack import Stack
from .steps import Cut
from .window import Window
from .writer import Writer

__builtins__ = sealed.BUILTINS

TAKEN_OVER = ("line", "started", "returned", "yielded", "resumed", "called")  # the recorder's methods that the core has too
HIDDEN, CELL, COMPREHENSION = 1, 2, 4  # what a place in a frame is, as native/core.h has it
CLASS_CELLS = frozenset(("__class__", "__classdict__", "__conditional_annotations__"))


def parts(module: Any, limits: Limits, window: Window, before: Callable[[], None]) -> tuple[Any, ...]:
    """(writer, shadow, stack, steps, handlers, serve) around one core."""
    core = module.Core()
    forms = Forms(limits)
    forms.let_go()  # the core holds nothing
    core.forms_object, core.forms_of = forms, forms.of
    core.names_in, core.read_other, core.name_of = names_of, instances.read_other, safe.name_of
    core.events, core.kinds, core.cut = r.EVENT_CODES, r.KIND_CODES, Cut
    core.most_objects, core.most_elements = min(limits.objects, 2**31 - 1), min(limits.elements, 2**30)
    core.most_chars = min(limits.chars, 2**31 - 1)
    core.recursion_limit = min(limits.depth, 2**31 - 1)
    core.before = before
    steps = NativeSteps(core, window)
    core.writes, core.mark = window.is_open, window.mark
    core.reached, core.failed = steps.reached, steps.failed

    def serve(recorder: Any) -> None:
        for name in TAKEN_OVER:
            setattr(core, "slow_" + name, getattr(recorder, name))
            setattr(recorder, name, getattr(core, name))
        core.first_line = recorder.first_line
        effects.tell(core)
        core.tracks = window.first is not None  # whoever counts only need not know what instructions change
        recorder.instruction = core.instruction

    return NativeWriter(core), NativeShadow(core), NativeStack(core), steps, NativeHandlers(core), serve


class NativeWriter(Writer):
    """The core's stream."""

    def __init__(self, core: Any):
        self._core = core

    @property
    def stream(self) -> bytearray:  # type: ignore[override]
        """All bytes so far, but those that somebody took away; the core hands over its latest ones."""
        self._core.flush()
        stream: bytearray = self._core.stream
        return stream

    @property
    def attention(self) -> bool:
        """Whether something must be done before the next step."""
        return bool(self._core.attention)

    @attention.setter
    def attention(self, value: bool) -> None:
        self._core.attention = value


def names_of(keys: tuple[Any, ...]) -> tuple[str, ...]:
    """The keys of an object's attributes as names."""
    return tuple(map(safe.name_text, keys))


class _View:
    """Attributes of the core under the names of one of its parts."""

    def __init__(self, core: Any):
        object.__setattr__(self, "core", core)

    def __getattr__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "core"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.core, name, value)


class NativeShadow(_View):
    """The core's objects. It holds none of them, not even weakly."""

    holds = False
    weakly = True  # whether `makers` may make them

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "weakly":
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)

    def close(self) -> None:
        """The run is over: hear of nothing."""
        self.core.close_shadow()


class NativeHandlers(Handlers):
    """Tells the core which frame looks at an exception."""

    def __init__(self, core: Any):
        self._core = core
        super().__init__()

    @property
    def looking(self) -> Any:
        """The frame whose clauses look at the exception."""
        return self._core.looking

    @looking.setter
    def looking(self, live: Any) -> None:
        self._core.looking = live


class NativeStack(_View):
    """The core's frames."""

    depth_of, regain = Stack.depth_of, Stack.regain

    def top(self, frame: FrameType) -> Any:
        """The frame on top of the stack if it is `frame`."""
        return self.core.lives[-1] if self.core.is_top(frame) else None

    def prepare(self, codes: list[CodeType]) -> None:
        """These codes of one text will be adopted."""
        object.__setattr__(self, "fickle", fickle_names(codes))

    def adopt(self, code: Code) -> None:
        """Know this code, or know it anew."""
        raw = code.code
        names = places_of(raw)
        hidden = HIDDEN_IN.get(code.kind, HIDDEN_VARIABLES)
        flags = (
            *(code.optimized, code.shared, code.suspends, code.name == "__init__", not (code.free or is_inner(raw))),
            *(code.kind == "module", code.kind == "class", code.kind == "exec", code.makes and code.kind != "exec"),
        )
        self.core.adopt(
            *(code, raw, code.name, r.FRAME_KIND_CODES[code.kind], code.free, names, bytes(kinds_of(code, names)), hidden),
            *(code.source, len(raw.co_code) // 2, sum(flag << at for at, flag in enumerate(flags)), raw.co_code),
            settled_calls(raw, object.__getattribute__(self, "fickle")),
        )

    def push(self, code: Code, frame: FrameType, parent: int, depth: int) -> Any:
        """A call begins."""
        return self.core.push(code.code, frame, parent, depth)

    def resume(self, code: Code, frame: FrameType, depth: int) -> Any:
        """A generator or coroutine goes on, in the frame that it had."""
        return self.core.resume(code.code, frame, depth)


def places_of(code: CodeType) -> tuple[str, ...]:
    """The names of a frame's places, in its own order."""
    own = frozenset(code.co_varnames)
    return (*code.co_varnames, *(name for name in code.co_cellvars if name not in own), *code.co_freevars)


def kinds_of(code: Code, names: tuple[str, ...]) -> list[int]:
    """What each place is."""
    raw = code.code
    first_free = len(names) - len(raw.co_freevars)
    cells = frozenset(raw.co_cellvars)
    found = []
    for at, name in enumerate(names):
        kind = CELL if at >= first_free or name in cells else 0
        if not code.optimized and at < first_free and name not in CLASS_CELLS:
            kind |= COMPREHENSION  # a module or a class has no other variables at places
        found.append(kind)
    return found


class NativeSteps(_View):
    """The core's steps."""

    def __init__(self, core: Any, window: Window):
        super().__init__(core)
        object.__setattr__(self, "failure", None)
        object.__setattr__(self, "window", window)

    def reached(self) -> None:
        """The window begins here, or ends."""
        object.__getattribute__(self, "window").reached(self)

    def begin(self, mark: int) -> None:
        """Write from now on, until `mark`."""
        self.core.mark = mark
        self.core.begin()

    def failed(self, error: BaseException) -> NoReturn:
        """Something went wrong while a step was written."""
        if type(error) is KeyboardInterrupt:  # somebody at a terminal, in the middle of our work
            self.cut("stopped")
        object.__setattr__(self, "failure", error)
        self.cut("failed")

    def close(self) -> None:
        """All is written; what still runs of the program ends at its next line."""
        self.core.ending = self.core.ending or "over"

    def cut(self, why: str) -> NoReturn:
        """End the recording for the reason `why`. Raises Cut."""
        self.core.ending = self.core.ending or why
        raise Cut
