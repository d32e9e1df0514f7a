"""Before the engine is there, and before any script is."""

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.learner import ENGINE_MS, at, button, notice, output, picture, program, run, shot, status, steps, visit, write


def held(page: Page) -> list[Route]:
    """Keep the engine from loading: its requests wait in this list until they are let go."""
    routes: list[Route] = []
    page.route("**/engine/**", lambda route: routes.append(route))  # noqa: PLW0108 - a method of a list takes no mark of Playwright's
    return routes


def let_go(page: Page, routes: list[Route]) -> None:
    for route in routes:
        route.continue_()
    page.unroute_all()


def test_the_first_example_can_be_read_without_scripts(open_page: OpenPage):
    page = open_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto("")
    expect(page.get_by_role("region", name="Code")).to_contain_text("class Basket")
    expect(picture(page)).to_contain_text("Basket")
    expect(output(page)).to_contain_text("pear")
    assert page.locator("#picture .wide").is_visible()
    assert not page.locator("#picture .narrow").is_visible()


def test_the_first_example_steps_before_the_engine_is_there(page: Page):
    held(page)
    visit(page)
    total = steps(page)
    button(page, "First step").click()
    at(page, 1)
    for step in range(2, total + 1):
        button(page, "Next step").click()
        at(page, step)
    expect(picture(page)).to_contain_text('"plum"')


def test_run_waits_for_the_engine_and_says_so(page: Page):
    routes = held(page)
    visit(page)
    write(page, "answer = 6 * 7\n")
    button(page, "Run").click()
    expect(notice(page)).to_contain_text("Python is still loading")
    let_go(page, routes)
    expect(status(page)).to_have_text("Step 1 of 2", timeout=ENGINE_MS)
    button(page, "Last step").click()
    expect(picture(page)).to_contain_text("42")


def test_the_engine_takes_over_where_the_learner_is(page: Page):
    routes = held(page)
    visit(page)
    button(page, "First step").click()
    button(page, "Next step").click()
    button(page, "Next step").click()
    at(page, 3)
    let_go(page, routes)
    button(page, "Step over").click()  # a question that only the engine can answer
    expect(status(page)).not_to_contain_text("Step 3 ", timeout=ENGINE_MS)


def test_nothing_moves_when_the_editor_takes_the_place_of_the_markup(page: Page):
    held: list[Route] = []

    def hold(route: Route) -> None:  # until the markup has been looked at
        held.append(route)

    page.route("**/assets/editor.js*", hold)
    with page.expect_request("**/assets/editor.js*"):
        page.goto("", wait_until="commit")
    still = page.locator("#still .line").nth(9)
    still.wait_for()
    page.evaluate("() => document.fonts.ready.then(() => true)")
    before = still.bounding_box()
    for route in held:
        route.continue_()
    expect(program(page)).to_be_visible(timeout=20_000)
    after = page.locator(".cm-line").nth(9).bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 1


def test_one_session_on_a_wide_screen_and_on_a_phone(open_page: OpenPage):
    for name, width, height in (("wide", 1280, 800), ("phone", 390, 844)):
        for scheme in ("light", "dark"):
            page = visit(open_page(viewport={"width": width, "height": height}, color_scheme=scheme))
            shot(page, f"first-{name}-{scheme}")
            run(page, "names = ['Ada', 'Bob']\nalso = names\nalso.append('Cleo')\nprint(names)\n")
            button(page, "Last step").click()
            expect(picture(page)).to_contain_text('"Cleo"')
            shot(page, f"last-step-{name}-{scheme}")
