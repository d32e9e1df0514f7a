"""Little wheels, and a host for them that another origin may ask, as the hosts of packages are."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from tools.places import DIST
from tools.serve import SiteHandler, serving

FOO = {"foo/__init__.py": "from bar import two\ndef double(n):\n    return n * two\n"}
BAR = {"bar.py": "two = 2\n"}
LOCK = DIST / "vendor" / "pyodide" / "pyodide-lock.json"


def wheel(name: str, modules: dict[str, str], *, version: str = "1.0", requires: tuple[str, ...] = ()) -> tuple[str, bytes]:
    """(file name, content): a wheel in pure Python. `modules`: {file: text}."""
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + "".join(
        f"Requires-Dist: {each}\n" for each in requires
    )
    files = modules | {
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for place, text in files.items():
            archive.writestr(place, text)
    return f"{name}-{version}-py3-none-any.whl", made.getvalue()


class Wheels:
    """A host of packages: what it has is in `folder`. `asked`: what was asked of it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.asked: list[str] = []
        self.address = ""
        self.lock: dict[str, Any] = json.loads(LOCK.read_text(encoding="utf-8"))

    def put(self, name: str, modules: dict[str, str], *, depends: tuple[str, ...] = (), locked: bool = True) -> str:
        """Host a wheel; `locked`: as one of Pyodide's. Returns its file's name."""
        file, content = wheel(name, modules, requires=depends)
        (self.folder / file).write_bytes(content)
        if locked:
            self.lock["packages"][name] = {
                "name": name, "version": "1.0", "file_name": file, "sha256": hashlib.sha256(content).hexdigest(), "install_dir": "site",
                "package_type": "package", "imports": [each.partition(".")[0].partition("/")[0] for each in modules],
                "depends": list(depends), "unvendored_tests": False, "tool": {},
            }  # fmt: skip
        else:
            self.index(name, file, content)
        return file

    def index(self, name: str, file: str, content: bytes) -> None:
        """The page of the index about a package, as PyPI's simple API gives it."""
        entry = {"filename": file, "url": self.address + file, "hashes": {"sha256": hashlib.sha256(content).hexdigest()}}
        page = {"meta": {"api-version": "1.1"}, "name": name, "files": [entry | {"size": len(content), "core-metadata": False}]}
        (self.folder / "simple" / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "simple" / name / "index.html").write_text(json.dumps(page), encoding="utf-8")

    @property
    def table(self) -> str:
        """assets/packages.json of a site that names this host."""
        return json.dumps(self._table(self.address))

    def _table(self, pyodide: str) -> dict[str, Any]:
        return {"pyodide": pyodide, "index": self.address + "simple/", "files": self.address, "programs_may_ask": []}

    def stand_in(self, context: BrowserContext, pyodide: str = "") -> None:
        """Have a context meet this host in place of those that the site names; `pyodide`: another for Pyodide's packages."""
        table = self._table(pyodide or self.address)
        context.route("**/assets/packages.json", lambda route: route.fulfill(json=table))
        context.route("**/pyodide-lock.json", lambda route: route.fulfill(json=self.lock))


@contextmanager
def wheels_in(folder: Path) -> Iterator[Wheels]:
    """A host of this folder, for as long as the block runs."""
    wheels = Wheels(folder)

    class Handler(SiteHandler):
        def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
            wheels.asked.append(self.path)
            super().do_GET()

        def end_headers(self) -> None:
            self.send_header("Access-Control-Allow-Origin", "*")
            super().end_headers()

    with serving(folder, Handler) as address:
        wheels.address = address.replace("127.0.0.1", "localhost")
        yield wheels
