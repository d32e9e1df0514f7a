"""The rules of the house as a program. Each failure names the file, the rule and the remedy.

ARCHITECTURE.md gives the reasons. A rule that a file must break has its exception here, with a reason beside it.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tools.places import ROOT

PARTS = ("app", "tracer", "lessons")


def is_content(path: Path) -> bool:
    """Whether this is a program that learners see."""
    inside = path.relative_to(ROOT).parts
    return inside[0] == "lessons" and (inside[1] == "gallery" or len(inside) > 3)


SOURCES = sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py") if not is_content(path))

# The files that know the browser, and what each of them may import of it.
PAGE_EDGE = (
    "address",
    "dom",
    "editor",
    "embed",
    "engine_link",
    "host_link",
    "storage",
    "sync_link",
    "offline",
    "files",
    "runtime",
    "main",
    "paint",
    "shown",
)
BROWSER = {
    "js": {"tracer/worker.py", *(f"app/{name}.py" for name in PAGE_EDGE)},
    "pyscript": {f"app/{name}.py" for name in PAGE_EDGE},
    "pyodide": {"tracer/worker.py"},
}

# Where time is read and chance is drawn; everything else is given both as values.
CLOCK_AND_CHANCE = {"time", "random", "secrets", "uuid", "datetime"}
EDGES = {
    "tracer/worker.py": "gives the session its clock",
    "tracer/cli/commands.py": "tells how long a recording took",
    "tracer/record/run.py": "stops a run after so many seconds",
    "tracer/record/interpreter.py": "seeds the program's random numbers and puts the old state back",
}

MOST_LINES = 300
LONGER: dict[str, str] = {  # file: the reason why it is one idea all the same
    "tracer/record/shadow.py": "the life of one record in the shadow, from admission to drop; its two ways of looking share every line of it",
    "tracer/record/recorder.py": "the listener: one method for each event of the interpreter",
    "tests/tracer/adversaries.py": "a table of programs",
    "tests/tracer/hostile.py": "a table of programs",
    "tests/tracer/line_changes.py": "a table of programs",
    "tests/tracer/oracle.py": "one walker, with a method for each kind of object; it may share nothing with the recorder",
}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import, with relative ones made absolute. `from a import b` gives a.b."""
    package = module_of(path).split(".") if path.name == "__init__.py" else module_of(path).split(".")[:-1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def broken(path: Path, line: int, rule: str, remedy: str) -> str:
    return f"{name_of(path)}:{line}: {rule}. {remedy}."


def under(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def check(problems: Iterator[str]) -> None:
    found = list(problems)
    if found:
        pytest.fail("\n".join(["The house has rules that these files break:", *found]), pytrace=False)


def test_only_the_edge_files_know_the_browser() -> None:
    check(
        broken(
            path, line, f"imports {name}, which only the files at the edge may", f"Move what needs it to one of {sorted(allowed)}"
        )
        for path in SOURCES
        for line, name in imports_of(path)
        for package, allowed in BROWSER.items()
        if under(name, package) and name_of(path) not in allowed
    )


def test_only_monitor_names_sys_monitoring() -> None:
    check(
        broken(path, node.lineno, "names sys.monitoring", "Add what it needs to tracer/monitor.py and call that")
        for path in SOURCES
        if name_of(path) != "tracer/monitor.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "monitoring"
        and isinstance(node.value, ast.Name)
        and node.value.id == "sys"
    )


def test_only_native_names_the_core() -> None:
    check(
        broken(
            path, node.lineno, "names the module _codeviz", "Ask tracer.native.load() for it, which knows whether it can be used"
        )
        for path in SOURCES
        if name_of(path) != "tracer/native.py"
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Constant) and node.value == "_codeviz")
        or (isinstance(node, ast.Import | ast.ImportFrom) and "_codeviz" in ast.unparse(node))
    )


def test_imports_point_one_way() -> None:
    check(problem for path in SOURCES for line, name in imports_of(path) if (problem := wrong_way(path, line, name)))


