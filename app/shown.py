"""What a program shows beside its output (assets/shown.js), in the page's words. The script is fetched when something is shown first."""

import asyncio

from pyscript import document, js_import, window


class Shown:
    def __init__(self):
        self.module = None
        self.wanted = None  # (what, step)

    def show(self, what, step):
        """`what`: the engine's, JavaScript's own; None for nothing."""
        first, self.wanted = self.wanted is None, (what, step)
        if self.module:
            self.put()
        elif first and what:
            asyncio.create_task(self.open())
        elif not what:
            self.wanted = None

    async def open(self):
        (self.module,) = await js_import(window.URL.new("assets/shown.js", document.baseURI).href)
        if self.wanted:
            self.put()

    def put(self):
        self.module.show(document.getElementById("shown"), self.wanted[0], self.wanted[1])
