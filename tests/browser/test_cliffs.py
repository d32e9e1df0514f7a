"""Programs that ask too much of a browser: a recording that says where it ends, and a page that lives on."""

import pytest
from playwright.sync_api import Page, expect

from .engine_line import output, record, say, start, until
from .learner import ENGINE_MS, button, notice, run, status, visit, write
from .learner import output as shown_output

# What it is: (the program, the kind of its outcome).
HUGE = {
    "ten million elements": ("x = list(range(10_000_000))\nprint(len(x))", "finished"),
    "a hundred million characters": ("s = 'x' * 10**8\nprint(len(s))", "finished"),
    "all the memory": ("x = []\nwhile True:\n    x.append(bytearray(10**8))", "raised"),
    "more memory than there is": ("x = [0] * 10**9", "raised"),
    "a string that doubles": ("s = 'ab'\nwhile True:\n    s = s + s", "raised"),
    "an endless line of output": ("print('x' * 10**8)", "cut"),
    "a chain that is freed": (
        "x = iter([1])\nfor n in range(2000):\n    x = map(abs, x)\ndel x\ny = [(n,) for n in range(10_000)]",
        "finished",
    ),
}


@pytest.mark.parametrize("name", HUGE)
def test_what_is_huge_ends_with_a_recording(line: Page, name: str) -> None:
    source, kind = HUGE[name]
    start(line)
    said = record(line, source)
    assert (said["kind"], said["outcome"]["kind"]) == ("recorded", kind)
    say(line, kind="record", run=2, source="print(1)", inputs=[])
    said = until(line, "recorded", "spent")  # `spent`: the page starts another worker for it
    assert said["kind"] == "spent" or output(said) == "1\n"


DEADLY = "x = [1, 2]\nprint('so far')\nimport ctypes\nctypes.string_at(0xFFFFFFF0, 100)\nprint('after')\n"


def test_a_dead_interpreter_leaves_its_recording_and_the_next_run_works(page: Page) -> None:
    visit(page)
    write(page, DEADLY)
    button(page, "Run").click()
    expect(notice(page)).to_contain_text("Recorded until then:", timeout=ENGINE_MS)
    expect(status(page)).to_contain_text("Step 1 of", timeout=ENGINE_MS)
    run(page, "print('alive')\n")
    page.keyboard.press("End")
    expect(shown_output(page)).to_contain_text("alive", timeout=ENGINE_MS)


def test_a_spent_interpreter_is_replaced_and_the_next_run_works(page: Page) -> None:
    visit(page)
    run(page, "x = bytearray(400_000_000)\n")
    run(page, "print('next')\n")
    expect(shown_output(page)).to_contain_text("next", timeout=ENGINE_MS)
