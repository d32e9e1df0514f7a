"""From events to steps: the listener of one recording.

Each method named like an event of `monitor` is called by the interpreter in the middle of the learner's program. It keeps the
stack of the learner's frames and writes a step for each event that is one.
"""

import opcode
import sys
from _thread import get_ident
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, FunctionType, MethodType
from typing import Any, NoReturn

from ..monitor import DISABLE, Monitor
from ..trace import model as m
from ..trace import records as r
from ..trace.codec import put_varint
from .. import sealed
from . import frames
from .frames import Live
from .limits import Limits
from .program import Code, Notes, names_delicate, nested_codes
from .shadow import Shadow
from .writer import Writer

__builtins__ = sealed.BUILTINS

get_frame = sys._getframe
WITH_EXCEPT_START = opcode.opmap["WITH_EXCEPT_START"]


class Cut(BaseException):
    """Raised in the learner's program, again and again, until it gives up: the recording has ended."""


class Recorder:
    """Records one run. `clock`: called now and then between steps; it may raise `Cut` by way of `cut`."""

    def __init__(self, writer: Writer, shadow: Shadow, limits: Limits, tick: Callable[[], None]):
        self.writer = writer
        self.shadow = shadow
        self.limits = limits
        self.tick = tick
        self.monitor = Monitor(self)
        self.codes: dict[int, Code] = {}
        self.stack: list[Live] = []
        self.steps = 0
        self.calls = 0
        self.ending: str = ""  # why the program is being ended, once it is
        self.notes = Notes("")
        self.suspended: dict[int, tuple[Code, int, int, dict[str, int]]] = {}
        self.flush: Callable[[], None] = lambda: None
        self.error = 0  # address of the exception under way, between raise and catch; holding it would hold its frames
        self._root_oids: tuple[int, ...] = ()
        self._kept_oids: list[int] = []
        self._entered: list[Live] = []  # the stack as it is written down
        self._kept = 0  # so many of them are still the stack's
        self._watched: list[int] = []  # places of frames whose variables can change while they wait
        self._popped: Live | None = None
        self._called = 0
        self._caught_in: Live | None = None
        self._caught_line = 0
        self._sources = 0
        self._thread = get_ident()
        shadow.parent_of = self.parent_of  # type: ignore[method-assign]
        shadow.overflow = lambda: self.cut("objects")  # type: ignore[method-assign]

    # -- the learner's code

    def adopt(self, code: CodeType, source: int) -> None:
        """Take `code` and all code in it for the learner's."""
        codes = list(nested_codes(code))
        calls = any(nested.co_freevars for nested in codes)
        for nested in codes:
            self.codes[id(nested)] = Code(nested, source)
            self.monitor.listen_to(nested, calls=calls)
        if self.shadow.holds and names_delicate(code):
            self.shadow.let_go()

    def parent_of(self, function: FunctionType) -> int:
        """The id of the function frame in whose code `function` is written; -1 when it is at the top."""
        wanted = id(function.__code__)
        for live in (*reversed(self.stack), *((self._popped,) if self._popped else ())):
            if wanted in live.code.nested:
                if live.code.kind == "class":
                    return live.parent
                return -1 if live.code.kind == "module" else live.id
        return -1

    def _parent_of_call(self, code: Code) -> int:
        """The frame that encloses a call that is about to start."""
        if not code.free:
            return -1
        record = self.shadow.by_address.get(self._called)
        if record is not None and record.cls is FunctionType:
            function = record.obj if record.obj is not None else record.ref and record.ref()
            if function is not None and function.__code__ is code.code:
                return record.parent
        for live in reversed(self.stack):
            if id(code.code) in live.code.nested:
                return live.parent if live.code.kind == "class" else live.id
        wanted = code.code
        for record in reversed(list(self.shadow.by_oid.values())):
            if record.cls is FunctionType:
                function = record.obj if record.obj is not None else record.ref and record.ref()
                if function is not None and function.__code__ is wanted:
                    return record.parent
        return -1

    # -- events

    def called(self, code: CodeType, offset: int, function: Any, first: Any) -> None:
        """A call is about to happen in the learner's code."""
        self._called = id(function.__func__) if type(function) is MethodType else id(function)

    def started(self, code: CodeType, offset: int) -> object:
        """A function of any code begins."""
        known = self.codes.get(id(code))
        if known is None:
            if code.co_name != "<module>" or id(get_frame(2).f_code) not in self.codes:
                return DISABLE
            known = self._adopt_executed(code)
        if get_ident() != self._thread:
            return None
        if self.ending:
            raise Cut
        self._push(known, get_frame(1), self._parent_of_call(known))
        if known.kind not in ("module", "class"):
            self._step(m.CALL, self._first_line(known))
            if len(self.stack) > self.limits.depth:
                raise RecursionError("maximum recursion depth exceeded")
        return None

    def _adopt_executed(self, code: CodeType) -> Code:
        self._sources += 1
        self.writer.text_record(r.SOURCE, "")
        self.adopt(code, self._sources)
        known = self.codes[id(code)]
        known.kind = "exec"
        return known

    def _push(self, code: Code, frame: FrameType, parent: int) -> Live:
        live = Live(code, frame, self.calls, parent)
        self.calls += 1
        self.stack.append(live)
        return live

    def line(self, code: CodeType, line: int) -> None:
        """A line of the learner's code is about to run."""
        if get_ident() != self._thread:
            return
        if self.ending:
            raise Cut
        if not self.stack:
            return
        top = self.stack[-1]
        if line == code.co_firstlineno and top.code.kind == "class":
            return  # the class statement's own line, once more
        if self._caught_in is top and line not in self.notes.handlers and line != self._caught_line:
            handled = sys.exception()
            self._step(m.CAUGHT, self._caught_line, error=handled if id(handled) == self.error else None)
            self._caught_in, self.error = None, 0
        elif self._caught_in is top:
            self._caught_line = line
        self._step(m.LINE, line)

    def jumped(self, code: CodeType, offset: int, destination: int) -> object:
        """A loop goes round. Where it stands on one line, no line event tells of that."""
        known = self.codes[id(code)]
        line = known.span(destination)[0]
        if destination > offset or line is None or line != known.span(offset)[0]:
            return DISABLE
        self.line(code, line)
        return None

    def returned(self, code: CodeType, offset: int, value: Any) -> None:
        """A frame of the learner's code ends."""
        live = self._top(get_frame(1))
        if live is None:
            return
        if live.code.kind == "module":
            if not self.ending:
                self._step(m.END, live.line)
        elif live.code.kind not in ("class", "exec") and not self.ending:
            self._step(m.RETURN, self._line_at(live, offset), value=(value,))
        self._pop(live)

    def yielded(self, code: CodeType, offset: int, value: Any) -> None:
        """A generator hands out a value, a coroutine waits."""
        live = self._top(get_frame(1))
        if live is None:
            return
        if not self.ending:
            self._step(m.YIELD, self._line_at(live, offset), value=(value,))
        self.suspended[id(live.frame)] = (live.code, live.id, live.parent, live.order)
        self._pop(live)

    def resumed(self, code: CodeType, offset: int) -> None:
        """A generator or coroutine goes on."""
        if get_ident() != self._thread:
            return
        if self.ending:
            raise Cut
        live = self._resume(self.codes[id(code)], get_frame(1))
        self._step(m.RESUME, live.line)

    def thrown(self, code: CodeType, offset: int, error: BaseException) -> None:
        """An exception is thrown into a suspended generator: it goes on, to raise it."""
        known = self.codes.get(id(code))
        if known is not None and get_ident() == self._thread:
            self._resume(known, get_frame(1))

    def _resume(self, code: Code, frame: FrameType) -> Live:
        before = self.suspended.pop(id(frame), None)
        live = self._push(code, frame, -1)
        if before is not None and before[0] is code:
            self.calls -= 1
            _, live.id, live.parent, live.order = before
        return live

    def unwound(self, code: CodeType, offset: int, error: BaseException) -> None:
        """A frame ends by an exception."""
        live = self._top(get_frame(1))
        if live is None:
            return
        if live.code.kind == "module" and not self.ending:
            ended = isinstance(error, SystemExit)
            self._step(m.END if ended else m.UNCAUGHT, live.line, error=error)
        self._pop(live)

    def raised(self, code: CodeType, offset: int, error: BaseException) -> None:
        """An exception is raised, or arrives from a call."""
        if id(code) not in self.codes or self.ending:
            return
        live = self._top(get_frame(1))
        if live is None or type(error) in (Cut, GeneratorExit):
            return
        self.error = id(error)
        self._caught_in = None
        self._step(m.EXCEPTION, self._line_at(live, offset), error=error, span=self._span(live, offset))

    def reraised(self, code: CodeType, offset: int, error: BaseException) -> None:
        """No clause matched, a finally ends, or a bare `raise`."""
        if id(code) not in self.codes:
            return
        live = self._top(get_frame(1))
        if live is not None and self._caught_in is live:
            self._caught_in = None
            self.error = id(error)

    def handled(self, code: CodeType, offset: int, error: BaseException) -> None:
        """An except clause, a finally or a context manager gets to see the exception."""
        if id(code) not in self.codes or self.ending:
            return
        live = self._top(get_frame(1))
        if live is None or live.code.source or id(error) != self.error:
            return
        following = offset + 2  # behind PUSH_EXC_INFO
        line = self._line_at(live, following)
        if line in self.notes.handlers or code.co_code[following] == WITH_EXCEPT_START:
            self._caught_in = live
            self._caught_line = line

    # -- the stack

    def _top(self, frame: FrameType) -> Live | None:
        """The frame on top of the stack if it is `frame`, which another thread's is not."""
        if self.stack and self.stack[-1].frame is frame:
            return self.stack[-1]
        return None

    def _pop(self, live: Live) -> None:
        live.frame = None
        self.stack.pop()
        self._kept = min(self._kept, len(self.stack))
        self._popped = live

    def _line_at(self, live: Live, offset: int) -> int:
        return live.code.span(offset)[0] or live.line

    def _span(self, live: Live, offset: int) -> m.Span | None:
        line, end_line, column, end_column = live.code.span(offset)
        if live.code.source or None in (line, end_line, column, end_column):
            return None
        notes = self.notes
        return m.Span(line, notes.column(line, column), end_line, notes.column(end_line, end_column))

    def _first_line(self, code: Code) -> int:
        line = code.code.co_firstlineno
        return line if code.source else self.notes.definitions.get(line, line)

    # -- steps

    def _step(
        self,
        event: str,
        line: int,
        value: tuple[Any, ...] = (),
        error: Any = None,
        span: m.Span | None = None,
    ) -> None:
        """Write one step with the state of this moment. `value` is a tuple of the value, or ()."""
        if self.steps >= self.limits.steps:
            self.cut("steps")
        self.tick()
        self.flush()
        self._look(value, error)
        moment = bytearray()
        flags = r.HAS_VALUE * bool(value) | r.HAS_ERROR * (error is not None)
        put_varint(moment, r.EVENT_CODES[event] | flags | r.HAS_SPAN * (span is not None))
        put_varint(moment, line)
        put_varint(moment, len(self.stack))
        for oid in self._root_oids:
            put_varint(moment, oid)
        for number in span or ():
            put_varint(moment, number)
        self.stack[-1].line = line
        if self.writer.wants_keyframe:
            self._keyframe()
            self.writer.keyframe(moment)
        else:
            self.writer.delta(moment)
        self.steps += 1

    def _look(self, value: tuple[Any, ...], error: Any) -> None:
        writer, shadow, stack = self.writer, self.shadow, self.stack
        kept = self._kept
        for live in self._entered[kept:][::-1]:
            writer.op(r.POP)
            for oid in live.items:
                shadow.release(oid)
        del self._entered[kept:]
        while self._watched and self._watched[-1] >= kept:
            self._watched.pop()
        for at in self._watched if shadow.holds else range(kept):
            frames.look(stack[at], kept - 1 - at, shadow, writer)
        if shadow.holds and 0 < kept == len(stack) and (not self._watched or self._watched[-1] != kept - 1):
            frames.look(stack[-1], 0, shadow, writer)
        for live in stack[kept:]:
            if live.code.shared or live.code.kind == "module":
                self._watched.append(len(self._entered))
            self._entered.append(live)
            frames.push(live, writer)
            frames.look(live, 0, shadow, writer)
        self._kept = len(stack)
        self._take_roots(value, error)
        shadow.look(self._roots(value, error))
        shadow.settle()
        if shadow.wants_sweep:
            shadow.sweep([*self._kept_oids, *(oid for live in self._entered for oid in live.items)])

    def _take_roots(self, value: tuple[Any, ...], error: Any) -> None:
        """What the step itself refers to; the exception being handled keeps its oid though no step shows it."""
        shadow, handled = self.shadow, sys.exception()
        roots = [shadow.take(root) for root in value]
        if error is not None:
            roots.append(shadow.take(error))
        self._root_oids = tuple(roots)
        if handled is not None and handled is not error:
            roots.append(shadow.take(handled))
        for oid in self._kept_oids:
            shadow.release(oid)
        self._kept_oids = roots

    def _roots(self, value: tuple[Any, ...], error: Any) -> Iterator[Any]:
        yield from value
        if error is not None:
            yield error
        if (handled := sys.exception()) is not None:
            yield handled
        for live in self.stack:
            yield from live.variables().values()

    def _keyframe(self) -> None:
        self.writer.ops.clear()
        for record in self.shadow.by_oid.values():
            self.shadow.write(record)
        for live in self._entered:
            frames.push(live, self.writer)

    # -- the end

    def cut(self, why: str) -> NoReturn:
        """End the recording for the reason `why`. Raises Cut."""
        self.ending = why
        raise Cut
