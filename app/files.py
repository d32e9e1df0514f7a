"""Files that come to the page: assets/files.js, in the page's words."""

from pyscript import document, js_import, window


class Files:
    """`tell` is called with ("opened", kind, name, content); content is a text, or an ArrayBuffer."""

    def __init__(self, tell):
        self.tell = tell
        self.choose_now = None

    async def open(self):
        (module,) = await js_import(window.URL.new("assets/files.js", document.baseURI).href)
        self.choose_now = module.listen(lambda kind, name, content: self.tell(("opened", kind, name, content)))

    def choose(self):
        """Let the learner choose one. Nothing happens in the moment before the page listens to files."""
        if self.choose_now:
            self.choose_now()
