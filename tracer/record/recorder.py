"""From events to steps: the listener of one recording.

Each method named like an event of `monitor` is called by the interpreter in the middle of the learner's program. It keeps the
stack of the learner's frames and writes a step for each event that is one.
"""

import sys
from _thread import get_ident
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, NoReturn

from .. import sealed
from ..monitor import DISABLE, Monitor
from ..trace import model as m
from ..trace import records as r
from . import headroom, safe
from .calls import Calls
from .executed import TAKING_TEXT, Executed
from .frames import Live
from .handlers import is_raise
from .ledger import Ledger
from .ordinary import is_ordinary
from .parents import Parents
from .program import (
    ADDED_CODE,
    DELICATE_NAMES,
    FRAME_NAMES,
    MODULE_REACHING,
    UNHEARD,
    WEAK_NAMES,
    Code,
    Notes,
    binds_globals,
    is_inner,
    nested_codes,
    words_of,
)
from .steps import Cut

__builtins__ = sealed.BUILTINS

get_frame = sys._getframe
get_traceback = BaseException.__dict__[
    "__traceback__"
].__get__  # the program's exceptions may have a `__traceback__` of their own
_exception = sys.exception
OWN_FOLDER = __file__.rpartition("record")[0]
AFTER_CHECK = 10_000  # lines after the last step, between two looks at the clock


