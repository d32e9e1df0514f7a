"""Writing one step: everything that changed since the one before, and what the step says about itself.

Rule: a step is written whole or not at all, and nothing of the program runs meanwhile: the cyclic collector waits.
"""

import gc
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from .. import sealed
from ..trace import model as m
from ..trace import records as r
from .changes import Changes
from .shadow import Shadow
from .stack import Stack
from .window import Window, checksum
from .writer import Writer

__builtins__ = sealed.BUILTINS

CLOCK_STEPS = 64  # steps between two looks at the clock, but for as many at the start
_exception = sys.exception
_collects, _collect_not, _collect = gc.isenabled, gc.disable, gc.enable


if sys.platform == "emscripten":
    _Base = BaseException  # in a browser, the event loop hands a KeyboardInterrupt on to JavaScript, where it looks like a crash
else:
    _Base = (
        KeyboardInterrupt  # leaves the standard library's loops (asyncio's, for one), which keep other exceptions to themselves
    )

_QUIET = frozenset((m.CALL, m.RETURN, m.YIELD))  # what the frame does next, if anything, is heard before it changes something


class Cut(_Base):
    """Raised in the learner's program, again and again, until it gives up: the recording has ended."""


class Steps:
    """The steps of one recording, of which those in `window` are written.

    `before()`: called before a step when the writer wants attention, and now and then; it may end the recording by `cut`.
    """

    def __init__(
        self, writer: Writer, shadow: Shadow, stack: Stack, changes: Changes, window: Window, before: Callable[[], None]
    ):
        self._changes = changes
        self._writer = writer
        self._shadow = shadow
        self._stack = stack
        self._window = window
        self._before = before
        self._mark = window.mark
        self.writes = window.is_open
        self.count = 0  # of all, written or not
        self.sum = 0  # see `checksum`
        self.ending = ""  # why the program is being ended, once it is
        self.is_over = False  # the module has ended: what still runs makes no steps
        self.failure: BaseException | None = None  # what went wrong in the recorder itself
        self._root_oids: list[int] = []
        self._kept_oids: list[int] = []

    def count_address(self) -> int:
        """Where in memory `count` lies as an int of C; 0: it does not."""
        return 0

    def close(self) -> None:
        """All is written; what still runs of the program ends at its next line."""
        self.ending = self.ending or "over"

    def cut(self, why: str) -> NoReturn:
        """End the recording for the reason `why`. Raises Cut."""
        self.ending = self.ending or why
        raise Cut

    def begin(self, mark: int) -> None:
        """Write from now on, until `mark`."""
        self.writes, self._mark = True, mark
        self._writer.attention = True
        self._stack.begin()

    def write(
        self,
        event: str,
        line: int,
        value: tuple[Any, ...] = (),
        error: Any = None,
        span: m.Span | None = None,
    ) -> None:
        """Write one step with the state of this moment, or only count it. `value` is a tuple of the value, or ()."""
        if self.count >= self._mark:
            self._window.reached(self)
        self.sum = checksum(self.sum, r.EVENT_CODES[event], line)
        collects = _collects()
        _collect_not()
        try:
            if self._writer.attention or not self.count % CLOCK_STEPS or self.count < CLOCK_STEPS:
                self._writer.attention = False
                self._before()
            if not self.writes:
                self._pass_by(line, value)
            else:
                self._write(event, line, value, error, span)
                if self._changes.tracks:
                    self._changes.stepped(line, is_line=event == m.LINE, is_quiet=event in _QUIET)
        except Cut:
            raise
        except KeyboardInterrupt:  # somebody at a terminal, in the middle of our work
            self.cut("stopped")
        except BaseException as failure:
            self.failure = failure
            self.cut("failed")
        finally:
            if collects:
                _collect()
        self.count += 1

    def _pass_by(self, line: int, value: tuple[Any, ...]) -> None:
        self._stack.pass_by(value)
        self._stack.lives[-1].line = line

    def _write(self, event: str, line: int, value: tuple[Any, ...], error: Any, span: m.Span | None) -> None:
        self._look(value, error)
        lives = self._stack.lives
        lives[-1].line = line
        roots: list[tuple[int, int]] = []
        if value or error is not None:
            codes = (*[r.VALUE] * len(value), *[r.ERROR] * (error is not None))
            roots = list(zip(codes, self._root_oids, strict=True))
        self._writer.step(r.EVENT_CODES[event], line, len(lives), roots, span or ())

    def _look(self, value: tuple[Any, ...], error: Any) -> None:
        shadow, stack = self._shadow, self._stack
        held = shadow.holds
        values = stack.look()
        handled = _exception()
        if value or error is not None or handled is not None or self._kept_oids:
            self._take_roots(value, error, handled)
        changes = self._changes
        if changes.everything or changes.touches or changes.cells or shadow.restless or shadow.fresh or not shadow.holds:
            touches = None if changes.everything else changes.touches
            shadow.look(lambda: [*value, error, handled, *(stack.values() if held else values)], touches, cells=changes.cells)
        if shadow.dying:
            shadow.settle()
        if changes.tracks and not shadow.holds:
            changes.stop()
        if shadow.wants_sweep:
            shadow.sweep([*self._kept_oids, *stack.oids()])

    def _take_roots(self, value: tuple[Any, ...], error: Any, handled: Any) -> None:
        """What the step itself refers to; the exception being handled keeps its oid though no step shows it."""
        shadow = self._shadow
        roots = [shadow.take(root) for root in value]
        if error is not None:
            roots.append(shadow.take(error))
        self._root_oids = roots
        if handled is not None and handled is not error:
            roots = [*roots, shadow.take(handled)]
        for oid in self._kept_oids:
            shadow.release(oid)
        self._kept_oids = roots
