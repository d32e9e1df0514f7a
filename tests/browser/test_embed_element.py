"""The element <codeviz-embed>, its exported pictures, and what the page and the program say to each other."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.course import Course, at_step, button, fragment
from tests.browser.learner import ENGINE_MS, shot
from tests.test_docs import ROOT, blocks
from tracer.draw.view import View
from tracer.export.pictures import packed, pictures
from tracer.record import record_program

ELEMENT = '<script src="SITE/assets/embed.js" defer></script>'
SHARED = 'mine = ["tea"]\nyours = mine\nyours.append("milk")\nprint(mine)\n'


def exported(source: str = SHARED, step: int = 0) -> str:
    return packed(pictures(record_program(source), View(width=420), step))


def with_pictures(text: str, attributes: str = "") -> str:
    return f'<codeviz-embed {attributes}><script type="application/x-codeviz-pictures">{text}</script></codeviz-embed>'


def test_the_example_of_the_documents_runs(course: Course) -> None:
    examples = [text for text in blocks(ROOT / "docs/embedding.md", "html") if "codeviz-result" in text]
    page = course.show(ELEMENT + examples[0])
    expect(page.locator("#told")).to_have_text(re.compile(r"\d+ steps, and it wrote 3"), timeout=ENGINE_MS)
    at_step(page.frame_locator("iframe"), 2)


def test_the_other_example_of_the_documents_shows_its_program(course: Course) -> None:
    example = next(text for text in blocks(ROOT / "docs/embedding.md", "html") if "text/x-python" in text)
    page = course.show(example.replace("https://your.host/codeviz/", "SITE/"))
    frame = page.frame_locator("iframe")
    expect(frame.locator(".cm-line").nth(1)).to_have_text("yours = mine", timeout=30_000)
    assert page.workers == []
    button(frame, "Run").click()
    at_step(frame, 1)


def test_ten_exported_programs_are_there_with_their_pictures_and_no_engine(course: Course) -> None:
    text = exported(step=3)
    page = course.show(ELEMENT + "".join(with_pictures(text, f'title="Program {n}"') for n in range(10)))
    for number in range(10):
        page.locator("codeviz-embed").nth(number).scroll_into_view_if_needed()
        frame = page.frame_locator(f'iframe[title="Program {number}"]')
        at_step(frame, 4, 5)
        expect(frame.locator("#parts .part").first).to_be_visible()
        expect(frame.locator(".cm-line").nth(1)).to_have_text("yours = mine", timeout=30_000)
    assert page.workers == []
    shot(page, "embed-element")
    button(frame, "Previous step").click()
    at_step(frame, 3, 5)
    expect(frame.locator("#sentence")).to_contain_text("yours")
    expect_workers(page, 1)


def expect_workers(page: Page, count: int) -> None:
    for _ in range(200):
        if len(page.workers) == count:
            return
        page.wait_for_timeout(50)
    assert len(page.workers) == count


def test_a_touched_export_can_be_run_like_any_program(course: Course) -> None:
    page = course.show(ELEMENT + with_pictures(exported()))
    frame = page.frame_locator("iframe")
    at_step(frame, 1, 5)
    button(frame, "Run").click()
    expect(frame.locator("#scene")).to_have_attribute("data-stale", "false", timeout=ENGINE_MS)
    button(frame, "Last step").click()
    at_step(frame, 5, 5)
    expect(frame.locator("#sentence")).to_contain_text("milk")


def test_what_an_export_may_not_hold_is_taken_out_of_it(course: Course, complaints: list[str]) -> None:
    content = pictures(record_program(SHARED), View(width=420), 2)
    evil = '<section class="frame" onclick="top.bad=1" style="width:20px;background:url(x)"><img src=x onerror="bad()"><script>bad()</script>'
    evil += '<b data-do="run" id="run">here</b><svg><a href="javascript:bad()">x</a></svg><iframe src="x"></iframe></section>'
    content["texts"] = [evil for _ in content["texts"]]
    content["drawn"][2]["sentence_html"] = '<img src=x onerror="bad()"><b>said</b>'
    page = course.show(ELEMENT + with_pictures(packed(content)))
    frame = page.frame_locator("iframe")
    expect(frame.locator("#sentence")).to_have_text("said", timeout=30_000)
    html = frame.locator("#picture").inner_html() + frame.locator("#sentence").inner_html()
    assert "here" in html
    assert [
        word
        for word in ("onclick", "onerror", "<img", "<script", "<iframe", "data-do", "url(", "href", 'id="run"')
        if word in html
    ] == []
    said = [complaint for complaint in complaints if "Content Security Policy" not in complaint]  # it refuses them too, aloud
    assert said == []
    complaints.clear()


@pytest.mark.parametrize("text", ["nonsense", "AAAA", ""], ids=["nonsense", "empty stream", "nothing"])
def test_a_damaged_export_gets_a_sentence(course: Course, text: str) -> None:
    page = course.show(ELEMENT + with_pictures(text))
    expect(page.frame_locator("iframe").get_by_role("alert")).to_contain_text("xport" if text else "pictures", timeout=30_000)


def test_it_comes_only_near_the_screen_and_takes_the_height_it_needs(course: Course) -> None:
    code = "\n".join(f"n{number} = {number}" for number in range(14))
    page = course.show(ELEMENT + '<div style="height:4000px">Far above</div>' + f"<codeviz-embed>{code}</codeviz-embed>")
    expect(page.locator("codeviz-embed .code")).to_have_count(1)
    expect(page.locator("iframe")).to_have_count(0)
    page.locator("codeviz-embed").scroll_into_view_if_needed()
    expect(page.frame_locator("iframe").locator(".cm-line").nth(13)).to_be_visible(timeout=30_000)
    page.wait_for_function("document.querySelector('codeviz-embed').shadowRoot.querySelector('iframe').clientHeight > 500")
    shot(page, "embed-height")


def test_a_program_is_fetched_from_the_courses_own_host(course: Course) -> None:
    (course.folder / "loops.py").write_text("for n in range(3):\n    print(n)\n")
    page = course.show(ELEMENT + '<codeviz-embed src="loops.py"></codeviz-embed>')
    expect(page.frame_locator("iframe").locator(".cm-line").first).to_have_text("for n in range(3):", timeout=30_000)


def test_a_program_that_is_not_there_says_so(course: Course, complaints: list[str]) -> None:
    page = course.show(ELEMENT + '<codeviz-embed src="gone.py"></codeviz-embed>')
    expect(page.get_by_role("alert")).to_contain_text("“gone.py” could not be fetched (the host answered 404)")
    complaints[:] = [said for said in complaints if "404" not in said]


def test_the_page_loads_runs_seeks_and_is_refused_nonsense(course: Course) -> None:
    page = course.show(ELEMENT + '<codeviz-embed id="one" editable="true">a = 1</codeviz-embed>')
    state = page.evaluate("one.state()")
    assert (state["source"], state["steps"], state["engine"]) == ("a = 1", 0, "asleep")
    page.evaluate("one.load({source: 'b = 1\\nc = input()\\n', inputs: ['x'], step: 1, run: true})")
    frame = page.frame_locator("iframe")
    at_step(frame, 2, 3)
    assert page.evaluate("one.seek(2)")["step"] == 2
    at_step(frame, 3, 3)
    refused = page.evaluate("one.seek(-1).catch(({message}) => message)")
    assert refused == "seek needs a step: a whole number, counted from 0, not -1."
    assert page.evaluate("one.load({source: 5}).catch(({message}) => message)") == "load needs the program as a text, in source."
    assert page.evaluate("one.state()")["source"] == "b = 1\nc = input()\n"


def test_what_a_reader_wrote_can_be_had_back_when_the_page_loads_another(course: Course) -> None:
    page = course.show(ELEMENT + '<codeviz-embed id="one" mode="edit">a = 1</codeviz-embed>')
    frame = page.frame_locator("iframe")
    text = frame.get_by_role("textbox", name="Program")
    expect(text).to_contain_text("a = 1", timeout=30_000)
    text.click()
    page.keyboard.insert_text("mine = 1\n")
    page.evaluate("one.load({source: 'theirs = 2'})")
    expect(text).to_contain_text("theirs")
    button(frame, "Restore my program").click()
    expect(text).to_contain_text("mine = 1")


def test_nobody_else_is_heard_or_told(course: Course) -> None:
    """A page that is not the one that the address names; and nonsense from the one that is."""
    code = fragment("a = 1", start="touch", host="https://school.example")
    page = course.show(f'<iframe id="f" src="SITE/embed.html#{code}" width="600" height="300"></iframe>')
    page.evaluate("window.heard = []; addEventListener('message', ({data}) => heard.push(data))")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("textbox", name="Program")).to_contain_text("a = 1", timeout=30_000)
    page.evaluate("f.contentWindow.postMessage({codeviz: 1, kind: 'load', source: 'bad = 1'}, '*')")
    frame.get_by_role("textbox", name="Program").press("ArrowRight")
    expect(frame.get_by_role("textbox", name="Program")).not_to_contain_text("bad")
    assert page.evaluate("heard") == []

    code = fragment("a = 1", start="touch", host=course.address.rstrip("/"))
    listening = "<script>heard = []; addEventListener('message', ({data}) => heard.push(data))</script>"
    page = course.show(listening + f'<iframe id="f" src="SITE/embed.html#{code}" width="600" height="300"></iframe>')
    page.wait_for_function("heard.some(({kind}) => kind === 'resize')", timeout=30_000)
    page.evaluate("""() => {
      heard.length = 0;
      const cyclic = {}; cyclic.self = cyclic;
      for (const nonsense of [3, null, 'text', {}, [], {codeviz: 'one'}, cyclic, {kind: 'run'}, 10n])
        f.contentWindow.postMessage(nonsense, '*');
      f.contentWindow.postMessage({codeviz: 9, kind: 'run', id: 'later'}, '*');
      f.contentWindow.postMessage({codeviz: 1, kind: 'dance', id: 'last'}, '*');
    }""")
    page.wait_for_function("heard.some(({id}) => id === 'last')")
    told = page.evaluate("heard")
    assert [(message["kind"], message["id"]) for message in told] == [("refused", "later"), ("refused", "last")]
    assert "speaks version 1" in told[0]["sentence"]
    assert "There are load, run, seek, state." in told[1]["sentence"]


def test_in_a_sandbox_with_its_own_origin_it_runs(course: Course) -> None:
    embed = course.embed(
        fragment("name = input()\n", host=course.address.rstrip("/")), 'sandbox="allow-scripts allow-same-origin"'
    )
    field = embed.get_by_role("textbox", name="Input")
    expect(field).to_be_visible(timeout=ENGINE_MS)
    field.fill("Ada")
    field.press("Enter")
    at_step(embed, 1, 2)


def test_in_a_sandbox_without_one_a_sentence_says_what_is_missing_and_the_pictures_are_there(
    course: Course, complaints: list[str]
) -> None:
    page = course.show(ELEMENT + with_pictures(exported(step=3), 'sandbox="allow-scripts"'))
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("alert")).to_contain_text("allow-same-origin must stand beside allow-scripts", timeout=30_000)
    at_step(frame, 4, 5)
    expect(frame.locator("#parts .part").first).to_be_visible()
    expect(frame.locator("#still .now")).to_contain_text("print(mine)")
    shot(page, "embed-walled")
    button(frame, "Previous step").click()
    at_step(frame, 3, 5)
    page.keyboard.press("End")
    at_step(frame, 5, 5)
    # A static host lets no page without an origin have its modules and fonts: the browser says so.
    complaints[:] = [said for said in complaints if not re.search("origin 'null'|ERR_FAILED", said)]


def test_where_storage_is_refused_it_runs(course: Course) -> None:
    refuse = "Object.defineProperty(window, '{}', {{ get() {{ throw new DOMException('refused', 'SecurityError') }} }});"
    course.page.add_init_script("".join(refuse.format(name) for name in ("localStorage", "sessionStorage", "caches")))
    embed = course.embed(fragment("a = 1\n"))
    at_step(embed, 1, 2)


def test_a_recording_from_a_file_and_a_damaged_one(course: Course, tmp_path: Path) -> None:
    from tracer.trace.file import save_bytes

    content = save_bytes(record_program(SHARED))
    damaged = content[:-9] + b"123456789"
    course.page.route("**/whole.cvt", lambda route: route.fulfill(body=content))
    course.page.route("**/damaged.cvt", lambda route: route.fulfill(body=damaged))
    embed = course.embed("trace=whole.cvt&curInstr=2")
    at_step(embed, 3, 5)
    expect(embed.get_by_role("textbox", name="Program")).to_contain_text("yours = mine")
    embed = course.embed("trace=damaged.cvt")
    expect(embed.locator("#notice")).to_contain_text("This trace is damaged", timeout=ENGINE_MS)


def test_a_program_of_five_megabytes_is_not_taken(course: Course) -> None:
    course.page.route("**/huge.py", lambda route: route.fulfill(body="x = 1\n" * 900_000))
    embed = course.embed("src=huge.py")
    expect(embed.get_by_role("alert")).to_contain_text("5,400,000 characters", timeout=60_000)
