"""Saving from the page and opening again: every format as a file, with the keyboard alone, on both screens, in both themes."""

import re
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.exports import FORMATS
from tests.browser.conftest import OpenPage, listen
from tests.browser.learner import ENGINE_MS, button, drop, picture, program, run, shot, status, visit, write
from tests.browser.test_accessible import SCREENS, violations
from tests.tracer.export.hostile_texts import HOSTILE
from tests.tracer.export.test_svg import parsed
from tracer.trace.file import open_bytes

PROGRAM = "words = ['a']\nfor n in range(3):\n    words.append(n)\nprint(words)\n"
BEGINNINGS = {
    "html": b"<!doctype html>",
    "svg": b"<svg ",
    "png": b"\x89PNG\r\n",
    "moving": b"<svg ",
    "gif": b"GIF89a",
    "cvt": b"CVT\r\n",
}


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Export")


def opened(page: Page) -> Locator:
    button(page, "Export").click()
    expect(dialog(page)).to_be_visible()
    return dialog(page)


def choice(page: Page, title: str) -> Locator:
    return dialog(page).get_by_role("radio", name=re.compile("^" + re.escape(title)))


def saved(page: Page, name: str, folder: Path) -> Path:
    """The file that the dialog makes in this format."""
    choice(page, next(entry[1] for entry in FORMATS if entry[0] == name)).check()
    with page.expect_download(timeout=ENGINE_MS) as waiting:
        dialog(page).get_by_role("button", name="Save file").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    expect(dialog(page).locator("#export-said")).to_have_text(f"Saved as {path.name}.")
    return path


def test_every_format_is_saved_as_what_it_is(page: Page, tmp_path: Path):
    run(visit(page), PROGRAM)
    opened(page)
    for name, beginning in BEGINNINGS.items():
        content = saved(page, name, tmp_path).read_bytes()
        assert content.startswith(beginning)
        if beginning == b"<svg ":
            parsed(content.decode())
    assert open_bytes((tmp_path / "program.cvt").read_bytes()).source == PROGRAM
    assert {path.name for path in tmp_path.iterdir()} == {
        *("program.html", "program.svg", "program.gif", "program.cvt", "program-step-1.svg", "program-step-1.png")
    }
    page.keyboard.press("Escape")
    expect(button(page, "Export")).to_be_focused()
    button(page, "Next step").click()
    expect(status(page)).to_contain_text("Step 2 of")


def test_a_gif_has_a_frame_for_each_step_and_a_png_the_colours_that_were_chosen(page: Page, tmp_path: Path):
    run(visit(page), PROGRAM)
    opened(page)
    choice(page, "Moving image (GIF)").check()
    dialog(page).get_by_role("textbox", name="Steps").fill("1, 3-5")
    gif = saved(page, "gif", tmp_path).read_bytes()
    assert gif.count(b"\x21\xf9\x04") == 4  # a graphic control block for each frame
    choice(page, "Image (PNG)").check()
    choice(page, "on dark").check()
    png = saved(page, "png", tmp_path).read_bytes()
    assert first_pixel(png) == bytes((0x15, 0x18, 0x1B))


def first_pixel(png: bytes) -> bytes:
    at, packed = 8, b""
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        packed += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    return zlib.decompress(packed)[1:4]


def test_the_hand_out_is_printed(page: Page):
    page.add_init_script("window.print = () => (top.printed = document.body.innerText)")
    run(visit(page), PROGRAM)
    opened(page)
    choice(page, "Hand-out (PDF)").check()
    dialog(page).get_by_role("textbox", name="Steps").fill("2-4")
    dialog(page).get_by_role("button", name="Print").click()
    expect(dialog(page).locator("#export-said")).to_contain_text("Save as PDF", timeout=ENGINE_MS)
    text = page.evaluate("window.printed")
    assert [line for line in text.splitlines() if line.startswith("Step ")] == [f"Step {step} of 10" for step in (2, 3, 4)]


def test_a_web_page_from_the_page_replays_from_the_disk(page: Page, browser: Browser, tmp_path: Path):
    for name in ("a value", "an attribute's name", "characters without a shape"):
        run(visit(page), HOSTILE[name])
        opened(page)
        path = saved(page, "html", tmp_path)
        context = browser.new_context(offline=True)
        complaints: list[str] = []
        listen(context, "file:", complaints)
        replay = context.new_page()
        replay.goto(path.as_uri())
        expect(replay.get_by_role("status")).to_contain_text("Step 1 of")
        replay.keyboard.press("End")
        assert replay.locator("img, #picture script").count() == 0
        context.close()
        assert complaints == []
        page.keyboard.press("Escape")


