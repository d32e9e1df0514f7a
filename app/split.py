"""The line between code and picture: dragged with a finger or a mouse, or moved with the arrow keys."""

from pyscript import document, window

KEYS = {"ArrowLeft": -2, "ArrowRight": 2}  # per cent


class Split:
    """`tell` is called with ("split", per cent of the window's width)."""

    def __init__(self, tell):
        self.tell = tell
        self.line = document.getElementById("split")

    def listen(self):
        self.line.addEventListener("pointerdown", self.on_down)
        self.line.addEventListener("pointermove", self.on_move)
        self.line.addEventListener("keydown", self.on_key)

    def on_down(self, event):
        event.preventDefault()
        self.line.setPointerCapture(event.pointerId)

    def on_move(self, event):
        if event.buttons:
            self.tell(("split", 100 * event.clientX / window.innerWidth))

    def on_key(self, event):
        if event.key in KEYS:
            event.preventDefault()
            self.tell(("split", float(self.line.getAttribute("aria-valuenow")) + KEYS[event.key]))
