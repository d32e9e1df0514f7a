"""The life of the engine: it comes, it is ended, it breaks down.

Rule: what was recorded is never thrown away. An engine that is busy cannot listen: to stop it is to end its worker and to open, in a new one,
what it had sent so far.
"""

from app import messages
from app.state import Notice, is_busy
from app.updates import exports, files, practice, recording, steps

CRASHES = 3  # in a row; after that the learner is told instead
OFFLINE_MS = 2000  # after the first engine is there: nobody waits any more, and 20 MB may be copied


def ready(state, message):
    """It can be asked. The first time, a copy of the site is kept a while later."""
    state, effects = begun(state, message)
    return state, effects if state.keeping or state.embed else effects + [("timer", "offline", OFFLINE_MS, ("keep_offline",))]


def begun(state, message):
    """For what waited, or for the first example, whose steps can be asked about from now on."""
    state = state.but(engine="ready", waits=message.get("waits", True))
    if state.export["busy"]:
        state = exports.failed(state, "The file was not made: Python was started again meanwhile. Save it again.")
    if state.kept:
        run, source = state.kept
        return state.but(kept=None), [("post_kept", messages.open_bytes(run, source))]
    if state.check_waits and not state.job:
        return practice.check(state)
    if state.queued:
        state = state.but(notice=recording.arrived(state.notice))
        return recording.record(state, *state.queued)
    if state.trace and state.trace.run == steps.FIRST_RUN and state.trace.source == state.text:
        return recording.record(state, state.trace.given, state.step, True)
    return state, []


def stop(state):
    if not is_busy(state):
        return state, []
    notice = Notice(text="Stopped. Python is started again to show what was recorded.")
    state = state.but(notice=notice, job_step=0, job_stays=False, job_why="Stopped.")
    return reopen(state, state.job_run, state.job_source)


def reopen(state, run, source):
    """A new engine, and in it what the old one sent of this run."""
    state = state.but(
        engine="starting", job="opening", job_run=run, job_source=source, asked=None, kept=(run, source), queued=None
    )
    return state, [("restart",)]


def crashed(state, message):
    """The interpreter is dead. Once more from the start, unless that is what killed it."""
    reason = message.get("reason", "")
    state = state.but(crashes=state.crashes + 1, engine="gone", asked=None)
    if state.export["busy"]:
        state = exports.failed(state, "Python broke down while it made the file. Choose fewer steps, and try again.")
    if state.crashes > CRASHES:
        notice = Notice(text="Python does not run here: " + reason, tone="error", action="reload", label="Reload the page")
        return state.but(job="", kept=None, queued=None, notice=notice), []
    if state.job == "checking":
        return practice.broken_down(state, reason, [("restart",)])
    if is_busy(state):
        why = "Python broke down: " + reason + "."
        notice = Notice(text=why + " It is started again to show what was recorded until then.", tone="error")
        state = state.but(notice=notice, job_step=0, job_stays=False, job_why=why)
        return reopen(state, state.job_run, state.job_source)
    state = state.but(
        notice=Notice(text="Python broke down (" + reason + ") and is started again. Nothing is lost.", tone="error")
    )
    if state.job == "opening" or state.queued or not state.trace or state.trace.run == steps.FIRST_RUN:
        return state.but(engine="starting", job="", kept=None), [("restart",)]
    return reopen(state.but(job_stays=True, job_why=""), state.trace.run, state.trace.source)


def spent(state, message):
    """The last program has left the interpreter in a state in which no other can run. A new one takes its place, unseen."""
    state = state.but(asked=None)
    if state.job == "recording":  # refused
        queued = (state.inputs, state.job_step, state.job_stays, state.job_window)
        return state.but(engine="starting", job="", queued=queued, kept=None), [("restart",)]
    if state.job == "checking":  # refused
        return state.but(engine="starting", job="", check_waits=True), [("cancel", "check"), ("restart",)]
    if state.job == "opening":
        return reopen(state, state.job_run, state.job_source)
    if not state.trace or state.trace.run == steps.FIRST_RUN:
        return state.but(engine="starting", kept=None), [("restart",)]
    return reopen(state.but(job_stays=True, job_why=""), state.trace.run, state.trace.source)


def failed(state, message):
    """The engine could not do what it was asked; its sentence says what and why."""
    asked = state.asked
    if message.get("command") in ("export", "save"):
        return exports.failed(state, message["sentence"]), []
    if message.get("ask") is not None and (not asked or message["ask"] != asked[0]):
        return state, []
    if state.opened and message.get("run") == state.job_run:
        return files.refused(state, message["sentence"])
    state = state.but(asked=None, notice=Notice(text=message["sentence"], tone="error"))
    if message.get("ask") is None and message.get("run") == state.job_run:
        state = state.but(job="", slow=False)
    return recording.former_again(state) if message.get("command") == "record" else (state, [])
