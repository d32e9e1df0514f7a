"""A course page of somebody else's: a page on another origin, with programs of ours in it."""

from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

from tests.browser.learner import ENGINE_MS

HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A lesson</title><link rel="icon" href="data:,">'


class Course:
    """`show(body)` opens a page with this body; `site` is where CodeViz is, `address` where the course is."""

    def __init__(self, page: Page, folder: Path, address: str, site: str):
        self.page, self.folder, self.address, self.site = page, folder, address, site
        self.shown = 0

    def show(self, body: str) -> Page:
        (self.folder / "lesson.html").write_text(HEAD + body.replace("SITE/", self.site), encoding="utf-8")
        self.shown += 1  # another address each time: browsers put the frames of a page that is loaded again back where they were
        self.page.goto(f"{self.address}lesson.html?{self.shown}")
        return self.page

    def embed(self, fragment: str, attributes: str = "", name: str = "embed.html") -> FrameLocator:
        """One program in an iframe."""
        self.show(f'<iframe src="SITE/{name}#{fragment}" title="A program" width="900" height="560" {attributes}></iframe>')
        return self.page.frame_locator("iframe")

    def frame(self, number: int = 0) -> Frame:
        """The frame of a program, to look into."""
        return [frame for frame in self.page.frames if frame.url.startswith(self.site)][number]


def fragment(code: str, **options: object) -> str:
    return "&".join([f"code={quote(code)}", *(f"{name}={quote(str(value))}" for name, value in options.items())])


def at_step(frame: FrameLocator | Page, step: int, steps: int | None = None) -> None:
    """Wait until this step (from 1) is shown."""
    wanted = f"Step {step} of " + ("" if steps is None else str(steps))
    expect(frame.get_by_role("status")).to_contain_text(wanted, timeout=ENGINE_MS)


def button(frame: FrameLocator | Page, name: str) -> Locator:
    return frame.get_by_role("button", name=name, exact=True)
