"""What one run may not leave behind for the next: interpreter state, put back afterwards.

The recorder's own modules are out of `sys.modules` while the program runs, so that `import tracer` finds what the learner has, or nothing.
"""

import builtins
import os
import random
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .. import sealed

__builtins__ = sealed.BUILTINS

OWN_PACKAGE = __name__.rpartition(".record.")[0]
SYS_NAMES = (
    *("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__", "argv", "path", "excepthook"),
    *("displayhook", "unraisablehook", "breakpointhook", "ps1", "ps2", "path_hooks", "meta_path", "modules"),
    *("dont_write_bytecode", "tracebacklimit"),
)
MARGIN = 150  # frames that the recorder itself may need on top of the program's


def is_own(name: str) -> bool:
    """Whether a module belongs to the recorder and its neighbours."""
    root = name.partition(".")[0]
    return name == OWN_PACKAGE or name.startswith(OWN_PACKAGE + ".") or root in ("tracer", "lessons")


@contextmanager
def guest(main: types.ModuleType, depth: int, seed: int, folder: str | None) -> Iterator[None]:
    """An interpreter for one program: `main` is `__main__`; afterwards all is as it was before."""
    missing: Any = object()
    saved_sys = {name: getattr(sys, name, missing) for name in SYS_NAMES}
    saved_lists = {name: list(getattr(sys, name)) for name in ("argv", "path", "path_hooks", "meta_path")}
    saved_modules = dict(sys.modules)
    saved_builtins = dict(vars(builtins))
    saved_limit, saved_trace, saved_profile = sys.getrecursionlimit(), sys.gettrace(), sys.getprofile()
    saved_directory, saved_environment = os.getcwd(), dict(os.environ)
    saved_random, saved_exit, saved_write = random.getstate(), os._exit, os.write
    own = {name for name in sys.modules if is_own(name)}
    try:
        for name in own:
            del sys.modules[name]
        sys.modules["__main__"] = main
        sys.path[:] = [folder] * (folder is not None) + [
            entry for entry in sys.path if entry and not _holds_us(entry)
        ]
        sys.argv[:] = [str(main.__dict__.get("__file__", ""))]
        sys.setrecursionlimit(depth + MARGIN)
        random.seed(seed)
        yield
    finally:
        for name in set(vars(builtins)) - set(saved_builtins):
            delattr(builtins, name)
        vars(builtins).update(saved_builtins)
        sys.settrace(saved_trace)
        sys.setprofile(saved_profile)
        sys.setrecursionlimit(saved_limit)
        for name, value in saved_sys.items():
            if value is missing:
                vars(sys).pop(name, None)
            else:
                setattr(sys, name, value)
        for name, entries in saved_lists.items():
            getattr(sys, name)[:] = entries
        _restore_modules(saved_modules)
        os._exit, os.write = saved_exit, saved_write
        os.chdir(saved_directory)
        os.environ.clear()
        os.environ.update(saved_environment)
        random.setstate(saved_random)


def _holds_us(entry: str) -> bool:
    here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return os.path.abspath(entry) == here


def _restore_modules(saved: dict[str, types.ModuleType]) -> None:
    """What the program imported stays loaded when it is the standard library's; what it put there itself goes."""
    for name in list(sys.modules):
        if name not in saved:
            module = sys.modules[name]
            root = name.partition(".")[0]
            if type(module) is not types.ModuleType or root not in sys.stdlib_module_names:
                del sys.modules[name]
    for name, module in saved.items():
        sys.modules[name] = module
