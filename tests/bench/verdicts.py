"""How long verdicts take in the site's own engine, warm: of every exercise its first solution and its wrong programs."""

import statistics
from typing import Any

from playwright.sync_api import Page, sync_playwright

from lessons.exercises import exercise_of, folders
from tests.bench.page import QUIET_MS, fresh, percentile
from tests.browser import engine_line as line
from tests.browser.conftest import FLAGS, ROOT_FLAGS
from tools import chromium
from tools.places import DIST
from tools.serve import serving

ROUNDS = 3

# Milliseconds from the question to the verdict; the last time, so that what is prepared at a first use is.
TIMED = """async ([exercise, source, rounds]) => {
  let taken;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    worker.postMessage(JSON.stringify({ kind: "check", run: 1, exercise, source }));
    await until("checked", "unjudged");
    taken = performance.now() - start;
  }
  return taken;
}"""


def main() -> None:
    """Measure and print."""
    path = chromium.find()
    assert path is not None, chromium.NONE
    with serving(DIST) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *ROOT_FLAGS])
        with fresh(browser, address, []) as (_, page):
            line.open_line(page)
            line.start(page)
            page.wait_for_timeout(QUIET_MS)
            right, wrong = measure(page)
        browser.close()
    print("| verdicts, engine warm | median | p95 | worst | wanted |\n|---|---|---|---|---|")
    print(row(f"a program that is right, {len(right)} exercises", right, "p95 ≤ 300 ms"))
    print(
        row(
            f"a wrong program: smallest input and both recordings, {len(wrong)} mistakes",
            wrong,
            "median ≤ 1,000 ms, worst ≤ 3,000 ms",
        )
    )


def measure(page: Page) -> tuple[list[float], list[float]]:
    """(milliseconds of right programs, of wrong ones)"""
    right: list[float] = []
    wrong: list[float] = []
    for folder in folders():
        exercise = exercise_of(folder)
        right.append(timed(page, exercise, exercise["solutions"][0]["source"]))
        wrong += [timed(page, exercise, mistake["source"]) for mistake in exercise["mistakes"]]
    return right, wrong


def timed(page: Page, exercise: dict[str, Any], source: str) -> float:
    taken: float = page.evaluate(TIMED, [exercise, source, ROUNDS])
    return taken


def row(title: str, values: list[float], wanted: str) -> str:
    return f"| {title} | {statistics.median(values):,.0f} ms | {percentile(values, 0.95):,.0f} ms | {max(values):,.0f} ms | {wanted} |"
