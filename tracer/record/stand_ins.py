"""Functions of the library that would reach past the recording, replaced while the program runs. Restoring the modules takes them back."""

import atexit
import operator
import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from .. import sealed
from .interpreter import MOST_RECURSION, set_recursion_limit
from .recorder import Recorder

__builtins__ = sealed.BUILTINS

_os_write, _os_exit = os.write, os._exit
this_process = os.getpid
Exit = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class AtExit:
    """What the program wants done when it ends."""

    def __init__(self) -> None:
        self.calls: list[Exit] = []

    def register(self, func: Any, /, *args: Any, **kwargs: Any) -> Any:
        """As `atexit.register`."""
        if not callable(func):
            raise TypeError("the first argument must be callable")
        self.calls.append((func, args, kwargs))
        return func

    def unregister(self, func: Any, /) -> None:
        """As `atexit.unregister`."""
        self.calls[:] = [call for call in self.calls if not (call[0] is func or call[0] == func)]


def is_child(process: int) -> bool:
    """Whether the program has forked, and this is not the process that records it."""
    return this_process() != process


def end_child(status: int) -> NoReturn:
    """End such a process: what comes after the program is its parent's."""
    _os_exit(status)


def install(recorder: Recorder, write: Callable[[int, str], None], at_exit: AtExit) -> None:
    """Put the functions in place."""
    process = this_process()

    def write_to(fd: int, data: Any, /) -> int:
        if fd not in (1, 2):
            return _os_write(fd, data)
        content = bytes(data)
        write(fd, content.decode("utf-8", "replace"))
        return len(content)

    def exit_at_once(status: int) -> None:
        if is_child(process):
            _os_exit(status)
        recorder.cut(f"exit {operator.index(status)}")

    def get_limit() -> int:
        return recorder.stack.recursion_limit

    def set_limit(limit: int, /) -> None:
        number = operator.index(limit)
        if number < 1:
            raise ValueError("recursion limit must be greater or equal than 1")
        lives = recorder.stack.lives
        depth = lives[-1].depth if lives else 1
        if depth >= number:
            raise RecursionError(
                f"cannot set the recursion limit to {number} at the recursion depth {depth}: the limit is too low"
            )
        if number > MOST_RECURSION:
            raise OverflowError("Python int too large to convert to C int")
        recorder.stack.recursion_limit = number
        set_recursion_limit(number)

    os.write, os._exit = write_to, exit_at_once  # type: ignore[assignment]
    sys.getrecursionlimit, sys.setrecursionlimit = get_limit, set_limit
    atexit.register, atexit.unregister = at_exit.register, at_exit.unregister
    atexit._clear = at_exit.calls.clear
    atexit._ncallbacks = lambda: len(at_exit.calls)
