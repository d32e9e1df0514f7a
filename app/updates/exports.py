"""Saving a recording: the dialog Export, and what the engine answers.

Rule: one file is made at a time; whatever happens to it is said in the dialog, in a sentence.
"""

from app import messages
from app.exports import BY_NAME, ONE_STEP, chosen, file_name, is_alone, proposed
from app.words import shown_step

LOADING = "Python is still loading. Try again in a moment."
NOTHING = "There is nothing to save yet. Run a program first."


def opened(state):
    """The dialog opens: what it proposes is about the step on the screen."""
    return with_export(state, said="", error=False, steps=proposal(state))


def proposal(state):
    """The steps for the format that is chosen."""
    trace, export = state.trace, state.export
    return proposed(export["format"], trace, shown_step(state), is_alone(export, trace)) if trace and trace.steps else ""


def with_export(state, **changes):
    export = dict(state.export)
    export.update(changes)
    return state.but(export=export)


def choose(state, name):
    """Another format: a choice of steps that the learner wrote stays, as long as it fits."""
    return fitted(with_export(state, format=name, said="", error=False)), []


def fitted(state):
    export, trace = state.export, state.trace
    name, kept = export["format"], export["steps"]
    fits = export["own"] and trace and name not in ONE_STEP and chosen(kept, name, trace, is_alone(export, trace))[0]
    return with_export(state, steps=kept if fits else proposal(state), own=bool(fits))


def alone(state, on):
    """The drawing and nothing else, or all of the step."""
    return fitted(with_export(state, alone=on == "true", said="", error=False)), []


def write_steps(state, text):
    return with_export(state, steps=text, own=True, said="", error=False), []


def code(state, on):
    return with_export(state, code=on == "true"), []


def theme(state, name):
    return with_export(state, theme=name), []


def save(state):
    """Make the file."""
    trace, name = state.trace, state.export["format"]
    if state.export["busy"]:
        return state, []
    if not trace or not trace.steps:
        return refused(state, NOTHING), []
    if state.engine != "ready" or state.job or trace.run == 0:
        return refused(state, "A program is being recorded. Wait until it is done, or stop it." if state.job else LOADING), []
    if name == "cvt":
        command, ranges = messages.save(trace.run), None
    else:
        only_drawing = is_alone(state.export, trace)
        ranges, sentence = chosen(state.export["steps"], name, trace, only_drawing)
        if sentence:
            return refused(state, sentence), [("focus", "export-steps")]
        view = messages.view_of(state)
        export = state.export
        command = messages.export(
            trace.run, BY_NAME[name][3], ranges, view, export["theme"], export["code"], state.file, only_drawing
        )
    made = (name, file_name(name, state.file, ranges, trace))
    return with_export(state, busy=made, said="The file is being made.", error=False), [("post", command)]


def refused(state, sentence):
    return with_export(state, said=sentence, error=True)


def exporting(state, message):
    if not state.export["busy"]:
        return state, []
    return with_export(state, said="Drawn so far: {:,} of {:,} pictures.".format(message["done"], message["all"])), []


def exported(state, message):
    """The engine has made its part; the browser does the rest, and says `file_made`."""
    busy = state.export["busy"]
    if not busy:
        return state, []
    name, file = busy
    return state, [("make_file", name, file, BY_NAME[name][5], message.get("content"))]


def file_made(state, file, problem):
    """`problem`: why the browser could not, empty where it could."""
    state = with_export(state, busy=None)
    if problem:
        return refused(state, problem), []
    said = (
        "The print dialog makes it: choose “Save as PDF”, or a printer." if file.endswith(".pdf") else "Saved as {}.".format(file)
    )
    return with_export(state, said=said, error=False), []


def failed(state, sentence):
    """The engine could not."""
    return refused(with_export(state, busy=None), sentence)
