"""The line to the page around an embedded program: what comes from its window and its origin is taken, what happens is told to it.

Rule: only where the address names the page's origin; nothing is said to any other, and nothing from any other is heard.
"""

import json

from pyscript import window

from app import protocol


class HostLink:
    """`tell` is called with messages of app/update.py. `page`: assets/embedded_page.js."""

    def __init__(self, page, origin, runtime):
        self.page, self.origin, self.runtime = page, origin, runtime
        self.state_told = self.result_told = self.height_told = None
        self.source = None
        page.hear(origin, self.received)

    def say(self, kind, **fields):
        self.page.say(self.origin, protocol.said(kind, **fields))

    def ready(self):
        """It can be spoken to from now on."""
        self.say("ready", versions=[protocol.VERSION])
        self.after(self.runtime.state)

    def received(self, text):
        """A message from that window, as JSON."""
        id = None
        try:
            id = id_of(text)
            message = protocol.message_of(text)
        except protocol.Refused as refusal:
            self.say("refused", sentence=str(refusal), id=id)
            return
        if message is None:
            return
        kind = message["kind"]
        if kind == "load":
            self.runtime.tell(("bring", message, message["run"]))
        elif kind == "run":
            self.runtime.tell(("run",))
        elif kind == "seek":
            self.runtime.tell(("seek", message["step"]))
        self.say("state", id=id, **protocol.state_of(self.runtime.state))

    def after(self, state):
        """Something has happened: the page hears what is new to it."""
        found = protocol.state_of(state)
        if found != self.state_told:
            self.state_told = found
            self.say("state", id=None, **found)
        trace = state.trace
        if trace and trace.run and trace.run != self.result_told and trace.outcome.get("kind") != "waiting" and not state.job:
            self.result_told = trace.run
            self.say("result", **protocol.result_of(trace))
        self.resize(state)

    def resize(self, state):
        """A page that jumps while one steps cannot be read: for one program the height only grows."""
        height = protocol.height_of(state, int(window.innerWidth))
        if state.trace and state.trace.source != self.source:
            self.source, self.height_told = state.trace.source, None
        if self.height_told is None or height > self.height_told:
            self.height_told = height
            self.say("resize", height=height)


def id_of(text):
    """The id of a message that asks for an answer."""
    try:
        message = json.loads(text)
    except ValueError:
        return None
    return message.get("id") if isinstance(message, dict) else None
