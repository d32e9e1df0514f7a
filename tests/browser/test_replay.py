"""The exported replay in a browser: one file, opened from the disk, stepped by keys, buttons and slider, in both themes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lessons.gallery_index import examples
from tests.browser.conftest import listen
from tests.browser.learner import SHOTS
from tests.browser.test_accessible import violations
from tests.browser.test_shown import HOSTILE as HOSTILE_SHOWN
from tests.browser.test_shown import PROGRAM as SHOWN
from tests.browser.test_turtle import STAR
from tests.tracer.export.hostile_texts import HOSTILE
from tests.tracer.export.test_html import SORT, limited
from tracer.export.html import html_page
from tracer.record import record_program

SCREENS = [(1280, 800, "light"), (1280, 800, "dark"), (390, 844, "light"), (390, 844, "dark")]


def written(program: str, folder: Path) -> str:
    """The address of a file that replays `program`."""
    path = folder / "replay.html"
    path.write_text(html_page(record_program(program)), encoding="utf-8")
    return path.as_uri()


def shots() -> Path:
    SHOTS.mkdir(exist_ok=True)
    return SHOTS


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[2]}-{screen[0]}")
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", offline=True
    )
    complaints: list[str] = []
    listen(context, "file:", complaints)
    yield context.new_page()
    context.close()
    assert complaints == []


def test_every_step_can_be_reached(page: Page, tmp_path: Path) -> None:
    source = examples()[0].source
    steps = len(record_program(source))
    page.goto(written(source, tmp_path))
    status = page.get_by_role("status")
    expect(status).to_have_text(f"Step 1 of {steps}")
    expect(page.get_by_role("button", name="Previous step")).to_be_disabled()
    page.get_by_role("button", name="Next step").click()
    expect(status).to_have_text(f"Step 2 of {steps}")
    page.keyboard.press("End")
    expect(status).to_have_text(f"Step {steps} of {steps}")
    expect(page.get_by_role("region", name="Output").locator(".later")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    page.get_by_role("slider", name="Step").fill("15")
    expect(status).to_have_text(f"Step 15 of {steps}")
    expect(page.get_by_role("region", name="Frames and objects")).to_contain_text("pear")
    expect(page.locator("#paths path.changed").first).to_be_attached()
    page.keyboard.press("Home")
    expect(status).to_have_text(f"Step 1 of {steps}")
    expect(page.get_by_role("region", name="Frames and objects")).not_to_contain_text("pear")


def test_it_is_accessible_and_no_wider_than_the_screen(page: Page, tmp_path: Path) -> None:
    page.goto(written(examples()[0].source, tmp_path))
    page.get_by_role("slider", name="Step").fill("15")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_plays_to_the_end_by_itself(page: Page, tmp_path: Path) -> None:
    page.goto(written("x = 1\ny = 2\n", tmp_path))
    expect(page.get_by_role("status")).to_have_text("Step 1 of 3")  # it has been unpacked
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Step 3 of 3")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_texts_of_a_program_stay_texts(page: Page, tmp_path: Path) -> None:
    page.goto(written("x = '</script><img src=x onerror=alert(1)>'\nprint(x)\n", tmp_path))
    page.keyboard.press("End")
    expect(page.locator("img")).to_have_count(0)
    expect(page.get_by_role("region", name="Output")).to_contain_text("</script><img src=x onerror=alert(1)>")


def test_it_can_be_walked_with_the_keyboard_alone(page: Page, tmp_path: Path) -> None:
    page.goto(written(examples()[0].source, tmp_path))
    status = page.get_by_role("status")
    expect(status).to_contain_text("Step 1 of")
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="Code")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("slider", name="Step")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(status).to_contain_text("Step 2 of")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="First step")).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Step 1 of")
    expect(page.get_by_role("slider", name="Step")).to_be_focused()  # the button is at its end, and lets go of the focus


def test_a_picture_has_the_width_of_the_screen(page: Page, tmp_path: Path) -> None:
    page.goto(written(examples()[0].source, tmp_path))
    page.keyboard.press("End")
    expect(page.locator("#picture .part").first).to_be_visible()
    assert page.evaluate(
        "(() => { const stage = document.getElementById('stage'); return stage.scrollWidth <= stage.clientWidth; })()"
    )
    width, theme = page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light']")
    page.screenshot(path=shots() / f"replay-{width}-{theme}.png")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_program_shows_its_texts_and_nothing_else(browser: Browser, tmp_path: Path, name: str) -> None:
    context = browser.new_context(offline=True)
    complaints: list[str] = []
    listen(context, "file:", complaints)
    page = context.new_page()
    page.on("dialog", lambda dialog: complaints.append(f"a dialog: {dialog.message}"))
    page.goto(written(HOSTILE[name], tmp_path))
    expect(page.get_by_role("status")).to_contain_text("Step 1 of")
    shown = ""
    while shown != (shown := page.get_by_role("status").inner_text()):
        page.keyboard.press("ArrowRight")
        assert page.locator("img, #picture script, #picture style").count() == 0
    assert complaints == []
    context.close()


def test_a_recording_that_begins_later_is_numbered_as_on_the_page(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "late.html"
    path.write_text(
        html_page(limited("total = 0\nfor n in range(50):\n    total += n\n", 20, first_step=30), first=2), encoding="utf-8"
    )
    page.goto(path.as_uri())
    status, slider = page.get_by_role("status"), page.get_by_role("slider", name="Step")
    expect(status).to_have_text("Step 33 of 50")
    expect(slider).to_have_attribute("min", "33")
    slider.fill("40")
    expect(status).to_have_text("Step 40 of 50")
    page.keyboard.press("End")
    expect(status).to_have_text("Step 50 of 50")
    expect(page.get_by_role("button", name="Next step")).to_be_disabled()


def test_a_thousand_steps_are_there_soon_and_each_is_the_same_from_both_sides(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "sort.html"
    path.write_text(html_page(limited(SORT, 1000)), encoding="utf-8")
    page.goto(path.as_uri())
    expect(page.get_by_role("status")).to_have_text("Step 1 of 1000")
    slider, shown = page.get_by_role("slider", name="Step"), page.locator("#picture")
    forwards = []
    for step in (200, 201, 555, 999):
        slider.fill(str(step))
        forwards.append(shown.inner_html())
    for step in (999, 555, 201, 200):
        slider.fill(str(step))
        assert shown.inner_html() == forwards.pop()


def test_a_damaged_recording_is_told(page: Page, tmp_path: Path) -> None:
    address = written("x = 1\n" * 30, tmp_path)
    path = tmp_path / "replay.html"
    before, kind, after = path.read_text(encoding="utf-8").partition('data-kind="packed">')
    assert kind
    path.write_text(before + kind + "AAAA" + after[4:], encoding="utf-8")
    page.goto(address)
    expect(page.get_by_role("region", name="Frames and objects")).to_contain_text("damaged")


def test_a_program_that_never_ran_shows_its_error(page: Page, tmp_path: Path) -> None:
    page.goto(written("if True print(1)\n", tmp_path))
    expect(page.get_by_role("region", name="Frames and objects")).to_contain_text("SyntaxError")
    expect(page.get_by_role("button", name="Next step")).to_be_disabled()


def test_a_drawing_is_as_it_is_at_each_step(page: Page, tmp_path: Path) -> None:
    page.goto(written(STAR, tmp_path))
    sheet, words = page.locator("#shown svg"), page.locator("#shown figcaption")
    lines = page.locator("#shown polyline:not([style*=none])")
    expect(words).to_have_text("Nothing is drawn yet.")
    place = sheet.bounding_box()
    page.keyboard.press("End")
    expect(lines).to_have_count(5)
    expect(page.locator("#shown text")).to_have_text("A star")
    expect(sheet).to_have_attribute("aria-label", "Turtle drawing. Turtle at (-60, -120), heading 0.")
    assert violations(page) == []
    width, theme = page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light']")
    page.screenshot(path=shots() / f"replay-drawing-{width}-{theme}.png")
    page.get_by_role("slider", name="Step").fill("10")
    expect(lines).to_have_count(2)
    page.keyboard.press("Home")
    expect(lines).to_have_count(0)
    assert sheet.bounding_box() == place, "the sheet has moved"


def test_pictures_and_tables_are_where_they_were_shown(page: Page, tmp_path: Path) -> None:
    page.goto(written(SHOWN, tmp_path))
    place, words = page.locator("#shown .item"), page.locator("#shown figcaption")
    expect(words).to_have_text("Nothing is shown yet.")
    page.keyboard.press("End")
    expect(words).to_have_text("Picture, 2 of 2 shown")
    assert place.get_by_role("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 300
    page.get_by_role("slider", name="Step").fill("4")
    expect(words).to_have_text("Table, 1 of 2 shown")
    expect(place.get_by_role("cell", name="Basel")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_in_a_hostile_picture_or_table_runs_or_is_fetched(page: Page, tmp_path: Path) -> None:
    """The page fails its test when it asks anybody or complains."""
    page.goto(written(HOSTILE_SHOWN, tmp_path))
    place = page.locator("#shown .item")
    expect(page.locator("#shown figcaption")).to_have_text("Nothing is shown yet.")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
        if page.locator("#shown figcaption").inner_text().startswith("Picture"):
            break
    assert place.get_by_role("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 99
    page.keyboard.press("End")
    expect(place.get_by_role("cell", name="a cell")).to_be_visible()
    assert page.evaluate("window.ran") is None
    assert place.locator("img, script, iframe, link, meta, base, button, form, style, [style], [onmouseover]").count() == 0
