"""Files in the browser: those that the learner opens or drops, and those that the page makes. assets/files.js does what MicroPython cannot catch.

Rule: what a file holds is told only as far as the page needs it; the bytes of a recording stay here until the engine asks for them.
"""

from pyscript import document, js_import, window


class Files:
    """`tell` is called with ("opened", name, size, kind, text) and ("file_made", name, problem)."""

    def __init__(self, tell):
        self.tell = tell
        self.glue = None
        self.opened = None  # the bytes of the recording that was opened last

    async def open(self):
        """Begin to take what is dropped."""
        (self.glue,) = await js_import(window.URL.new("assets/files.js", document.baseURI).href)
        self.glue.take(self.on_file)

    def on_file(self, name, size, kind, text, buffer):
        self.opened = buffer
        self.tell(("opened", name, int(size), kind, text))

    def pick(self):
        if self.glue:
            self.glue.pick()

    def make(self, format, name, type, content):
        """Hand the file to the learner: as it came from the engine, or made of that."""
        self.glue.make(format, name, type, content, lambda problem: self.tell(("file_made", name, problem)))
