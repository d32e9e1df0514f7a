"""The dialog Embed: what to paste into a page of one's own, with a preview.

Rule: the preview and the text to copy always say the same; the pictures are the engine's, and where it is not there the program goes without.
"""

from app import messages
from app.snippets import MOST_PICTURES
from app.state import EMBEDDING, is_stale
from app.updates import steps


def opened(state):
    """The dialog has been opened: ask for the pictures."""
    return ask(state)


def ask(state):
    """Have the recording on the screen exported, if it is that of the program in the editor."""
    trace = state.trace
    state = state.but(exported=("", "", False))
    if not trace or is_stale(state) or trace.run == steps.FIRST_RUN or trace.first_step or state.engine != "ready" or state.job:
        return state, []
    view = messages.view_of(state)
    view["hide"] = [glob.strip() for glob in state.embedding["hide"].split(",") if glob.strip()]
    step = state.step if state.embedding["here"] else 0
    return state, [("post", messages.pictures(trace.run, step, view))]


def pictures(state, message):
    """The engine has exported them."""
    if not state.trace or message["run"] != state.trace.run or len(message["text"]) > MOST_PICTURES:
        return state, []
    return state.but(exported=(state.trace.source, message["text"], message.get("unshown", False))), []


def option(state, name, value):
    """Something was chosen in the dialog."""
    if name not in EMBEDDING:
        return state, []
    choices = dict(state.embedding)
    choices[name] = value == "true" if isinstance(EMBEDDING[name], bool) else value
    if not (choices["code"] or choices["picture"] or choices["controls"] or choices["output"]):
        choices["picture"] = True  # nothing at all is nothing to show
    state = state.but(embedding=choices, snippet_copied="")
    return ask(state) if name in ("hide", "here") else (state, [])


def copy(state):
    return state, [("copy_snippet",)]


def copied(state, clipboard):
    said = "It is in the clipboard: paste it into the HTML of your page."
    if not clipboard:
        said = "This browser did not let the page copy it. It is marked: press Ctrl C, or ⌘ C."
    return state.but(snippet_copied=said), []
