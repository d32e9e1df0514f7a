"""A recording from a file takes its place on the page: the program in it comes into the editor.

Rule: the learner's own program is kept, and can be had back.
"""

from app.state import Notice, is_own

STORE_MS = 500
BACK = ("restore", "Restore my program")
KEPT = "Your own program is kept."


def took(state, message):
    """(the state with the program of the recording, what follows)."""
    source, own = message["source"], is_own(state) and state.text != message["source"]
    state = state.but(file=state.importing, importing=None, linked=False, watch="", inputs=(), refusal="", flagged="")
    if own:
        state = state.but(mine=state.text)
    state = state.but(text=source, origin=source)
    return state, [("set_text", source), ("clear_error",), ("clear_link",), ("timer", "store", STORE_MS, ("store",))]


def offered(state):
    """The way back to the own program, beside what there is to say about the recording."""
    said = state.notice
    if not said or said.action == "restore":
        return state.but(notice=Notice(text=KEPT, action=BACK[0], label=BACK[1]))
    return state.but(notice=said.but(text=said.text + " " + KEPT, more=tuple(said.more) + (BACK,)))
