"""A turtle drawing on the page: as it is at the step on the screen, forwards and backwards, at its place."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.learner import ENGINE_MS, at, button, output, run, shot, visit, write

STAR = """from turtle import *

shape("turtle")
color("red", "gold")
begin_fill()
for side in range(5):
    forward(150)
    right(144)
end_fill()
penup()
goto(-60, -120)
write("A star", font=("Arial", 16, "bold"))
onkey(print, "a")
done()
"""
MANY = "import turtle\nt = turtle.Turtle()\nfor i in range(5000):\n    t.forward(i / 20)\n    t.left(59)\n"


def sheet(page: Page) -> Locator:
    return page.locator("#shown svg")


def words(page: Page) -> Locator:
    return page.locator("#shown figcaption")


def lines(page: Page) -> Locator:
    """Those that are seen."""
    return page.locator("#shown polyline:not([style*=none])")


def walk_to(page: Page, step: int) -> None:
    page.locator("#slider").fill(str(step - 1))
    at(page, step)


def test_the_drawing_is_as_it_is_at_the_step(page: Page) -> None:
    visit(page)
    run(page, STAR)
    expect(words(page)).to_have_text("Nothing is drawn yet.")
    place = sheet(page).bounding_box()
    button(page, "Last step").click()
    expect(words(page)).to_have_text("Turtle at (-60, -120), heading 0.")
    expect(lines(page)).to_have_count(5)
    expect(page.locator("#shown text")).to_have_text("A star")
    expect(output(page)).to_contain_text("onkey() does nothing here")
    shot(page, "turtle")
    walk_to(page, 10)
    expect(lines(page)).to_have_count(2)
    expect(page.locator("#shown text")).to_be_hidden()
    button(page, "Previous step").click()
    expect(lines(page)).to_have_count(1)
    expect(sheet(page)).to_have_attribute("aria-label", "Turtle drawing. Turtle at (150, 0), heading 216.")
    assert sheet(page).bounding_box() == place, "the sheet has moved"
    run(page, "x = 1\n")
    expect(sheet(page)).to_be_hidden()


def test_ten_thousand_commands_are_walked_through_at_once(page: Page) -> None:
    visit(page)
    run(page, MANY)
    button(page, "Last step").click()
    expect(lines(page)).to_have_count(5000)
    walk_to(page, 5)
    expect(lines(page)).to_have_count(1)
    button(page, "Last step").click()
    expect(lines(page)).to_have_count(5000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_room_for_it(open_page: OpenPage, scheme: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    visit(page)
    run(page, STAR)
    button(page, "Last step").click()
    expect(lines(page)).to_have_count(5)
    shot(page, f"turtle-phone-{scheme}")
    box = sheet(page).bounding_box()
    assert box is not None and box["width"] >= 200 and box["x"] + box["width"] <= 390


def test_a_program_that_waits_shows_what_it_has_drawn(page: Page) -> None:
    visit(page)
    run(page, "import turtle\nturtle.forward(50)\n")
    page.get_by_role("textbox", name="Program").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(
        "import turtle\nturtle.forward(70)\nn = turtle.numinput('n', 'How far?')\nturtle.left(90)\nturtle.forward(n)\n"
    )
    button(page, "Run").click()
    field = page.get_by_role("textbox", name="Input")
    expect(field).to_be_visible(timeout=ENGINE_MS)
    expect(words(page)).to_have_text("Turtle at (70, 0), heading 0.")
    field.fill("30")
    field.press("Enter")
    button(page, "Last step").click()
    expect(words(page)).to_have_text("Turtle at (70, 30), heading 90.", timeout=ENGINE_MS)


ENDLESS = "import turtle\nn = 0\nwhile True:\n    n += 1\n    if n < 200:\n        turtle.forward(n)\n        turtle.left(91)\n"


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, {"width": 390, "height": 844}])
def test_a_program_that_goes_on_shows_what_it_has_drawn(open_page: OpenPage, viewport: dict[str, int]) -> None:
    page = visit(open_page(viewport=viewport, reduced_motion="reduce"))
    run(page, "x = 1\n")
    write(page, ENDLESS.replace("while True", "while n < 3_000_000"))
    button(page, "Run").click()
    expect(page.locator("#shown")).to_have_attribute("data-growing", "true", timeout=ENGINE_MS)
    expect(lines(page)).to_have_count(199, timeout=ENGINE_MS)
    shot(page, f"turtle-growing-{viewport['width']}")
    button(page, "Stop").click()
    expect(page.locator("#shown")).to_have_attribute("data-growing", "false", timeout=ENGINE_MS)
    expect(words(page)).to_have_text("Nothing is drawn yet.", timeout=ENGINE_MS)
