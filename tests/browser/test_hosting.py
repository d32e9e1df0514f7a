"""The site as other people put it up: under a path of their own, or inside a page of theirs."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import listen
from tools.places import DIST
from tools.serve import serving

FRAME = """<!doctype html><html lang="en"><title>A lesson</title><link rel="icon" href="data:,">
<iframe src="codeviz/" title="A program" width="1000" height="700"></iframe>"""


def run_and_step(page: Page, inside: str | None = None) -> None:
    """Press Run and wait until the recording has taken the first example's place."""
    place = page.frame_locator(inside) if inside else page
    expect(place.get_by_role("textbox", name="Program")).to_be_visible(timeout=30_000)
    place.get_by_role("button", name="Run", exact=True).click()
    expect(place.get_by_role("status")).to_contain_text("Step 1 of", timeout=60_000)


def test_it_works_under_any_path_and_inside_another_page(browser: Browser, tmp_path: Path) -> None:
    lessons = tmp_path / "school" / "lessons"
    lessons.mkdir(parents=True)
    (lessons / "codeviz").symlink_to(DIST)
    (lessons / "index.html").write_text(FRAME)
    complaints: list[str] = []
    with serving(tmp_path) as address, browser.new_context() as context:
        listen(context, address, complaints)
        page = context.new_page()
        page.goto(f"{address}school/lessons/codeviz/")
        run_and_step(page)
        page.goto(f"{address}school/lessons/")
        run_and_step(page, inside="iframe")
    assert complaints == []
