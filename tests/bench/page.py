"""How the finished site behaves in a browser: start-up as a ratio to a bare `loadPyodide()`, stepping, requests, complaints.

Each round takes a fresh profile for a bare page and for the site, one after the other, so that both meet the same machine. Before each there is
a second of quiet: to end a page with an interpreter in it, and to begin a process for the next, keeps two cores busy for a while, and that work
is not the start of the page that is measured.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench import size
from tests.browser.conftest import FLAGS, ROOT_FLAGS, listen
from tools import chromium
from tools.places import DIST
from tools.serve import serving

ROUNDS = 7
SECOND_ROUNDS = 3
QUIET_MS = 1000
STEPS = 150

BARE = """async () => {
  const start = performance.now();
  const { loadPyodide } = await import("./vendor/pyodide/pyodide.mjs");
  const pyodide = await loadPyodide({ indexURL: new URL("vendor/pyodide/", document.baseURI).href });
  pyodide.runPython("1 + 1");
  return performance.now() - start;
}"""
USABLE = """() => document.querySelector(".cm-content") && document.getElementById("next").getAttribute("aria-disabled") === "false"
  && performance.now()"""
RECORDED = """() => /of 3$/.test(document.getElementById("status").textContent) && performance.now()"""

# Two hundred objects, of which the picture holds as many as it ever does, and lines that change one of them at a time.
OBJECTS = """
class Cell:
    def __init__(self, number):
        self.number = number

grid = [[Cell(14 * row + column) for column in range(14)] for row in range(14)]
for again in range(3):
    for row in grid:
        for cell in row:
            cell.number += 1
"""
BEGIN = 1100  # the step from which one looks: everything has been made

# On the page: when the last message went to the engine, and when one came.
MEET = """() => {
  window.met = { sent: 0, came: 0 };
  window.Worker = class extends Worker {
    constructor(...given) { super(...given); this.addEventListener("message", () => { met.came = performance.now(); }); }
    postMessage(...given) { met.sent = performance.now(); super.postMessage(...given); }
  };
}"""

# In the worker: how long each answer took.
ANSWERS = """() => {
  const receive = self.onmessage, post = self.postMessage.bind(self);
  let began = 0;
  self.took = [];
  self.onmessage = (event) => { began = performance.now(); receive(event); };
  self.postMessage = (...given) => { self.took.push(performance.now() - began); post(...given); };
}"""

STEP = """async ({ button, times }) => {
  const status = document.getElementById("status"), key = document.getElementById(button), spent = [];
  for (let i = 0; i < times; i++) {
    const told = new Promise((done) => {
      const watcher = new MutationObserver(() => { watcher.disconnect(); done(); });
      watcher.observe(status, { childList: true, characterData: true, subtree: true });
    });
    const start = performance.now();
    key.click();
    await told;
    const end = performance.now();
    spent.push({ all: end - start, page: met.sent - start + end - met.came });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
  }
  return spent;
}"""


@contextmanager
def fresh(browser: Browser, address: str, complaints: list[str]) -> Iterator[tuple[BrowserContext, Page]]:
    """A page in a context of its own."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    listen(context, address, complaints)
    yield context, context.new_page()
    context.close()


def type_program(page: Page, source: str) -> None:
    """Replace the program in the editor."""
    page.get_by_role("textbox", name="Program").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(source)


def first_record(page: Page) -> dict[str, float]:
    """Milliseconds from navigation until the page is usable, and until the first record of the learner's own program is answered."""
    page.wait_for_timeout(QUIET_MS)
    page.goto("", wait_until="commit")
    usable = page.wait_for_function(USABLE, polling=10).json_value()
    type_program(page, "a = 1\nb = 2\n")
    page.keyboard.press("Control+Enter")
    return {"usable": usable, "recorded": page.wait_for_function(RECORDED, polling=10).json_value()}


def start_up(browser: Browser, address: str, complaints: list[str]) -> dict[str, float]:
    """Milliseconds: bare loadPyodide; page usable; first record of the learner's own program answered (both from navigation)."""
    with fresh(browser, address, complaints) as (_, page):
        page.goto("vendor/pyodide/pyodide-lock.json")
        page.goto("404")  # a document of this host without any script
        page.wait_for_timeout(QUIET_MS)
        bare = page.evaluate(BARE.replace("./vendor", address + "vendor").replace("document.baseURI", f"'{address}'"))
    with fresh(browser, address, complaints) as (_, page):
        return {"bare": bare, **first_record(page)}


