"""The recorder's core in C, where this Python has one: the extension module _codeviz, made from native/ for Pyodide alone.

Rule: it is used only after it has proved, in this very interpreter, that Python's objects are laid out as it believes. Whatever
is wrong with it, the recorder written in Python does the same work, only slower.
"""

from importlib import import_module
from types import ModuleType

NAME = "_codeviz"

# Only a core that has proved itself is kept here. That there is none is found out anew each time, because the engine's memory snapshot
# is made before the core is there.
_core: ModuleType | None = None


def load() -> ModuleType | None:
    """The core, or None when why_not() has a reason."""
    return None if why_not() else _core


def why_not() -> str:
    """The reason why there is no core to be used, a sentence without its full stop; "" when there is one."""
    global _core
    if _core is not None:
        return ""
    try:
        core = import_module(NAME)
        problem = core.self_test()
    except ModuleNotFoundError:
        return "there is no native core for this Python"
    except Exception as error:  # of the loader or the linker: another browser, another Python
        return f"the native core cannot be loaded: {error}"
    if problem:
        return f"the native core does not fit this Python: {problem}"
    _core = core
    return ""
