"""A program inside somebody else's page: what its address asks for, and when its engine begins.

Rules: ten of these may stand on one page, so an engine starts only for somebody who touches one, or where its turn has come. A program that arrives
takes the place of a learner's own only as an example does: it can be had back.
"""

from app import messages
from app.links import to_link
from app.options import MOST_CHARACTERS, too_long
from app.state import VIEW, Notice, with_settings
from app.updates import program, recording, steps
from app.updates.panels import SPLIT

EDITION = "This program was written for {}. CodeViz runs Python 3: what the two do differently may go wrong."
UNSHOWN = "What this program draws is shown when you press Run: it is too large to be part of this page."
LANGUAGE = "This program is in {}. It can be read here, but not run: CodeViz runs Python 3."


def embed(state, options, problems, width_px):
    """Once, at the start, and again when the address has changed. `width_px`: of the page."""
    view = dict(VIEW)
    view.update(options["view"])
    if options["language"]:
        problems = list(problems) + [(EDITION if options["runs"] else LANGUAGE).format(options["language"])]
    state = with_settings(state, theme=options["theme"], live=options["live"])
    if options["code_width"] and width_px:
        state = with_settings(state, split=max(SPLIT[0], min(100 * options["code_width"] / width_px, SPLIT[1])))
    engine = "asleep" if state.embed is None else state.engine
    state = state.but(embed=options, advice=tuple(problems), view=view, engine=engine)
    return state, [("theme", options["theme"]), ("read_only", not options["editable"])]


def advise(state, sentence):
    """Something that was asked for could not be had."""
    return state.but(advice=state.advice + (sentence,)), []


def bring(state, payload, at_once):
    """A program has come: `payload` has source, and perhaps inputs, step, view. `at_once`: record it now; else when somebody presses Run."""
    if len(payload["source"]) > MOST_CHARACTERS:
        return advise(state, too_long(len(payload["source"])))
    options, view = state.embed, dict(state.view)
    view.update({name: payload["view"][name] for name in VIEW if name in payload.get("view", {})})
    step, inputs = payload.get("step", 0), tuple(payload.get("inputs", ()))
    state = state.but(view=view, begin=(step, options["line"], options["autoplay"]))
    if at_once and options["runs"] and payload["source"].strip():
        return program.load(state, {"source": payload["source"], "inputs": inputs}, step)
    return put(state, payload["source"], inputs)


def put(state, source, inputs):
    """The program in the editor, not recorded."""
    state, notice = program.kept(state, source)
    state, cleared = program.cleared_screen(state)
    state = state.but(text=source, origin=source, watch="", inputs=inputs, flagged="", notice=notice)
    return state, [("set_text", source), ("clear_error",)] + cleared


def open_trace(state, content):
    """A recording from a file, of which the engine will say whether it is one. `content`: its bytes, an ArrayBuffer."""
    run = state.run + 1
    state = state.but(
        run=run, foreign=run, job="opening", job_run=run, job_source="", job_step=state.embed["step"], job_stays=False, job_why="",
        begin=(state.embed["step"], state.embed["line"], state.embed["autoplay"]), kept=(run, None),
    )  # fmt: skip
    effects = [("keep_bytes", run, content)]
    if state.engine == "ready":
        return state.but(kept=None), effects + [("post_kept", messages.open_bytes(run, None))]
    state, more = wake(state)
    return state, effects + more


def wake(state):
    """Start the engine, if nobody has."""
    if state.engine != "asleep":
        return state, []
    return state.but(engine="starting"), [("restart",)]


def touched(state):
    """Somebody is here."""
    return wake(state) if state.embed and state.embed["runs"] else (state, [])


def pictures(state, example):
    """What the author exported: a recording with its pictures, checked (app/pictures.py). It is shown without an engine."""
    state, notice = program.kept(state, example["recorded"]["source"])
    if example["recorded"].get("unshown") and not notice:
        notice = Notice(text=UNSHOWN)
    step = first_of_line(example["drawn"], state.embed["line"])
    step = example["step"] if step is None else step
    state, effects = program.first_example(state, example)
    state, shown = steps.seek(state.but(begin=None, notice=notice, asked=None, next=None), step)
    effects = [("set_text", state.text)] + effects + shown
    if state.engine != "ready" or state.job:
        return state, effects
    state, more = recording.record(state, (), state.step, True)
    return state, effects + more


def first_of_line(drawn, line):
    """The step at which this line runs first; None where it is in none of these pictures."""
    for step, picture in enumerate(drawn):
        if line and picture["line"] == line:
            return step
    return None


def open_alone(state):
    """The same program on the page itself, in a tab of its own."""
    return state, [("open_alone", to_link(state))]


def opened_alone(state, is_open):
    if is_open:
        return state, []
    return state.but(
        notice=Notice(text="This browser did not let the page open a tab. The page around it may have to allow popups.")
    ), []
