"""Where things stand: nothing jumps, nothing is covered, nothing scrolls sideways."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.learner import at, button, run, steps, visit

PROGRAM = """\
def grow(tree, depth):
    if depth:
        tree.append([depth, 'a rather long text that takes its room'])
        grow(tree[-1], depth - 1)
        print('grown', depth)
    return tree

result = grow([], 2)
# a line that is far longer than any screen is wide, as those are that hold a text, and that is scrolled to inside the program, not with the page
"""
REGIONS = ("#code", "#bar", "#scene", "#output", "#sentence", "#run")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (768, 1024), (1280, 800), (1920, 1080)])
def test_no_screen_scrolls_sideways_and_no_step_moves_anything(open_page: OpenPage, width: int, height: int):
    page = visit(open_page(viewport={"width": width, "height": height}))
    run(page, PROGRAM)
    places = [page.locator(region).bounding_box() for region in REGIONS]
    for step in range(2, steps(page) + 1):
        button(page, "Next step").click()
        at(page, step)
        assert [page.locator(region).bounding_box() for region in REGIONS] == places
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('#stage').scrollWidth <= document.querySelector('#stage').clientWidth")


def test_on_a_phone_the_controls_cover_nothing_and_are_large_enough(open_page: OpenPage):
    page = visit(open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True))
    boxes = {name: page.locator(name).bounding_box() for name in ("#code", "#scene", "#output", "#bar")}
    edges = []
    for box in boxes.values():
        assert box is not None
        edges.append((box["y"], box["y"] + box["height"]))
    for (_, bottom), (top, _) in zip(edges, edges[1:], strict=False):
        assert bottom <= top + 1
    assert edges[-1][1] <= 844
    assert edges[0][1] - edges[0][0] <= 844 / 3
    page.get_by_role("button", name="More controls").click()
    for control in page.locator("#top button, #bar button, #bar select").all():
        box = control.bounding_box()
        if box is not None:
            assert min(box["width"], box["height"]) >= 40, control.get_attribute("id")


def test_the_picture_is_drawn_anew_for_another_width(page: Page):
    visit(page)
    run(page, PROGRAM)
    button(page, "Last step").click()
    wide = page.locator("#picture").bounding_box()
    page.set_viewport_size({"width": 900, "height": 800})
    expect(page.locator("#picture")).not_to_have_css("width", f"{wide['width']}px" if wide else "")
    # Parts take 150 ms to their new places.
    page.wait_for_function("() => document.querySelector('#stage').scrollWidth <= document.querySelector('#stage').clientWidth")


def test_the_line_between_code_and_picture_can_be_moved(page: Page):
    visit(page)
    code = page.locator("#code")
    line = page.get_by_role("separator", name="Width of the code")
    before = code.bounding_box()
    line.focus()
    page.keyboard.press("ArrowRight")
    expect(line).to_have_attribute("aria-valuenow", "47")
    box = line.bounding_box()
    assert before is not None
    assert box is not None
    page.mouse.move(box["x"] + 4, 300)
    page.mouse.down()
    page.mouse.move(400, 300)
    page.mouse.up()
    after = code.bounding_box()
    assert after is not None
    assert abs(after["width"] - 400) < 10 < before["width"] - after["width"]
    page.wait_for_function("() => localStorage.getItem('codeviz.settings')?.includes('split')")
    visit(page)
    assert code.bounding_box() == after


def test_the_page_can_be_installed(page: Page):
    visit(page)
    assert page.title() == "CodeViz"
    manifest = page.evaluate(
        "fetch(document.querySelector('link[rel=manifest]').href).then(async (answer) => ({url: answer.url, ...await answer.json()}))"
    )
    for icon in manifest["icons"]:
        assert page.request.get(manifest["url"].rsplit("/", 1)[0] + "/" + icon["src"]).ok
