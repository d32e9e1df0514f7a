"""The files that a program left, below the output: to read, and to save."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.learner import button, output, run, shot, visit

PROGRAM = """with open("sums.csv", "w") as file:
    file.write("a,b\\n<b>1</b>,2\\n")
with open("<img src=x onerror=alert(1)>", "wb") as file:
    file.write(bytes(range(256)))
print("done")
"""


def test_a_file_is_read_and_saved_with_the_keyboard(page: Page) -> None:
    visit(page)
    run(page, PROGRAM)
    button(page, "Last step").click()
    files = page.locator("#files")
    expect(files.locator("summary")).to_have_text(["<img src=x onerror=alert(1)> 256 bytes", "sums.csv 15 bytes"])
    expect(page.locator("#shown")).to_be_hidden()
    files.locator("summary").nth(1).press("Enter")
    expect(files.locator("pre")).to_have_text("a,b\n<b>1</b>,2\n")
    with page.expect_download() as saving:
        button(page, "Download sums.csv").press("Enter")
    assert saving.value.suggested_filename == "sums.csv"
    assert Path(saving.value.path()).read_bytes() == b"a,b\n<b>1</b>,2\n"
    files.locator("summary").nth(0).press("Enter")
    expect(files).to_contain_text("It is not a text.")
    shot(page, "files")
    run(page, "import os\nprint(os.listdir())\n")
    expect(files).to_be_hidden()
    button(page, "Last step").click()
    expect(output(page)).to_contain_text("[]")


def test_a_phone_has_room_for_them(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    visit(page)
    run(page, PROGRAM)
    button(page, "Last step").click()
    page.locator("#files summary").nth(1).press("Enter")
    button(page, "Download sums.csv").scroll_into_view_if_needed()
    shot(page, "files-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
