"""Exercises: one is opened, the program is judged, where it goes wrong is shown.

Rules: what the learner wrote for an exercise is kept under its id and is there when it is opened again. A verdict is about a text; when that changes the verdict goes.
"""

from app import messages
from app.state import Notice, is_busy
from app.updates import program, recording, steps

CHECK_MS = 15_000  # a program may hang where no step is counted: inside a function of C
NOT_LOADED = "The exercise could not be loaded. Is this device offline?"
UNJUDGED = "The program leaves Python in a state in which nothing else can run, so it could not be judged. Try it with Run."
SOON = "Python is still loading. Your program is checked as soon as it is here."


def course(state, chapters):
    """The list of exercises came, or None when it did not."""
    if chapters is None:
        notice = Notice(text="The exercises could not be loaded. Is this device offline?", tone="error")
        return state.but(panel="" if state.panel == "practice" else state.panel, notice=notice), []
    return state.but(course=chapters), [("focus_in", "practice")] if state.panel == "practice" else []


def pick(state, id):
    """Open this exercise."""
    state = with_draft(state)
    return state.but(task_id=id, panel=""), [("fetch_task", id)]


def task(state, exercise, again=False):
    """The exercise came, or None. `again`: it was open when the page was left, and its text is in the editor."""
    if exercise is None:
        return state.but(task_id="", notice=Notice(text=NOT_LOADED, tone="error")), []
    if exercise["id"] != state.task_id:
        return state, []  # another one was picked meanwhile
    former, state = state.task, without_verdict(state).but(task=exercise, hints=0, below=call_below(exercise))
    if again:
        return state, []
    state = state.but(activity="write")
    return begun(state, state.drafts.get(exercise["id"], exercise["starter"]), former is None)


def begun(state, text, keeps):
    """The exercise that is open begins with this text. `keeps`: the program in the editor is none for an exercise, which are kept anyway."""
    state, notice = program.kept(state, text) if keeps else (state, None)
    exercise = state.task
    state = state.but(
        text=text, origin=text, watch="", inputs=typed_first(exercise), working_run=0, flagged="", notice=notice, file=exercise["id"].split("/")[1],
        linked=False,
    )  # fmt: skip
    state, cleared = program.cleared_screen(state)
    state, effects = recording.start(state, state.inputs, stays=True)  # what it does now, on the first example
    around = [("clear_link",), ("clear_error",), ("store_practice",), ("timer", "store", program.STORE_MS, ("store",))]
    return state, [("set_text", text)] + cleared + effects + around + [("focus", "check")]


def fix(state):
    """Instead of writing the program, find out what is wrong with one: each time it is the next of those that the exercise knows."""
    if not state.task or not state.task["mistakes"]:
        return state, []
    wrong = [mistake["source"] for mistake in state.task["mistakes"]]
    at = (wrong.index(state.origin) + 1) % len(wrong) if state.origin in wrong else 0
    state = without_verdict(with_draft(state)).but(activity="fix", hints=0, below=call_below(state.task))
    return begun(state, wrong[at], False)


def call_below(exercise):
    """The call of the first example: something to run."""
    examples = exercise["examples"]
    return examples[0]["below"] if exercise["call"] and examples else ""


def typed_first(exercise):
    """The lines of the first example, for a program that reads some."""
    examples = exercise["examples"]
    return tuple(examples[0]["given"]) if examples and not exercise["call"] else ()


def with_draft(state):
    """What is written for the exercise that is open is kept under its id."""
    if not state.task or state.activity != "write" or state.text == state.task["starter"]:
        return state
    drafts = dict(state.drafts)
    drafts[state.task["id"]] = state.text
    return state.but(drafts=drafts)


def without_verdict(state):
    return state.but(verdict=None, judged="", working=None)


def leave(state):
    """The exercise is put away; the program stays."""
    if not state.task:
        return state, []
    state = without_verdict(with_draft(state)).but(task=None, task_id="", activity="write", below="", hints=0, working_run=0)
    return state, [("store_practice",), ("store_program",), ("focus", "run")]


def following(state):
    """The exercise after this one."""
    ids = [entry["id"] for chapter in state.course or () for entry in chapter["exercises"]]
    if state.task is None or state.task["id"] not in ids[:-1]:
        return state.but(panel="practice"), [("fetch_course",)] if state.course is None else []
    return pick(state, ids[ids.index(state.task["id"]) + 1])


def start_again(state):
    """The text as the exercise gave it; the editor can undo that."""
    if not state.task:
        return state, []
    drafts = dict(state.drafts)
    if state.activity == "write":
        drafts.pop(state.task["id"], None)
    return begun(without_verdict(state).but(drafts=drafts, activity="write"), state.task["starter"], False)


def below(state, text):
    """The learner wants another call to be run."""
    return state.but(below=text + "\n" if text.strip() else ""), []


# -- the verdict


