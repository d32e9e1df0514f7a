"""What the browser keeps for this page, as JSON, through assets/storage.js."""

import json

from pyscript import document, js_import, window

PREFIX = "codeviz."


class Nowhere:
    """For an embedded program: what the learner keeps on the page itself is not its business, and it keeps nothing."""

    def load(self, name):
        return None

    def save(self, name, value):
        return True


class Packages:
    """The packages that are kept on this device: assets/kept_packages.js."""

    def __init__(self, tell):
        self.tell = tell

    async def show(self):
        """Tell ("packages", (name, version, bytes, host) of each)."""
        module = await self.module()
        self.tell(("packages", [tuple(each) for each in json.loads(await module.keptList())]))

    async def forget(self):
        module = await self.module()
        await module.forgetPackages()
        await self.show()

    async def module(self):
        (module,) = await js_import(window.URL.new("assets/kept_packages.js", document.baseURI).href)
        return module


class Storage:
    """Keeps nothing until it is open."""

    def __init__(self):
        self.module = None

    async def open(self):
        (self.module,) = await js_import(window.URL.new("assets/storage.js", document.baseURI).href)

    def load(self, name):
        """The value kept under this name; None when there is none, or none that can be read."""
        text = self.module.load(PREFIX + name)
        try:
            return json.loads(text) if text else None
        except ValueError:  # damaged: as good as nothing
            return None

    def save(self, name, value):
        """Whether the browser kept it."""
        return self.module is not None and self.module.save(PREFIX + name, json.dumps(value))
