"""Puts wheels into the interpreter's file system, compiled, and has micropip find those that no table knows.

Rule: this runs before a program, in an interpreter that is put back afterwards; only the files stay. Compiling needs more of the stack than a
program may have, so it happens here, once, and not at the first import.
"""

import io
import json
import marshal
from collections.abc import Awaitable, Callable
from importlib import import_module
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path, PurePosixPath
from typing import Any

from . import sealed
from .packages import canonical, modules_of

__builtins__ = sealed.BUILTINS

SITE = "/lib/python3.14/site-packages"
LIBRARIES = "/usr/lib"  # shared libraries that several packages use
UNCHECKED = 0b01  # the flags of a .pyc that holds its source's hash, which nobody compares


def install(content: Any, library: bool, compiled: Any, place: str = "") -> bytes:
    """Unpack a wheel. `compiled`: what this gave for the same wheel before, or None.

    Returns what it compiled, as an archive; nothing where `compiled` was there already.
    """
    folder = place or (LIBRARIES if library else SITE)
    made = io.BytesIO()
    zipfile: Any = import_module("zipfile")  # here, for it would make the engine's snapshot larger
    with zipfile.ZipFile(io.BytesIO(_bytes(content))) as wheel, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pycs:
        for entry in wheel.infolist():
            target = _place_of(entry.filename)
            if entry.is_dir() or target is None:
                continue
            text = wheel.read(entry)
            _write(f"{folder}/{target}", text)
            if compiled is None and target.endswith(".py"):
                code = _compiled(text, f"{folder}/{target}")
                if code:
                    name = cache_from_source(target)
                    pycs.writestr(name, code)
                    _write(f"{folder}/{name}", code)
    if compiled is None:
        return made.getvalue()
    with zipfile.ZipFile(io.BytesIO(_bytes(compiled))) as pycs:
        for name in pycs.namelist():
            _write(f"{folder}/{name}", pycs.read(name))
    return b""


def _bytes(content: Any) -> bytes:
    """Of JavaScript's array, or bytes as they are."""
    return content if isinstance(content, bytes) else content.to_bytes()


def _place_of(name: str) -> str | None:
    """Where a file of a wheel belongs in the folder of packages; None: not there."""
    parts = PurePosixPath(name).parts
    if ".." in parts or not parts or parts[0] == "/":
        return None
    if parts[0].endswith(".data"):
        return "/".join(parts[2:]) if len(parts) > 2 and parts[1] in ("purelib", "platlib") else None
    return "/".join(parts)


def _write(path: str, content: bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content)


def _compiled(text: bytes, path: str) -> bytes | None:
    """The content of the .pyc of a module; None where it does not compile, which its import will say."""
    try:
        code = compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return bytes(MAGIC_NUMBER + UNCHECKED.to_bytes(4, "little") + source_hash(text) + marshal.dumps(code))


async def resolve_json(name: str, board: str, lock: str, index: str, fetched: Callable[[str], Awaitable[Any]]) -> str:
    """Which wheels a package of PyPI needs: {"wheels": [entry with its `url`], "known": [packages of our tables], "problem": sentence or ""}.

    `fetched(url)` gives the bytes of a file of PyPI. `index`: the address of its simple API.
    """
    try:
        found = await _resolved(name, json.loads(board), json.loads(lock)["packages"], index, fetched)
    except Exception as problem:
        return json.dumps({"wheels": [], "known": [], "problem": _sentence(name, problem)})
    return json.dumps(found | {"problem": ""})


async def _resolved(
    name: str, board: dict[str, Any], lock: dict[str, Any], index: str, fetched: Callable[[str], Awaitable[Any]]
) -> dict[str, Any]:
    transactions: Any = import_module("micropip.transaction")
    layers: Any = import_module("micropip._compat")

    class Layer(layers.CompatibilityLayer):  # type: ignore[misc]
        """What micropip asks of the world: JavaScript fetches, our tables are its lock file, and it installs nothing itself."""

        lockfile_packages = lock | board

        @staticmethod
        async def fetch_bytes(url: str, kwargs: dict[str, str]) -> bytes:
            return _bytes(await fetched(url))

        @staticmethod
        async def fetch_string_and_headers(url: str, kwargs: dict[str, str]) -> tuple[str, dict[str, str]]:
            return _bytes(await fetched(url)).decode(), {"content-type": "application/vnd.pypi.simple.v1+json"}

    marking: Any = import_module("micropip._vendored.packaging.src.packaging.markers")
    transaction = transactions.Transaction(
        _compat_layer=Layer, ctx=dict(marking.default_environment()), ctx_extras=[], keep_going=False, deps=True, pre=False,
        fetch_kwargs={}, index_urls=index.rstrip("/"),
    )  # fmt: skip
    transaction.search_pyodide_lock_first = True
    await transaction.gather_requirements([name])
    known = [canonical(each.name) for each in transaction.pyodide_packages]
    here = {canonical(each.name) for each in transaction.wheels} | set(known)
    wheels = [_entry(each, here) for each in transaction.wheels]
    return {"wheels": wheels, "known": known}


def _entry(wheel: Any, here: set[str]) -> dict[str, Any]:
    """A wheel in the words of packages.py."""
    with import_module("zipfile").ZipFile(io.BytesIO(wheel._data)) as archive:
        names = archive.namelist()
    needed = [canonical(each.name) for each in wheel._requires or ()]
    return {
        "name": canonical(wheel.name),
        "version": str(wheel.version),
        "file": wheel.filename,
        "url": wheel.url,
        "sha256": wheel.sha256 or "",
        "modules": modules_of(names),
        "depends": [each for each in dict.fromkeys(needed) if each in here],
    }


def _sentence(name: str, problem: Exception) -> str:
    text = str(problem)
    if "fetch metadata" in text:
        return f"No package called {name} was found. Is its name written correctly?"
    if "pure Python" in text:
        return f"{name}, or a package that it needs, does not exist in a form that runs in a browser."
    return f"{name} could not be loaded: {text.splitlines()[0] if text else type(problem).__name__}"
