"""How the finished site behaves in a browser: start-up as a ratio to a bare `loadPyodide()`, stepping, requests, complaints.

Each round takes a fresh profile for a bare page and for the site, one after the other, so that both meet the same machine.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.conftest import FLAGS, ROOT_FLAGS, listen
from tools import chromium
from tools.places import DIST
from tools.serve import serving

ROUNDS = 3
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

# Two hundred objects on the screen, and lines that change one of them at a time.
OBJECTS = """
class Box:
    def __init__(self, number):
        self.number = number
        self.inside = [number]

boxes = []
for n in range(100):
    boxes.append(Box(n))
for box in boxes:
    box.number += 1
    box.inside.append(box.number)
"""

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
    spent.push(performance.now() - start);
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


def start_up(browser: Browser, address: str, complaints: list[str]) -> dict[str, float]:
    """Milliseconds: bare loadPyodide; page usable; first record of the learner's own program answered (both from navigation)."""
    with fresh(browser, address, complaints) as (_, page):
        page.goto("vendor/pyodide/pyodide-lock.json")
        page.goto("404")  # a document of this host without any script
        bare = page.evaluate(BARE.replace("./vendor", address + "vendor").replace("document.baseURI", f"'{address}'"))
    with fresh(browser, address, complaints) as (_, page):
        page.goto("", wait_until="commit")
        usable = page.wait_for_function(USABLE, polling=10).json_value()
        type_program(page, "a = 1\nb = 2\n")
        page.keyboard.press("Control+Enter")
        recorded = page.wait_for_function(RECORDED, polling=10).json_value()
    return {"bare": bare, "usable": usable, "recorded": recorded}


def stepping(browser: Browser, address: str, complaints: list[str]) -> dict[str, Any]:
    """Milliseconds from a click to the patched picture, on a program with 200 objects, forwards and backwards."""
    with fresh(browser, address, complaints) as (_, page):
        page.goto("")
        page.wait_for_function(USABLE)
        type_program(page, OBJECTS)
        page.keyboard.press("Control+Enter")
        page.wait_for_function("() => /of [0-9]{3}/.test(document.getElementById('status').textContent)", timeout=60_000)
        page.get_by_role("slider", name="Step").fill("700")
        page.wait_for_function("() => /^Step 701 /.test(document.getElementById('status').textContent)")
        parts = page.evaluate("() => document.querySelectorAll('#parts > *').length")
        page.evaluate(STEP, {"button": "next", "times": 20})
        ahead = page.evaluate(STEP, {"button": "next", "times": STEPS})
        back = page.evaluate(STEP, {"button": "previous", "times": STEPS})
    return {"parts": parts, "next": ahead, "previous": back}


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
        steps = stepping(browser, address, complaints)
        browser.close()
    print_table(rounds, steps, complaints)


def print_table(rounds: list[dict[str, float]], steps: dict[str, Any], complaints: list[str]) -> None:
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
    for name in ("next", "previous"):
        values = steps[name]
        print(
            f"| {name} step, click to patched, {steps['parts']} boxes | median {statistics.median(values):.1f} ms, "
            f"p95 {percentile(values, 0.95):.1f} ms | | p95 ≤ 16 ms |"
        )
    print(f"| requests to other hosts | {len(foreign)} | | 0 |")
    print(f"| console errors and warnings | {len(noise)} | | 0 |")
    for text in noise + foreign:
        print(f"\n{text}")
