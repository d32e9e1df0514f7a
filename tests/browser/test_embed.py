"""A program inside a page of another origin: from Python Tutor's own addresses, from ours, and from bad ones."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.course import HEAD, Course, at_step, button, fragment
from tests.browser.learner import ENGINE_MS, shot
from tests.browser.test_accessible import SCREENS, violations

PYTHON_TUTOR = (
    "code=x%20%3D%201%0Ay%20%3D%20%5Bx,%202%5D%0Aprint%28y%29&cumulative=false&curInstr=2&heapPrimitives=nevernest&mode=display"
    "&origin=opt-frontend.js&py=3&rawInputLstJSON=%5B%5D&textReferences=false"
)


def test_an_address_of_python_tutor_shows_its_program_at_its_step(course: Course) -> None:
    embed = course.embed(PYTHON_TUTOR, name="iframe-embed.html")
    at_step(embed, 3, 4)
    expect(embed.get_by_role("region", name="Frames and objects")).to_contain_text("y")
    expect(embed.get_by_role("textbox", name="Program")).to_contain_text("y = [x, 2]")
    shot(course.page, "embed")
    button(embed, "Next step").click()
    at_step(embed, 4)
    embed.get_by_role("textbox", name="Program").click()
    course.page.keyboard.insert_text("nonsense")
    expect(embed.get_by_role("textbox", name="Program")).not_to_contain_text("nonsense")


def test_references_as_text_and_objects_and_ended_frames(course: Course) -> None:
    code = "def f(a):\n    return a\nb = f([1])\n"
    embed = course.embed(fragment(code, textReferences="true", heapPrimitives="true", cumulative="true", curInstr=99))
    at_step(embed, 6, 6)
    expect(embed.locator("#paths path")).to_have_count(0)
    expect(embed.locator(".frame.ended")).to_be_visible()
    expect(embed.locator(".box.atom").first).to_be_visible()


def test_input_is_asked_for_inside_the_frame(course: Course) -> None:
    embed = course.embed(fragment("name = input('Who? ')\nprint('Hello', name)\n"))
    field = embed.get_by_role("textbox", name="Input")
    expect(field).to_be_visible(timeout=ENGINE_MS)
    shot(course.page, "embed-input")
    field.fill("Ada")
    field.press("Enter")
    expect(embed.get_by_role("region", name="Output")).to_contain_text("Hello Ada")


def test_input_in_the_address_is_given(course: Course) -> None:
    embed = course.embed(fragment("print('Hello', input())\n", rawInputLstJSON='["Grace"]'))
    at_step(embed, 1)
    expect(embed.get_by_role("region", name="Output")).to_contain_text("Hello Grace")


def test_of_several_programs_on_a_page_one_starts_an_engine_until_another_is_touched(course: Course) -> None:
    frames = "".join(f'<iframe src="SITE/embed.html#code=n={n}" title="{n}" width="600" height="200"></iframe>' for n in range(4))
    page = course.show(frames)
    for number in range(4):
        expect(page.frame_locator(f'iframe[title="{number}"]').locator(".cm-content")).to_have_text(f"n={number}", timeout=30_000)
    shown = re.compile(r"Step 1 of \d")
    ready = [page.frame_locator(f'iframe[title="{number}"]').get_by_role("status") for number in range(4)]
    first = _first_shown(course, ready)
    assert len(page.workers) == 1
    other = (first + 1) % 4
    button(page.frame_locator(f'iframe[title="{other}"]'), "Run").click()
    expect(ready[other]).to_have_text(shown, timeout=ENGINE_MS)
    assert len(page.workers) == 2


def _first_shown(course: Course, statuses: list) -> int:
    """Which of them shows its first step: the one whose turn it is."""
    for _ in range(600):
        for number, status in enumerate(statuses):
            if "Step 1" in status.inner_text():
                return number
        course.page.wait_for_timeout(100)
    raise AssertionError("none of them ran")


def test_parts_of_it_alone(course: Course) -> None:
    code = "a = [1]\nb = a\nprint(b)\n"
    embed = course.embed(fragment(code, show="picture"))
    expect(embed.get_by_role("region", name="Frames and objects")).to_contain_text("module", timeout=ENGINE_MS)
    expect(embed.get_by_role("region", name="Code")).to_be_hidden()
    expect(button(embed, "Run")).to_be_hidden()
    shot(course.page, "embed-picture-alone")
    embed = course.embed(fragment(code, show="code,controls", verticalStack="true"))
    at_step(embed, 1)
    expect(embed.get_by_role("region", name="Code")).to_be_visible()
    expect(embed.get_by_role("region", name="Frames and objects")).to_be_hidden()
    shot(course.page, "embed-code-and-controls")


def test_stacked_with_a_theme_hidden_variables_and_a_line_to_start_at(course: Course) -> None:
    code = "_setup = {'far': 1}\nfor n in range(3):\n    double = n * 2\n    print(double)\n"
    embed = course.embed(fragment(code, verticalStack="true", theme="dark", hide="_*", line=4, codeDivHeight=90))
    expect(embed.locator(".cm-line.cv-now")).to_have_text("    print(double)", timeout=ENGINE_MS)
    expect(embed.get_by_role("region", name="Frames and objects")).not_to_contain_text("_setup")
    expect(embed.locator("html")).to_have_attribute("data-theme", "dark")
    assert embed.locator("#code").bounding_box()["height"] <= 90  # type: ignore[index]
    shot(course.page, "embed-stacked-dark")


def test_it_plays_by_itself_where_that_is_asked_for(course: Course) -> None:
    embed = course.embed(fragment("a = 1\nb = 2\n", autoplay="true"))
    at_step(embed, 3, 3)


def test_an_editable_program_runs_again_and_can_be_live(course: Course) -> None:
    embed = course.embed(fragment("a = 1\n", mode="edit", live="true"))
    text = embed.get_by_role("textbox", name="Program")
    expect(text).to_contain_text("a = 1", timeout=30_000)
    assert course.page.workers == []
    text.click()
    course.page.keyboard.press("ControlOrMeta+End")
    course.page.keyboard.insert_text("b = 2\n")
    at_step(embed, 1, 3)


def test_nothing_of_the_page_itself_is_read_or_overwritten(course: Course) -> None:
    page = course.page
    page.route("**/blank.html", lambda route: route.fulfill(body=HEAD, content_type="text/html"))
    page.goto(course.site + "blank.html")
    page.evaluate("localStorage.setItem('codeviz.program', JSON.stringify({text: 'mine = 1'}))")
    before = page.evaluate("JSON.stringify(localStorage)")
    page.goto(course.site + "embed.html#" + fragment("theirs = 2\n", mode="edit"))
    text = page.get_by_role("textbox", name="Program")
    expect(text).to_contain_text("theirs", timeout=30_000)
    text.click()
    page.keyboard.insert_text("changed = 3\n")
    button(page, "Run").click()
    at_step(page, 1)
    page.goto(course.site + "blank.html")
    assert page.evaluate("JSON.stringify(localStorage)") == before
    assert page.evaluate("indexedDB.databases()") == []


def test_bad_addresses_get_a_sentence_each(course: Course, complaints: list[str]) -> None:
    embed = course.embed("code=a%3D1&theme=pink&colour=red&curInstr=x")
    advice = embed.get_by_role("alert")
    expect(advice).to_contain_text("Write system, light or dark", timeout=30_000)
    expect(advice).to_contain_text("no option colour")
    expect(advice).to_contain_text("a step, counted from 0")
    at_step(embed, 1, 2)
    shot(course.page, "embed-advice")
    for address, sentence in {
        "v2.abcdef": "a newer CodeViz",
        "v1.abcdef": "damaged or cut short",
        "code=%ZZ": "code is damaged",
        "src=https://elsewhere.example/a.py": "on another host",
        "src=nowhere/a.py": "the host answered 404",
        "": "No program is named",
        "code=int%20x;&py=c": "in C. It can be read here, but not run",
    }.items():
        embed = course.embed(address)
        expect(embed.get_by_role("alert")).to_contain_text(sentence, timeout=30_000)
    missing = [said for said in complaints if "404" in said]
    assert len(missing) == 1
    complaints.remove(missing[0])


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("screen", ["wide", "phone"])
def test_nobody_is_shut_out(open_page: OpenPage, screen: str, colours: str) -> None:
    """axe finds nothing, and the keyboard does all of it."""
    page = open_page(viewport=SCREENS[screen], color_scheme=colours, reduced_motion="reduce")
    page.goto("embed.html#" + fragment("a = [1]\nb = a\nprint(b)\n", theme="system", colour="red"))
    at_step(page, 1, 4)
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    at_step(page, 2, 4)
    page.keyboard.press("End")
    at_step(page, 4, 4)
    shot(page, f"embed-{screen}-{colours}")
    page.goto("about:blank")
    page.goto("embed.html#" + fragment("name = input()\n", verticalStack="true"))
    expect(page.get_by_role("textbox", name="Input")).to_be_focused(timeout=ENGINE_MS)
    page.keyboard.type("Ada")
    assert violations(page) == []
    page.keyboard.press("Enter")
    at_step(page, 1, 2)


def test_what_an_address_names_is_fetched_without_the_readers_cookies(page: Page, address: str) -> None:
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        asked.append(route.request.all_headers())
        route.fulfill(body="secret = 1\n")

    page.context.add_cookies([{"name": "session", "value": "mine", "url": address}])
    page.route("**/grades.py", answer)
    page.goto("embed.html#src=grades.py&start=touch")
    expect(page.get_by_role("textbox", name="Program")).to_contain_text("secret", timeout=30_000)
    assert ["cookie" in headers for headers in asked] == [False]
