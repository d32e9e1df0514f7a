"""The copy of the site on this device, and a new version of it.

Rule: a new version comes when the learner presses its button, and not before; what was typed is kept first.
"""

from app.state import Offline
from app.words import offline_of

NEWS = ("ready", "ready_next", "waiting", "others", "failed", "kept")


def keep(state):
    """The engine is there, and nobody waits for anything: now there is time for a copy."""
    return state.but(keeping=True), [("keep_offline",)]


def told(state, kind, why, path, done, all):
    """What is said once to those who listen is what became of it; that a copy of an earlier visit is here is no news."""
    former, now = state.offline, Offline(kind=kind, why=why, path=path, done=done, all=all)
    state = state.but(offline=now)
    if kind in NEWS and kind != former.kind and not (kind == "ready" and former.kind == ""):
        state = state.but(said=offline_of(now))
    return state, []


def use_new(state):
    return state, [("use_new",)]
