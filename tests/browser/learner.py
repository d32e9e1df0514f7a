"""What a learner does with the page, in the words of its controls."""

import re

from playwright.sync_api import Locator, Page, expect

from tools.places import ROOT

SHOTS = ROOT / "test-results"  # a person looks at these

ENGINE_MS = 60_000  # a plain load on a busy machine

DROP = """(files) => {
  const carried = new DataTransfer();
  for (const [name, numbers] of files) carried.items.add(new File([new Uint8Array(numbers)], name));
  const place = document.querySelector(".cm-content");
  for (const kind of ["dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


def visit(page: Page, fragment: str = "") -> Page:
    """Open the page and wait until it can be typed into."""
    page.goto(fragment)
    expect(program(page)).to_be_visible(timeout=20_000)
    return page


def program(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Program")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def output(page: Page) -> Locator:
    return page.get_by_role("region", name="Output")


def picture(page: Page) -> Locator:
    return page.get_by_role("region", name="Frames and objects")


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def notice(page: Page) -> Locator:
    return page.locator("#notice")


def write(page: Page, text: str) -> None:
    """Replace the program as one would: select all, type. Pasted, so that brackets are not closed and lines not indented."""
    program(page).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def run(page: Page, text: str = "") -> None:
    """Write the program, press Run, and wait for its first step."""
    if text:
        write(page, text)
    button(page, "Run").click()
    expect(status(page)).to_have_text(re.compile(r"^Step 1 of \d+$"), timeout=ENGINE_MS)
    expect(page.locator("#scene")).to_have_attribute("data-stale", "false", timeout=ENGINE_MS)


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    """Let these files fall on the editor: (name, content)."""
    page.evaluate(DROP, [[name, list(content)] for name, content in files])


def steps(page: Page) -> int:
    """How many steps the recording has."""
    found = re.search(r"of (\d+)$", status(page).inner_text())
    assert found is not None
    return int(found[1])


def at(page: Page, step: int) -> None:
    """Wait until this step (from 1) is shown."""
    expect(status(page)).to_have_text(re.compile(rf"^Step {step} of \d+$"), timeout=ENGINE_MS)


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
