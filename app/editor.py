"""The editor in the page: assets/editor.js, spoken to in the words of the effects.

Rule: until it has loaded, the last of each order is kept and given to it then; it is never asked for its text: it tells.
"""

from pyscript import document, ffi, js_import, window


class Editor:
    def __init__(self, tell):
        self.tell = tell
        self.editor = None
        self.wanted_marks = (0, 0, False)
        self.wanted_error = None
        self.orders = []
        self.wanted_read_only = False

    async def load(self, text):
        """Put the editor in place of the markup that came with the page. What was set since is put in afterwards, so that undo finds `text`."""
        (module,) = await js_import(window.URL.new("assets/editor.js", document.baseURI).href)
        parent = document.getElementById("editor")
        options = ffi.to_js({
            "text": text,
            "label": "Program",
            "onChange": lambda text: self.tell(("typed", text)),
            "onGutter": lambda line, shift: self.tell(("gutter", line, shift)),
            "onRun": lambda: self.tell(("run",)),
        })  # fmt: skip
        still = document.getElementById("still")
        self.editor = module.createEditor(parent, options)
        if still:
            still.remove()
        self.editor.view.contentDOM.tabIndex = 0  # it can be tabbed to anyway; so that every checker can see it
        for order in self.orders:
            order()
        self.read_only(self.wanted_read_only)
        self.marks(*self.wanted_marks)
        if self.wanted_error:
            self.error(*self.wanted_error)

    def set_text(self, text):
        if self.editor:
            self.editor.setText(text)
        else:
            self.orders.append(lambda: self.editor.setText(text))

    def read_only(self, wanted):
        self.wanted_read_only = wanted
        if self.editor:
            self.editor.setReadOnly(wanted)

    def marks(self, now, was, reveal):
        self.wanted_marks = (now, was, reveal)
        if self.editor:
            self.editor.setMarks(now, was, reveal)

    def error(self, span, message):
        self.wanted_error = (span, message)
        if self.editor:
            line, column, end_line, end_column = span
            self.editor.setError(line, column, end_line, end_column, message)

    def clear_error(self):
        self.wanted_error = None
        if self.editor:
            self.editor.clearError()
