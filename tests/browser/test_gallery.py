"""Every example of the gallery is opened, stepped through and left at its end."""

import re

from playwright.sync_api import Page, expect

from lessons.gallery_index import examples
from tests.browser.learner import ENGINE_MS, at, button, notice, status, steps, visit

MOST_STEPS = 40  # of each example, one by one; the rest in strides


def test_every_example_steps_to_its_end(page: Page):
    visit(page)
    for example in examples():
        button(page, "Examples").click()
        page.get_by_role("dialog", name="Examples").locator(f"[data-arg={example.id}]").click()
        expect(page.locator("#scene")).to_have_attribute("data-stale", "false", timeout=ENGINE_MS)
        expect(status(page)).to_have_text(re.compile(r"^Step 1 of"), timeout=ENGINE_MS)
        total = steps(page)
        for step in sorted({*range(2, min(MOST_STEPS, total) + 1), *range(MOST_STEPS, total, max(1, total // 20)), total}):
            page.get_by_role("slider", name="Step").fill(str(step - 1))
            at(page, step)
        expect(notice(page), example.title).not_to_contain_text("nested too deeply")
        expect(page.locator("#sentence"), example.title).not_to_be_empty()
        assert (
            page.evaluate("document.querySelector('#stage').scrollWidth - document.querySelector('#stage').clientWidth") <= 0
        ), example.title
