"""The one file that names `sys.monitoring`: which events are heard, and by whom.

Events that can be heard per code object are switched on for the learner's code only; those that cannot (raise, unwind …) come from all
code, and the listener sorts them out. The start of a function is heard everywhere, because code given to exec is not known before;
a listener that returns `DISABLE` hears of that place no more.
"""

import sys
from collections.abc import Callable
from types import CodeType
from typing import Any

from . import sealed

__builtins__ = sealed.BUILTINS
_monitoring = sys.monitoring  # a program may rebind the attribute
DISABLE = _monitoring.DISABLE
MISSING = _monitoring.MISSING  # the first argument of a call without any
_EVENTS = _monitoring.events
TOOL_ID = 4  # 0, 1, 2 and 5 are spoken for by PEP 669; a program may take 3
TOOL_NAME = "CodeViz"

LOCAL = {
    "line": _EVENTS.LINE,
    "jumped": _EVENTS.JUMP,
    "returned": _EVENTS.PY_RETURN,
    "yielded": _EVENTS.PY_YIELD,
    "resumed": _EVENTS.PY_RESUME,
}
GLOBAL = {
    "started": _EVENTS.PY_START,
    "thrown": _EVENTS.PY_THROW,
    "unwound": _EVENTS.PY_UNWIND,
    "raised": _EVENTS.RAISE,
    "reraised": _EVENTS.RERAISE,
    "handled": _EVENTS.EXCEPTION_HANDLED,
}
CALLED, INSTRUCTION = _EVENTS.CALL, _EVENTS.INSTRUCTION


class Monitor:
    """Hears events for one recording. `listener` has one method per name in LOCAL and GLOBAL, and `called`."""

    def __init__(self, listener: Any):
        self.listener = listener

    def prepare(self) -> None:
        """Take the place. Raises ValueError when another tool holds it."""
        monitoring = _monitoring
        if monitoring.get_tool(TOOL_ID) == TOOL_NAME:  # from the recording before
            monitoring.free_tool_id(TOOL_ID)
        monitoring.use_tool_id(TOOL_ID, TOOL_NAME)
        for name, event in (LOCAL | GLOBAL).items():
            monitoring.register_callback(TOOL_ID, event, getattr(self.listener, name))
        monitoring.register_callback(TOOL_ID, CALLED, self.listener.called)
        monitoring.register_callback(TOOL_ID, INSTRUCTION, self.listener.instruction)

    def start(self) -> None:
        """Begin to listen to what all code does."""
        _monitoring.set_events(TOOL_ID, sum(GLOBAL.values()))
        _monitoring.restart_events()

    def listen_to(self, code: CodeType, *, calls: bool, instructions: bool = False) -> None:
        """Hear the local events of `code`; its calls too, where who is called matters, and instructions."""
        events = sum(LOCAL.values()) | (CALLED if calls else 0) | (INSTRUCTION if instructions else 0)
        _monitoring.set_local_events(TOOL_ID, code, events)

    def heard_to_the_end(self) -> bool:
        """Whether the program has left the listening alone."""
        return _monitoring.get_tool(TOOL_ID) == TOOL_NAME and bool(_monitoring.get_events(TOOL_ID) & _EVENTS.PY_START)

    def stop(self, ended: Callable[..., Any]) -> None:
        """Listen no more. What still runs of the program, in a thread or an event loop, gets to `ended` at its next line."""
        monitoring = _monitoring
        if monitoring.get_tool(TOOL_ID) != TOOL_NAME:
            return
        monitoring.set_events(TOOL_ID, 0)
        for event in (*LOCAL.values(), *GLOBAL.values(), CALLED, INSTRUCTION):
            monitoring.register_callback(TOOL_ID, event, ended if event == _EVENTS.LINE else None)


class OutOfSteps(BaseException):
    """The program has run as many lines as it may."""


class Budget:
    """Counts the lines that a program runs, and ends it when they are too many. Nothing else is heard, so this is cheap.

    `code` is the program's; what it gives to exec is not counted. A program that catches `OutOfSteps` gets it again at its next line.
    """

    def __init__(self, code: CodeType):
        if _monitoring.get_tool(TOOL_ID) == TOOL_NAME:
            _monitoring.free_tool_id(TOOL_ID)
        _monitoring.use_tool_id(TOOL_ID, TOOL_NAME)
        self._lines = self._jumps = self._most = 0
        self._listens = False
        _monitoring.register_callback(TOOL_ID, _EVENTS.LINE, self._line)
        _monitoring.register_callback(TOOL_ID, _EVENTS.JUMP, self._jump)
        todo = [code]
        while todo:
            found = todo.pop()
            todo += [constant for constant in found.co_consts if type(constant) is CodeType]
            _monitoring.set_local_events(TOOL_ID, found, _EVENTS.LINE | _EVENTS.JUMP)

    @property
    def is_over(self) -> bool:
        """Whether the lines since `start` were too many."""
        return self._lines > self._most or self._jumps > self._most

    def start(self, most: int) -> None:
        """Count from 0, up to `most` lines."""
        self._lines = self._jumps = 0
        self._most = most
        self._listens = True

    def end(self) -> int:
        """Count no more. Returns the lines and jumps since `start`; a loop on one line is jumps alone."""
        self._listens = False
        return self._lines + self._jumps

    def stop(self) -> None:
        """Give the place back."""
        if _monitoring.get_tool(TOOL_ID) == TOOL_NAME:
            for event in (_EVENTS.LINE, _EVENTS.JUMP):
                _monitoring.register_callback(TOOL_ID, event, None)
            _monitoring.free_tool_id(TOOL_ID)

    def _line(self, code: CodeType, line: int) -> None:
        if self._listens:
            self._lines += 1
            if self._lines > self._most:
                raise OutOfSteps

    def _jump(self, code: CodeType, offset: int, target: int) -> None:
        # A loop on one line runs no new line.
        if self._listens:
            self._jumps += 1
            if self._jumps > self._most:
                raise OutOfSteps