def wrong_way(path: Path, line: int, name: str) -> str | None:
    here = module_of(path)
    if under(here, "app") and under(name, "tracer", "lessons"):
        return broken(path, line, f"the page imports {name}", "The page reaches the engine by messages alone: docs/messages.md")
    if under(here, "tracer", "lessons") and under(name, "app"):
        return broken(path, line, f"the engine imports {name} of the page", "Send it in a message, or move it to tracer/")
    if under(here, "tracer.trace") and under(name, "tracer") and not under(name, "tracer.trace", "tracer.sealed"):
        return broken(path, line, f"the trace model imports {name}", "tracer/trace knows nobody: give it the value instead")
    if under(here, "tracer") and here != "tracer.worker" and under(name, "lessons"):
        return broken(path, line, f"a recording imports {name}", "Only tracer/worker.py may know lessons/")
    if under(here, "lessons.grading") and under(name, "lessons") and not under(name, "lessons.grading"):
        return broken(path, line, f"grading imports {name}", "The browser has lessons/grading/ alone: move what is needed there")
    if under(here, "tracer") and under(name, "tracer.worker"):
        return broken(path, line, "imports the worker", "The worker is the outermost file of the engine: turn the call round")
    return None


def test_imports_have_no_cycles() -> None:
    modules = {module_of(path): path for path in SOURCES}
    graph = {name: {known for _, wanted in imports_of(path) if (known := known_module(wanted, modules)) and known != name}
             for name, path in modules.items()}  # fmt: skip
    check(f"{' -> '.join(cycle)}: an import cycle. Move what both need below both." for cycle in cycles(graph))


def known_module(name: str, modules: dict[str, Path]) -> str | None:
    """The module that an imported name belongs to: a.b.c is a.b when c is defined in it."""
    return name if name in modules else next((parent for parent in [name.rpartition(".")[0]] if parent in modules), None)


def cycles(graph: dict[str, set[str]]) -> Iterator[list[str]]:
    """One way round for each cycle that a walk through the graph meets."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> Iterator[list[str]]:
        if name in way:
            yield [*way[way.index(name) :], name]
        elif name not in done:
            for wanted in sorted(graph[name]):
                yield from walk(wanted, [*way, name])
            done.add(name)

    for name in sorted(graph):
        yield from walk(name, [])


def test_clock_and_chance_stay_at_the_edges() -> None:
    check(
        broken(path, line, f"imports {name}", "Take the time or the number as an argument from a file at the edge")
        for path in SOURCES
        if name_of(path) not in EDGES
        for line, name in imports_of(path)
        if name.split(".")[0] in CLOCK_AND_CHANCE
    )


def test_no_file_outgrows_its_idea() -> None:
    sources = [*SOURCES, *(path for folder in ("tools", "tests") for path in (ROOT / folder).rglob("*.py"))]
    check(
        broken(
            path,
            count,
            f"{count} lines, above {MOST_LINES}",
            "Move one of its ideas out, or give the reason in tests/test_architecture.py",
        )
        for path in sources
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES and name_of(path) not in LONGER
    )


def test_every_exception_is_still_needed() -> None:
    named = {*EDGES, *LONGER, *BROWSER["js"], *BROWSER["pyodide"]} - {"app/sync_link.py"}  # that one comes with company
    check(
        f"{name}: is no file, but has an exception in tests/test_architecture.py. Remove it."
        for name in sorted(named)
        if not (ROOT / name).exists()
    )


def test_every_module_says_what_it_is_for() -> None:
    check(
        broken(path, 1, "has no docstring", "Say in a sentence what it is for, then the rule it keeps")
        for path in SOURCES
        if tree_of(path).body and not ast.get_docstring(tree_of(path))
    )


def test_the_project_names_no_registry_and_no_machine() -> None:
    """What is locked is named by package and hash; where it was fetched from is the reader's own affair."""
    locks = [ROOT / "package-lock.json", ROOT / "package.json", ROOT / ".npmrc", *(ROOT / "requirements").iterdir()]
    forbidden = re.compile(r'"resolved"|--(extra-)?index-url|--find-links|file://|/(home|root|work|Users)/')
    check(
        broken(path, number, f"holds {found[0]!r}", "make lock writes the lock files without addresses")
        for path in locks
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := forbidden.search(text))
    )
