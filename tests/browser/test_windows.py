"""Beyond the step limit: recording on, recording the end, and back."""

import re

from playwright.sync_api import Page, expect

from .engine_line import output as written
from .engine_line import say, start, until
from .learner import ENGINE_MS, at, button, notice, output, run, shot, status, visit, write

LONG = """import random, time, uuid

name = input("Who? ")
start = time.time()
seen = [uuid.uuid4().hex[:4]]
total = 0
for number in range(700_000):
    if number % 100_000 == 0:
        seen.append(random.randint(1, 99))
        print(name, number, time.time() - start)
    total += number
print(seen, total / 0)
"""


def give(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name=re.compile("input", re.IGNORECASE))
    expect(field).to_be_visible(timeout=ENGINE_MS)
    field.fill(text)
    page.keyboard.press("Enter")


def test_a_long_run_is_recorded_on_and_at_its_end_and_from_its_beginning(page: Page) -> None:
    visit(page)
    write(page, LONG)
    button(page, "Run").click()
    give(page, "Ada")
    expect(notice(page)).to_contain_text("The first 1,000,000 steps are recorded", timeout=ENGINE_MS)
    page.keyboard.press("End")
    at(page, 1_000_000)
    expect(output(page)).not_to_contain_text("Written later")  # the picture is there too
    first_part = output(page).inner_text()
    shot(page, "window-cut")

    button(page, "Record on from here").focus()
    page.keyboard.press("Enter")
    at(page, 1_000_001)
    expect(notice(page)).to_contain_text("Steps 1,000,001 to", timeout=ENGINE_MS)
    expect(notice(page)).not_to_contain_text("twice")
    assert output(page).inner_text().startswith(first_part.rstrip())
    shot(page, "window-on")

    button(page, "Record the end").click()
    expect(notice(page)).to_contain_text("division by zero", timeout=ENGINE_MS)
    last = int(re.findall(r"\d+", status(page).inner_text())[1])
    assert last > 2_100_000
    shot(page, "window-end")
    button(page, "Show where").click()
    at(page, last - 1)
    expect(output(page)).to_contain_text("Ada 600000")

    button(page, "Back to the beginning").click()
    at(page, 1)
    expect(notice(page)).to_contain_text("The first 1,000,000 steps", timeout=ENGINE_MS)
    page.keyboard.press("End")
    at(page, 1_000_000)
    expect(output(page)).not_to_contain_text("Written later")  # the picture is there too
    assert output(page).inner_text() == first_part, "the clock and chance of the first run"


def test_a_run_to_the_end_that_never_comes_is_stopped_and_the_recording_comes_back(page: Page) -> None:
    visit(page)
    run(page, "number = 0\nwhile True:\n    number += 1\n")
    button(page, "Record the end").click()
    expect(notice(page)).to_contain_text(re.compile(r"runs to its end: [\d,]{7,} steps so far"), timeout=ENGINE_MS)
    shot(page, "window-running")
    page.keyboard.press("Escape")
    expect(notice(page)).to_contain_text("before anything was recorded", timeout=ENGINE_MS)
    at(page, 1)
    button(page, "Record on from here").click()
    at(page, 1_000_001)


def test_a_program_that_does_not_run_twice_in_the_same_way_says_so(page: Page) -> None:
    visit(page)
    run(page, "from js import Math\nwhile True:\n    if Math.random() > 0.5:\n        pass\n")
    button(page, "Record on from here").click()
    at(page, 1_000_001)
    expect(notice(page)).to_contain_text("does not run twice in the same way")
    shot(page, "window-departs")


ASKING = """
import datetime, random, secrets, time, uuid
print(time.time(), time.monotonic(), time.perf_counter_ns(), datetime.datetime.now(), time.ctime())
time.sleep(0.05)
print(time.perf_counter())
print(random.random(), random.Random().random(), random.SystemRandom().random(), secrets.token_hex(4), uuid.uuid4())
print({"a", "b", "c", "d"}, hash("text"))
for n in range(2000):
    now = time.perf_counter()
print(now)
"""


def test_clock_and_chance_are_those_of_the_first_run(line: Page) -> None:
    start(line)
    runs = []
    for run_number, first, again in ((1, 0, None), (2, 7, 1), (3, None, 2), (4, 0, None)):
        say(line, kind="record", run=run_number, source=ASKING, inputs=[], seed=0, first_step=first, again=again)
        runs.append(until(line, "recorded", "failed"))
    whole, part, counted, other = runs
    assert whole["outcome"]["kind"] == "finished", whole["outcome"]
    assert written(part) == written(whole) == written(counted)
    assert part["checks"][-1] == whole["checks"][-1] == counted["checks"][-1]
    assert written(other) != written(whole), "another run of its own has the real time"
