"""Programs and recordings that come as files: chosen, dropped, opened with the page, shared."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.learner import ENGINE_MS, button, drop, notice, output, program, run, shot, status, visit, write
from tools.places import DIST
from tools.serve import serving
from tracer.cli.commands import main

SOURCE = "fruits = ['pear']\nfruits.append('plum')\nprint(fruits)\n"

LAUNCH = """Object.defineProperty(window, "launchQueue", {
  value: { setConsumer(take) { window.launch = (file) => take({ files: [{ getFile: async () => file }] }); } },
})"""
SHARE = """async () => {
  const form = new FormData();
  form.append("program", new File(["shared = 'by another app'\\n"], "from café.py"));
  return (await fetch("open", { method: "POST", body: form })).url;
}"""


@pytest.fixture
def recording(tmp_path: Path) -> bytes:
    """A .cvt file, made in a terminal."""
    (tmp_path / "fruits.py").write_text(SOURCE)
    assert main(["record", str(tmp_path / "fruits.py"), "-o", str(tmp_path / "fruits.cvt")]) == 0
    return (tmp_path / "fruits.cvt").read_bytes()


def test_a_recording_is_dropped_and_walked_through(page: Page, recording: bytes) -> None:
    visit(page)
    run(page, "mine = 1\n")
    drop(page, ("fruits.cvt", recording))
    expect(program(page)).to_contain_text("fruits.append('plum')", timeout=ENGINE_MS)
    expect(notice(page)).to_contain_text("Your own program is kept")
    expect(status(page)).to_have_text("Step 1 of 4")
    button(page, "Last step").click()
    expect(output(page)).to_contain_text("['pear', 'plum']")
    shot(page, "recording-opened")


def test_a_damaged_recording_changes_nothing(page: Page, recording: bytes) -> None:
    visit(page)
    run(page, "mine = 1\nmore = 2\n")
    drop(page, ("fruits.cvt", recording[:-20]))
    expect(notice(page)).to_contain_text("fruits.cvt was not opened.", timeout=ENGINE_MS)
    shot(page, "recording-refused")
    expect(program(page)).to_contain_text("mine = 1")
    button(page, "Next step").click()
    expect(status(page)).to_have_text("Step 2 of 3")


def test_a_program_is_chosen_with_the_keyboard(page: Page) -> None:
    visit(page)
    program(page).press("Escape")
    button(page, "Examples").press("Enter")
    with page.expect_file_chooser() as chooser:
        button(page, "Open a file").press("Enter")
    shot(page, "open-a-file")
    chooser.value.set_files({"name": "fruits.py", "mimeType": "text/x-python", "buffer": SOURCE.encode()})
    expect(program(page)).to_contain_text("fruits.append", timeout=ENGINE_MS)
    expect(status(page)).to_have_text("Step 1 of 4", timeout=ENGINE_MS)
    write(page, "other = 1\n")
    drop(page, ("latin.py", "name = 'é'\n".encode("latin-1")))
    expect(notice(page)).to_contain_text("latin.py is not a text")
    drop(page, ("none.py", b" \n"))
    expect(notice(page)).to_contain_text("none.py is empty")
    drop(page, ("noise.cvt", b""))
    expect(notice(page)).to_contain_text("noise.cvt was not opened", timeout=ENGINE_MS)
    drop(page, ("a.py", b"a = 1"), ("b.py", b"b = 1"))
    expect(notice(page)).to_contain_text("at a time")
    expect(program(page)).to_contain_text("other = 1")


def test_undo_brings_back_what_a_file_took_the_place_of(page: Page) -> None:
    visit(page)
    write(page, "mine = 1\n")
    drop(page, ("sums.py", b"\xef\xbb\xbftotal = 5\r\n"))
    expect(program(page)).to_have_text("total = 5")
    program(page).click()
    page.keyboard.press("ControlOrMeta+z")
    expect(program(page)).to_contain_text("mine = 1")


def test_a_file_of_the_device_opens_with_the_page(page: Page) -> None:
    page.add_init_script(LAUNCH)
    visit(page)
    page.wait_for_function("() => window.launch")
    page.evaluate("() => launch(new File(['launched = True\\n'], 'a.py'))")
    expect(program(page)).to_contain_text("launched = True")


def test_a_shared_program_is_opened_once(browser: Browser) -> None:
    with serving(DIST) as address, browser.new_context(base_url=address) as context:
        page = context.new_page()
        visit(page)
        expect(page.locator("#unplugged")).to_have_text("CodeViz works without a connection.", timeout=ENGINE_MS)
        assert page.evaluate(SHARE) == f"{address}?shared"
        visit(page, "?shared")
        expect(program(page)).to_contain_text("shared = 'by another app'", timeout=ENGINE_MS)
        assert page.url == address
        visit(page, "?shared")
        expect(notice(page)).to_contain_text("did not arrive")
