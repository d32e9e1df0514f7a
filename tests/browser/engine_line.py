"""A line to the engine: a page that starts the worker and speaks to it, without the app."""

import json
from typing import Any

from playwright.sync_api import Page

# A page with nothing on it but a line to the worker: `heard` is what it has said, `until(kind)` waits for the next such word.
LINE = """
() => {
  window.heard = [];
  window.worker = new Worker("assets/engine.js", { type: "module" });
  worker.postMessage("begin");
  worker.onmessage = ({ data }) => {
    const { json, bytes } = typeof data === "string" ? { json: data } : data;
    heard.push({ ...JSON.parse(json), byte_count: bytes ? bytes.byteLength : 0 });
  };
  window.until = (...kinds) => new Promise((resolve) => {
    const look = () => {
      const at = heard.findIndex(({ kind }) => kinds.includes(kind) || kind === "crashed");
      at < 0 ? setTimeout(look, 5) : resolve(heard.splice(at, 1)[0]);
    };
    look();
  });
}
"""
BLANK = "<!doctype html><title>A line to the engine</title><link rel=icon href='data:,'>"


def open_line(page: Page) -> Page:
    """A page that can start the engine, on the site's host."""
    page.route("**/line.html", lambda route: route.fulfill(body=BLANK, content_type="text/html"))
    page.goto("line.html")
    return page


def start(line: Page) -> dict[str, Any]:
    line.evaluate(LINE)
    return until(line, "ready")


def until(line: Page, *kinds: str) -> dict[str, Any]:
    notification: dict[str, Any] = line.evaluate("kinds => until(...kinds)", list(kinds))
    return notification


def say(line: Page, **command: object) -> None:
    line.evaluate("text => worker.postMessage(text)", json.dumps(command))


def record(line: Page, source: str, *, interactive: bool = False, **fields: object) -> dict[str, Any]:
    """What the engine says when this program has been recorded."""
    say(line, kind="record", run=1, source=source, inputs=[], interactive=interactive, **fields)
    return until(line, "recorded", "waiting", "failed")


def output(recorded: dict[str, Any]) -> str:
    return "".join(text for _, _, text in recorded["output"])
