"""Files that come to the page (assets/files.js) and files that it makes (assets/save.js), in the page's words."""

from pyscript import document, js_import, window


class Files:
    """`tell` is called with ("opened", kind, name, content), content being a text or an ArrayBuffer, and with ("file_made", name, problem)."""

    def __init__(self, tell):
        self.tell = tell
        self.choose_now = None

    async def open(self):
        module = await self.glue("files")
        self.choose_now = module.listen(lambda kind, name, content: self.tell(("opened", kind, name, content)))

    async def make(self, format, name, type, content):
        """Hand the file to the learner: as it came from the engine, or made of that."""
        module = await self.glue("save")
        module.make(format, name, type, content, lambda problem: self.tell(("file_made", name, problem)))

    async def glue(self, name):
        (module,) = await js_import(window.URL.new("assets/" + name + ".js", document.baseURI).href)
        return module

    def choose(self):
        """Let the learner choose one. Nothing happens in the moment before the page listens to files."""
        if self.choose_now:
            self.choose_now()
