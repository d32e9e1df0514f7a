"""The line to the engine: a worker, the messages to and from it, and the bytes it has sent.

Rule: what a run has streamed is kept here until another run has taken its place on the screen: it is the recording if the worker dies.
"""

import asyncio
import json

import js
from pyscript import document, ffi, js_import, window


class Engine:
    """`tell` is called with ("engine", notification)."""

    def __init__(self, tell):
        self.tell = tell
        self.module = None  # assets/start.js
        self.worker = None
        self.secret = None  # of the verdict that is waited for: whoever else says "checked" does not know it
        self.kept = {}  # run: [ArrayBuffer]
        self.held = []  # what it said before the page was there to hear it; None: it is

    async def open(self):
        """Start it. What it says waits for `begin`."""
        await self.load()
        self.start()

    async def load(self):
        """The shell's script; with it a worker begins to read its own, and waits."""
        (self.module,) = await js_import(window.URL.new("assets/start.js", document.baseURI).href)

    def begin(self):
        held, self.held = self.held, None
        for message in held:
            self.tell(message)

    def start(self):
        self.worker = self.module.start(self.received, self.broken)
        if not self.worker:
            self.broken("this browser lets no worker start here")

    def restart(self):
        if self.module is None:  # it was asleep until now
            asyncio.create_task(self.open())
            return
        if self.worker:
            self.module.end(self.worker)
        self.start()

    def post(self, command, content=None):
        """`content`: bytes to travel beside it, which are handed over."""
        if not self.worker:
            return
        if command["kind"] == "check":
            self.secret = command["secret"] = js.crypto.getRandomValues(js.Uint32Array.new(4)).join("-")
        message = {"json": json.dumps(command)}
        if content is None:
            self.worker.postMessage(ffi.to_js(message))
        else:
            message["bytes"] = content
            self.worker.postMessage(ffi.to_js(message), ffi.to_js([content]))

    def keep(self, run):
        """A new run begins; the bytes of the one before stay until this one is shown."""
        self.kept[run] = []

    def keep_bytes(self, run, content):
        """A recording that was not made here: what is kept is all of it."""
        self.kept[run] = [content]

    def keep_only(self, run):
        self.kept = {run: self.kept.get(run, [])}

    def post_kept(self, command):
        """Ask for this run to be opened, from the bytes it had sent."""
        blob = window.Blob.new(ffi.to_js(self.kept.get(command["run"], [])))

        def send(buffer):
            self.worker.postMessage(ffi.to_js({"json": json.dumps(command), "bytes": buffer}))

        blob.arrayBuffer().then(send)

    def received(self, message):
        text = message if isinstance(message, str) else message.json
        notification = read(text)
        sent = None if isinstance(message, str) else message.bytes
        if sent and notification.get("run") in self.kept and notification["kind"] in ("progress", "waiting", "recorded"):
            self.kept[notification["run"]].append(sent)
        if notification["kind"] == "progress" and "steps" not in notification:
            return  # bytes alone: kept, and nothing to show
        if notification["kind"] == "ready" and "waits" not in notification:
            notification["waits"] = hasattr(js.WebAssembly, "Suspending")
        if notification["kind"] in ("checked", "unjudged") and notification.get("secret") != self.secret:
            return
        if notification["kind"] in ("exported", "saved", "checked"):
            notification["content"] = sent
        self.say(notification)

    def broken(self, message):
        """The worker's own script failed: it could not be loaded, or it threw."""
        self.say({"kind": "crashed", "reason": message})

    def say(self, notification):
        if self.held is None:
            self.tell(("engine", notification))
        else:
            self.held.append(("engine", notification))


class Pieces:
    """A JavaScript array of [step, stream, text], read like a list of tuples."""

    def __init__(self, array):
        self.array = array
        self.length = int(array.length)

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        piece = self.array[index]
        return (piece[0], piece[1], piece[2])


def read(text):
    """A notification as a dict. Long output and what is shown beside it stay JavaScript's: they are looked into, not copied."""
    if '"output"' not in text:
        return json.loads(text)
    parsed = js.JSON.parse(text)
    output, shown = getattr(parsed, "output", None), getattr(parsed, "shown", None)
    if output is None:
        return json.loads(text)  # of something else
    parsed.output = parsed.shown = None
    notification = json.loads(js.JSON.stringify(parsed))
    notification["output"] = Pieces(output) if output else ()
    notification["shown"] = shown
    return notification
