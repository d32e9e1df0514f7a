"""The files of a program as they are at the step that is on the screen."""

import base64
from typing import Any

from playwright.sync_api import Page, expect

from .conftest import OpenPage
from .engine_line import open_line, output, record, start
from .learner import button, run, shot, visit

NOTES = """notes = open("notes.txt", "w")
notes.write("one\\n")
notes.flush()
notes.write("two\\n")
notes.close()
import os
os.remove("notes.txt")
end = True
"""


def go_to(page: Page, step: int) -> None:
    page.get_by_role("slider", name="Step", exact=True).fill(str(step - 1))


def test_a_file_is_shown_as_it_is_at_the_step(page: Page) -> None:
    visit(page)
    run(page, NOTES)
    entry = page.locator("#files details")
    expect(entry.locator("summary")).to_have_text("notes.txt comes later")
    entry.locator("summary").press("Enter")
    expect(entry).to_contain_text("It is not there yet at this step.")
    shot(page, "files-at-steps-before")
    at_steps = {
        2: ("0 bytes", "Nothing is in it yet. What a program writes is in the file when the file is closed, or after flush()."),
        3: ("0 bytes", "Nothing is in it yet."),
        4: ("4 bytes", "one\n"),
        5: ("4 bytes", "one\n"),
        6: ("8 bytes", "one\ntwo\n"),
        8: ("is gone", "The program has removed it."),
    }
    for step, (status, content) in [*at_steps.items(), *reversed(at_steps.items())]:
        go_to(page, step)
        expect(entry.locator("summary")).to_have_text(f"notes.txt {status}")
        expect(entry).to_contain_text(content)
        if step == 6:
            shot(page, "files-at-steps")
    assert page.locator("#files h2").inner_text() == "Files at this step"


def test_a_changed_file_can_be_saved_as_it_is_at_the_end(page: Page) -> None:
    visit(page)
    run(page, "f = open('a.bin', 'wb')\nf.write(bytes(300))\nf.close()\n")
    page.locator("#files summary").press("Enter")
    go_to(page, 3)
    expect(page.locator("#files")).to_contain_text("Nothing is in it yet")
    button(page, "Last step").click()
    expect(page.locator("#files")).to_contain_text("It is not a text.")
    with page.expect_download() as saving:
        button(page, "Download a.bin").press("Enter")
    assert saving.value.suggested_filename == "a.bin"


def test_a_phone_shows_them_in_the_dark(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    visit(page)
    run(page, NOTES)
    page.locator("#files summary").press("Enter")
    go_to(page, 6)
    expect(page.locator("#files pre")).to_have_text("one\ntwo\n")
    page.locator("#files pre").scroll_into_view_if_needed()
    shot(page, "files-at-steps-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def versions(said: dict[str, Any], name: str) -> list[tuple[int, str | None]]:
    """(step, content from this step on, None where the file is gone) of one file."""
    (changes,) = (file["changes"] for file in said["shown"]["files"] if file["name"] == name)
    made, content = [], b""
    for step, size, position, packed in changes:
        part = base64.b64decode(packed)
        content = content[: max(size, 0)].ljust(max(size, 0), b"\0")
        content = content[:position] + part + content[position + len(part) :]
        made.append((step, content.decode() if size >= 0 else None))
    return made


def test_all_ways_of_writing_are_seen_at_their_steps(line: Page) -> None:
    start(line)
    said = record(
        line,
        "import csv, json, os, pathlib, shutil\n"
        "pathlib.Path('a.txt').write_text('a')\n"
        "with open('b.csv', 'w', newline='') as f: csv.writer(f).writerow([1, 2])\n"
        "with open('c.json', 'w') as f: json.dump([1], f)\n"
        "shutil.copy('a.txt', 'd.txt')\n"
        "os.mkdir('deep')\n"
        "os.rename('a.txt', 'deep/e.txt')\n"
        "os.rename('deep', 'deeper')\n"
        "print('again', file=open('d.txt', 'a'))\n"
        "os.truncate('d.txt', 3)\n"
        "os.write(os.open('f.txt', os.O_CREAT | os.O_WRONLY), b'raw')\n"
        "os.replace('f.txt', 'd.txt')\n",
    )
    assert versions(said, "a.txt") == [(1, "a"), (6, None)]
    assert versions(said, "b.csv")[-1] == (2, "1,2\r\n")
    assert versions(said, "c.json")[-1][1] == "[1]"
    assert versions(said, "deep/e.txt")[-1][1] is None
    assert versions(said, "deeper/e.txt")[-1][1] == "a"
    contents = [content for _, content in versions(said, "d.txt")]
    assert contents == ["a", "aagain\n", "aag", "raw"]
    assert versions(said, "f.txt")[-1][1] is None


def test_steps_are_counted_from_where_the_recording_begins(line: Page) -> None:
    start(line)
    program = "f = open('a.txt', 'w')\nf.write('x')\nf.flush()\nfor n in range(50): pass\nf.write('y')\nf.close()\n"
    whole, part = record(line, program), record(line, program, first_step=20)
    steps = [[step for step, _ in versions(said, "a.txt")] for said in (whole, part)]
    assert steps[1] == [max(-1, step - 20) for step in steps[0]]
    assert versions(part, "a.txt")[-1][1] == "xy"


def test_what_is_too_much_is_shown_as_it_is_at_the_end_and_the_rest_at_each_step(line: Page) -> None:
    start(line)
    said = record(
        line,
        "f = open('often.txt', 'w')\nfor n in range(10100): f.write('x'); f.flush()\n"
        "open('large.txt', 'w').write('y' * 3_000_000)\nopen('small.txt', 'w').write('z')\n",
    )
    changes = {file["name"]: file["changes"] for file in said["shown"]["files"]}
    assert changes["often.txt"] is None
    assert [size for _, size, _, _ in changes["large.txt"]][-1] == 3_000_000
    assert sum(len(base64.b64decode(packed)) for _, _, _, packed in changes["large.txt"]) == 40_000
    assert versions(said, "small.txt")[-1][1] == "z"


TELLS = """import io, os, sys, time
f = open('a.txt', 'w')
print(type(f), type(f.buffer), f.line_buffering, f.buffer.raw.fileno(), sys.getrefcount(f), open is io.open)
f.write('abc')
print(os.stat('a.txt').st_size, f.tell())
f.close()
print(os.stat('a.txt').st_size, sorted(os.listdir()), f.closed)
"""


def test_a_program_cannot_tell(line: Page) -> None:
    start(line)
    assert output(record(line, TELLS)).splitlines() == [
        "<class '_io.TextIOWrapper'> <class '_io.BufferedWriter'> False 3 2 True",
        "0 3",
        "3 ['a.txt'] True",
    ]


def test_a_new_run_sees_nothing_of_the_one_before(page: Page) -> None:
    line = open_line(page)
    start(line)
    record(line, "open('a.txt', 'w').write('a')\n")
    assert record(line, "b = 1\n")["shown"] is None
