"""The dialog Embed: chosen with the keyboard, seen in the preview, pasted into a page of another origin."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.course import Course, at_step
from tests.browser.course import button as in_frame
from tests.browser.learner import ENGINE_MS, button, run, shot, visit
from tests.browser.test_accessible import violations
from tracer.record import record_program
from tracer.trace.file import save_bytes

SHARED = "mine = ['tea']\nyours = mine\nyours.append('milk')\n"


def opened(page: Page) -> Locator:
    button(page, "Embed").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Embed")
    expect(dialog.get_by_role("radio", name="an iframe")).to_be_focused()
    return dialog


def snippet(page: Page) -> Locator:
    return page.get_by_role("textbox", name="To paste into the HTML of your page")


def test_a_program_is_chosen_previewed_copied_and_pasted(open_page: OpenPage, course: Course) -> None:
    page = visit(open_page(viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]))
    run(page, SHARED)
    dialog = opened(page)
    preview = page.frame_locator("#preview iframe")
    at_step(preview, 1, 4)
    expect(snippet(page)).to_have_value(re.compile("pictures="), timeout=ENGINE_MS)
    assert len(page.workers) == 1, "the preview needs no engine"
    shot(page, "embed-dialog")
    dialog.get_by_label("Colours").select_option("dark")
    expect(preview.locator("html")).to_have_attribute("data-theme", "dark")
    dialog.get_by_label("output", exact=True).uncheck()
    expect(preview.get_by_role("region", name="Output")).to_be_hidden()
    dialog.get_by_label("Variables to hide").fill("yours")
    page.keyboard.press("Tab")
    expect(preview.get_by_role("region", name="Frames and objects")).not_to_contain_text("yours")
    expect(snippet(page)).to_have_value(re.compile("pictures=.*hide=yours"), timeout=ENGINE_MS)  # drawn anew, without it
    dialog.get_by_role("button", name="Copy", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("in the clipboard")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == snippet(page).input_value()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(button(page, "Embed")).to_be_focused()

    lesson = course.show(copied)
    frame = lesson.frame_locator("iframe")
    at_step(frame, 1, 4)
    in_frame(frame, "Last step").click()
    at_step(frame, 4, 4)
    expect(frame.locator("#sentence")).to_contain_text("milk")


def test_an_element_for_a_program_that_can_be_changed(page: Page, course: Course) -> None:
    visit(page)
    run(page, "print(1 < 2)\n")
    dialog = opened(page)
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("radio", name="an element")).to_be_checked()
    dialog.get_by_label("with its pictures").uncheck()
    dialog.get_by_label("may change the program").check()
    text = snippet(page).input_value()
    assert '<codeviz-embed title="A Python program, step by step" editable="true">' in text
    lesson = course.show(text)
    frame = lesson.frame_locator("iframe")
    expect(frame.locator(".cm-line").first).to_have_text("print(1 < 2)", timeout=30_000)
    in_frame(frame, "Run").click()
    at_step(frame, 1, 2)


def test_going_back_does_not_go_through_the_previews(page: Page) -> None:
    visit(page)
    before = page.evaluate("history.length")
    dialog = opened(page)
    for name in ("code", "output", "controls"):
        dialog.get_by_label(name, exact=True).uncheck()
    expect(page.frame_locator("#preview iframe").get_by_role("region", name="Code")).to_be_hidden(timeout=30_000)
    page.keyboard.press("Escape")
    assert page.evaluate("history.length") == before


def test_it_fits_a_phone_in_the_dark(open_page: OpenPage) -> None:
    page = visit(open_page(viewport={"width": 390, "height": 844}, color_scheme="dark", reduced_motion="reduce"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    button(page, "Export").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Export")).to_be_visible()
    dialog = opened(page)
    assert dialog.evaluate("element => element.scrollWidth <= element.clientWidth")
    expect(page.frame_locator("#preview iframe").get_by_role("textbox", name="Program")).to_be_visible(timeout=30_000)
    assert violations(page) == []
    shot(page, "embed-dialog-phone")
    snippet(page).scroll_into_view_if_needed()
    shot(page, "embed-dialog-phone-snippet")
    page.keyboard.press("Escape")
    expect(button(page, "Export")).to_be_focused()


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "light"), (390, 844, "dark")])
def test_under_more_there_is_a_line_to_begin_at_a_height_and_addresses(
    open_page: OpenPage, width: int, height: int, scheme: str
) -> None:
    page = visit(open_page(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"))
    run(page, SHARED)
    recording = save_bytes(record_program("loop = 1\nloop = 2\n"))
    page.route("**/loops.cvt", lambda route: route.fulfill(body=recording))
    if width < 500:
        button(page, "Export").click()
    dialog = opened(page)
    more = dialog.locator("#embed-more summary")
    expect(snippet(page)).to_have_value(re.compile("pictures="), timeout=ENGINE_MS)
    expect(dialog.get_by_label("Begin at line")).to_be_hidden()
    more.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(dialog.get_by_label("Begin at line")).to_be_focused()
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    at_step(page.frame_locator("#preview iframe"), 3, 4)
    page.keyboard.type("6")
    page.keyboard.press("Tab")
    expect(dialog.locator("#embed-said")).to_contain_text("“6” is no height.")
    page.keyboard.type("https://far.example/loops.py")
    page.keyboard.press("Tab")
    expect(dialog.locator("#embed-said")).to_contain_text("fetches nothing from there")
    assert violations(page) == []
    assert dialog.evaluate("element => element.scrollWidth <= element.clientWidth")
    dialog.get_by_label("a recording at").scroll_into_view_if_needed()
    shot(page, f"embed-more-{width}")
    for name, text in (("a program at", ""), ("Height in px", "600"), ("a recording at", "loops.cvt")):
        dialog.get_by_label(name).fill(text)
        page.keyboard.press("Tab")
    expect(dialog.locator("#embed-said")).to_have_text("")
    expect(snippet(page)).to_have_value(re.compile(r'#trace=loops\.cvt&amp;line=3" .* height="600"'))
    at_step(page.frame_locator("#preview iframe"), 1, 3)
