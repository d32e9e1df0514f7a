"""Run, Stop, and the ways in which a program can end."""

import re

from playwright.sync_api import Page, expect

from tests.browser.learner import ENGINE_MS, at, button, notice, output, picture, program, run, shot, status, steps, visit, write


def test_a_program_is_written_run_and_stepped_to_its_end(page: Page):
    visit(page)
    run(page, "total = 0\nfor n in [1, 2, 3]:\n    total = total + n\nprint('total', total)\n")
    for step in range(2, steps(page) + 1):
        button(page, "Next step").click()
        at(page, step)
    expect(picture(page)).to_contain_text("total")
    expect(page.locator("#written")).to_have_text(re.compile("total 6"))
    expect(page.locator("#written .later")).to_have_count(0)
    expect(button(page, "Next step")).to_be_disabled()
    button(page, "Previous step").click()
    expect(page.locator("#written .later")).to_contain_text("total 6")


def test_an_exception_is_shown_where_it_happened(page: Page):
    visit(page)
    run(page, "def half(n):\n    return 1 / n\n\nfor n in [2, 0]:\n    print(half(n))\n")
    expect(output(page)).to_contain_text("ZeroDivisionError: division by zero")
    expect(notice(page)).to_contain_text("ZeroDivisionError")
    button(page, "Show where").click()
    expect(page.locator(".cm-lintRange-error")).to_have_text("1 / n")
    expect(page.locator("#sentence")).to_contain_text("raises ZeroDivisionError")
    shot(page, "exception")
    button(page, "First step").click()
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_a_syntax_error_is_underlined_and_the_former_picture_can_still_be_stepped(page: Page):
    visit(page)
    run(page, "a = 1\nb = 2\n")
    write(page, "a = 1\nb = (2\n")
    button(page, "Run").click()
    expect(page.locator(".cm-lintRange-error")).to_have_text("(", timeout=ENGINE_MS)
    expect(notice(page)).to_contain_text("line 2")
    expect(output(page)).to_contain_text("SyntaxError")
    shot(page, "syntax-error")
    button(page, "Next step").click()
    at(page, 2)
    expect(page.locator(".cm-lintRange-error")).to_have_text("(")
    write(page, "a = 1\nb = 2\nc = 3\n")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    run(page)


def test_stopping_an_endless_program_shows_what_was_recorded(page: Page):
    visit(page)
    write(page, "n = 0\nwhile True:\n    n += 1\n    print(n)\n")
    button(page, "Run").click()
    expect(button(page, "Stop")).to_be_visible(timeout=ENGINE_MS)
    expect(notice(page)).to_contain_text(re.compile(r"Recording: [\d,]+ steps so far"))
    expect(output(page)).to_contain_text(re.compile(r"\d+\n\d+"))
    shot(page, "recording")
    button(page, "Stop").click()
    expect(notice(page)).to_contain_text(re.compile(r"Recorded until then: [\d,]+ steps"), timeout=ENGINE_MS)
    assert steps(page) > 100
    button(page, "Last step").click()
    expect(picture(page)).to_contain_text("n")
    run(page, "print('again')\n")
    expect(output(page)).to_contain_text("again")


def test_input_is_typed_in_the_output_and_the_program_goes_on(page: Page):
    visit(page)
    write(page, "name = input('Who? ')\nage = int(input('How old? '))\nprint(name, 'is', age)\n")
    button(page, "Run").click()
    field = page.get_by_role("textbox", name="Input")
    expect(field).to_be_focused(timeout=ENGINE_MS)
    shot(page, "waiting-for-input")
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    expect(output(page)).to_contain_text("How old?")
    expect(field).to_be_focused()
    expect(status(page)).to_have_text("Step 2 of 2")
    expect(picture(page)).to_contain_text("Ada")
    button(page, "Previous step").click()
    expect(status(page)).to_have_text("Step 1 of 2")
    expect(picture(page)).not_to_contain_text("Ada")
    field.fill("36")
    field.press("Enter")
    expect(status(page)).to_have_text("Step 2 of 4")
    expect(field).to_be_hidden()
    button(page, "Last step").click()
    expect(output(page)).to_contain_text("Ada is 36")


def test_the_end_of_the_input_reaches_the_program(page: Page):
    visit(page)
    write(page, "try:\n    input()\nexcept EOFError:\n    print('no more')\n")
    button(page, "Run").click()
    expect(page.get_by_role("textbox", name="Input")).to_be_visible(timeout=ENGINE_MS)
    button(page, "End of input").click()
    expect(output(page)).to_contain_text("no more")


def test_a_browser_that_cannot_wait_records_again_with_each_line(page: Page):
    page.add_init_script("delete WebAssembly.Suspending; delete WebAssembly.promising")
    page.route("**/assets/engine.js*", lambda route: route.fulfill(response=(got := route.fetch()), body=WITHOUT + got.text()))
    visit(page)
    write(page, "a = input('first ')\nb = input('second ')\nprint(a + b)\n")
    button(page, "Run").click()
    field = page.get_by_role("textbox", name="Input")
    for line in ("con", "cat"):
        expect(field).to_be_visible(timeout=ENGINE_MS)
        field.fill(line)
        field.press("Enter")
        expect(page.locator("#input")).to_have_value("")
    expect(output(page)).to_contain_text("concat", timeout=ENGINE_MS)


WITHOUT = "delete WebAssembly.Suspending; delete WebAssembly.promising;\n"


def test_a_dead_interpreter_is_replaced_and_the_recording_stays(page: Page):
    visit(page)
    run(page, "a = 1\nb = 2\nc = 3\n")
    button(page, "Next step").click()
    at(page, 2)
    page.workers[0].evaluate("self.postMessage(JSON.stringify({kind: 'crashed', reason: 'out of stack'}))")
    expect(notice(page)).to_contain_text("out of stack")
    button(page, "Next step").click()
    at(page, 3)
    expect(program(page)).to_contain_text("c = 3")


def test_a_changed_program_leaves_its_picture_and_says_whose_it_is(page: Page):
    visit(page)
    run(page, "a = 1\nb = 2\n")
    program(page).click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.insert_text("c = 3\n")
    expect(notice(page)).to_contain_text("before your change")
    button(page, "Next step").click()
    at(page, 2)
    button(page, "Run the new one").click()
    expect(status(page)).to_have_text("Step 1 of 4")
