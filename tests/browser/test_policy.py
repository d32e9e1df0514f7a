"""The page's Content-Security-Policy, which index.html carries itself, so that it holds on every host."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learner import button, output, picture, run, visit

REFUSED = """(name) => new Promise((resolve) => {
  const attempts = {
    "a script in the markup": () => { const script = document.createElement("script"); script.textContent = "window.broken = 1"; document.body.append(script); },
    "a handler in the markup": () => { document.body.insertAdjacentHTML("beforeend", "<img src='' onerror='window.broken = 1'>"); },
    "a text as a script": () => { try { window.eval("window.broken = 1"); } catch {} },
    "a style element": () => { document.head.insertAdjacentHTML("beforeend", "<style>body { display: none }</style>"); },
    "another host": () => { fetch("https://example.invalid/").catch(() => {}); },
    "a picture of another host": () => { new Image().src = "https://example.invalid/a.png"; },
    "a frame": () => { document.body.append(Object.assign(document.createElement("iframe"), { src: "https://example.invalid/" })); },
    "another base": () => { document.head.append(Object.assign(document.createElement("base"), { href: "https://example.invalid/" })); },
  };
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective));
  setTimeout(() => resolve(window.broken ? "broken" : "nothing refused"), 3000);
  setTimeout(attempts[name]); // by itself: what a debugger asks for may evaluate texts
})"""


@pytest.mark.parametrize(
    ("attempt", "directive"),
    [
        ("a script in the markup", "script-src-elem"),
        ("a handler in the markup", "script-src-attr"),
        ("a text as a script", "script-src"),
        ("a style element", "style-src-elem"),
        ("another host", "connect-src"),
        ("a picture of another host", "img-src"),
        ("a frame", "frame-src"),
        ("another base", "base-uri"),
    ],
)
def test_the_page_refuses(page: Page, complaints: list[str], attempt: str, directive: str) -> None:
    page.route("**/*.{js,mjs}", lambda route: route.abort())  # the policy alone is asked
    page.goto("")
    assert page.evaluate(REFUSED, attempt) == directive
    assert page.evaluate("() => window.broken") is None
    complaints.clear()


def test_a_session_breaks_no_rule_of_it(page: Page) -> None:
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) => (window.violations ??= []).push(event.violatedDirective))"
    )
    visit(page)
    run(page, "items = [1]\nprint(items)\nitems[5]\n")
    button(page, "Last step").click()
    expect(output(page)).to_contain_text("IndexError")
    expect(picture(page)).to_contain_text("IndexError")
    page.get_by_role("textbox", name="Program").press("Control+f")  # the editor's own panel brings styles
    expect(page.locator(".cm-search")).to_be_visible()
    assert page.evaluate("() => window.violations ?? []") == []