def check(state):
    """Have the program judged."""
    if not state.task or state.job == "checking":
        return state, []
    if not state.text.strip():
        return state.but(notice=Notice(text="There is no program yet: write one.")), []
    state, effects = steps.pause(state, [])
    if is_busy(state) and state.slow:
        return state.but(notice=Notice(text="A program is still running. Stop it first.")), effects
    if state.engine != "ready" or state.job:
        wait = Notice(text=SOON) if state.engine == "starting" else state.notice
        return state.but(check_waits=True, notice=wait), effects
    run = state.run + 1
    state = without_verdict(with_draft(state)).but(
        run=run,
        job="checking",
        job_run=run,
        judged=state.text,
        check_waits=False,
        notice=None,
        asked=None,
        next=None,
        said="Checking",
    )
    posted = ("post", messages.check(run, state.task, state.text))
    return state, effects + [posted, ("timer", "check", CHECK_MS, ("too_long", run)), ("store_practice",)]


def checked(state, message):
    """The verdict is there."""
    if state.job != "checking" or message["run"] != state.job_run:
        return state, []
    verdict = message["verdict"]
    state = state.but(job="", verdict=verdict, working=message.get("content"), said=verdict["sentence"])
    done = verdict["exercise"] + ("" if state.activity == "write" else " " + state.activity)
    if verdict["status"] == "pass" and done not in state.solved:
        state = state.but(solved=state.solved + (done,))
    if verdict["lines"]:
        best = dict(state.best)
        best[done] = min(verdict["lines"]["own"], best.get(done, verdict["lines"]["own"]))
        state = state.but(best=best)
    effects = [("cancel", "check"), ("store_practice",)]
    if verdict["span"]:
        state = state.but(flagged="syntax")
        effects.append(("error", verdict["span"], verdict["sentence"]))
    if state.queued:
        state, more = recording.record(state, *state.queued)
    else:
        state, more = recording.former_again(state)  # the engine has given it up
    return state, effects + more


def broken_down(state, reason, more):
    """The program has ended the interpreter itself."""
    return given_up(
        state, "The program has ended Python itself (" + reason + "), so it could not be judged. Try it with Run.", more
    )


def unjudged(state, message):
    """The program cannot be judged here: it leaves an interpreter in which nothing else can run."""
    return given_up(state, UNJUDGED, [("restart",)])


def too_long(state, run):
    """Nothing is heard from it."""
    if state.job != "checking" or state.job_run != run:
        return state, []
    return given_up(state, "The program does not end: it was stopped after {} seconds.".format(CHECK_MS // 1000), [("restart",)])


def given_up(state, sentence, more=()):
    """A verdict that only the page can give. `more`: effects that bring another engine."""
    if state.job != "checking":
        return state, []
    verdict = {
        "status": "error", "stage": "cases", "sentence": sentence, "span": None, "tried": 0, "lines": None, "failing": None, "mistake": None, "parting": None,
        "exercise": state.task["id"] if state.task else "",
    }  # fmt: skip
    state = state.but(job="", verdict=verdict, said=sentence)
    state = state.but(engine="starting", asked=None)
    if state.trace and state.trace.run != steps.FIRST_RUN:
        state = state.but(
            job="opening", job_run=state.trace.run, job_source=state.trace.source, job_stays=True, job_why="",
            kept=(state.trace.run, state.trace.source),
        )  # fmt: skip
    return state, [("cancel", "check")] + list(more)


def hint(state):
    """One hint more."""
    if not state.task or state.hints >= len(state.task["hints"]):
        return state, []
    return state.but(hints=state.hints + 1), [("focus", "hints")]


# -- where it goes wrong


def show_parting(state):
    """The learner's own program, on the input that breaks it, at the step where it goes wrong."""
    verdict = state.verdict
    if not verdict or not verdict["failing"]:
        return state, []
    failing = verdict["failing"]
    step = verdict["parting"]["step"] if verdict["parting"] else recording.LAST
    state = state.but(below=failing["below"], working_run=0, notice=None)
    return recording.start(state, () if failing["below"] else tuple(failing["given"]), step)


def show_working(state):
    """A program that works, on the same input, at the step that corresponds."""
    if not state.verdict or not state.working or state.engine != "ready" or state.job:
        return state, []
    run = state.run + 1
    step = state.verdict["parting"]["other"] if state.verdict["parting"] else 0
    state = state.but(
        run=run, job="opening", job_run=run, job_source=None, job_step=step, job_stays=False, job_why="", job_window=None,
        working_run=run, slow=False, asked=None, next=None,
    )  # fmt: skip
    return state, [("keep_bytes", run, state.working), ("post_kept", messages.open_bytes(run, None))]


# -- what is kept


def kept(state, practice):
    """What an earlier visit left; None for nothing."""
    if not practice:
        return state, []
    state = state.but(
        solved=tuple(practice.get("solved", ())), drafts=dict(practice.get("drafts", {})), best=dict(practice.get("best", {}))
    )
    id = practice.get("task", "")
    state = state.but(task_id=id, activity="fix" if practice.get("activity") == "fix" else "write")
    return state, [("fetch_task", id, True)] if id else []


def to_store(state):
    """What outlives a closed tab."""
    state = with_draft(state)
    return {
        "solved": list(state.solved),
        "drafts": state.drafts,
        "best": state.best,
        "task": state.task_id,
        "activity": state.activity,
    }
