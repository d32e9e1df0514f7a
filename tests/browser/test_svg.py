"""Images of steps in a browser: where the page has a text, the image has it too; they show in an <img>, and the moving one moves."""

import base64
from typing import Any

import pytest
from playwright.sync_api import Browser

from lessons.gallery_index import examples
from tests.browser.learner import SHOTS
from tests.tracer.export.test_svg import VIEWS, words_of
from tracer.draw.picture import Drawing
from tracer.draw.view import View
from tracer.export.resources import PICTURE_CSS, REPLAY_CSS
from tracer.export.svg import moving_svg, step_svg
from tracer.export.svg_scene import Look
from tracer.record import record_program

NEAR_PX = 3  # a text that is a little too wide for its box begins at its edge on the page, and is in its middle in the image

# Every text that can be seen: [text, left, middle], from the corner of the picture. Widths differ with the faces that are installed; places do not.
PLACES = """(selector) => {
  const root = document.querySelector(selector), corner = root.getBoundingClientRect(), found = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    if (!node.data.trim() || node.parentElement.closest(".unseen, title, desc")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    found.push([node.data.trim(), box.left - corner.left, box.top + box.height / 2 - corner.top]);
  }
  return found;
}"""


def places_in_the_page(page: Any, drawing: Drawing, picture: dict[str, Any]) -> list[list[Any]]:
    parts = "".join(
        f'<div class="part" style="transform:translate({x}px,{y}px)">{drawing.texts[n]}</div>' for _, x, y, n in picture["parts"]
    )
    size = f"width:{picture['width']}px;height:{picture['height']}px"
    page.set_content(f'<style>{REPLAY_CSS}{PICTURE_CSS}</style><div id="picture" style="{size}">{parts}</div>')
    return page.evaluate(PLACES, "#picture")


def places_in_the_image(page: Any, svg: str) -> list[list[Any]]:
    page.set_content(f"<style>body {{ margin: 0 }}</style>{svg}")
    return page.evaluate(PLACES, "svg > g:last-of-type")


@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_texts_stand_where_the_page_has_them(browser: Browser, view: View) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    for example in examples()[::4]:
        trace = words_of(example)
        step = len(trace) * 2 // 3
        drawing = Drawing()
        html = places_in_the_page(page, drawing, drawing.draw(trace, step, view))
        image = places_in_the_image(page, step_svg(trace, step, Look(code=False, view=view)))
        assert len(html) > 3
        # The corner of the image's group is that of its first text or box: both lists are put to their first text.
        html, image = (sorted(from_first(places), key=lambda place: (place[0], place[2], place[1])) for places in (html, image))
        for text, left, middle in html:
            if text.startswith("…"):
                continue  # the end of a text that was cut; the image has both as one
            near = [
                place
                for place in image
                if is_one(place[0], text) and abs(place[1] - left) < NEAR_PX and abs(place[2] - middle) < NEAR_PX
            ]
            assert near, (example.id, text, left, middle, [place for place in image if place[0][:5] == text[:5]])
    page.close()


def is_one(shown: str, text: str) -> bool:
    """Whether the image shows this text of the page, with what follows it there or cut."""
    return shown.startswith(text) or (shown.endswith("…") and text.startswith(shown[:-1]))


def from_first(places: list[list[Any]]) -> list[list[Any]]:
    _, left, top = next(place for place in places if place[0] == "Frames")
    return [[text, x - left, y - top] for text, x, y in places]


def test_they_show_in_an_img_and_the_moving_one_moves(browser: Browser) -> None:
    trace = record_program(examples()[0].source)
    SHOTS.mkdir(exist_ok=True)
    page = browser.new_page(viewport={"width": 1100, "height": 560})
    for name, svg in (
        ("light", step_svg(trace, 14)),
        ("dark", step_svg(trace, 14, Look(theme="dark"))),
        ("phone", step_svg(trace, 14, Look(code=False, view=View(width=352)))),
        ("moving", moving_svg(trace, range(8), step_s=0.2)),
    ):
        address = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
        page.set_content(f'<img alt="" src="{address}">')
        assert page.evaluate("document.images[0].decode().then(() => document.images[0].naturalWidth)") > 300
        before = page.screenshot(path=SHOTS / f"svg-{name}.png")
        if name == "moving":
            pictures = {before}
            for _ in range(20):
                page.wait_for_timeout(150)
                pictures.add(page.screenshot())
            assert len(pictures) > 4
    page.close()
