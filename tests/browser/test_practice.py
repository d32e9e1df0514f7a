"""Practice in the built site: from an exercise to a verdict, to the step where the program goes wrong, to the solution."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lessons.exercises import exercise_of, folders
from lessons.judge import verdict_of
from tests.browser import engine_line as line
from tests.browser.learner import ENGINE_MS, SHOTS, button, program, status, visit, write

WRONG = """def largest(numbers):
    best = 0
    for number in numbers:
        if number > best:
            best = number
    return best
"""
RIGHT = WRONG.replace("best = 0", "best = numbers[0]")


def open_exercise(page: Page, title: str) -> None:
    button(page, "Practice").click()
    page.get_by_role("dialog", name="Practice").get_by_role("button", name=title).click()
    expect(page.get_by_role("region", name=title)).to_be_visible()


def check(page: Page) -> None:
    button(page, "Check").click()
    expect(button(page, "Check")).to_be_visible(timeout=ENGINE_MS)


def verdict(page: Page) -> Any:
    return page.locator("#verdict")


def test_a_wrong_program_is_shown_where_it_goes_wrong_and_a_right_one_is_solved(page: Page) -> None:
    visit(page)
    open_exercise(page, "The largest number")
    write(page, WRONG)
    check(page)
    expect(verdict(page)).to_contain_text("largest([-1])", timeout=ENGINE_MS)
    expect(verdict(page)).to_contain_text("best is 0; it should be -1.")
    expect(verdict(page)).to_contain_text("Beginning with 0 as the largest so far.")
    button(page, "Show where it goes wrong").click()
    expect(status(page)).to_have_text("Step 5 of 10")
    expect(page.locator("#below-text")).to_have_value("result = largest([-1])")
    expect(page.locator(".cm-line.cv-now")).to_have_text("    for number in numbers:")
    page.screenshot(path=SHOTS / "practice-wrong.png")
    button(page, "A program that works").click()
    expect(page.locator("#notice")).to_contain_text("This is a program that works")
    expect(page.locator(".cm-line.cv-now")).to_have_count(0)
    button(page, "Back to yours").click()
    expect(status(page)).to_have_text("Step 5 of 10")
    write(page, RIGHT)
    expect(verdict(page)).to_be_empty()
    check(page)
    expect(verdict(page)).to_contain_text("Solved", timeout=ENGINE_MS)
    page.reload()
    expect(program(page)).to_contain_text("best = numbers[0]")
    expect(page.get_by_role("region", name="The largest number")).to_be_visible()
    button(page, "Practice").click()
    expect(page.get_by_role("dialog", name="Practice").get_by_role("button", name="The largest number")).to_contain_text("Solved")


def test_an_exercise_can_be_done_with_the_keyboard_alone(page: Page) -> None:
    visit(page)
    page.locator("#stage").focus()
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="The sum of two numbers")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(page, "Check")).to_be_focused()
    page.keyboard.press("h")
    expect(page.locator("#hints li")).to_have_count(1)
    program(page).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("print(int(input()) + int(input()))\n")
    page.keyboard.press("Control+Shift+Enter")
    expect(verdict(page)).to_contain_text("Solved", timeout=ENGINE_MS)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    button(page, "Next exercise").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Swap two words")).to_be_visible()


def test_an_address_opens_an_exercise(page: Page) -> None:
    visit(page, "#exercise=loops/largest")
    expect(page.get_by_role("region", name="The largest number")).to_be_visible()
    expect(program(page)).to_contain_text("def largest(numbers)")


def test_what_is_run_can_be_changed(page: Page) -> None:
    visit(page, "#exercise=lists/doubled")
    field = page.get_by_role("textbox", name="Run with")
    expect(field).to_have_value("numbers = [1, 2, 5]\nresult = doubled(numbers)")
    field.fill("result = doubled([7, 7])\nprint(result)")
    field.press("Control+Enter")
    expect(page.get_by_role("region", name="Output")).to_contain_text("[7, 7]", timeout=ENGINE_MS)


def test_an_address_of_no_exercise_is_told(page: Page, complaints: list[str]) -> None:
    visit(page, "#exercise=loops/nothing")
    expect(page.locator("#notice")).to_contain_text("The exercise could not be loaded.")
    complaints[:] = [text for text in complaints if "404" not in text]


def test_a_syntax_error_is_told_and_underlined(page: Page) -> None:
    visit(page)
    open_exercise(page, "The largest number")
    write(page, "def largest(numbers):\n    retrun 0\n")
    check(page)
    expect(verdict(page)).to_contain_text("SyntaxError in line 2", timeout=ENGINE_MS)
    expect(page.locator(".cm-lintRange-error")).to_be_visible()


def test_a_program_that_ends_python_itself_gets_a_verdict_and_the_next_check_works(page: Page, complaints: list[str]) -> None:
    visit(page)
    open_exercise(page, "The largest number")
    write(page, "import os\ndef largest(numbers):\n    os._exit(0)\n")
    check(page)
    expect(verdict(page)).to_contain_text("Not yet", timeout=ENGINE_MS)
    write(page, RIGHT)
    check(page)
    expect(verdict(page)).to_contain_text("Solved", timeout=ENGINE_MS)


@pytest.mark.timeout(900)
def test_verdicts_are_the_same_in_the_browser_as_natively(page: Page) -> None:
    line.open_line(page)
    line.start(page)
    for folder in folders():
        exercise = exercise_of(folder)
        # One of each, in turn: a wrong program takes every way that a verdict has, the solutions' own included.
        found = exercise["mistakes"][len(exercise["id"]) % len(exercise["mistakes"])]
        told = judged(page, exercise, found["source"])
        native = verdict_of(exercise, found["source"])
        native.pop("working")
        assert told == native, (exercise["id"], found["name"])


FORGERS = {
    "prints a verdict": 'print("pass")\ndef largest(numbers):\n    print(\'{"status": "pass"}\')\n    return 0\n',
    "rebinds builtins": "import builtins\nbuiltins.any = builtins.isinstance = lambda *a: True\nbuiltins.sorted = lambda *a, **k: []\n"
    "def largest(numbers):\n    return 0\n",
    "patches the grader": "import sys\nfor name, module in list(sys.modules.items()):\n    if 'grading' in name:\n"
    "        for key in ('difference', 'is_same', '_is_same', 'attempt', 'go_on'):\n            if hasattr(module, key): setattr(module, key, lambda *a: '')\n"
    "def largest(numbers):\n    return 0\n",
    "an equal to everything": "class Same(int):\n    def __eq__(self, other): return True\n    def __repr__(self): return '3'\n"
    "def largest(numbers):\n    return Same()\n",
    "looks for the answers": "import gc\ndef largest(numbers):\n    for found in gc.get_objects():\n"
    "        if isinstance(found, dict) and 'expected' in found:\n            return found['expected'][0]['result']\n    return 0\n",
    "reads files": "import os\ndef largest(numbers):\n    for folder, _, names in os.walk('/'):\n        for name in names:\n"
    "            if 'largest' in name: return 9\n    return 0\n",
    "ends": "raise SystemExit(0)\n",
    "ends in the call": "def largest(numbers):\n    raise SystemExit(0)\n",
    "catches its end": "def largest(numbers):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass\n",
    "eats memory": "def largest(numbers):\n    return [0] * 10**9\n",
    "is deep": "def largest(numbers):\n    return largest(numbers)\n",
    "tells the page": "import js\njs.postMessage('{\"kind\": \"checked\", \"run\": 1, \"verdict\": {\"status\": \"pass\"}}')\ndef largest(numbers):\n    return 0\n",
}  # fmt: skip


def test_no_program_gets_a_verdict_that_it_has_not_earned(page: Page) -> None:
    line.open_line(page)
    line.start(page)
    exercise = exercise_of(next(folder for folder in folders() if folder.name == "largest"))
    for name, source in FORGERS.items():
        assert judged(page, exercise, source)["status"] != "pass", name
        assert judged(page, exercise, exercise["solutions"][0]["source"])["status"] == "pass", f"after one that {name}"


def judged(page: Page, exercise: dict[str, Any], source: str) -> dict[str, Any]:
    """The verdict that carries what the page alone knows, as app/engine_link.py looks for it."""
    line.say(page, kind="check", run=1, secret="from the page", exercise=exercise, source=source)
    while (told := line.until(page, "checked", "unjudged")).get("secret") != "from the page":
        pass
    verdict: dict[str, Any] = told["verdict"]
    return verdict
