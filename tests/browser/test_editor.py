"""assets/editor.js alone: a page with nothing but the editor on it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

BLANK = """<!doctype html><html lang="en"><title>An editor</title><link rel="icon" href="data:,">
<button>before</button><main style="height: 240px"></main><button>after</button>"""
EDITOR = """
async (text) => {
  const { createEditor } = await import("/assets/editor.js");
  window.told = [];
  window.editor = createEditor(document.querySelector("main"), {
    text,
    label: "Program",
    onChange: (text) => told.push(["change", text]),
    onGutter: (line, shift) => told.push(["gutter", line, shift]),
    onRun: () => told.push(["run"]),
  });
}
"""
PROGRAM = "total = 0\nfor n in [1, 2]:\n    total += n\nprint(total)\n"


@pytest.fixture
def editor(page: Page) -> Page:
    """A page with an editor that holds PROGRAM."""
    page.route("**/editor.html", lambda route: route.fulfill(body=BLANK, content_type="text/html"))
    page.goto("editor.html")
    page.evaluate(EDITOR, PROGRAM)
    return page


def told(page: Page) -> list[list[Any]]:
    """What the editor has told the page since the last look."""
    news: list[list[Any]] = page.evaluate("told.splice(0)")
    return news


def text_of(page: Page) -> str:
    return str(page.evaluate("editor.text()"))


def marked(page: Page, name: str) -> list[str]:
    return page.locator(f".cm-line.{name}").all_inner_texts()


def test_it_is_a_textbox_named_program(editor: Page) -> None:
    box = editor.get_by_role("textbox", name="Program")
    expect(box).to_have_attribute("aria-multiline", "true")
    expect(box).to_contain_text("total += n")


def test_typing_is_told_and_setting_is_not(editor: Page) -> None:
    editor.get_by_role("textbox", name="Program").press("Control+End")
    editor.keyboard.type("x")
    assert told(editor) == [["change", PROGRAM + "x"]]
    editor.evaluate("editor.setText('print(1)\\n')")
    assert (told(editor), text_of(editor)) == ([], "print(1)\n")


def test_a_text_that_was_set_can_be_undone(editor: Page) -> None:
    editor.evaluate("editor.setText('print(1)\\n')")
    editor.get_by_role("textbox", name="Program").press("Control+z")
    assert text_of(editor) == PROGRAM
    assert told(editor) == [["change", PROGRAM]]


def test_control_enter_runs_and_changes_nothing(editor: Page) -> None:
    editor.get_by_role("textbox", name="Program").press("Control+Enter")
    assert (told(editor), text_of(editor)) == ([["run"]], PROGRAM)


def test_tab_indents_and_escape_tab_moves_on(editor: Page) -> None:
    editor.get_by_role("textbox", name="Program").focus()
    editor.keyboard.press("Tab")
    assert text_of(editor) == "    " + PROGRAM
    editor.keyboard.press("Escape")
    editor.keyboard.press("Tab")
    expect(editor.get_by_role("button", name="after")).to_be_focused()
    assert text_of(editor) == "    " + PROGRAM


def test_marks_lie_on_their_lines_and_move_with_them(editor: Page) -> None:
    editor.evaluate("editor.setMarks(3, 2, true)")
    assert (marked(editor, "cv-now"), marked(editor, "cv-was")) == (["    total += n"], ["for n in [1, 2]:"])
    expect(editor.locator(".cm-gutterElement.cv-now")).to_have_text("3")
    editor.get_by_role("textbox", name="Program").press("Control+Home")
    editor.keyboard.press("Enter")
    assert marked(editor, "cv-now") == ["    total += n"]
    editor.evaluate("editor.setMarks(0, 99, false)")
    assert (marked(editor, "cv-now"), marked(editor, "cv-was")) == ([], [])


def test_one_line_can_be_both_just_run_and_next(editor: Page) -> None:
    editor.evaluate("editor.setMarks(1, 1, false)")
    assert marked(editor, "cv-now") == marked(editor, "cv-was") == ["total = 0"]


def test_revealing_scrolls_only_where_it_must(editor: Page) -> None:
    editor.evaluate("editor.setText(Array.from({ length: 100 }, (_, n) => `x = ${n}`).join('\\n'))")
    top = "document.querySelector('.cm-scroller').scrollTop"
    editor.evaluate("editor.setMarks(3, 0, true)")
    assert editor.evaluate(top) == 0
    editor.evaluate("editor.setMarks(90, 0, true)")
    editor.wait_for_function(f"() => {top} > 1000")
    expect(editor.locator(".cm-line.cv-now")).to_be_in_viewport()


def test_a_click_on_a_line_number_is_told(editor: Page) -> None:
    number = editor.locator(".cm-lineNumbers .cm-gutterElement", has_text="3")
    number.click()
    number.click(modifiers=["Shift"])
    assert told(editor) == [["gutter", 3, False], ["gutter", 3, True]]


def test_an_error_is_underlined_at_its_characters(editor: Page) -> None:
    editor.evaluate("editor.setText('s = \"\U0001f40d\"; oops\\n')")
    editor.evaluate("editor.setError(1, 9, 1, 13, 'name oops is not defined')")
    expect(editor.locator(".cm-lintRange-error")).to_have_text("oops")
    editor.evaluate("editor.clearError()")
    expect(editor.locator(".cm-lintRange-error")).to_have_count(0)


def test_an_error_past_the_end_does_no_harm(editor: Page) -> None:
    editor.evaluate("editor.setError(99, 99, 1, 0, 'unexpected end')")
    editor.evaluate("editor.setError(1, 4, 1, 4, 'here')")
    expect(editor.locator(".cm-lintRange-error")).to_have_count(1)


def test_read_only_refuses_keys(editor: Page) -> None:
    editor.evaluate("editor.setReadOnly(true)")
    editor.get_by_role("textbox", name="Program").press("x")
    assert text_of(editor) == PROGRAM


def test_search_opens_with_control_f(editor: Page) -> None:
    editor.get_by_role("textbox", name="Program").press("Control+f")
    expect(editor.get_by_role("textbox", name="Find")).to_be_focused()
