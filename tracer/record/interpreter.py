"""What one run may not leave behind for the next: interpreter state, put back afterwards."""

import builtins
import gc
import os
import random
import sys
import threading
import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .. import sealed
from .errors import report_unraisable
from .modules import Modules

__builtins__ = sealed.BUILTINS

# Functions of ours, because the program may rebind the names.
_get_directory, _change_directory = os.getcwd, os.chdir
_get_state, _set_state, _seed = random.getstate, random.setstate, random.seed
_abspath, _dirname = os.path.abspath, os.path.dirname
_set_recursion, _set_hooks = sys.setrecursionlimit, sys.set_asyncgen_hooks

_collect, _collect_not, _set_thresholds = gc.enable, gc.disable, gc.set_threshold


def _switch_collection(on: bool) -> None:
    _collect() if on else _collect_not()


def _set_threshold(numbers: tuple[int, ...]) -> None:
    _set_thresholds(*numbers)


# (how to read it, how to set it) for state that is no name of a module.
_SETTINGS: tuple[tuple[Callable[[], Any], Callable[[Any], Any]], ...] = (
    (sys.gettrace, sys.settrace),
    (sys.getprofile, sys.setprofile),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (sys.get_int_max_str_digits, sys.set_int_max_str_digits),
    (sys.get_coroutine_origin_tracking_depth, sys.set_coroutine_origin_tracking_depth),
    (gc.isenabled, _switch_collection),
    (gc.get_threshold, _set_threshold),
    (gc.get_debug, gc.set_debug),
    *(((sys.getswitchinterval, sys.setswitchinterval),) if hasattr(sys, "getswitchinterval") else ()),
)
MARGIN = 150  # frames that the recorder itself may need on top of the program's
MOST_RECURSION = 2**31 - 1
DEFAULT_FILTERS: tuple[tuple[str, type[Warning], str], ...] = (  # what a plain `python program.py` begins with
    ("default", DeprecationWarning, "__main__"),
    ("ignore", DeprecationWarning, ""),
    ("ignore", PendingDeprecationWarning, ""),
    ("ignore", ImportWarning, ""),
    ("ignore", ResourceWarning, ""),
)


class Guest:
    """An interpreter as a program finds it that was started on its own; `leave` makes it ours again."""

    def __init__(self, folder: str | None):
        self.modules = Modules(folder)
        self._settings = [(put, get()) for get, put in _SETTINGS]
        self._hooks = sys.get_asyncgen_hooks()
        lists: tuple[list[Any], ...] = (sys.argv, sys.path, sys.path_hooks, sys.meta_path, gc.callbacks)
        self._lists = [(entries, list(entries)) for entries in lists]
        self._builtins = dict(vars(builtins))
        self._directory, self._environment = _get_directory(), dict(os.environ)
        self._random = _get_state()
        self._logging = _logging_state()
        self._signals = _signal_state()
        gc.freeze()  # what is ours is no part of what the program's collector looks at

    def enter(self, main: types.ModuleType, seed: int, folder: str | None) -> None:
        """Make it the program's. `main` is `__main__`."""
        self.modules.hide_own()
        sys.modules["__main__"] = main
        sys.path[:] = ([folder] if folder is not None else []) + [entry for entry in sys.path if entry and not _holds_us(entry)]
        sys.argv[:] = [str(main.__dict__.get("__file__", ""))]
        sys.excepthook, sys.displayhook = sys.__excepthook__, sys.__displayhook__
        sys.unraisablehook, sys.breakpointhook = report_unraisable, sys.__breakpointhook__
        threading.excepthook = threading.__excepthook__
        sys.settrace(None)
        sys.setprofile(None)
        warnings.showwarning = warnings._showwarning_orig  # type: ignore[attr-defined]
        warnings._showwarnmsg_impl = _show_warning  # type: ignore[attr-defined]
        warnings.filters = []
        for action, category, module in DEFAULT_FILTERS[::-1]:
            warnings.filterwarnings(action, category=category, module=module)  # type: ignore[arg-type]
        warnings.onceregistry.clear()  # type: ignore[attr-defined]
        _set_hooks(None, None)
        if self._logging is not None:
            _restore_logging(None)
        _seed(seed)

    def enter_again(self, main: types.ModuleType, seed: int) -> None:
        """The same program once more, from its beginning: what it has made of the library stays."""
        self.restore_builtins()
        sys.modules["__main__"] = main
        _seed(seed)

    def end_program(self) -> None:
        """Its module has ended; what is left to do is the library's, which needs its builtins."""
        self.restore_builtins()
        self.modules.forget_main()

    def restore_builtins(self) -> None:
        """Give the builtins their values again."""
        names, now = self._builtins, vars(builtins)
        now.update(names)
        for name in [name for name in now if name not in names]:
            del now[name]

    def leave(self) -> None:
        """Make everything what it was."""
        self.restore_builtins()
        self.modules.restore()
        for put, value in self._settings:
            put(value)
        _set_hooks(*self._hooks)
        for entries, before in self._lists:
            entries[:] = before
        _tell_of_other_filters()
        _change_directory(self._directory)
        os.environ.clear()
        os.environ.update(self._environment)
        _set_state(self._random)
        _restore_logging(self._logging)
        _restore_signals(self._signals)
        _restore_decimal()
        gc.unfreeze()