def test_it_can_be_done_with_the_keyboard_alone(page: Page, tmp_path: Path):
    run(visit(page), PROGRAM)
    page.keyboard.press("s")
    expect(dialog(page)).to_be_visible()
    expect(choice(page, "Web page")).to_be_focused()
    expect(choice(page, "Web page")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(choice(page, "Image (SVG)")).to_be_checked()
    page.keyboard.press("Tab")
    field = dialog(page).get_by_role("textbox", name="Step")
    expect(field).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("99")
    page.keyboard.press("Enter")
    expect(dialog(page).locator("#export-said")).to_have_text("Step 99 is not in this recording. Write a step from 1 to 10.")
    expect(field).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("4")
    with page.expect_download(timeout=ENGINE_MS) as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "program-step-4.svg"
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_dialog_is_accessible_and_fits(open_page: OpenPage, screen: str, theme: str):
    page = visit(open_page(viewport=SCREENS[screen], color_scheme=theme, reduced_motion="reduce"))
    opened(page)
    height = dialog(page).bounding_box()["height"]  # type: ignore[index]
    for name, title, *_ in FORMATS:
        choice(page, title).check()
        assert violations(page) == []
        assert abs(dialog(page).bounding_box()["height"] - height) < 1, name  # type: ignore[index]
    choice(page, "Image (SVG)").check()
    dialog(page).get_by_role("textbox", name="Step").fill("nine")
    dialog(page).get_by_role("textbox", name="Step").press("Enter")
    expect(dialog(page).locator("#export-said")).to_contain_text("“nine” is no step.")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"export-{screen}-{theme}")


def test_a_recording_is_opened_again(page: Page, tmp_path: Path):
    run(visit(page), PROGRAM)
    opened(page)
    path = saved(page, "cvt", tmp_path)
    page.keyboard.press("Escape")
    write(page, "mine = 1\n")
    drop(page, ("kept.cvt", path.read_bytes()))
    expect(program(page)).to_contain_text("words.append(n)", timeout=ENGINE_MS)
    expect(status(page)).to_have_text("Step 1 of 10")
    expect(picture(page)).to_have_attribute("data-stale", "false")
    button(page, "Last step").click()
    expect(page.get_by_role("region", name="Output")).to_contain_text("['a', 0, 1, 2]")
    button(page, "Restore my program").click()
    expect(program(page)).to_contain_text("mine = 1")


TURTLE = "import turtle\nfor n in range(150):\n    turtle.forward(n)\n    turtle.left(91)\n"


def frames_of(gif: bytes) -> int:
    """How many pictures are in it: it is read block by block."""

    def table(flags: int) -> int:
        return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0

    at, count = 13 + table(gif[10]), 0
    while gif[at] != 0x3B:
        if gif[at] == 0x2C:
            count += 1
            at += 11 + table(gif[at + 9])
        else:
            at += 2
        while gif[at]:
            at += gif[at] + 1
        at += 1
    return count


@pytest.mark.parametrize(("screen", "scheme"), [("wide", "dark"), ("phone", "light")])
def test_a_turtle_program_becomes_a_film_of_its_drawing(open_page: OpenPage, tmp_path: Path, screen: str, scheme: str):
    page = open_page(viewport=SCREENS[screen], color_scheme=scheme, reduced_motion="reduce")
    run(visit(page), TURTLE)
    button(page, "Last step").click()
    opened(page)
    content = saved(page, "gif", tmp_path).read_bytes()
    assert content.startswith(b"GIF89a")
    assert frames_of(content) == 100
    only = dialog(page).get_by_role("checkbox", name="Only the drawing")
    expect(only).to_be_checked()
    assert violations(page) == []
    shot(page, f"export-drawing-{screen}")
    choice(page, "Image (SVG)").check()
    expect(only).not_to_be_checked()
    assert saved(page, "svg", tmp_path).read_text(encoding="utf-8").count("<polyline ") == 150
    only.focus()
    page.keyboard.press("Space")
    expect(dialog(page).get_by_role("checkbox", name="With the program")).to_be_hidden()
    root = parsed(saved(page, "svg", tmp_path).read_text(encoding="utf-8"))
    assert (root.get("width"), root.get("height")) == ("400", "400")
