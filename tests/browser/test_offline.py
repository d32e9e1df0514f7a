"""CodeViz without a connection: the second visit, a first one that is cut off, a browser that keeps nothing, a new version."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, Playwright, expect

from tests.browser.conftest import ARGS
from tests.browser.learner import ENGINE_MS, at, button, notice, output, picture, program, run, shot, status, steps, visit, write
from tests.browser.unreliable import Host, hosting
from tools import chromium
from tools.build import mirror
from tools.offline import with_worker
from tools.places import DIST

READY = "CodeViz works without a connection."
THIRD_PARTIES_MAY_KEEP = '{"profile": {"cookie_controls_mode": 0, "block_third_party_cookies": false}}'
REFUSED = "This browser keeps no copy of CodeViz: each visit needs a connection."
FRAME = (
    '<!doctype html><html lang="en"><title>A lesson</title><iframe src="{}" title="A program" width="1000" height="700"></iframe>'
)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """The built site, below a folder of its host."""
    shutil.copytree(DIST, tmp_path / "site" / "school" / "codeviz")
    with hosting(tmp_path / "site") as host:
        host.address += "school/codeviz/"
        yield host


@pytest.fixture
def context(browser: Browser, host: Host) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=host.address, viewport={"width": 1280, "height": 800}) as context:
        yield context


@contextmanager
def settings(page: Page) -> Iterator[Locator]:
    """The line about the copy of the site, with the settings open."""
    button(page, "Settings").click()
    yield page.locator("#unplugged")
    page.keyboard.press("Escape")


def kept(page: Page) -> Page:
    """Visit, and wait until the site is on this device."""
    visit(page)
    expect(page.locator("#unplugged")).to_have_text(READY, timeout=ENGINE_MS)
    return page


def test_the_second_visit_needs_no_host(context: BrowserContext, host: Host) -> None:
    page = kept(context.new_page())
    expect(page.locator("#announce")).to_have_text(READY)  # for those who listen
    with settings(page) as line:
        expect(line).to_be_visible()
        shot(page, "offline-ready")
    write(page, "shared = [1, 2]\n")
    run(page)
    button(page, "Copy link").click()
    expect(notice(page)).to_contain_text("address bar")
    link = page.url
    page.close()
    host.left = 0

    page = visit(context.new_page())
    run(page, "names = ['Ada']\nnames.append('Bob')\nprint(names)\n")
    button(page, "Last step").click()
    expect(picture(page)).to_contain_text('"Bob"')
    write(page, "print('Hello', input('Who? '))\n")
    button(page, "Run").click()
    expect(page.get_by_role("textbox", name="Input")).to_be_focused(timeout=ENGINE_MS)
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    expect(output(page)).to_contain_text("Hello Ada", timeout=ENGINE_MS)
    button(page, "Examples").click()
    page.get_by_role("dialog", name="Examples").get_by_role("button", name="Factorial").click()
    expect(program(page)).to_contain_text("factorial")
    button(page, "Practice").click()
    page.get_by_role("dialog", name="Practice").get_by_role("button", name="The sum of two numbers").click()
    expect(page.get_by_role("region", name="The sum of two numbers")).to_be_visible()
    write(page, "print(int(input()) + int(input()))\n")
    button(page, "Check").click()
    expect(page.locator("#verdict")).to_contain_text("Solved", timeout=ENGINE_MS)
    button(page, "Leave the exercise").click()
    write(page, "while True: pass\n")
    button(page, "Run").click()
    button(page, "Stop").click()  # the engine begins anew, from what is kept
    expect(notice(page)).to_contain_text("Recorded until then", timeout=ENGINE_MS)

    other = context.new_page()
    other.goto(link)
    expect(program(other)).to_contain_text("shared = [1, 2]")
    at(other, 1)
    assert steps(other) == 2


def test_a_first_visit_that_is_cut_off_at_any_request_is_whole_afterwards(browser: Browser, host: Host) -> None:
    host.left = None
    with browser.new_context(base_url=host.address) as context:
        kept(context.new_page())
    for answered in range(10, len(host.asked), 10):
        host.left = answered
        with browser.new_context(base_url=host.address) as context:
            page = context.new_page()
            page.goto("")
            page.wait_for_timeout(300)
            host.left = None
            run(visit(page), "a = 1\nb = 2\n")
            assert status(page).inner_text() == "Step 1 of 3"


@pytest.mark.parametrize("missing", ["page.py", "assets/editor.js"])
def test_a_page_that_did_not_arrive_as_a_whole_says_so_and_comes_back(context: BrowserContext, missing: str) -> None:
    page = context.new_page()
    page.route(f"**/{missing}", lambda route: route.abort())
    page.goto("")
    expect(notice(page)).to_contain_text("Not all of this page arrived.", timeout=20_000)
    expect(picture(page)).to_contain_text("Basket")
    page.unroute_all()
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new Event('online'))")
    expect(program(page)).to_be_visible(timeout=20_000)


def test_a_new_version_waits_for_the_learner(context: BrowserContext, host: Host) -> None:
    page = kept(context.new_page())
    old = page.get_attribute("html", "data-version")
    deploy_another(host)
    visit(page)
    expect(page.locator("#top")).to_have_attribute("data-news", "true", timeout=ENGINE_MS)
    expect(page.locator("#announce")).to_contain_text("new version")
    assert page.get_attribute("html", "data-version") == old
    write(page, "mine = 'not stored yet'\n")
    with settings(page) as line:
        shot(page, "offline-new-version")
        with page.expect_navigation():
            line.get_by_role("button", name="Use the new version").press("Enter")
    expect(program(page)).to_contain_text("not stored yet")
    assert page.get_attribute("html", "data-version") != old
    run(page)


def deploy_another(host: Host) -> None:
    """The same site with another gallery, as the build would make it."""
    site = host.folder / "school" / "codeviz"
    (site / "gallery.json").write_text("[]")
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    page = site.parent / "unstamped.html"
    page.write_text((site / "index.html").read_text(encoding="utf-8").replace(f' data-version="{version_in(site)}"', ""))
    del files["service-worker.js"]
    mirror(with_worker(files | {"index.html": page}), site)


def version_in(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8").partition('data-version="')[2].partition('"')[0]


def test_a_browser_that_keeps_nothing_says_so_and_works(context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    page.add_init_script(
        "ServiceWorkerContainer.prototype.register = async () => { throw new DOMException('no', 'SecurityError') }"
    )
    run(visit(page), "a = 1\n")
    with settings(page) as line:
        expect(line).to_have_text(REFUSED, timeout=10_000)
        shot(page, "offline-refused")


@pytest.fixture
def lesson(tmp_path: Path, host: Host) -> Iterator[str]:
    """The address of a page on another host that shows CodeViz in a frame."""
    (tmp_path / "lesson").mkdir()
    (tmp_path / "lesson" / "index.html").write_text(FRAME.format(host.address))
    with hosting(tmp_path / "lesson") as elsewhere:
        yield elsewhere.address.replace("127.0.0.1", "localhost")


def run_in_frame(page: Page) -> FrameLocator:
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("textbox", name="Program")).to_be_visible(timeout=20_000)
    frame.get_by_role("button", name="Run", exact=True).click()
    expect(frame.get_by_role("status")).to_contain_text("Step 1 of", timeout=ENGINE_MS)
    return frame


def test_a_frame_on_another_host_keeps_its_own_copy(playwright: Playwright, host: Host, lesson: str, tmp_path: Path) -> None:
    (tmp_path / "profile" / "Default").mkdir(parents=True)
    (tmp_path / "profile" / "Default" / "Preferences").write_text(THIRD_PARTIES_MAY_KEEP)
    with playwright.chromium.launch_persistent_context(
        tmp_path / "profile", executable_path=chromium.find(), args=ARGS
    ) as context:
        page = context.new_page()
        page.goto(lesson)
        expect(run_in_frame(page).locator("#unplugged")).to_have_text(READY, timeout=ENGINE_MS)
        host.left = 0
        page.reload()
        run_in_frame(page)


def test_a_frame_that_may_keep_nothing_says_so_and_works(browser: Browser, lesson: str) -> None:
    with browser.new_context() as context:  # a private window, where Chromium lets frames of other hosts keep nothing
        page = context.new_page()
        page.goto(lesson)
        expect(run_in_frame(page).locator("#unplugged")).to_have_text(REFUSED, timeout=ENGINE_MS)
