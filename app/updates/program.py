"""The program in the editor: typing, examples, links, what is kept.

Rule: what the learner wrote is never lost. Before anything takes its place it is kept as `mine`, and the editor can undo.
"""

from app.exports import base_of
from app.state import SETTINGS, VIEW, Notice, Trace, is_own, is_stale, last_step
from app.updates import files, recording, steps

LIVE_MS = 400
STORE_MS = 500

BROKEN_LINK = "This link is damaged or cut short, so it was not opened. Your own program stays."
KEPT = files.KEPT
NOT_OPENED = {
    "large": "{} is too large to be opened: a program may have 2 MB, a recording 200 MB.",
    "binary": "{} is not a text, so it was not opened. A program is a text file in UTF-8, a recording a file that ends in .cvt.",
    "unread": "{} could not be read. Is it still where it was?",
    "empty": "{} is empty. Choose another file.",
    "several": "One program (.py) or recording (.cvt) at a time. Files that a program opens or imports come with Add files, below the program.",
    "lost": "What was shared did not arrive. Open the file from here: Examples, Open a file.",
}


def typed(state, text):
    if text == state.text:
        return state, []
    state = state.but(text=text, refusal="")
    effects = [("timer", "store", STORE_MS, ("store",))]
    if state.linked:
        state, effects = state.but(linked=False), effects + [("clear_link",)]
    if state.flagged:
        state, effects = state.but(flagged=""), effects + [("clear_error",)]
    if state.notice and state.notice.tone == "error":
        state = state.but(notice=None)
    if state.settings["live"]:
        effects.append(("timer", "live", LIVE_MS, ("live_due",)))
    return state, effects  # the editor moves its marks along with the text


def load(state, entry, step=0):
    """Take this program: `entry` has source, and perhaps title, watch, inputs. Recorded at once, and shown from `step` on."""
    source = entry["source"]
    state, notice = kept(state, source)
    state = state.but(
        text=source, origin=source, watch=entry.get("watch", ""), flagged="", notice=notice, panel="", file=entry.get("id", ""),
    )  # fmt: skip
    state, cleared = cleared_screen(state) if state.engine != "ready" else (state, [])
    state, effects = recording.start(state, tuple(entry.get("inputs", ())), step)
    if notice and state.notice and state.notice.text == recording.LOADING:
        state = state.but(notice=notice.but(text=KEPT + recording.COMES))
    return state, [("set_text", source), ("clear_error",)] + cleared + effects + [("timer", "store", STORE_MS, ("store",))]


def kept(state, source):
    """(the state in which the learner's own program is kept before `source` takes its place, what is to be said about that)"""
    if not is_own(state) or state.text == source:
        return state, None
    return state.but(mine=state.text), Notice(text=KEPT, action="restore", label="Restore my program")


def cleared_screen(state):
    """No picture rather than one of another program."""
    return state.but(trace=None, picture=None, first=(), asked=None, next=None, step=0), [
        ("clear_picture",),
        ("marks", 0, 0, False),
    ]


def choose(state, id):
    """An example of the gallery."""
    for entry in state.gallery or ():
        if entry["id"] == id:
            state = state.but(linked=False)
            state, effects = load(state, entry)
            return state, effects + [("clear_link",), ("focus", "run")]
    return state, []


def linked(state, payload):
    """What an address carried, or None when it could not be read."""
    if payload is None:
        return state.but(notice=Notice(text=BROKEN_LINK, tone="error")), []
    view = dict(VIEW)
    view.update({name: payload["view"][name] for name in VIEW if name in payload["view"]})
    state = state.but(view=view, linked=True)
    if payload["source"] == state.text and state.trace and not is_stale(state):
        return steps.seek(state, payload["step"])
    return load(state, payload, payload["step"])


def opened(state, kind, name, content):
    """A file was dropped, chosen or shared. What is in a file is the learner's own, whoever wrote it."""
    if kind == "recording":
        return files.open_recording(state, name, content)
    if kind != "program":
        return state.but(panel="", notice=Notice(text=NOT_OPENED[kind].format(name), tone="error")), []
    state, effects = load(state.but(linked=False), {"source": content, "id": base_of(name)})
    return state.but(origin=""), effects + [("clear_link",), ("focus", "run")]


def open_file(state):
    return state, [("choose_file", "open")]


def told(state, sentence):
    """Something that was asked for could not be done; nothing has changed."""
    return state.but(notice=Notice(text=sentence, tone="error")), []


def restore(state):
    """The learner's own program again; not run, for it may be the one that never ends."""
    if not state.mine:
        return state, []
    text = state.mine
    state = state.but(text=text, origin="", file="", watch="", mine="", inputs=(), notice=None, panel="", linked=False)
    return state, [("set_text", text), ("clear_link",), ("timer", "store", STORE_MS, ("store",)), ("focus", "run")] + steps.mark(
        state
    )


def stored(state, program, settings):
    """What an earlier visit left; each may be None. Unknown or damaged entries are left aside."""
    if settings:
        chosen, view = dict(SETTINGS), dict(VIEW)
        chosen.update({name: settings[name] for name in SETTINGS if name in settings})
        view.update({name: settings["view"][name] for name in VIEW if name in settings.get("view", {})})
        state = state.but(settings=chosen, view=view)
    if program:
        state = state.but(files=tuple([tuple(file) for file in program.get("files", ())]))
    if not program or not program.get("text", "").strip() or program["text"] == state.text:
        return state, []
    state = state.but(
        text=program["text"], origin=program.get("origin", ""), mine=program.get("mine", ""),        watch=program.get("watch", ""), inputs=tuple(program.get("inputs", ())),
    )  # fmt: skip
    state, effects = cleared_screen(state)
    return state, effects


def store(state):
    return state, [("store_program",)]


def to_store(state):
    """What outlives a closed tab."""
    return {
        "text": state.text,
        "origin": state.origin,
        "mine": state.mine,
        "watch": state.watch,
        "inputs": list(state.inputs),
        "files": [list(file) for file in state.files],
    }


def first_example(state, example):
    """first.json: {"recorded", "drawn", "texts"}, and from the build "watch" and "step"."""
    message = example["recorded"]
    trace = Trace(
        run=steps.FIRST_RUN, steps=message["steps"], source=message["source"], outcome=message["outcome"], output=message["output"],
        inputs=message["inputs"], marks=message["marks"], shown=message.get("shown"),
    )  # fmt: skip
    pictures = []
    for picture in example["drawn"]:
        picture["run"] = steps.FIRST_RUN
        picture["texts"] = {}
        pictures.append(picture)
    state = state.but(
        text=trace.source, origin=trace.source, watch=example.get("watch", ""), trace=trace,
        first=tuple(pictures), step=example.get("step", 0),
    )  # fmt: skip
    return state, [("new_texts", steps.FIRST_RUN), ("add_texts", example["texts"])]


def begin(state, width, base=""):
    """Everything that was there from the start is in the state: the first picture, or none. `base`: the address of the site."""
    state = state.but(width=width, base=base)
    if state.trace:
        return steps.seek(state, state.step)
    return state, [("clear_picture",)]


def show_error(state):
    """To the step at which the exception that ended the program was raised: the first of those that lead to the end without a gap."""
    raised = state.trace.marks.get("exception", ()) if state.trace else ()
    at = len(raised) - 1
    while at > 0 and raised[at - 1] == raised[at] - 1:
        at -= 1
    return steps.seek(state, raised[at] if raised else last_step(state))
