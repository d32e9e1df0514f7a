"""Files that a learner adds for programs to open."""

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.learner import ENGINE_MS, at, button, drop, notice, output, program, run, shot, status, steps, visit, write

SCORES = b"name,points\nAda,3\nBo,4\n"
NUMBERS = bytes(range(256))
READS = "with open('scores.csv') as file:\n    lines = file.read().split()\ndata = open('dots.png', 'rb').read()\nprint(lines[1:], data == bytes(range(256)))\n"
CHANGES = """import os
with open('scores.csv', 'a') as file:
    file.write('Cy,5')
os.remove('dots.png')
print(sorted(os.listdir()), open('scores.csv').read().split()[-1])
"""


def add(page: Page, *files: tuple[str, bytes]) -> None:
    """Add them with the keyboard."""
    with page.expect_file_chooser() as chooser:
        button(page, "Add files").first.press("Enter")
    payloads: list[FilePayload] = [{"name": name, "mimeType": "application/octet-stream", "buffer": each} for name, each in files]
    chooser.value.set_files(payloads)


def ends_with(page: Page, text: str) -> None:
    button(page, "Last step").click()
    expect(output(page).locator("#written")).to_contain_text(text)


def test_files_are_dropped_and_every_run_finds_them_as_they_were(page: Page) -> None:
    visit(page)
    run(page, READS)
    ends_with(page, "FileNotFoundError")
    expect(notice(page).get_by_role("button", name="Add files")).to_be_visible()
    drop(page, ("scores.csv", SCORES), ("dots.png", NUMBERS))
    expect(notice(page)).to_contain_text("dots.png and scores.csv are here: a program opens them by their names.")
    expect(page.locator("#added li")).to_have_text(
        [re.compile(r"^dots\.png\s*256 bytes"), re.compile(r"^scores\.csv\s*23 bytes")]
    )
    shot(page, "added-files")
    run(page)
    ends_with(page, "['Ada,3', 'Bo,4'] True")
    expect(page.locator("#files")).to_be_hidden()
    run(page, CHANGES)
    ends_with(page, "['scores.csv'] Cy,5")
    expect(page.locator("#files summary")).to_have_text(["dots.png is gone", "scores.csv 27 bytes"])
    shot(page, "added-files-changed")
    run(page, READS)
    ends_with(page, "['Ada,3', 'Bo,4'] True")


def test_files_are_added_and_removed_with_the_keyboard_and_kept_across_a_reload(page: Page) -> None:
    visit(page)
    write(page, READS)
    add(page, ("scores.csv", SCORES), ("dots.png", NUMBERS))
    expect(page.locator("#added li")).to_have_count(2)
    page.wait_for_function("() => localStorage['codeviz.program'].includes('dots.png')")
    page.reload()
    expect(program(page)).to_contain_text("scores.csv", timeout=ENGINE_MS)
    expect(page.locator("#added li")).to_have_count(2)
    run(page)
    ends_with(page, "['Ada,3', 'Bo,4'] True")
    button(page, "Remove dots.png").press("Enter")
    expect(page.locator("#added li")).to_have_count(1)
    expect(button(page, "Add files")).to_be_focused()
    run(page, READS + "#\n")
    ends_with(page, "No such file or directory: 'dots.png'")
    page.reload()
    expect(page.locator("#added li")).to_have_text([re.compile("scores")])


def test_a_program_and_its_file_are_dropped_together(page: Page) -> None:
    visit(page)
    run(page, "a = 1\n")
    drop(page, ("sums.py", b"print(open('one.txt').read())\n"), ("one.txt", b"ONE"))
    expect(program(page)).to_contain_text("one.txt")
    expect(page.locator("#added li")).to_have_count(1)
    expect(status(page)).to_have_text("Step 1 of 2", timeout=ENGINE_MS)
    ends_with(page, "ONE")


def test_a_module_is_added_and_imported(page: Page) -> None:
    visit(page)
    write(page, "import helper\nprint(helper.double(21), helper.__name__)\n")
    add(page, ("helper.py", b"import json\ndef double(n):\n    return json.loads(str(2 * n))\n"))
    expect(page.locator("#added li")).to_have_count(1)
    run(page)
    assert steps(page) == 3
    ends_with(page, "42 helper")
    add(page, ("random.py", b"def random():\n    return 4\n"))
    expect(page.locator("#added li")).to_have_count(2)
    write(page, "import random\nprint(random.random())\n")
    button(page, "Run").click()
    expect(notice(page)).to_contain_text("random.py cannot be imported: Python has a module random of its own", timeout=ENGINE_MS)
    shot(page, "added-module-hidden")
    button(page, "First step").click()  # the recording before is there to be walked through
    at(page, 1)
    button(page, "Next step").click()
    at(page, 2)


def test_what_cannot_be_added_is_told(page: Page) -> None:
    visit(page)
    run(page, "a = 1\n")
    drop(page, ("a.py", b"a = 1"), ("b.py", b"b = 1"))
    expect(notice(page)).to_contain_text("One program (.py) or recording (.cvt) at a time.")
    page.evaluate("""() => {
      const carried = new DataTransfer();
      carried.items.add(new File([new Uint8Array(10_000_001)], "large.bin"));
      carried.items.add(new File(["x"], "small.txt"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
    }""")
    expect(notice(page)).to_contain_text("large.bin was not added: it has 10.0 MB, and a file for programs may have 10.0 MB.")
    expect(notice(page)).to_contain_text("small.txt is here")
    expect(page.locator("#added li")).to_have_count(1)


def test_another_part_of_the_run_and_input_find_the_files_too(page: Page) -> None:
    visit(page)
    write(
        page,
        "name = input()\nprint(name, open('scores.csv').readline())\nopen('scores.csv', 'w').close()\nfor n in range(600000):\n    pass\n"
        + READS.splitlines()[0]
        + "\n    print('left', len(file.read()))\n",
    )
    add(page, ("scores.csv", SCORES))
    button(page, "Run").click()
    page.get_by_role("textbox", name="Input").fill("Bo", timeout=ENGINE_MS)
    page.keyboard.press("Enter")
    expect(notice(page)).to_contain_text("The first 1,000,000 steps are recorded", timeout=ENGINE_MS)
    button(page, "Record on from here").click()
    expect(notice(page)).to_contain_text("up to the end of the program", timeout=ENGINE_MS)
    ends_with(page, "Bo name,points")
    expect(output(page)).to_contain_text("left 0")


def test_where_the_browser_keeps_nothing_they_are_here_until_the_tab_is_closed(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { get() { throw new Error('refused'); } })")
    visit(page)
    write(page, READS)
    add(page, ("scores.csv", SCORES), ("dots.png", NUMBERS))
    expect(notice(page)).to_contain_text(
        "This browser does not keep dots.png and scores.csv: they are here until the tab is closed."
    )
    run(page)
    ends_with(page, "['Ada,3', 'Bo,4'] True")
    page.reload()
    expect(notice(page)).to_contain_text("dots.png and scores.csv are not here any more. Add them again.")
    expect(page.locator("#added")).to_be_hidden()


def test_a_phone_has_room_for_them(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    visit(page)
    write(page, READS)
    add(page, ("scores.csv", SCORES), ("a long name of a file that was made by a machine - 2024-10-11.png", NUMBERS))
    expect(page.locator("#added li")).to_have_count(2)
    page.locator("#added li").last.scroll_into_view_if_needed()
    shot(page, "added-files-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
