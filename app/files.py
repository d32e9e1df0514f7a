"""Files that come to the page (assets/files.js, assets/added_files.js) and files that it makes (assets/save.js), in the page's words."""

import json

from pyscript import document, js_import, window


class Files:
    """`tell` is called with ("opened", kind, name, content), content being a text or an ArrayBuffer, with ("file_made", name, problem), and with what app/updates/added.py hears."""

    def __init__(self, tell):
        self.tell = tell
        self.choices = None
        self.added = None  # assets/added_files.js, once there are such files

    async def open(self):
        module = await self.glue("files")
        self.choices = module.listen(self.came)

    def came(self, kind, name, content):
        self.tell(("files_offered", json.loads(content)) if kind == "offered" else ("opened", kind, name, content))

    async def make(self, format, name, type, content):
        """Hand the file to the learner: as it came from the engine, or made of that."""
        module = await self.glue("save")
        module.make(format, name, type, content, lambda problem: self.tell(("file_made", name, problem)))

    async def glue(self, name):
        (module,) = await js_import(window.URL.new("assets/" + name + ".js", document.baseURI).href)
        return module

    def choose(self, which):
        """Let the learner choose: open, add; or go on with what was dropped. Nothing happens in the moment before the page listens to files."""
        if self.choices:
            getattr(self.choices, which)()

    async def load_added(self):
        """Those that an earlier visit left."""
        self.added = await self.glue("added_files")
        self.tell(("files_found", json.loads(await self.added.load())))

    async def add(self, names, problems):
        self.added = await self.glue("added_files")
        self.tell(("files_added", json.loads(await self.added.take(json.dumps(names))), problems))

    def remove(self, name):
        if self.added:
            self.added.remove(name)

    def content_for(self, command):
        """The bytes that go with this command: those of its files, one after the other; None where it has none."""
        names = [file[0] for file in command.get("files", ())]
        return self.added.content(json.dumps(names)) if names else None
