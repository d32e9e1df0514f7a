"""Every way through a recording: buttons, keys, slider, line numbers, play."""

import re

from playwright.sync_api import Page, expect

from tests.browser.learner import at, button, output, picture, program, run, shot, status, steps, visit

CALLS = "def twice(n):\n    return n + n\n\na = twice(1)\nb = twice(2)\nprint(a, b)\n"


def leave_the_text(page: Page) -> None:
    """The focus goes to nothing in particular."""
    page.evaluate("document.activeElement.blur()")


def test_keys_do_what_the_buttons_do(page: Page):
    visit(page)
    run(page, CALLS)
    leave_the_text(page)
    for key, step in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("End", steps(page)), ("Home", 1)):
        page.keyboard.press(key)
        at(page, step)


def test_no_key_steps_while_a_program_is_typed(page: Page):
    visit(page)
    run(page, CALLS)
    program(page).click()
    page.keyboard.type("o")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    at(page, 1)
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.locator("#scene")).to_have_attribute("data-stale", "false")


def test_over_out_and_back_over_treat_a_call_as_one_step(page: Page):
    visit(page)
    run(page, CALLS)
    button(page, "Next step").click()
    at(page, 2)
    line = page.locator(".cm-line.cv-now")
    expect(line).to_have_text("a = twice(1)")
    button(page, "Step over").click()
    expect(line).to_have_text("b = twice(2)")
    button(page, "Step back over").click()
    expect(line).to_have_text("a = twice(1)")
    button(page, "Next step").click()
    button(page, "Next step").click()
    expect(line).to_have_text("    return n + n")
    button(page, "Step out").click()
    expect(line).to_have_text(re.compile(r"^[ab] = twice"))


GROWING = """
class Node:
    def __init__(self, value, next):
        self.value, self.next = value, next

def show(node):
    seen = []
    while node:
        seen.append(node.value)
        node = node.next
    return seen

head = None
for value in range(6):
    head = Node(value, head)
    print(show(head))
head.next.next = head
"""
DRAWN = """() => [document.getElementById("parts").innerHTML, document.getElementById("picture").getAttribute("style"),
  [...document.querySelectorAll("#paths path")].map((path) => path.outerHTML).sort()]"""


def test_a_picture_is_the_same_however_one_came_to_it(page: Page):
    visit(page)
    run(page, GROWING)
    for name, times in (("Next step", 40), ("Previous step", 9), ("Step over", 6), ("Previous step", 3), ("Next step", 2)):
        for _ in range(times):
            button(page, name).click()
    button(page, "Next step").focus()
    stepped, step = page.evaluate(DRAWN), status(page).inner_text().split()[1]
    run(page, GROWING + "#")  # a whole picture
    page.get_by_role("slider", name="Step").fill(str(int(step) - 1))
    at(page, int(step))
    expect(page.locator("#sentence")).not_to_be_empty()
    assert page.evaluate(DRAWN) == stepped


def test_the_slider_is_a_slider(page: Page):
    visit(page)
    run(page, CALLS)
    slider = page.get_by_role("slider", name="Step")
    slider.focus()
    for key, step in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("End", steps(page)), ("Home", 1)):
        page.keyboard.press(key)
        at(page, step)
    expect(slider).to_have_attribute("aria-valuetext", re.compile(rf"^Step 1 of {steps(page)}: line 1$"))


def test_dragging_through_a_long_recording_follows_the_finger(page: Page):
    visit(page)
    run(page, "n = 0\nwhile n < 40000:\n    n += 1\n")
    total = steps(page)
    assert total > 80_000
    box = page.get_by_role("slider", name="Step").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8, y)
    page.mouse.down()
    for part in range(1, 41):
        page.mouse.move(box["x"] + 8 + (box["width"] - 16) * part / 40, y)
        value = int(page.get_by_role("slider", name="Step").input_value())
        assert abs(value / total - part / 40) < 0.01
    page.mouse.up()
    at(page, total)
    shot(page, "long-recording")


def test_a_line_number_leads_to_the_next_run_of_its_line(page: Page):
    visit(page)
    run(page, "for n in [1, 2, 3]:\n    m = n\nprint(m)\n")
    number = page.locator(".cm-lineNumbers .cm-gutterElement", has_text=re.compile("^2$"))
    line = page.locator(".cm-line.cv-now")
    number.click()
    expect(line).to_have_text("    m = n")
    first = status(page).inner_text()
    number.click()
    expect(status(page)).not_to_have_text(first)
    number.click(modifiers=["Shift"])
    expect(status(page)).to_have_text(first)
    number.click(modifiers=["Shift"])
    expect(page.locator("#sentence")).to_contain_text("Line 2 has not run before")