def second_visit(browser: Browser, address: str, complaints: list[str]) -> dict[str, float]:
    """The same of a visit that needs no network: milliseconds until the page is usable, and until the first record."""
    with fresh(browser, address, complaints) as (_, page):
        page.goto("")
        page.wait_for_function(size.COPIED, timeout=60_000)
        page.goto("404")
        return first_record(page)


def stepping(browser: Browser, address: str, complaints: list[str]) -> dict[str, Any]:
    """Milliseconds of one step on a program with 200 objects, forwards and backwards: from the click to the patched picture (`all`), and what
    scripts worked in that time, the page's and the engine's together (`own`)."""
    with fresh(browser, address, complaints) as (_, page):
        page.add_init_script(f"({MEET})()")
        page.goto("")
        page.wait_for_function(USABLE)
        page.wait_for_function(size.COPIED, timeout=60_000)  # it is done in a few seconds, and no part of a step
        type_program(page, OBJECTS)
        page.keyboard.press("Control+Enter")
        page.wait_for_function("() => /of [0-9]{4}/.test(document.getElementById('status').textContent)", timeout=60_000)
        page.wait_for_function("() => document.getElementById('scene').dataset.stale === 'false'")
        page.get_by_role("slider", name="Step").fill(str(BEGIN))
        page.wait_for_function("() => document.querySelectorAll('#parts > *').length > 100")
        parts = page.evaluate("() => document.querySelectorAll('#parts > *').length")
        engine = page.workers[0]
        engine.evaluate(ANSWERS)
        found: dict[str, Any] = {"parts": parts}
        for button in ("next", "previous"):
            page.evaluate(STEP, {"button": button, "times": 20})  # the first ones meet cold code
            engine.evaluate("() => { self.took.length = 0; }")
            spent = page.evaluate(STEP, {"button": button, "times": STEPS})
            took = engine.evaluate("() => self.took")
            assert len(took) == STEPS, "more was asked than one step at a time"
            all_of = [step["all"] for step in spent]
            found[button] = {"all": all_of, "own": [step["page"] + answer for step, answer in zip(spent, took, strict=True)]}
    return found


def percentile(values: list[float], part: float) -> float:
    """The value below which `part` of them lie."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def main() -> None:
    """Measure and print."""
    complaints: list[str] = []
    path = chromium.find()
    assert path is not None, chromium.NONE
    with serving(DIST) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *ROOT_FLAGS])
        start_up(browser, address, [])  # the first round warms the disk
        rounds = [start_up(browser, address, complaints) for _ in range(ROUNDS)]
        again = [second_visit(browser, address, complaints) for _ in range(SECOND_ROUNDS)]
        steps = stepping(browser, address, complaints)
        print_table(rounds, again, steps, complaints)
        size.main(browser)
        browser.close()


def print_table(
    rounds: list[dict[str, float]], again: list[dict[str, float]], steps: dict[str, Any], complaints: list[str]
) -> None:
    """The figures as a table in Markdown."""
    middle = {name: statistics.median(r[name] for r in rounds) for name in rounds[0]}
    usable = statistics.median(r["usable"] / r["bare"] for r in rounds)
    recorded = statistics.median(r["recorded"] / r["bare"] for r in rounds)
    foreign = [text for text in complaints if text.startswith("request to another host")]
    noise = [text for text in complaints if "/404" not in text and "404 (" not in text and text not in foreign]
    print("| | measured | ratio | wanted |\n|---|---|---|---|")
    print(f"| bare page, `loadPyodide()` | {middle['bare']:,.0f} ms | 1 | |")
    print(f"| page usable: editor types, first example steps | {middle['usable']:,.0f} ms | {usable:.2f} | ≤ 0.25 |")
    print(f"| engine answers its first record | {middle['recorded']:,.0f} ms | {recorded:.2f} | ≤ 0.5 |")
    for name, title in (("usable", "page usable"), ("recorded", "first record")):
        value = statistics.median(visit[name] for visit in again)
        print(f"| second visit, from the copy on the device: {title} | {value:,.0f} ms | {value / middle['bare']:.2f} | |")
    for name in ("next", "previous"):
        for kind, title, wanted in (("own", "own script time", "p95 ≤ 16 ms"), ("all", "click to patched picture", "")):
            values = steps[name][kind]
            print(
                f"| {name} step, 200 objects, {steps['parts']} boxes drawn: {title} | median {statistics.median(values):.1f} ms, "
                f"p95 {percentile(values, 0.95):.1f} ms | | {wanted} |"
            )
    print(f"| requests to other hosts | {len(foreign)} | | 0 |")
    print(f"| console errors and warnings | {len(noise)} | | 0 |")
    for text in noise + foreign:
        print(f"| {text} | | | |")
