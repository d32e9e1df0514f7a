"""The page's own pieces in the document: sets what changed, and says what was done to them.

Rule: every call into the browser costs, so nothing is set twice, and one listener at the document serves all buttons: `data-do` names the message,
`data-arg` its argument; `data-set` does the same for choices.
"""

from pyscript import document, window

from app.shown import Shown

OF_FRAME = ".frame > dl > .slot:not(.outcome)"
VARIABLES = '#parts [id^="part-f"] > ' + OF_FRAME
PROPERTIES = {"text": "textContent", "html": "innerHTML"}


class Page:
    """Remembers what was set. `tell` is called with every message that a person causes."""

    def __init__(self, tell):
        self.tell = tell
        self.known = {}
        self.elements = {}
        self.shown = Shown()

    def element(self, id):
        if id not in self.elements:
            self.elements[id] = document.getElementById(id)
        return self.elements[id]

    def patch(self, slots):
        """Bring the document to these slots (app/view/page.py)."""
        for slot in slots:
            place, value = (slot[0], slot[1]), slot[2]
            if place in self.known and self.known[place] == value:
                continue
            self.known[place] = value
            self.set(slot[0], slot[1], slot[3]() if len(slot) > 3 else value)

    def set(self, id, what, value):
        element = self.element(id)
        if what == "lazy" or what in PROPERTIES:
            setattr(element, PROPERTIES.get(what, "innerHTML"), value)
            if id == "written":
                self.follow_output()
        elif what == "value":
            element.value = str(value)
        elif what == "hidden":
            self.hide(element, value)
        elif what in ("disabled", "checked"):
            setattr(element, what, value)
        elif what == "off":
            element.setAttribute("aria-disabled", "true" if value else "false")
        elif what == "room":  # in characters, so that nothing moves when the number grows
            element.style.minWidth = "{}ch".format(value)
        elif what == "scale":
            element.style.transform = "scaleX({:.5f})".format(value)
        elif what == "split":
            element.style.setProperty("--split", str(value))
        elif what == "code_height":
            element.style.setProperty("--code-height", "{}px".format(value) if value else "none")
        elif what == "shown":
            self.shown.show(*value)
        elif what == "preview":
            self.preview(element, window.URL.new("embed.html#" + value, document.baseURI).href if value else "")
        elif what == "open":
            self.open(element, value)
        else:
            element.setAttribute(what, str(value))

    def hide(self, element, hidden):
        """Whoever hides while it has the focus hands it to its twin: Run and Stop."""
        had_focus = hidden and document.activeElement and document.activeElement.id == element.id
        element.hidden = hidden
        twin = element.getAttribute("data-twin")
        if had_focus and twin:
            self.element(twin).hidden = False
            self.element(twin).focus()

    def open(self, dialog, wanted):
        if wanted and not dialog.open:
            dialog.showModal()
        elif dialog.open and not wanted:
            dialog.close()

    def follow_output(self):
        """Keep the place of now in sight, inside the region only."""
        now = document.getElementById("now")
        if not now:
            return
        region = self.element("output")
        top, height = now.offsetTop, region.clientHeight
        if top < region.scrollTop + 32 or top > region.scrollTop + height - 40:
            region.scrollTop = max(0, top - height + 64)

    def focus(self, place):
        """`place`: an id, with more of a selector behind it or not."""
        element = document.querySelector("#" + place)
        if element:
            element.focus()

    def preview(self, room, place):
        """Another page in this one, for as long as it is looked at."""
        frame = room.querySelector("iframe")
        if not place:
            room.innerHTML = ""
        elif frame:  # not its src: each one would be an entry in the history, and Back would go through them
            frame.contentWindow.location.replace(place)
        else:
            frame = document.createElement("iframe")
            frame.title = "Preview of the embedded program"
            frame.src = place
            room.append(frame)

    def snippet(self):
        """The text to copy; it is marked, for where the browser does not let the page copy."""
        field = self.element("snippet")
        field.focus()
        field.select()
        return field.value

    def theme(self, name):
        root = document.documentElement
        if name == "system":
            root.removeAttribute("data-theme")
        else:
            root.setAttribute("data-theme", name)

    def stage_width(self):
        """Room for the picture, px."""
        return int(self.element("room").clientWidth)

    def listen(self):
        document.addEventListener("click", self.on_click)
        document.addEventListener("change", self.on_change)
        self.element("slider").addEventListener("input", self.on_slide)
        for name in ("examples", "practice", "keys", "settings", "embed", "export"):
            if self.element(name):  # one that goes into other pages has no dialog for that
                self.listen_to_dialog(name)
        self.element("input").addEventListener("keydown", self.on_input_key)
        if self.element("export"):
            self.element("export-form").addEventListener("submit", self.on_export)
            self.element("export-steps").addEventListener("input", self.on_export_steps)
            self.element("below-text").addEventListener("input", self.on_below)
        self.listen_to_split(self.element("split"))
        observer = window.ResizeObserver.new(lambda entries, who: self.tell(("size",)))
        observer.observe(self.element("room"))

    def listen_to_dialog(self, name):
        dialog = self.element(name)
        dialog.addEventListener("close", lambda event: self.tell(("closed", name)))
        dialog.addEventListener("keydown", arrow_through)

        def outside(event):
            if event.target.id == name:  # the backdrop: what is inside has elements of its own
                self.tell(("closed", name))

        dialog.addEventListener("mousedown", outside)

    def listen_to_split(self, line):
        """The line between code and picture: dragged with a finger or a mouse, or moved with the arrow keys."""

        def on_down(event):
            event.preventDefault()
            line.setPointerCapture(event.pointerId)

        def on_move(event):
            if event.buttons:
                self.tell(("split", 100 * event.clientX / window.innerWidth))

        def on_key(event):
            by = {"ArrowLeft": -2, "ArrowRight": 2}.get(event.key)
            if by:
                event.preventDefault()
                self.tell(("split", float(line.getAttribute("aria-valuenow")) + by))

        line.addEventListener("pointerdown", on_down)
        line.addEventListener("pointermove", on_move)
        line.addEventListener("keydown", on_key)

    def on_click(self, event):
        button = event.target.closest("[data-do], [data-open]")
        if not button:
            self.on_variable(event.target)
            return
        if button.getAttribute("aria-disabled") == "true":
            return
        oid = button.getAttribute("data-open")
        if oid:
            part = button.closest(".part")
            part.tabIndex = -1  # the button goes, the part stays: it keeps the focus in its place
            part.focus()
            self.tell(("open_more", oid, button.getAttribute("data-count")))
            return
        name = button.getAttribute("data-do")
        if name == "give_input":
            self.give_input()
        elif name == "end_input":
            self.tell(("send_input", None))
        elif name == "reload":
            window.location.reload()
        elif button.hasAttribute("data-arg"):
            self.tell((name, button.getAttribute("data-arg")))
        else:
            self.tell((name,))

    def on_variable(self, target):
        slot = target.closest(VARIABLES)
        if slot:
            self.tell(("follow",) + variable_of(slot))

    def find_variable(self, followed, by):
        """Follow the variable that stands `by` places from this one; where none is followed, the first one of the call that runs."""
        slots = document.querySelectorAll(VARIABLES)
        places = [variable_of(slots[index]) for index in range(slots.length)]
        if not places:
            return
        if followed in places:
            at = (places.index(followed) + by) % len(places)
        else:
            now = document.querySelector("#parts .frame.now > dl > .slot:not(.outcome)")
            at = places.index(variable_of(now)) if now else 0
        self.tell(("follow",) + places[at])

    def mark_followed(self, followed):
        """Mark the row of this variable in the picture."""
        old = document.querySelector("#parts [data-followed]")
        if old:
            old.removeAttribute("data-followed")
        if not followed:
            return
        slots = document.querySelectorAll("#part-f{} > ".format(followed[0]) + OF_FRAME)
        for index in range(slots.length):
            if variable_of(slots[index]) == followed:
                slots[index].setAttribute("data-followed", "")

    def on_change(self, event):
        name = event.target.getAttribute("data-set")
        if not name:
            return
        box = event.target.type == "checkbox"
        value = ("true" if event.target.checked else "false") if box else event.target.value
        self.tell((name, event.target.name, value) if name in ("option", "embed_option") else (name, value))

    def on_slide(self, event):
        step = int(event.target.value)
        self.known[("slider", "value")] = step  # the finger set it
        self.tell(("seek", step))

    def on_export(self, event):
        event.preventDefault()
        self.tell(("export_save",))

    def on_export_steps(self, event):
        text = event.target.value
        self.known[("export-steps", "value")] = text  # the learner wrote it
        self.tell(("export_steps", text))

    def on_below(self, event):
        text = event.target.value
        self.known[("below-text", "value")] = text  # the learner wrote it
        self.tell(("below", text))

    def give_input(self):
        field = self.element("input")
        text, field.value = field.value, ""
        self.tell(("send_input", text))

    def on_input_key(self, event):
        """Enter here and no form that is sent: in a sandboxed frame browsers send none."""
        if event.key == "Enter" and not event.isComposing:
            event.preventDefault()
            self.give_input()
        elif event.key == "Escape" or (event.key == "d" and event.ctrlKey):
            event.preventDefault()
            self.tell(("send_input", None))


def variable_of(slot):
    """(frame, name) of a row in the box of a call."""
    named = slot.querySelector("dt")
    cut = named.querySelector("[title]")
    name = cut.getAttribute("title") if cut else named.textContent
    return int(slot.closest(".part").id[6:]), name.replace("()", "")


def arrow_through(event):
    """In a dialog of many buttons the arrow keys go from one to the next."""
    by = {"ArrowDown": 1, "ArrowUp": -1}.get(event.key)
    if not by or event.target.tagName != "BUTTON":
        return
    buttons = event.currentTarget.querySelectorAll("button")
    for index in range(buttons.length):
        if buttons[index].isSameNode(event.target):
            event.preventDefault()
            buttons[(index + by) % buttons.length].focus()
            return