def test_play_walks_and_pauses(page: Page):
    visit(page)
    run(page, CALLS)
    button(page, "Play").click()
    at(page, 2)
    button(page, "Pause").click()
    page.get_by_label("Speed of play").select_option("8")
    button(page, "Play").click()
    at(page, steps(page))
    expect(button(page, "Play")).to_be_visible()


def test_a_step_is_said_once(page: Page):
    visit(page)
    run(page, "a = 1\nb = 2\n")
    said = page.locator("#announce")
    expect(said).to_have_attribute("aria-live", "polite")
    expect(status(page)).to_have_attribute("aria-live", "off")
    button(page, "Next step").click()
    expect(said).to_contain_text("a")
    first = said.inner_text()
    button(page, "Next step").click()
    expect(said).not_to_have_text(first)


def test_a_program_with_much_output_shows_what_is_around_now(page: Page):
    visit(page)
    run(page, "for n in range(20000):\n    print('line', n)\n")
    page.get_by_role("slider", name="Step").fill("20000")
    expect(output(page)).to_contain_text("line 9998")
    expect(output(page)).to_contain_text("Earlier output is not shown here")
    expect(output(page)).to_contain_text("Later output is not shown here")
    assert len(page.locator("#written").inner_text()) < 20_000


def test_the_whole_way_with_the_keyboard_alone(page: Page):
    visit(page)
    program(page).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("word = 'Ada'\nprint(word)\n")
    page.keyboard.press("ControlOrMeta+Enter")
    at(page, 1)
    page.keyboard.press("Escape")  # out of the editor: Tab indents in it
    page.keyboard.press("Tab")
    expect(page.get_by_role("slider", name="Step")).to_be_focused()
    page.keyboard.press("End")
    at(page, steps(page))
    expect(output(page)).to_contain_text("Ada")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(page.get_by_role("slider", name="Step")).to_be_focused()
    page.keyboard.press("e")
    expect(page.get_by_role("dialog", name="Examples")).to_be_visible()
    expect(page.get_by_role("dialog", name="Examples").get_by_role("listitem").first.get_by_role("button")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Examples")).to_be_hidden()
    expect(program(page)).not_to_contain_text("word =")


JUMPY = """total = 0
seen = []
def double(n):
    return 2 * n
for n in range(3):
    total += double(n)
    seen.append(total)
    print(total)
"""


def test_single_keys_jump_to_calls_and_output(page: Page):
    visit(page)
    run(page, JUMPY)
    line = page.locator(".cm-line.cv-now")
    page.locator("#slider").focus()
    page.keyboard.press("c")
    expect(line).to_have_text("def double(n):")
    page.keyboard.press("p")
    expect(line).to_have_text("    print(total)")
    page.keyboard.press("Shift+R")
    expect(line).to_have_text("    return 2 * n")
    page.keyboard.press("x")
    expect(page.locator("#sentence")).to_have_text("There is no exception after this step.")
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("button", name="previous C").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(line).to_have_text("def double(n):")


def test_a_variable_is_followed_by_mouse_and_by_keyboard(page: Page):
    visit(page)
    run(page, JUMPY)
    page.keyboard.press("End")
    picture(page).locator(".frame .slot dt", has_text="total").click()
    expect(page.locator("#followed")).to_contain_text("Following total")
    button(page, "Previous change").click()
    expect(page.locator("#sentence")).to_contain_text("total becomes 6")
    button(page, "Previous change").click()
    expect(page.locator("#sentence")).to_contain_text("total becomes 2")
    shot(page, "followed")
    button(page, "Done").click()
    expect(page.locator("#followed")).to_be_empty()
    page.keyboard.press("v")
    expect(page.locator("#followed")).to_contain_text("Following total")
    page.keyboard.press("v")
    expect(page.locator("#followed")).to_contain_text("Following seen")
    expect(picture(page).locator("[data-followed] dt")).to_have_text("seen")
    page.keyboard.press(".")
    expect(page.locator("#sentence")).to_contain_text("seen")
    page.keyboard.press(",")
    page.keyboard.press(",")
    expect(picture(page).locator("[data-followed] dt")).to_have_text("seen")
