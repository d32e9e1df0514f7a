"""The main path in browsers of other makers, where this machine has them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.browser.drivers import Driven, firefox, mini_browser, missing, press, type_text, wait_for, webkit
from tools.places import DIST
from tools.serve import serving

PROGRAM = "name = input()\nprint(name * 2)\nwords = [name]\n"
STATUS = "document.getElementById('status').textContent"
OPENED: dict[str, tuple[Callable[[Path], AbstractContextManager[Driven]], Callable[[], str]]] = {
    "Firefox": (firefox, lambda: missing("firefox-esr")),
    "WebKit": (webkit, lambda: missing("WebKitWebDriver", "Xvfb") or ("" if mini_browser() else "MiniBrowser")),
}


@pytest.fixture(params=OPENED)
def window(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driven]:
    opened, lacks = OPENED[request.param]
    if lacks():
        pytest.skip(f"this machine has no {lacks()}")
    with opened(tmp_path) as window:
        yield window


def test_a_program_is_written_run_answered_and_walked_through(window: Driven):
    with serving(DIST) as address:
        window.goto(address)
        wait_for(window, "!!document.querySelector('.cm-content')")
        assert window.evaluate("document.getElementById('picture').childElementCount") > 0
        window.evaluate("document.querySelector('.cm-content').focus()")
        press(window, "Control", "a")
        type_text(window, PROGRAM)
        press(window, "Control", "Enter")
        wait_for(window, "document.activeElement.id === 'input'")
        type_text(window, "ab\n")
        wait_for(window, f"{STATUS} === 'Step 1 of 4'")
        press(window, "Escape")
        window.evaluate("document.activeElement.blur()")
        press(window, "End")
        wait_for(window, f"{STATUS} === 'Step 4 of 4'")
        assert window.evaluate("document.getElementById('written').textContent.includes('abab')")
        assert "words" in window.evaluate("document.getElementById('picture').innerText")
        window.goto(address)
        wait_for(window, "document.querySelector('.cm-content')?.innerText.includes('words = [name]')")
