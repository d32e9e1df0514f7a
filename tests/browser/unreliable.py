"""A host that can fail in the middle of something, and a little site to see what becomes of it: seven files, each of which says its version."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tools.build import mirror
from tools.offline import with_worker
from tools.places import ROOT
from tools.serve import SiteHandler, serving

PARTS = ("a.js", "b.js", "deep/c.js", "d.js", "e.js")
PAGE = """<!doctype html><html lang="en"><title>Little</title><link rel="icon" href="data:,">
<script>window.parts = ["{version}"]; window.told = []; window.tasks = [];</script>
{scripts}
<script type="module">
import {{ start, useNew }} from "./assets/offline.js";
window.useNew = useNew;
start((kind, why, path) => told.push([kind, why, path].join(" ").trim()));
</script></html>"""
PART = 'parts.push("{version}"); // {part}\n'
WORKER = 'postMessage("{version}");\n'


class Host:
    """What is wrong with it. `left`: how many more requests it answers; None: all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.left: int | None = None
        self.asked: list[str] = []
        self.address = ""

    def is_down(self) -> bool:
        if self.left is None:
            return False
        self.left -= 1
        return self.left < 0

    def deploy(self, version: str, *, ballast: int = 0) -> None:
        """Put this version of the little site in place of what is there."""
        made = self.folder.with_name(f"{self.folder.name}-{version}")
        files = {
            "index.html": PAGE.format(version=version, scripts="\n".join(f'<script src="{part}"></script>' for part in PARTS))
        }
        files |= {part: PART.format(version=version, part=part) for part in PARTS} | {"worker.js": WORKER.format(version=version)}
        files["same.txt"] = "the same in every version"
        if ballast:
            files["ballast.txt"] = json.dumps([version] * ballast)
        for place, text in files.items():
            (made / place).parent.mkdir(parents=True, exist_ok=True)
            (made / place).write_text(text, encoding="utf-8")
        plan = {place: made / place for place in files} | {"assets/offline.js": ROOT / "assets" / "offline.js"}
        mirror(with_worker(plan), self.folder)


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """A host of this folder, for as long as the block runs."""
    host = Host(folder)

    class Handler(SiteHandler):
        def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
            host.asked.append(self.path)
            if host.is_down():
                raise ConnectionAbortedError  # the connection ends without an answer
            del self.headers["If-Modified-Since"]  # it counts in seconds; versions follow each other faster here
            super().do_GET()

    with serving(folder, Handler) as address:
        host.address = address
        yield host


def told(page: Page, *last: str) -> str:
    """Wait until the page has been told one of these, and say which. What it was told before is forgotten."""
    found = page.wait_for_function("last => told.find((each) => last.some((one) => each.startsWith(one)))", arg=list(last))
    page.evaluate("() => { told.length = 0; }")
    return str(found.json_value())


def versions(page: Page) -> set[str]:
    """Which versions the files of the open page are of; all of them must be there."""
    parts: list[str] = page.evaluate("() => parts")
    assert len(parts) == 1 + len(PARTS), parts
    return set(parts)
