"""The copy of the site on this device: assets/offline.js, in the page's words."""

from pyscript import document, js_import, window


class Offline:
    """`tell` is called with ("offline", kind, why, path, done, all)."""

    def __init__(self, tell):
        self.tell = tell
        self.module = None

    async def start(self):
        """Have the site kept, and listen to how that goes."""
        (self.module,) = await js_import(window.URL.new("assets/offline.js", document.baseURI).href)
        self.module.start(self.told)

    def told(self, kind, why, path, done, all):
        self.tell(("offline", kind, why, path, done, all))

    def use_new(self):
        """The version that waits, now. It loads the page anew."""
        self.module.useNew()
