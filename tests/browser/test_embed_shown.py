"""What a program draws and shows, inside another page: with an engine, and exported without one; of an export, nothing but drawing reaches the page."""

import copy
import re
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser.course import Course, at_step, button, fragment
from tests.browser.learner import ENGINE_MS, shot
from tests.browser.test_embed_element import ELEMENT, with_pictures
from tests.browser.test_shown import PROGRAM as SHOWN
from tests.browser.test_turtle import STAR
from tracer.draw.view import View
from tracer.export.pictures import WIDTH_PX, packed, pictures
from tracer.record import record_program


def content_of(source: str) -> dict[str, Any]:
    return pictures(record_program(source), View(width=WIDTH_PX))


def lines(frame: FrameLocator) -> Any:
    return frame.locator("#shown polyline:not([style*=none])")


def test_a_program_in_an_iframe_shows_its_drawing(course: Course) -> None:
    frame = course.embed(fragment(STAR))
    at_step(frame, 1)
    expect(frame.locator("#shown figcaption")).to_have_text("Nothing is drawn yet.", timeout=ENGINE_MS)
    button(frame, "Last step").click()
    expect(lines(frame)).to_have_count(5)
    shot(course.page, "embed-drawing")


def test_an_exported_drawing_is_walked_without_an_engine(course: Course) -> None:
    page = course.show(ELEMENT + with_pictures(packed(content_of(STAR))))
    frame = page.frame_locator("iframe")
    expect(frame.locator("#shown figcaption")).to_have_text("Nothing is drawn yet.", timeout=30_000)
    assert page.workers == []
    frame.locator("#slider").fill("9")
    at_step(frame, 10)
    expect(lines(frame)).to_have_count(2)
    button(frame, "Last step").click()
    expect(frame.locator("#shown figcaption")).to_have_text("Turtle at (-60, -120), heading 0.")
    shot(page, "embed-drawing-exported")


def test_exported_pictures_and_tables_are_there(course: Course) -> None:
    frame = course.show(ELEMENT + with_pictures(packed(content_of(SHOWN)))).frame_locator("iframe")
    expect(frame.locator("#shown figcaption")).to_have_text("Nothing is shown yet.", timeout=30_000)
    frame.locator("#slider").fill("3")
    expect(frame.locator("#shown").get_by_role("cell", name="Basel")).to_be_visible()
    button(frame, "Last step").click()
    picture = frame.locator("#shown").get_by_role("img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 300


def test_an_exported_drawing_is_there_too_where_nothing_may_run(course: Course, complaints: list[str]) -> None:
    page = course.show(ELEMENT + with_pictures(packed(content_of(STAR)), 'sandbox="allow-scripts"'))
    frame = page.frame_locator("iframe")
    expect(frame.locator("#shown figcaption")).to_have_text("Nothing is drawn yet.", timeout=30_000)
    button(frame, "Last step").click()
    expect(lines(frame)).to_have_count(5)
    shot(page, "embed-drawing-walled")
    # A static host lets no page without an origin have its modules and fonts: the browser says so.
    complaints[:] = [said for said in complaints if not re.search("origin 'null'|ERR_FAILED", said)]


EVIL = (
    '<polyline points="0,0 9,9" fill="url(SITE/evil#a)" stroke="#000000" onclick="top.bad=1" style="fill:url(SITE/evil)"/><image href="SITE/evil" onerror="top.bad=1"/>'
    '<script>top.bad=1</script><a href="javascript:top.bad=1"><text>here</text></a><use href="SITE/evil#a"/><foreignObject><iframe src="SITE/evil"></iframe></foreignObject>'
    '<animate attributeName="x" onbegin="top.bad=1"/><style>*{background:url(SITE/evil)}</style>'
)
FORBIDDEN = (
    "onclick",
    "onerror",
    "onbegin",
    "<image",
    "<img",
    "<script",
    "<iframe",
    "<style",
    'style="fill',
    "url(",
    "href",
    "<use",
    "<a",
    "<form",
    "evil",
)


def test_what_an_exported_drawing_may_not_hold_is_taken_out_of_it(course: Course, complaints: list[str]) -> None:
    content = content_of(STAR)
    shown = content["recorded"]["shown"]
    shown["drawing"]["marks"] = [EVIL for _ in shown["drawing"]["marks"]]
    shown["drawing"]["looks"] = [EVIL for _ in shown["drawing"]["looks"]]
    shown["items"] = [
        [0, "table", f'<table onclick="top.bad=1"><tr><td style="x">cell</td></tr></table>{EVIL}<form><input></form>']
    ]
    page = course.show(ELEMENT + with_pictures(packed(content)))
    frame = page.frame_locator("iframe")
    button(frame, "Last step").click()
    expect(lines(frame).first).to_be_attached(timeout=30_000)
    expect(frame.locator("#shown").get_by_role("cell", name="cell")).to_be_visible()
    html = frame.locator("#shown").inner_html()
    assert [word for word in FORBIDDEN if word in html] == []
    assert page.evaluate("window.bad") is None
    complaints[:] = [said for said in complaints if "Content Security Policy" not in said]  # it refuses them too, aloud


def breaks_out(shown: dict[str, Any]) -> None:
    shown["drawing"]["marks"][0] = "</g></svg><p>out</p>"


def fetches(shown: dict[str, Any]) -> None:
    shown["items"] = [[0, "picture", "https://far.example/a.png"]]


@pytest.mark.parametrize("harm", [breaks_out, fetches])
def test_an_export_with_another_shape_is_not_shown(course: Course, harm: Any) -> None:
    content = copy.deepcopy(content_of(STAR))
    harm(content["recorded"]["shown"])
    page = course.show(ELEMENT + with_pictures(packed(content)))
    expect(page.frame_locator("iframe").get_by_role("alert")).to_contain_text("damaged", timeout=30_000)
