"""Browser tests: dist/ from a plain static server, in a Chromium with a fresh profile for each test.

Rule: a page that logs an error or a warning, or asks another host for anything, fails its test, whatever else the test was about.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tools import chromium
from tools.places import DIST
from tools.serve import serving

from .course import Course
from .engine_line import open_line
from .wheels import BAR, FOO, Wheels, wheels_in

# Chromium's own errands (updates, sync, field trials) are requests to other hosts; here there is nobody to answer them.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
)
ROOT_FLAGS = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
ARGS = [*FLAGS, *ROOT_FLAGS]

# Copying 20 MB two seconds after the start would make other tests wait; those about it have contexts of their own.
NO_COPY = "delete Navigator.prototype.serviceWorker"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the finished site is served, with a slash at its end."""
    assert (DIST / "index.html").exists(), "dist/ is missing: make build writes it"
    with serving(DIST) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = chromium.find()
    assert path is not None, chromium.NONE
    browser = playwright.chromium.launch(executable_path=path, args=ARGS)
    yield browser
    browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What went wrong in the pages of this test. A test that provokes an error takes it out of here."""
    return []


@pytest.fixture
def open_page(browser: Browser, address: str, complaints: list[str]) -> Iterator[OpenPage]:
    """`open_page(**context_options)`: a new page, in a context of its own, that complains. Nothing is opened in it yet."""
    with ExitStack() as contexts:

        def opened(**options: object) -> Page:
            context = browser.new_context(base_url=address, **options)  # type: ignore[arg-type]
            contexts.callback(context.close)
            context.add_init_script(NO_COPY)
            listen(context, address, complaints)
            return context.new_page()

        yield opened
        assert complaints == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page of 1280 × 800 on the site's host."""
    return open_page(viewport={"width": 1280, "height": 800})


@pytest.fixture
def course(browser: Browser, address: str, complaints: list[str], tmp_path: Path) -> Iterator[Course]:
    """A course page on another origin than the site's: another name of this machine, and another port."""
    with serving(tmp_path) as served, browser.new_context(viewport={"width": 1000, "height": 800}) as context:
        elsewhere = served.replace("127.0.0.1", "localhost")
        listen(context, address, complaints, elsewhere)
        yield Course(context.new_page(), tmp_path, elsewhere, address)
    assert complaints == []


@pytest.fixture
def line(page: Page) -> Page:
    """A page that can start the engine, and has nothing else."""
    return open_line(page)


@pytest.fixture
def wheels(tmp_path: Path) -> Iterator[Wheels]:
    """A host with the package foo, which needs bar."""
    with wheels_in(tmp_path) as wheels:
        wheels.put("bar", BAR)
        wheels.put("foo", FOO, depends=("bar",))
        yield wheels


@pytest.fixture
def learner(browser: Browser, address: str, wheels: Wheels, complaints: list[str]) -> Iterator[Page]:
    """A page for which that host stands in for the hosts of packages."""
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}) as context:
        context.add_init_script("delete Navigator.prototype.serviceWorker")
        listen(context, address, complaints, wheels.address)
        wheels.stand_in(context)
        yield context.new_page()
    missed = [
        each for each in complaints if "404" in each
    ]  # packages/ beside the site is asked first, and the browser says what it lacks
    assert complaints == missed


def listen(context: BrowserContext, address: str, complaints: list[str], *others: str) -> None:
    """Write down every console error and warning, every uncaught exception and every request to another host than these."""

    def on_request(url: str) -> None:
        if not url.startswith((address, *others, "data:", "blob:")):
            complaints.append(f"request to another host: {url}")

    def on_console(kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            complaints.append(f"console {kind}: {text}")

    context.on("request", lambda request: on_request(request.url))
    context.on("console", lambda message: on_console(message.type, message.text))
    context.on("weberror", lambda error: complaints.append(f"uncaught: {error.error}"))
