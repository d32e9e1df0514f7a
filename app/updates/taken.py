"""A recording from a file takes its place on the page: the program in it comes into the editor.

Rule: the learner's own program is kept, and can be had back.
"""

from app.state import Notice, is_own

STORE_MS = 500
KEPT = "Your own program is kept."


def took(state, message):
    """(the state with the program of the recording, what follows)."""
    source, own = message["source"], is_own(state) and state.text != message["source"]
    state = state.but(file=state.importing, importing=None, linked=False, watch="", inputs=(), refusal="", flagged="")
    if own:
        notice = Notice(text=KEPT, action="restore", label="Restore my program")
        state = state.but(mine=state.text, notice=notice)
    state = state.but(text=source, origin=source)
    return state, [("set_text", source), ("clear_error",), ("clear_link",), ("timer", "store", STORE_MS, ("store",))]
