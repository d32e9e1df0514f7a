"""What a program imports that is not here, and where it can be had: pure, before the program runs.

Rule: nothing is imported or asked for here. A table says of each package, by its name: `file`, `version`, `sha256`, the `modules` that it brings,
what it `depends` on, and `bytes` where that is known. The first of several tables that knows a module or a package counts.
"""

import ast
import hashlib
import json
import re
import sys
from collections.abc import Collection, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from . import sealed
from .record.lent import is_lent

__builtins__ = sealed.BUILTINS

Table = dict[str, dict[str, Any]]

MOST_MODULES = 20  # of one program; who lists more asks no question that a person could answer
PATCHED = {
    "requests": "pyodide-http",
    "urllib.request": "pyodide-http",
    "urllib3": "pyodide-http",
}  # what goes through the browser
ASKING = ("requests", "urllib3", "js", "pyodide", "pyodide_js")  # modules with which hosts can be asked, and all below them
MODULE_OF = {"pyodide-http": "pyodide_http"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")


@lru_cache(maxsize=8)  # it is asked for three times before each run
def imported(source: str) -> tuple[str, ...]:
    """The dotted names that a program imports anywhere, in order; none where it does not compile."""
    if "import" not in source:
        return ()
    try:
        tree = ast.parse(source.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(dict.fromkeys(_names_in(tree)))


def _names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "urllib")


def missing(*sources: str, added: Collection[str] = ()) -> list[str]:
    """The top-level modules that these texts import and that nobody can import here, in order; and what requests needs of the browser's. `added`: modules that come with the program."""
    names = [name for source in sources for name in imported(source) if name.partition(".")[0] not in added]
    wanted = [*(name.partition(".")[0] for name in names), *(MODULE_OF[PATCHED[name]] for name in names if name in PATCHED)]
    return [name for name in dict.fromkeys(wanted) if _NAME.fullmatch(name) and not _is_here(name)][:MOST_MODULES]


def hidden(sources: list[str], added: list[str]) -> str | None:
    """A module that these texts import and that Python has itself, under a name of `added`; None where there is none."""
    names = {name.partition(".")[0] for source in sources for name in imported(source)}
    return next((name for name in added if name in names and (name in sys.stdlib_module_names or _is_here(name))), None)


def uses_network(*sources: str) -> bool:
    """Whether one of these texts imports something with which it can ask a host."""
    return any(name in PATCHED or name.partition(".")[0] in ASKING for source in sources for name in imported(source))


def _is_here(name: str) -> bool:
    if name in sys.builtin_module_names or name in sys.modules or is_lent(name):
        return True
    return any(finder.find_spec(name, None) for finder in sys.meta_path)


def plan(modules: list[str], tables: dict[str, Table], insisted: Collection[str] = ()) -> dict[str, Any]:
    """Where these modules are to be had: {"found": [{module, package, wheels}], "unknown": [module], "slips": [module]}.

    A wheel is the entry of its table, with `table` naming it. Modules of the standard library that Pyodide lacks are nowhere. Those whose names are
    nearly one of it are taken for slips of the finger, unless the learner has `insisted` on them.
    """
    found: list[dict[str, Any]] = []
    unknown: list[str] = []
    slips: list[str] = []
    for module in modules:
        package = _package_of(module, tables)
        if package is not None:
            wheels = _with_dependencies(package, tables)
            found.append({"module": module, "package": package, "wheels": wheels})
        elif module not in sys.stdlib_module_names:
            (slips if module not in insisted and is_slip(module) else unknown).append(module)
    return {"found": found, "unknown": unknown, "slips": slips}


def is_slip(module: str) -> bool:
    """Whether a module's name is most likely a mistyped one of the standard library."""
    known = [name for name in sys.stdlib_module_names if not name.startswith("_")]
    turned = sorted(module.lower())
    return any(sorted(name) == turned for name in known) or bool(
        import_module("difflib").get_close_matches(module, known, 1, 0.8)
    )


def _package_of(module: str, tables: dict[str, Table]) -> str | None:
    for table in tables.values():
        for name, entry in table.items():
            if module in entry["modules"] and not name.endswith("-tests"):
                return name
    return None


def _with_dependencies(package: str, tables: dict[str, Table]) -> list[dict[str, Any]]:
    """The entries of a package and of all that it needs and a table knows, each once, what is needed first."""
    done: dict[str, dict[str, Any]] = {}
    seen = set()

    def take(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for table, entries in tables.items():
            if name in entries:
                for other in entries[name]["depends"]:
                    take(canonical(other))
                done[name] = {**entries[name], "name": name, "table": table}
                return

    take(package)
    return list(done.values())


def modules_of(names: list[str]) -> list[str]:
    """The top-level modules of a wheel with these files."""
    found = {name.partition("/")[0] for name in names if re.match(r"[^/]+/.*\.(py|so)$", name)}
    found |= {name.partition(".")[0] for name in names if re.fullmatch(r"[^/]+\.(py|so)", name)}
    return sorted(name for name in found if name.isidentifier())


def canonical(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def table_of_lock(lock: dict[str, Any]) -> Table:
    """The packages of Pyodide's lock file."""
    table = {}
    for name, entry in lock["packages"].items():
        table[canonical(name)] = {
            "version": entry["version"],
            "file": entry["file_name"],
            "sha256": entry["sha256"],
            "modules": entry["imports"],
            "depends": entry["depends"],
            "library": entry["package_type"] == "shared_library",
        }
    return table


def missing_json(sources: str, added: str) -> str:
    """As `missing`, for JavaScript."""
    return json.dumps(missing(*json.loads(sources), added=json.loads(added)))


def plan_json(modules: str, insisted: str, board: str, kept: str, lock: str) -> str:
    """As `plan`, for JavaScript, which has the tables as texts: of this site, of this device, and Pyodide's lock file."""
    return json.dumps(plan(json.loads(modules), _tables(board, kept, lock), json.loads(insisted)))


def _tables(board: str, kept: str, lock: str) -> dict[str, Table]:
    return {"board": json.loads(board), "kept": json.loads(kept), "lock": table_of_lock(json.loads(lock))}


def wheels_json(name: str, board: str, kept: str, lock: str) -> str:
    """The entries of a package and of what it needs, for JavaScript."""
    return json.dumps(_with_dependencies(name, _tables(board, kept, lock)))


def sha256(content: Any) -> str:
    """For a page without a secure connection, where JavaScript has no such function. `content`: a JavaScript array of bytes."""
    return hashlib.sha256(content.to_bytes()).hexdigest()
