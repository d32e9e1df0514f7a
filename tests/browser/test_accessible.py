"""axe finds nothing, in either theme, on both screens, in every state of the page."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.learner import ENGINE_MS, button, notice, output, run, visit, write
from tools.places import MODULES

SCREENS = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=["wide", "phone"])
def screen(request: pytest.FixtureRequest) -> dict[str, int]:
    return SCREENS[request.param]


@pytest.fixture(params=["light", "dark"])
def shown(request: pytest.FixtureRequest, screen: dict[str, int], open_page: OpenPage) -> Page:
    return visit(open_page(viewport=screen, color_scheme=request.param, reduced_motion="reduce"))


def violations(page: Page) -> list[str]:
    page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run(document).then(({violations}) => violations)")
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def test_no_state_of_the_page_has_a_violation(shown: Page):
    assert violations(shown) == []

    for name in ("Examples", "Practice", "Keys", "Settings"):
        button(shown, name).click()
        expect(shown.get_by_role("dialog", name=name).get_by_role("heading", level=2)).to_be_visible()
        assert violations(shown) == []
        shown.keyboard.press("Escape")

    run(shown, "import sys\nprint('to err', file=sys.stderr)\nprint('is human')\nitems = [1, 2]\nitems[5]\n")
    button(shown, "Next step").click()
    assert violations(shown) == []
    button(shown, "Show where").click()
    expect(shown.locator(".cm-lintRange-error")).to_be_visible()
    assert violations(shown) == []

    write(shown, "items = [1, 2\n")
    assert violations(shown) == []
    button(shown, "Run").click()
    expect(output(shown)).to_contain_text("SyntaxError")
    assert violations(shown) == []

    write(shown, "name = input('Who? ')\n")
    button(shown, "Run").click()
    expect(shown.get_by_role("textbox", name="Input")).to_be_visible(timeout=ENGINE_MS)
    assert violations(shown) == []


def test_an_exercise_and_its_verdict_have_no_violation(shown: Page):
    button(shown, "Practice").click()
    shown.get_by_role("button", name="The largest number").click()
    expect(shown.get_by_role("region", name="The largest number")).to_be_visible()
    button(shown, "Hint").click()
    assert violations(shown) == []
    write(shown, "def largest(numbers):\n    return numbers[0]\n")
    button(shown, "Check").click()
    expect(button(shown, "Show where it goes wrong")).to_be_visible(timeout=ENGINE_MS)
    assert violations(shown) == []
    button(shown, "Show where it goes wrong").click()
    expect(shown.locator(".cm-line.cv-now")).to_be_visible(timeout=ENGINE_MS)
    assert violations(shown) == []
    write(shown, "def largest(numbers):\n    return sorted(numbers)[-1]\n")
    button(shown, "Check").click()
    expect(shown.locator("#verdict")).to_contain_text("sorted", timeout=ENGINE_MS)
    assert violations(shown) == []


def test_landmarks_and_names(page: Page):
    visit(page)
    for region in ("Code", "Frames and objects", "Output"):
        expect(page.get_by_role("region", name=region, exact=True)).to_have_count(1)
    for name in (
        "Run",
        "First step",
        "Previous step",
        "Next step",
        "Last step",
        "Play",
        "Step over",
        "Step out",
        "Step back over",
    ):
        expect(button(page, name)).to_have_count(1)
    expect(page.get_by_role("slider", name="Step", exact=True)).to_have_count(1)
    expect(page.get_by_role("status")).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("CodeViz")
    expect(notice(page)).not_to_be_empty()
