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
