"""Nothing is lost: links, what a closed tab leaves, the learner's own program beside examples."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.learner import ENGINE_MS, at, button, notice, output, picture, program, run, shot, status, steps, visit, write

MINE = "mine = 'kept'\nprint(mine)\n"


def choose(page: Page, title: str) -> None:
    button(page, "Examples").click()
    page.get_by_role("dialog", name="Examples").get_by_role("button", name=title).click()


def test_a_link_carries_program_input_step_and_drawing(open_page: OpenPage):
    page = visit(open_page(permissions=["clipboard-read", "clipboard-write"]))
    write(page, "name = input('Who? ')\nletters = list(name)\n")
    button(page, "Run").click()
    expect(page.get_by_role("textbox", name="Input")).to_be_focused(timeout=ENGINE_MS)
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    at(page, 1)
    button(page, "Settings").click()
    page.get_by_label("as labels").check()
    page.keyboard.press("Escape")
    button(page, "Last step").click()
    at(page, steps(page))
    button(page, "Copy link").click()
    expect(notice(page)).to_contain_text("clipboard")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    assert "#v1." in link

    other = open_page()
    other.goto(link)
    expect(program(other)).to_contain_text("letters = list(name)")
    expect(status(other)).to_have_text(status(page).inner_text(), timeout=ENGINE_MS)
    expect(picture(other)).to_contain_text('"A"')
    expect(other.locator("#arrows path")).to_have_count(0)


def test_a_damaged_link_says_so_and_changes_nothing(page: Page):
    visit(page)
    write(page, MINE)
    page.wait_for_function("() => localStorage.getItem('codeviz.program')?.includes('kept')")
    visit(page, "?again#v1.thisisnolink")
    expect(notice(page)).to_contain_text("damaged")
    expect(program(page)).to_contain_text("mine = 'kept'")


def test_the_last_program_survives_a_closed_tab(page: Page):
    visit(page)
    write(page, MINE)
    page.close(run_before_unload=False)
    again = visit(page.context.new_page())
    expect(program(again)).to_contain_text("mine = 'kept'")
    run(again)
    expect(output(again)).to_contain_text("kept")


def test_without_storage_everything_works_and_the_settings_say_it(page: Page):
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    visit(page)
    run(page, MINE)
    button(page, "Settings").click()
    expect(page.get_by_role("dialog", name="Settings")).to_contain_text("keeps nothing for this page")


def test_an_example_does_not_cost_the_own_program(page: Page):
    visit(page)
    write(page, MINE)
    choose(page, "Factorial")
    expect(program(page)).to_contain_text("factorial")
    expect(notice(page)).to_contain_text("Your own program is kept")
    button(page, "Restore my program").click()
    expect(program(page)).to_contain_text("mine = 'kept'")
    program(page).click()
    page.keyboard.press("ControlOrMeta+z")
    expect(program(page)).to_contain_text("factorial")


def test_undo_brings_the_own_program_back(page: Page):
    visit(page)
    write(page, MINE)
    choose(page, "Factorial")
    expect(program(page)).to_contain_text("factorial")
    program(page).click()
    page.keyboard.press("ControlOrMeta+z")
    expect(program(page)).to_contain_text("mine = 'kept'")


def test_every_example_is_offered_and_says_what_to_watch(page: Page):
    visit(page)
    button(page, "Examples").click()
    dialog = page.get_by_role("dialog", name="Examples")
    expect(dialog.get_by_role("heading", level=3).first).to_be_visible()
    assert dialog.get_by_role("listitem").count() >= 24
    shot(page, "examples")
    dialog.get_by_role("button", name="A guessing game").click()
    expect(notice(page)).to_contain_text("waits")
    expect(output(page)).to_contain_text("twenty", timeout=ENGINE_MS)


def test_live_records_while_typing_and_stays_at_its_place(page: Page):
    visit(page)
    run(page, "a = 1\nb = 2\nc = 3\n")
    button(page, "Last step").click()
    button(page, "Previous step").click()
    line = page.locator(".cm-line.cv-now")
    expect(line).to_have_text("c = 3")
    button(page, "Live").click()
    program(page).click()
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.insert_text("zero = 0\n")
    expect(status(page)).to_have_text("Step 4 of 5", timeout=ENGINE_MS)
    expect(line).to_have_text("c = 3")
    expect(picture(page)).to_contain_text("zero")
    expect(program(page)).to_be_focused()


def test_drawing_options_change_the_same_step(page: Page):
    visit(page)
    run(page, "word = 'a'\nletters = [word, word]\n")
    button(page, "Last step").click()
    expect(page.locator("#arrows path")).not_to_have_count(0)
    before = page.locator("#arrows path").count()
    button(page, "Settings").click()
    page.get_by_label("as objects of their own").check()
    expect(page.locator("#arrows path")).not_to_have_count(before)
    page.get_by_label("as labels").check()
    expect(page.locator("#arrows path")).to_have_count(0)
    shot(page, "settings")


def test_the_theme_is_chosen_and_kept(page: Page):
    visit(page)
    button(page, "Settings").click()
    page.get_by_label("dark", exact=True).check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