class Recorder:
    """Records one run into `ledger`."""

    def __init__(self, ledger: Ledger):
        self.writer = ledger.writer
        self.shadow = ledger.shadow
        self.stack = ledger.stack
        self.monitor = Monitor(self)
        self.codes: dict[int, Code] = {}  # the learner's, by address
        self.notes = [Notes("")]  # one for each source
        self.after: Callable[[], None] = lambda: None  # called now and then when it is over
        self.imported = False  # a module of the library was loaded since this was last put back
        self._steps = ledger.steps
        self._step = self._steps.write
        self._parents = Parents(self.stack, self.shadow)
        self._handlers = ledger.handlers
        self._changes = changes = ledger.changes
        self._calls = Calls(changes) if changes is not None else None
        self._executed = Executed()
        self._hears_calls = False  # whether it matters who is called
        self._too_deep = 0  # address of a RecursionError on its way out of the frame that was one too many
        self._lines_after = 0
        self._thread = get_ident()
        self.shadow.parent_of = self._parents.of_function  # type: ignore[method-assign]
        self.shadow.overflow = lambda: self.cut("objects")  # type: ignore[method-assign]
        ledger.serve(self)

    @property
    def steps(self) -> int:
        """How many steps the program has made so far."""
        return self._steps.count

    @property
    def steps_address(self) -> int:
        """Where in memory they are counted, as an int of C; 0 where that is not so."""
        return self._steps.count_address()

    @property
    def sum(self) -> int:
        """The number that stands for them; see `window.checksum`."""
        return int(self._steps.sum)

    @property
    def is_over(self) -> bool:
        """Whether the module has ended: what still runs makes no steps."""
        return self._steps.is_over

    def end_module(self) -> None:
        """The module has ended."""
        self._steps.is_over = True

    @property
    def ending(self) -> str:
        """Why the program is being ended; "" while it is not."""
        return self._steps.ending

    @property
    def failure(self) -> BaseException | None:
        """What went wrong in the recorder itself."""
        return self._steps.failure

    def cut(self, why: str) -> NoReturn:
        """End the recording for the reason `why`. Raises Cut."""
        self._steps.cut(why)

    def close(self) -> None:
        """All is written; what still runs of the program, in threads of its own, ends at its next line."""
        self._steps.close()

    # -- the learner's code

    def adopt(self, code: CodeType, source: int) -> None:
        """Take `code` and all code in it for the learner's."""
        codes = [nested for nested in nested_codes(code) if not ADDED_CODE.fullmatch(nested.co_name)]
        words = words_of(code)
        inner = any(nested.co_freevars or is_inner(nested) for nested in codes)
        self.stack.prepare(codes)
        if source or not MODULE_REACHING.isdisjoint(words):
            self.stack.watch_modules = True
            self.stack.tracks = False
        if not UNHEARD.isdisjoint(words):
            self.stack.tracks = False
        changes = self._changes
        if changes is not None and changes.tracks and not (self.shadow.holds and is_ordinary(codes, words)):
            changes.stop()
        if inner or not TAKING_TEXT.isdisjoint(words):
            self._hears_calls = True
        for nested in codes:
            known = self.codes[id(nested)] = Code(nested, source)
            self.stack.adopt(known)
            calls = inner or not TAKING_TEXT.isdisjoint(nested.co_names) or (changes is not None and changes.tracks)
            self.monitor.listen_to(nested, calls=calls, instructions=self.instruction is not None)
        if binds_globals(code):
            self.stack.watch_modules = True
        if not WEAK_NAMES.isdisjoint(words):
            self.shadow.weakly = False
        if not FRAME_NAMES.isdisjoint(words):
            self.stack.watch_all = True
        if self.shadow.holds and not DELICATE_NAMES.isdisjoint(words):
            self.shadow.let_go()

    def _adopt_executed(self, code: CodeType) -> Code:
        text = self._executed.text_of(code)
        self.writer.text_record(r.SOURCE, text)
        self.adopt(code, len(self.notes))
        self.notes.append(Notes(text))
        known = self.codes[id(code)]
        known.kind = "exec"
        self.stack.adopt(known)
        return known

    # -- calls

    instruction: Any = None  # who hears of single instructions

    def called(self, code: CodeType, offset: int, function: Any, first: Any) -> object:
        """A call is about to happen in the learner's code."""
        if self._hears_calls:
            self._parents.called(function)
            self._executed.called(function, first)
        changes = self._changes
        if changes is None or self._calls is None:
            return None
        if not changes.tracks:
            return None if self._hears_calls else DISABLE
        if get_ident() != self._thread:
            changes.stop()
            return None
        harmless = self._calls.called(code, offset, function, first)
        return None if self._hears_calls else harmless

    def started(self, code: CodeType, offset: int) -> object:
        """A function of any code begins."""
        known = self.codes.get(id(code))
        if known is None:
            if code.co_name != "<module>":
                return self._disturbed(code)
            self._disturbed(code)
            self.imported = self.writer.attention = True
            if self.is_over or id(get_frame(2).f_code) not in self.codes:
                return DISABLE
            if not self._steps.ending:
                known = self._adopt_executed(code)
        if self._steps.ending:
            raise Cut
        if get_ident() != self._thread:
            self.stack.tracks = False
            return None
        if self.is_over or known is None:
            return None
        frame = get_frame(1)
        depth = self._checked_depth(frame)
        self.stack.push(known, frame, self._parents.of_call(known), depth)
        if known.kind not in ("module", "class"):
            self._step(m.CALL, self.first_line(known))
        return None

    def _disturbed(self, code: CodeType) -> object:
        """Code of the library runs, or our own."""
        if not self.stack.tracks or code.co_filename.startswith(OWN_FOLDER):
            return DISABLE
        if get_ident() != self._thread:
            self.stack.tracks = False
        self.stack.disturb()
        return None

    def _checked_depth(self, frame: FrameType) -> int:
        depth = self.stack.depth_of(frame)
        if depth > self.stack.recursion_limit or (headroom.NEEDS_LOOK and not headroom.has_room()):
            error = RecursionError("maximum recursion depth exceeded")
            self._too_deep = id(error)
            raise error
        return depth

    def returned(self, code: CodeType, offset: int, value: Any) -> None:
        """A frame of the learner's code ends."""
        live = self.stack.top(get_frame(1))
        if live is None:
            return
        if not self._steps.ending:
            if live.code.kind == "module":
                self._step(m.END, live.line)
            elif live.code.kind not in ("class", "exec"):
                self._step(m.RETURN, self._line_at(live, offset), (value,))
            elif live.code.makes and not self._steps.writes:
                self.stack.makes(live)
        self.stack.pop(live)

    def yielded(self, code: CodeType, offset: int, value: Any) -> None:
        """A generator hands out a value, a coroutine waits."""
        live = self.stack.top(get_frame(1))
        if live is None:
            return
        if not self._steps.ending:
            self._step(m.YIELD, self._line_at(live, offset), (value,))
        self.stack.suspend(live)

    def resumed(self, code: CodeType, offset: int) -> None:
        """A generator or coroutine goes on."""
        if self._steps.ending:
            raise Cut
        if self.is_over or get_ident() != self._thread:
            return
        known = self.codes.get(id(code))
        if known is None:
            end_leftover()
        frame = get_frame(1)
        live = self.stack.resume(known, frame, self._checked_depth(frame))
        self._step(m.RESUME, live.line)

    def thrown(self, code: CodeType, offset: int, error: BaseException) -> None:
        """An exception is thrown into a suspended generator: it goes on, to raise it."""
        if id(code) not in self.codes or self.is_over or get_ident() != self._thread:
            return
        waiting: list[FrameType] = []  # it may reach this one by way of generators that hand on to it, of which nothing was heard
        frame: FrameType | None = get_frame(1)
        while frame is not None and self.stack.top(frame) is None and self._suspends(frame):
            waiting.append(frame)
            frame = frame.f_back
        for frame in reversed(waiting):
            self.stack.resume(self.codes[id(frame.f_code)], frame, self.stack.depth_of(frame))

    def _suspends(self, frame: FrameType) -> bool:
        known = self.codes.get(id(frame.f_code))
        return known is not None and known.suspends

    # -- lines

    def line(self, code: CodeType, line: int) -> None:
        """A line of the learner's code is about to run."""
        if self._steps.ending:
            raise Cut
        if get_ident() != self._thread:
            self.stack.tracks = False
            return
        lives = self.stack.lives
        if self.is_over or not lives:
            self._count_after()
            return
        top = lives[-1]
        if top.code.code is not code:
            self.stack.regain(get_frame(1))
            top = lives[-1]
            if top.code.code is not code:
                if id(code) not in self.codes:
                    end_leftover()
                return
        if line == code.co_firstlineno and top.code.kind == "class":
            return  # the class statement's own line, once more
        handlers = self._handlers
        if handlers.looking is top and handlers.caught_before(line, self.notes[top.code.source]):
            self._step(m.CAUGHT, handlers.line, (), handlers.caught(_exception()))
        self._step(m.LINE, line)

    def _count_after(self) -> None:
        """The module has ended, and functions that it left somewhere still run; they may not do so for ever."""
        self._lines_after += 1
        if self._lines_after % AFTER_CHECK == 0:
            self.after()

    def jumped(self, code: CodeType, offset: int, destination: int) -> object:
        """A loop goes round. Where it stands on one line, no line event tells of that."""
        known = self.codes.get(id(code))
        if known is None:
            return end_leftover()
        line = known.span(destination)[0]
        if destination > offset or line is None or line != known.span(offset)[0]:
            return DISABLE
        if self.stack.top(get_frame(1)) is not None or self._steps.ending or self.is_over:
            self.line(code, line)
        return None

    # -- exceptions

    def unwound(self, code: CodeType, offset: int, error: BaseException) -> None:
        """A frame ends by an exception."""
        live = self.stack.top(get_frame(1))
        if live is None:
            return
        if live.code.kind == "module" and not self._steps.ending:
            self._step(m.END if safe.derives(type(error), SystemExit) else m.UNCAUGHT, live.line, (), error)
        self.stack.pop(live)
        self._interrupted()

    def raised(self, code: CodeType, offset: int, error: BaseException) -> None:
        """An exception is raised, or arrives from a call."""
        if id(code) not in self.codes or self._steps.ending:
            return
        live = self.stack.top(get_frame(1))
        if live is None or type(error) is GeneratorExit:
            return
        if id(error) == self._too_deep:
            self._too_deep = 0
            _forget_last_frame(error)
        offset = _raised_at(live, offset, error)
        self._handlers.raised(error)
        self._step(m.EXCEPTION, self._line_at(live, offset), (), error, self._span(live, offset))

    def reraised(self, code: CodeType, offset: int, error: BaseException) -> None:
        """No clause matched, a finally ends, or a bare `raise`."""
        if id(code) not in self.codes or self._steps.ending:
            return
        live = self.stack.top(get_frame(1))
        if live is None:
            return
        if is_raise(code, offset):
            self._handlers.raised(error)
            self._step(m.EXCEPTION, self._line_at(live, offset), (), error, self._span(live, offset))
        else:
            self._handlers.reraised(live, error)

    def handled(self, code: CodeType, offset: int, error: BaseException) -> None:
        """An except clause, a finally or a context manager gets to see the exception."""
        if id(code) not in self.codes or self._steps.ending:
            return
        self._interrupted()
        live = self.stack.top(get_frame(1))
        if live is not None:
            following = offset + 2  # behind PUSH_EXC_INFO
            line = self._line_at(live, following)
            self._handlers.seen(live, code, following, line, error, self.notes[live.code.source])

    def _interrupted(self) -> None:
        """An exception has the frame go on elsewhere."""
        if self._changes is not None:
            self._changes.change_anything()

    # -- places

    def _line_at(self, live: Live, offset: int) -> int:
        return live.code.span(offset)[0] or live.line

    def _span(self, live: Live, offset: int) -> m.Span | None:
        line, end_line, column, end_column = live.code.span(offset)
        if line is None or end_line is None or column is None or end_column is None:
            return None
        notes = self.notes[live.code.source]
        if live.code.source and not notes.lines:
            return None
        return m.Span(line, notes.column(line, column), end_line, notes.column(end_line, end_column))

    def first_line(self, code: Code) -> int:
        """The line on which a definition stands, below its decorators."""
        line = code.code.co_firstlineno
        return self.notes[code.source].definitions.get(line, line)


def end_leftover(*event: Any) -> NoReturn:
    """End code of an earlier run, which an event loop or a thread has kept."""
    raise Cut


def _raised_at(live: Live, offset: int, error: BaseException) -> int:
    """The offset of the instruction that raised: of an exception that comes out of a call, the event names the instruction before it."""
    traceback = get_traceback(error)
    return traceback.tb_lasti if traceback is not None and traceback.tb_frame is live.frame else offset


def _forget_last_frame(error: BaseException) -> None:
    """Take the frame that was one too many out of the traceback: in a plain run it never began."""
    traceback = get_traceback(error)
    if traceback is not None:
        traceback.tb_next = None


__all__ = ["Cut", "Recorder", "end_leftover"]
