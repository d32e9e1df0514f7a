"""Recordings that come as files.

Rule: what is on the screen stays until the file has been opened; the learner's own program is kept when the recording's takes its place.
"""

from app import messages
from app.exports import base_of
from app.state import Notice, is_own

FIRST_RUN = 0
STORE_MS = 500

KEPT = "Your own program is kept."
COMING = "Python is still loading. {} opens as soon as it is here."


def open_recording(state, name, content):
    """Have the engine open these bytes, as soon as that is possible; a run that is under way is given up for it."""
    run = state.run + 1
    idle, starting = state.engine == "ready" and not state.job, state.engine == "starting"
    state = state.but(
        run=run, job="opening", job_run=run, job_source=None, job_step=0, job_stays=False, job_why="", job_window=None,
        slow=False, queued=None, opened=name, panel="", notice=None, asked=None, next=None,
    )  # fmt: skip
    effects = [("keep_bytes", run, content)]
    if idle:
        return state, effects + [("post_kept", messages.open_bytes(run, None))]
    state = state.but(engine="starting", kept=(run, None), notice=Notice(text=COMING.format(name)))
    return state, effects + ([] if starting else [("restart",)])


def taken(state, source):
    """It could be opened: its program comes into the editor."""
    notice = None
    if is_own(state) and state.text != source:
        notice = Notice(text=KEPT, action="restore", label="Restore my program")
        state = state.but(mine=state.text)
    state = state.but(
        text=source, origin=source, file=base_of(state.opened), watch="", opened="", flagged="", linked=False, notice=notice
    )
    return state, [("set_text", source), ("clear_link",), ("timer", "store", STORE_MS, ("store",))]


def refused(state, sentence):
    """It could not. The recording on the screen is opened again, for the engine may be another one."""
    notice = Notice(text=state.opened + " was not opened. " + sentence, tone="error")
    state, former = state.but(job="", opened="", notice=notice), state.trace
    if not former or former.run == FIRST_RUN:
        return state, []
    state = state.but(job="opening", job_run=former.run, job_source=former.source, job_stays=True, asked=None)
    return state, [("post_kept", messages.open_bytes(former.run, former.source))]
