"""Whether the stack of C has room for the recorder's own work on top of the program's.

In WebAssembly that stack is small, and Python raises RecursionError where it ends. That must not happen in the middle of writing a step: so
the recorder tries, before each call, whether a few calls through C and back would still do. (Comparing nested lists would be cheaper, but takes
next to nothing of that stack: it passed where the recorder then failed.)
"""

import sys

from .. import sealed

__builtins__ = sealed.BUILTINS

NEEDS_LOOK = sys.platform == "emscripten"  # natively Python's own limit of calls comes first
LEVELS = 8  # the recorder itself goes through C and back three times at most


def _deeper(level: int) -> bool:
    return level == 0 or next(map(_deeper, (level - 1,)))


def has_room() -> bool:
    """Whether there is room for LEVELS calls through C and back."""
    try:
        return _deeper(LEVELS)
    except RecursionError:
        return False
