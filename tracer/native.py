"""The recorder's core in C, where this Python has one: the extension module _codeviz, made from native/ for Pyodide alone.

Rule: it is used only after it has proved, in this very interpreter, that Python's objects are laid out as it believes. Whatever
is wrong with it, the recorder written in Python does the same work, only slower.
"""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from .trace import native_seeker

NAME = "_codeviz"

# Beside the packages; assets/engine.js and tests/pyodide/run.mjs put it there. It is loaded from this place, not looked for on sys.path
# and not kept in sys.modules: neither of them is out of a learner's reach.
PLACE = Path(__file__).parent.parent / f"{NAME}.so"

# Only a core that has proved itself is kept. That there is none is found out anew each time, because the engine's memory snapshot is made
# before the core is there.
_core: ModuleType | None = None


def load() -> ModuleType | None:
    """The core, or None when why_not() has a reason."""
    return None if why_not() else _core


def why_not() -> str:
    """The reason why there is no core to be used, a sentence without its full stop; "" when there is one."""
    global _core
    if _core is not None:
        return ""
    if not PLACE.exists():
        return "there is no native core for this Python"
    try:
        core = loaded(PLACE)
        problem = core.self_test()
    except Exception as error:  # the loader's or the linker's: another browser, another Python
        return f"the native core cannot be loaded: {error}"
    if problem:
        return f"the native core does not fit this Python: {problem}"
    _core = core
    native_seeker.serve(core.Reader)
    return ""


def loaded(place: Path) -> ModuleType:
    """A fresh module from this file."""
    spec = spec_from_file_location(NAME, place)
    assert spec and spec.loader, f"Python takes {place.name} for no module"
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
