"""Modules that a program can import and that are not Python's own: `turtle`, which draws into the recording, and those beside it.

Rule: they are made anew for each run, in a browser from code that was compiled before any program ran: the engine starts from a snapshot, without
its files. They count as library, so they may not lie, by name, among the recorder's own.
"""

import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from .. import sealed

__builtins__ = sealed.BUILTINS

Show = Callable[[int, str], None]
_FOLDER = Path(__file__).parent.parent / "library"
_find_in = PathFinder.find_spec


NAMES = frozenset(place.stem for place in _FOLDER.iterdir() if place.name[:1] not in "._")
_codes: dict[str, tuple[CodeType, bool]] = {}  # by name: the code, whether it is a package


def prepare() -> dict[str, tuple[CodeType, bool]]:
    """All of them, compiled. On the command line that happens when a program imports one of them: it takes 50 ms."""
    if not _codes:
        for place in sorted(_FOLDER.rglob("*.py")):
            parts = place.relative_to(_FOLDER).with_suffix("").parts
            if parts != ("__init__",):
                is_package = parts[-1] == "__init__"
                name = ".".join(parts[:-1] if is_package else parts)
                code = compile(place.read_text(encoding="utf-8"), f"<{name}>", "exec", dont_inherit=True, optimize=0)
                _codes[name] = (code, is_package)
    return _codes


SHOWING = ("turtle._sheet", "codeviz")  # those that are given `show`


def is_lent(name: str) -> bool:
    """Whether a module of this name is one of them."""
    return name.partition(".")[0] in NAMES


class Lender:
    """Finds and loads them, for one run. What they have to show goes to `show(stream, text)`. A module in the program's folder goes before."""

    def __init__(self, show: Show, folder: str | None):
        self._show = show
        self._folder = folder

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """As importlib asks."""
        if (
            not is_lent(name)
            or name not in prepare()
            or (path is None and self._folder is not None and _find_in(name, [self._folder]) is not None)
        ):
            return None
        return ModuleSpec(name, self, origin=f"<{name}>", is_package=_codes[name][1])  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        """An ordinary module."""

    def exec_module(self, module: Any) -> None:
        """Run its code."""
        name = module.__spec__.name
        if name in SHOWING:
            module.__dict__["show"] = self._show
        exec(_codes[name][0], module.__dict__)


def lend(show: Show, folder: str | None) -> None:
    """Let programs find them. Putting the interpreter back takes it away again.

    In a browser, where matplotlib has no window to open, its figures are shown too.
    """
    if sys.platform == "emscripten":
        os.environ.setdefault("MPLBACKEND", "module://codeviz.matplotlib_backend")
    sys.meta_path.insert(0, Lender(show, folder))
