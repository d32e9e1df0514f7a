"""Packages that a program imports and that are not part of Python.

Rule: another host is asked for one only when the learner has agreed to that package; the engine says what it needs, in place of a recording.
"""

from app.state import Notice, is_busy
from app.updates import recording
from app.words import wanted_of


def wanting(state, message):
    """The program was not run: it needs packages that the learner has not been asked about, or that could not be had."""
    if not is_busy(state) or message["run"] != state.job_run:
        return state, []
    again = (state.inputs, state.job_step, state.job_stays, state.job_window)
    state = state.but(job="", slow=False, loading=None)
    if state.queued:
        return recording.record(state, *state.queued)
    packages = message["packages"]
    failed = any(package["problem"] for package in packages)
    which = "it" if len(packages) == 1 else "them"
    load = "Try again" if failed else ("Look for " if packages[0].get("guess") else "Load ") + which
    notice = Notice(
        text=wanted_of(packages), action="load_packages", label=load, more=(("run_without", "Run without " + which),),
        tone="error" if failed else "told",
    )  # fmt: skip
    return recording.former_again(state.but(wanted=(packages, again), notice=notice))


def fetching(state, message):
    if not is_busy(state) or message["run"] != state.job_run:
        return state, []
    return state.but(loading=(message["package"], message["done"], message["all"])), []


def slips(state, message):
    """Modules whose names are nearly those of Python's own; where the program ends for want of one, the learner can say that it is meant so."""
    if not is_busy(state) or message["run"] != state.job_run:
        return state, []
    return state.but(slips=tuple(message["modules"])), []


def insist(state):
    """They are to be looked for all the same: the program is recorded again, and the engine asks."""
    state = state.but(insisted=state.insisted + state.slips, slips=(), notice=None)
    state, effects = recording.start(state, state.inputs)
    return state, effects + [("focus", "run")]  # the button that was pressed goes


def load(state):
    """The learner agreed; or wants to try again what could not be had, which is no consent to a host that was not named yet."""
    return go_on(state, "agreed")


def run_without(state):
    return go_on(state, "declined")


def go_on(state, answer):
    """Record what was to be recorded, now that there is an answer. It holds until the tab is closed."""
    if not state.wanted:
        return state, []
    packages, again = state.wanted
    former = state.agreed if answer == "agreed" else state.declined
    names = [package["package"] for package in packages if package["package"] not in former]
    if answer == "agreed" and any(package["problem"] for package in packages):
        names = []
    state = state.but(wanted=None, notice=None).but(**{answer: former + tuple(names)})
    state, effects = recording.start(state, *again)
    return state, effects + [("focus", "run")]  # the button that was pressed goes


def ask_again(state):
    """The learner may think otherwise of what was declined."""
    return state.but(declined=()), []


def kept(state, packages):
    """What is on this device now."""
    return state.but(packages=tuple(packages)), []


def forget(state):
    """From the next start of Python on, they are asked for again."""
    return state.but(agreed=()), [("forget_packages",)]