@contextmanager
def guest(folder: str | None) -> Iterator[Guest]:
    """A guest that leaves in any case."""
    found = Guest(folder)
    try:
        yield found
    finally:
        found.leave()


def _show_warning(warning: Any) -> None:
    """As the library's own, which others may have led elsewhere by the same way."""
    to = warning.file if warning.file is not None else sys.stderr
    if to is not None:
        to.write(warnings._formatwarnmsg(warning))  # type: ignore[attr-defined]


def _tell_of_other_filters() -> None:
    """The part of `warnings` that is written in C keeps what it found in the list before."""
    module: Any = warnings
    lock = getattr(module, "_lock", None)
    if lock is None:  # before 3.14
        module._filters_mutated()
    else:
        with lock:
            module._filters_mutated_lock_held()


def set_recursion_limit(limit: int) -> None:
    """Make room for `limit` frames of the program, which the recorder counts itself. Python counts two for a call of a class, so that
    room has to be twice as large."""
    below, frame = 0, sys._getframe(1)
    while (back := frame.f_back) is not None:
        below, frame = below + 1, back
    _set_recursion(min(below + 2 * limit + MARGIN, MOST_RECURSION))


def _holds_us(entry: str) -> bool:
    here = _dirname(_dirname(_dirname(_abspath(__file__))))
    return _abspath(entry) == here


# -- state deep inside modules that are there only when somebody imported them


def _logging_state() -> Any:
    logging: Any = sys.modules.get("logging")
    if logging is None:
        return None
    root = logging.getLogger()
    return list(root.handlers), root.level, set(root.manager.loggerDict), root.manager.disable


def _restore_logging(state: Any) -> None:
    logging: Any = sys.modules.get("logging")
    if logging is None:
        return
    handlers, level, known, disabled = state or ([], logging.WARNING, None, 0)
    root = logging.getLogger()
    root.handlers[:] = handlers
    root.setLevel(level)
    root.manager.disable = disabled
    loggers = root.manager.loggerDict
    for name in [name for name in loggers if known is not None and name not in known]:
        del loggers[name]
    if known is None:  # nobody but programs has used it
        for logger in loggers.values():
            if type(logger) is logging.Logger:
                logger.handlers.clear()
                logger.setLevel(logging.NOTSET)
                logger.disabled, logger.propagate = False, True


def _signal_state() -> Any:
    signal: Any = sys.modules.get("signal")
    if signal is None or threading.current_thread() is not threading.main_thread():
        return {}
    return {
        number: signal.getsignal(number) for name in ("SIGINT", "SIGALRM", "SIGTERM") if (number := getattr(signal, name, None))
    }


def _restore_signals(state: Any) -> None:
    signal: Any = sys.modules.get("signal")
    if signal is None or not state:
        return
    if hasattr(signal, "alarm"):
        signal.alarm(0)
    for number, handler in state.items():
        if signal.getsignal(number) is not handler and handler is not None:
            signal.signal(number, handler)


def _restore_decimal() -> None:
    decimal: Any = sys.modules.get("decimal")
    if decimal is not None:
        decimal.setcontext(decimal.Context())
