"""The library's modules as they were before a program ran, and putting them back.

A program can rebind any name of any module: `random.random = lambda: 4`. Rule: what is loaded stays loaded, because loading costs the next run time,
but its names and its classes' attributes have the values again that they had before the program, or right after the import. Modules that the program made itself go.
"""

import sys
import types
from typing import Any

from .. import sealed
from . import safe
from .lent import is_lent

__builtins__ = sealed.BUILTINS

OWN_PACKAGE = __name__.rpartition(".record.")[0]
STANDARD = sys.stdlib_module_names
PYTHONS_OWN = ("__annotations_cache__", "__annotate_func__", "__annotations__")  # attributes that Python adds when asked for them
_namespace_of: Any = vars(types.ModuleType)["__dict__"].__get__


def is_own(name: str) -> bool:
    """Whether a module belongs to the recorder and its neighbours."""
    root = name.partition(".")[0]
    return name == OWN_PACKAGE or name.startswith(OWN_PACKAGE + ".") or root in ("tracer", "lessons")


def _restore_class(cls: type, attributes: dict[str, Any]) -> None:
    now = dict(safe.namespace_of(cls))
    for name, value in attributes.items():
        if name not in now or now[name] is not value:
            _put(cls, name, value)
    for name in now.keys() - attributes.keys():
        if name not in PYTHONS_OWN:
            type.__delattr__(cls, name)


def _put(cls: type, name: str, value: Any) -> None:
    try:
        type.__setattr__(cls, name, value)
    except (AttributeError, TypeError):  # one of Python's own
        return


class Modules:
    """Remembers all modules of the moment at which it is made."""

    def __init__(self, folder: str | None):
        self._folder = folder
        self._loaded = sys.modules  # the interpreter's own, whatever the program makes of the name
        self._before = dict(sys.modules)
        self._names: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
        self._classes: list[tuple[type, list[int], dict[str, Any]]] = []
        self.note()

    def note(self) -> None:
        """Remember the names of modules that are new."""
        for name, module in list(self._loaded.items()):
            if type(name) is not str or name in self._names or name.partition(".")[0] not in STANDARD or is_lent(name):
                continue
            if name != "__main__" and safe.derives(type(module), types.ModuleType):
                namespace = _namespace_of(module)
                if not self._is_in_folder(namespace):
                    self._names[name] = (namespace, dict(namespace))
                    self._note_classes(name, namespace)

    def _note_classes(self, module: str, namespace: dict[str, Any]) -> None:
        for cls in list(namespace.values()):
            if type(cls) is type and safe.made_in_python(cls) and safe.module_of(cls) == module:
                attributes = dict(safe.namespace_of(cls))
                self._classes.append((cls, list(map(id, attributes.values())), attributes))

    def hide_own(self) -> None:
        """Make `import tracer` find what the program has, or nothing; and `import turtle` what is lent, not a module that draws elsewhere."""
        for name in list(self._loaded):
            if is_own(name) or is_lent(name):
                del self._loaded[name]

    def forget_main(self) -> None:
        """The program's module may go."""
        self._loaded.pop("__main__", None)

    def restore(self) -> None:
        """Put everything back."""
        for cls, ids, attributes in self._classes:
            if list(map(id, safe.namespace_of(cls).values())) != ids:
                _restore_class(cls, attributes)
        for namespace, names in self._names.values():
            namespace.update(names)
            for name in [name for name in namespace if type(name) is not str or name not in names]:
                try:
                    del namespace[name]
                except Exception:  # noqa: S112 - a key that cannot be compared
                    continue
        loaded = self._loaded
        for name in list(loaded):
            if name not in self._before and not self._may_stay(name, loaded[name]):
                del loaded[name]
        loaded.update(self._before)

    def _may_stay(self, name: str, module: Any) -> bool:
        if not safe.derives(type(module), types.ModuleType):
            return False
        if name in self._names:
            return True
        file = _namespace_of(module).get("__file__")
        return type(file) is str and "site-packages" in file  # some of them cannot be loaded twice

    def _is_in_folder(self, namespace: dict[str, Any]) -> bool:
        file = namespace.get("__file__")
        return self._folder is not None and type(file) is str and file.startswith(self._folder)
