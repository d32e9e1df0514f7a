"""What Python does when the module has ended: it reports an exception, waits for threads, calls what was left with `atexit`, lets all objects go.

All of it can print, and a plain run would show that; so it happens here too, after the last step.
"""

import gc
import sys
import traceback
from collections.abc import Callable
from typing import Any

from .. import sealed
from ..trace.model import Outcome
from . import errors, safe
from .recorder import Cut
from .stand_ins import AtExit

__builtins__ = sealed.BUILTINS

INTERRUPTED = 130  # the status of a program that ended by KeyboardInterrupt, as shells show it
SLICE_S = 0.05  # between two looks at whether to go on waiting


def outcome_of(error: BaseException, filenames: frozenset[str]) -> Outcome:
    """How the program ended by `error`. What Python writes about it goes to `sys.stderr`, which may be the program's own."""
    if safe.derives(type(error), SystemExit):
        return _exited(error)
    hook, standard = sys.excepthook, sys.__excepthook__
    text = errors.traceback_text(error, filenames)
    if hook is standard:
        _print_error(text)
    else:
        try:
            hook(type(error), error, error.__traceback__)
        except Cut:
            raise
        except BaseException as other:
            _print_error("Error in sys.excepthook:\n" + errors.traceback_text(other, filenames))
            _print_error("\nOriginal exception was:\n" + text)
    message = text.rstrip().rpartition("\n")[2]
    status = INTERRUPTED if safe.derives(type(error), KeyboardInterrupt) else 1
    return Outcome("raised", f"The program ended by an exception: {message}", status, traceback=text)


def _exited(error: Any) -> Outcome:
    code = error.code
    if code is None or safe.derives(type(code), int):
        status = 0 if code is None else int.__index__(code) & 0xFF
    else:
        _print_error(f"{code!s}\n")
        status = 1
    return Outcome("exited", f"The program ended itself with status {status}.", status)


def _print_error(text: str) -> None:
    """To stderr, if the program has left one."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(text)
    except Cut:
        raise
    except BaseException:
        return


def end_threads(before: set[Any], wait: Callable[[], bool], *, daemons: bool) -> None:
    """Wait for the threads that the program started, as a plain run does for all but daemons. `wait()` says whether to wait on."""
    threading: Any = sys.modules.get("threading")
    if threading is None:
        return
    try:
        for thread in threading.enumerate():
            if thread not in before and (daemons or not thread.daemon):
                while thread.is_alive() and wait():
                    thread.join(SLICE_S)
    except Exception:  # the program has changed the module: nobody knows its threads any more
        return


def call_at_exit(at_exit: AtExit) -> None:
    """Call what the program registered, last first."""
    while at_exit.calls:
        function, args, kwargs = at_exit.calls.pop()
        try:
            function(*args, **kwargs)
        except Cut:
            raise
        except SystemExit:
            continue
        except BaseException as error:
            _print_error(f"Exception ignored in atexit callback {function!r}:\n")
            _print_error(
                "".join(traceback.format_exception(type(error), error, error.__traceback__ and error.__traceback__.tb_next))
            )


def flush_streams() -> None:
    """Write out what the program's own streams still hold."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name, None)
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except Cut:
            raise
        except BaseException:  # noqa: S112 - a plain run is silent here too
            continue


def collect() -> None:
    """Let go of what refers to itself. Objects from before the program are frozen and cost nothing."""
    gc.collect()
