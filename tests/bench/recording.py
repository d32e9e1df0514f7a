"""What recording costs, measured in the site's own engine and on the page: the figures behind the tables of `python -m tests.bench recording`.

Rule: a row that would take too long is measured with less, and then says with how much. Times are medians of rounds in which plain runs, empty
listeners and recordings take turns.
"""

import statistics
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.bench import inside, recording_tables
from tests.bench.engine import Engine, fresh_engine
from tests.bench.page import ANSWERS, MEET, type_program
from tests.browser.conftest import FLAGS, ROOT_FLAGS
from tools import chromium
from tools.places import DIST, ROOT
from tools.serve import serving

MOST_SEEN = 100_000  # steps that are looked through on the page: an interpreter that has grown much more is replaced
PROGRAMS = ROOT / "tests" / "bench" / "programs"
KINDS = (
    *("fib_recursion", "bubble_sort", "linked_list", "search_tree", "word_count", "game_of_life"),
    *("queens", "sieve", "string_building", "matrices", "closures_generators", "shapes"),
)
HEAPS = (10, 100, 1_000, 10_000)
PLOT = ROOT / "docs" / "recording-cost.svg"

ROUNDS = 5
ONE_S = 2.0  # for one recording of one kind of program
LOOP_S = 0.15  # at least, for the loop over a heap
SEEK_S = 8.0  # for the recording in which steps are looked for
PAGE_S = 10.0  # for the longest recording on the page
TEN_MILLION_S = 300.0
SEEKS = 150

STEPS_A_NODE, STEPS_BESIDE = 20, 21  # of nodes.py
CELL_STEPS = 1_500  # of cells.py, at most, before its loop

RUN = """() => { document.getElementById("run").click(); return performance.now(); }"""
RECORDED = """(steps) => document.getElementById("status").textContent.endsWith(` of ${steps}`) && performance.now()"""
STEPS_SHOWN = """Number(document.getElementById("status").textContent.split(" of ")[1])"""
SEEK = """async (steps) => {
  const status = document.getElementById("status"), slider = document.getElementById("slider"), spent = [];
  for (const step of steps) {
    const told = new Promise((done) => {
      const watcher = new MutationObserver(() => { watcher.disconnect(); done(); });
      watcher.observe(status, { childList: true, characterData: true, subtree: true });
    });
    const start = performance.now();
    slider.value = step;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await told;
    const end = performance.now();
    spent.push({ all: end - start, page: met.sent - start + end - met.came });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
  }
  return spent;
}"""


def program(name: str, **numbers: int) -> str:
    """A program of the folder, at its own size or another."""
    return inside.sized((PROGRAMS / f"{name}.py").read_text(encoding="utf-8"), **numbers)


def main(*, plot: bool = False, ten_million: bool = False) -> None:
    """Measure and print, once for each recorder. `plot`: draw docs/recording-cost.svg too. `ten_million`: ten million steps, for minutes."""
    path = chromium.find()
    assert path is not None, chromium.NONE
    with serving(DIST) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *ROOT_FLAGS])
        measured = {}
        for at, recorder in enumerate(inside.RECORDERS):
            measured[recorder] = measure(browser, address, recorder, ten_million=ten_million)
            if at == 0:  # the page's own
                measured[recorder].update(measure_page(browser, address, measured[recorder]["seeks"]["steps"]))
        browser.close()
    for recorder, found in measured.items():
        recording_tables.show(recorder, found)
    if plot:
        PLOT.write_text(recording_tables.heap_plot({name: found["heaps"] for name, found in measured.items()}), encoding="utf-8")


def measure(browser: Browser, address: str, recorder: str, *, ten_million: bool) -> dict[str, Any]:
    """All that one recorder is asked in the engine."""
    found: dict[str, Any] = {}
    with fresh_engine(browser, address) as engine:
        found["kinds"] = {name: engine.measure("beside", program(name), recorder, ROUNDS, ONE_S) for name in KINDS}
        found["heaps"] = heaps(engine, recorder)
        found["seeks"] = engine.measure("seeks", program("cells"), recorder, SEEK_S, 1_000_000)
        found["whole"] = engine.measure("whole_heap", program("many_objects"), recorder)
    if ten_million:
        with fresh_engine(browser, address) as engine:
            before = engine.memory_mb()
            found["ten_million"] = engine.measure("long_run", program("nodes"), recorder, TEN_MILLION_S, WALKS=64)
            found["ten_million"]["grown_mb"] = engine.memory_mb() - before
    return found


def heaps(engine: Engine, recorder: str) -> dict[str, dict[int, float]]:
    """Seconds per step for each number of live objects: recorded, and under the other listeners."""
    found: dict[str, dict[int, float]] = {}
    for size in HEAPS:
        source = program("heap", SIZE=size)
        for name in ("recorded", *inside.LISTENERS):
            given = recorder if name == "recorded" else None
            rounds = [engine.measure("heap", source, given, name, LOOP_S)["per_step"] for _ in range(ROUNDS)]
            found.setdefault(name, {})[size] = statistics.median(rounds)
    return found


def measure_page(browser: Browser, address: str, seek_steps: int) -> dict[str, Any]:
    """What only the page can tell: how long until a long recording is on the screen, and until another step of it is."""
    nodes = inside.size_of(program("nodes"))
    size = 500
    while True:
        found = long_on_page(browser, address, size)
        if size == nodes or found["seconds"] > PAGE_S / 4:
            return {"long": found, "painted": painted(browser, address, min(seek_steps, MOST_SEEN))}
        size = min(nodes, size * (2 if found["seconds"] > PAGE_S / 16 else 8))


def long_on_page(browser: Browser, address: str, size: int) -> dict[str, Any]:
    """Seconds from the press of Run to the first picture, and the megabytes by which the interpreter grew."""
    steps = STEPS_A_NODE * size + STEPS_BESIDE
    with fresh_engine(browser, address) as engine:
        before = engine.memory_mb()
        type_program(engine.page, program("nodes", SIZE=size))
        began = engine.page.evaluate(RUN)
        ended = engine.page.wait_for_function(RECORDED, arg=steps, timeout=600_000).json_value()
        return {"seconds": (ended - began) / 1000, "steps": steps, "grown_mb": engine.memory_mb() - before}


def painted(browser: Browser, address: str, steps: int) -> dict[str, Any]:
    """Milliseconds from the slider's word to the patched picture (`all`), and what scripts worked in that time (`own`)."""
    loops = max(1, (steps - CELL_STEPS) // 2)
    with fresh_engine(browser, address, MEET) as engine:
        page = engine.page
        type_program(page, program("cells", SIZE=loops))
        page.evaluate(RUN)
        page.wait_for_function(f"(steps) => {STEPS_SHOWN} > steps", arg=2 * loops, timeout=600_000)
        last = page.evaluate(f"() => {STEPS_SHOWN}")
        engine.worker.evaluate(ANSWERS)
        places = [last // 3 + at * 7919 % (last * 2 // 3) for at in range(1, SEEKS + 1)]
        page.evaluate(SEEK, places[:10])  # the first ones meet cold code
        engine.worker.evaluate("() => { self.took.length = 0; }")
        spent = page.evaluate(SEEK, places[10:])
        took = engine.worker.evaluate("() => self.took")
    assert len(took) == len(spent), "more was asked than one step at a time"
    return {
        "steps": last,
        "all": [step["all"] for step in spent],
        "own": [step["page"] + answer for step, answer in zip(spent, took, strict=True)],
    }
