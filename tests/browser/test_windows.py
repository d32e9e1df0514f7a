"""Beyond the step limit: recording on, recording the end, and back."""

import re

from playwright.sync_api import Page, expect

from .learner import ENGINE_MS, at, button, notice, output, picture, program, run, shot, status, visit, write

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
    first_part = output(page).inner_text()
    shot(page, "window-cut")

    button(page, "Record on from here").focus()
    page.keyboard.press("Enter")
    at(page, 1_000_001)
    expect(notice(page)).to_contain_text("Steps 1,000,001 to", timeout=ENGINE_MS)
    expect(notice(page)).not_to_contain_text("twice")
    assert output(page).inner_text().startswith(first_part.rstrip())
    shot(page, "window-on")
