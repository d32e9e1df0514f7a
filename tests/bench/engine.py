"""The built site in a browser, with its engine's interpreter handed out: what `inside` measures is measured there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, Worker

from tests.bench.page import USABLE, fresh
from tests.browser.conftest import NO_COPY

INSIDE = Path(__file__).with_name("inside.py")
CONNECTED = "worker.connect(post, ownClock, whyNot, watchFiles(pyodide, pyodide.FS.cwd()));"

READY = """async (source) => {
  while (!self.interpreter) await new Promise((done) => setTimeout(done, 50));
  self.interpreter.FS.mkdirTree("/measures");
  self.interpreter.FS.writeFile("/measures/inside.py", source);
  self.interpreter.runPython("import sys; sys.path.append('/measures')");
}"""
# As a task, which has the stack that the engine gives to a program.
MEASURE = """(call) => {
  self.interpreter.globals.set("call", call);
  return self.interpreter.runPythonAsync(`
import inside, json
name, given, named = json.loads(call)
json.dumps(getattr(inside, name)(*given, **named))`);
}"""


class Engine:
    """The engine of one page."""

    def __init__(self, page: Page, worker: Worker):
        self.page = page
        self.worker = worker
        self.worker.evaluate(READY, INSIDE.read_text(encoding="utf-8"))

    def measure(self, function: str, *given: Any, **named: Any) -> Any:
        """What `inside.function` says when it is called there."""
        return json.loads(self.worker.evaluate(MEASURE, json.dumps([function, given, named])))

    def memory_mb(self) -> float:
        """The interpreter's memory, which only ever grows."""
        size: int = self.worker.evaluate("() => self.interpreter._module.HEAP8.length")
        return size / 2**20


@contextmanager
def fresh_engine(browser: Browser, address: str, script: str = "() => {}") -> Iterator[Engine]:
    """The engine of a new page of the site, ready. `script`: a function that the page calls before all else."""
    with fresh(browser, address, []) as (context, page):
        context.route("**/assets/engine.js*", hand_out)
        page.add_init_script(NO_COPY)  # it would be made beside what is measured
        page.add_init_script(f"({script})()")
        with page.expect_worker() as worker:
            page.goto("")
        page.wait_for_function(USABLE)
        yield Engine(page, worker.value)


def hand_out(route: Route) -> None:
    """The engine's shell with one statement more."""
    shell = route.fetch().text()
    assert shell.count(CONNECTED) == 1, "assets/engine.js connects otherwise than it did"
    body = shell.replace(CONNECTED, f"{CONNECTED} self.interpreter = pyodide;")
    route.fulfill(body=body, content_type="text/javascript")
