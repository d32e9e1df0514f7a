"""The loop: a message comes, the state changes, effects are performed, the page is patched.

Rule: this is the only place where effects happen; each is one line of the table below.
"""

import asyncio
import json

from pyscript import document, window

from app import address, keys
from app.dom import Page
from app.editor import Editor
from app.engine_link import Engine
from app.files import Files
from app.links import NEWER_LINK, exercise_in, is_newer, to_link
from app.offline import Offline
from app.options import DEFAULTS
from app.paint import Picture
from app.state import State, is_busy
from app.storage import Nowhere, Packages, Storage
from app.update import update
from app.updates import practice
from app.updates.program import to_store
from app.view.page import slots

SIZE_MS = 120


class Runtime:
    def __init__(self, embedded=False):
        """`embedded`: in a page of somebody else's, where nothing is kept and the address is not ours to write."""
        self.embedded = embedded
        self.state = State(embed=dict(DEFAULTS), engine="asleep") if embedded else State()
        self.page = Page(self.tell)
        self.picture = Picture()
        self.editor = Editor(self.tell)
        self.engine = Engine(self.tell)
        self.storage = Nowhere() if embedded else Storage()
        self.offline = Offline(self.tell)
        self.packages = Packages(self.tell)
        self.files = Files(self.tell)
        self.timers = {}
        self.after = None  # is given the state after everything that happens
        self.effects = {
            "post": lambda command: self.engine.post(command, self.files.content_for(command)),
            "post_kept": self.engine.post_kept,
            "keep": self.engine.keep,
            "keep_bytes": self.engine.keep_bytes,
            "choose_file": self.files.choose,
            "open_dropped": lambda: self.files.choose("dropped"),
            "take_files": lambda *wanted: self.spawn(self.files.add(*wanted)),
            "remove_file": self.files.remove,
            "make_file": lambda *wanted: self.spawn(self.files.make(*wanted)),
            "restart": self.engine.restart,
            "paint": self.picture.paint,
            "mark_followed": self.page.mark_followed,
            "find_variable": self.page.find_variable,
            "clear_picture": self.picture.empty,
            "new_texts": self.new_texts,
            "add_texts": self.picture.add_texts,
            "set_text": self.editor.set_text,
            "read_only": self.editor.read_only,
            "marks": self.editor.marks,
            "error": self.editor.error,
            "clear_error": self.editor.clear_error,
            "focus": self.focus_later,
            "focus_in": lambda place: self.focus_later(place + " [autofocus]"),
            "theme": self.page.theme,
            "timer": self.timer,
            "cancel": self.cancel,
            "store_program": self.store_program,
            "store_settings": self.store_settings,
            "fetch_gallery": lambda: self.spawn(self.fetch_gallery()),
            "fetch_course": lambda: self.spawn(self.fetch_course()),
            "fetch_task": lambda name, again=False: self.spawn(self.fetch_task(name, again)),
            "store_practice": self.store_practice,
            "copy_link": lambda payload: self.spawn(self.copy_link(payload)),
            "clear_link": self.clear_link,
            "list_packages": lambda: self.spawn(self.packages.show()),
            "forget_packages": lambda: self.spawn(self.packages.forget()),
            "keep_offline": lambda: self.spawn(self.offline.start()),
            "use_new": lambda: self.spawn(self.use_new()),
            "copy_snippet": lambda: self.spawn(self.copy_snippet()),
            "open_alone": lambda payload: self.spawn(self.open_alone(payload)),
        }

    def tell(self, msg):
        """Something happened."""
        if msg[0] == "size":
            self.timer("size", SIZE_MS, ("resized", 0))
            return
        if msg[0] == "resized":
            msg = ("resized", self.page.stage_width())
        self.state, effects = update(self.state, msg)
        self.to_focus = None
        for effect in effects:
            self.effects[effect[0]](*effect[1:])
        self.page.patch(slots(self.state))
        if self.to_focus:
            self.page.focus(self.to_focus)
        if self.after:
            self.after(self.state)

    def focus_later(self, id):
        """After the page is patched: until then it may be hidden."""
        self.to_focus = id

    def new_texts(self, run):
        self.picture.new_texts()
        self.engine.keep_only(run)

    def timer(self, name, delay_ms, msg):
        """Tell `msg` after a while, unless the timer of this name is set again or cancelled before."""
        self.cancel(name)
        self.timers[name] = window.setTimeout(lambda: self.tell(msg), delay_ms)

    def cancel(self, name):
        if name in self.timers:
            window.clearTimeout(self.timers.pop(name))

    def spawn(self, work):
        asyncio.create_task(work)

    def store_program(self):
        if not self.storage.save("program", to_store(self.state)) and not self.state.refused:
            self.tell(("storage_refused",))

    def store_settings(self):
        settings = dict(self.state.settings)
        settings["view"] = self.state.view
        self.storage.save("settings", settings)

    def store_practice(self):
        if not self.storage.save("practice", practice.to_store(self.state)) and not self.state.refused:
            self.tell(("storage_refused",))

    async def fetch_gallery(self):
        self.tell(("gallery", await fetched("gallery.json")))

    async def fetch_course(self):
        self.tell(("course", await fetched("lessons/course.json")))

    async def fetch_task(self, id, again):
        self.tell(("task", await fetched("lessons/{}.json".format(id)), again))

    async def copy_link(self, payload):
        address.show(await address.packed(payload))
        self.tell(("copied", await address.copy(window.location.href)))

    def clear_link(self):
        if window.location.hash and not self.embedded:
            address.show("")

    async def use_new(self):
        """The address carries the program through the reload where the browser keeps nothing."""
        if not self.storage.save("program", to_store(self.state)):
            address.show(await address.packed(to_link(self.state)))
        self.offline.use_new()

    async def copy_snippet(self):
        text = self.page.snippet()
        self.tell(("snippet_copied", await address.copy(text)))

    async def open_alone(self, payload):
        place = window.URL.new("./" + await address.packed(payload), document.baseURI).href
        self.tell(("opened_alone", address.open_tab(place)))

    def listen(self):
        self.page.listen()
        document.addEventListener("keydown", self.on_key)
        view = document.defaultView  # `window` is a module here, and its functions forget whom they belong to
        if not self.embedded:
            view.addEventListener("hashchange", lambda event: self.spawn(self.open_link()))
            view.addEventListener("pagehide", lambda event: (self.store_program(), self.store_practice()))

    async def open_link(self):
        link = address.fragment()
        if exercise_in(link):
            self.tell(("pick", exercise_in(link)))
        elif is_newer(link):
            self.tell(("told", NEWER_LINK))
        elif address.is_link(link):
            self.tell(("linked", await address.unpacked(link)))

    def on_key(self, event):
        if event.defaultPrevented or event.isComposing:
            return
        msg = keys.message_for(
            event.key, event.ctrlKey or event.metaKey, event.shiftKey, event.altKey, kind_of(event.target),
            self.state.settings, is_busy(self.state), self.state.panel,
        )  # fmt: skip
        if msg:
            event.preventDefault()
            self.tell(msg)


async def fetched(place):
    """A file of the site that holds JSON; None where it cannot be had."""
    try:
        answer = await window.fetch(place)
        return json.loads(await answer.text()) if answer.ok else None
    except Exception:  # no connection, or not what was expected
        return None


def kind_of(element):
    """What a key press at this element belongs to."""
    name = element.tagName
    if name == "INPUT":
        kinds = {"range": "slider", "radio": "choice", "checkbox": "choice"}
        return kinds.get(element.type, "text")
    if name == "TEXTAREA" or element.isContentEditable:
        return "text"
    if element.id == "split":
        return "slider"
    if name == "SELECT":
        return "choice"
    return "button" if name in ("BUTTON", "A", "SUMMARY") else "other"
