"""What is around the program: dialogs, settings, the link."""

from app.links import to_link
from app.state import Notice, with_settings
from app.updates import embedding, exports, recording, steps

SPLIT = (20, 75)  # per cent


def panel(state, name):
    """Open this dialog, or close it when it is open."""
    name = "" if state.panel == name or (state.embed and name in ("examples", "practice", "embed", "export")) else name
    state = state.but(panel=name)
    if name == "embed":
        return embedding.opened(state.but(snippet_copied=""))
    if name == "export":
        return exports.opened(state), []
    if name == "settings":
        return state, [("list_packages",)]
    if name == "practice" and state.course is None:
        return state, [("fetch_course",)]
    if name == "examples" and state.gallery is None:
        return state, [("fetch_gallery",)]
    return state, []


def closed(state, name):
    return state.but(panel="" if state.panel == name else state.panel), []


def gallery(state, entries):
    """The examples came, or None when they did not."""
    if entries is None:
        return state.but(
            panel="", notice=Notice(text="The examples could not be loaded. Is this device offline?", tone="error")
        ), []
    return state.but(gallery=entries), [("focus_in", "examples")] if state.panel == "examples" else []


def more(state):
    return state.but(more=not state.more), []


def option(state, name, value):
    """A way to draw: primitives, arrows, exited."""
    view = dict(state.view)
    view[name] = value == "true" if value in ("true", "false") else value
    state, effects = steps.redraw(state.but(view=view))
    return state, effects + [("store_settings",)]


def theme(state, name):
    return with_settings(state, theme=name), [("theme", name), ("store_settings",)]


def keys(state, on):
    return with_settings(state, keys=on == "true"), [("store_settings",)]


def speed(state, value):
    state = with_settings(state, speed=float(value))
    return state, [("store_settings",)] + ([steps.beat(state)] if state.playing else [])


def faster(by):
    def change(state):
        at = steps.SPEEDS.index(state.settings["speed"]) if state.settings["speed"] in steps.SPEEDS else 1
        return speed(state, steps.SPEEDS[max(0, min(at + by, len(steps.SPEEDS) - 1))])

    return change


def split(state, percent):
    """The code gets this share of the width."""
    percent = max(SPLIT[0], min(float(percent), SPLIT[1]))
    return with_settings(state, split=percent), [("timer", "settings", 500, ("store_settings",))]


def store_settings(state):
    return state, [("store_settings",)]


def live(state):
    """Switch Live on or off; on, it begins with what is there."""
    if state.embed and not state.embed["editable"]:
        return state, []
    state = with_settings(state, live=not state.settings["live"])
    if not state.settings["live"]:
        waits = None if state.queued and state.queued[2] else state.queued
        return state.but(queued=waits), [("cancel", "live"), ("store_settings",)]
    state, effects = recording.live_due(state)
    return state, effects + [("store_settings",)]


def copy(state):
    return state, [("copy_link", to_link(state))]


def copied(state, clipboard):
    text = "The link is in the clipboard and in the address bar. It holds the whole program."
    if not clipboard:
        text = "The link is in the address bar; this browser did not let the page copy it."
    if state.files:
        text += " The files that you added are not in it."
    return state.but(notice=Notice(text=text), linked=True), []


def storage_refused(state):
    """Nothing is lost as long as the tab is open; the settings say it."""
    return state.but(refused=True), []
