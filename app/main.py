"""Start of the page: the engine begins to load; what was kept, the first example, a link; the editor.

The engine does not begin before the page's own Python has: on a machine with two cores both would be late."""

import asyncio
import json

from pyscript import document, window

from app import address
from app.links import exercise_in
from app.runtime import Runtime

NARROW_PX = 720  # as in assets/page.css


async def first_example():
    """The recording that came with the page, drawn for a screen of this width; None when it cannot be had."""
    name = "first-narrow.json" if window.innerWidth <= NARROW_PX else "first.json"
    try:
        answer = await window.fetch(name)
        return json.loads(await answer.text()) if answer.ok else None
    except Exception:  # no connection: the page works without
        return None


async def main():
    if document.documentElement.getAttribute("data-page") == "embed":
        if not document.documentElement.hasAttribute("data-walled"):  # else assets/embedded.js says what is missing
            from app import embed  # here: the page by itself has no use for it, and would wait until it is compiled

            await embed.begin(Runtime(embedded=True))
    else:
        await alone(Runtime())


async def alone(runtime):
    """The page by itself."""
    await runtime.engine.open()  # while it starts, the page does
    await runtime.storage.open()
    example = await first_example()
    if example:
        runtime.tell(("first_example", example))
    runtime.tell(("stored", runtime.storage.load("program"), runtime.storage.load("settings")))
    runtime.tell(("kept_practice", runtime.storage.load("practice")))
    runtime.listen()
    runtime.tell(("begin", runtime.page.stage_width(), address.base()))
    if runtime.state.files:
        await runtime.files.load_added()  # before the engine can be asked for a run
    text = runtime.state.text
    if address.is_link(address.fragment()) or exercise_in(address.fragment()):
        await runtime.open_link()
    runtime.engine.begin()
    await runtime.editor.load(text)
    await runtime.files.open()
    await runtime.fetch_gallery()


asyncio.create_task(main())
