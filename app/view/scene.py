"""The lines above the picture: one of what to watch or what happened, one about the step."""

from app.state import is_followed, is_noticed, is_stale, is_working
from app.view.text import escaped
from app.words import loading_of, progress_of

STALE = "The picture shows the program as it was before your change."
WORKING = "This is a program that works, on the same input, at the step that corresponds."
EMPTY = "Press Run to see this program step by step."
COMING = "The first picture comes as soon as Python is here."


def notice(state):
    """HTML of the upper line: the most urgent of what there is to say."""
    said = state.notice
    if said:
        return sentence(said.text, said.tone, said.action, said.label) + "".join([button(*pair) for pair in said.more])
    if state.job == "recording" and state.loading:
        return sentence(loading_of(state.loading), "told", "", "")
    if state.job == "recording" and state.slow:
        return sentence(progress_of(state), "told", "", "")
    if state.job == "waiting":
        return sentence("The program waits for a line of input.", "told", "", "")
    if is_working(state):
        return sentence(WORKING, "told", "show_parting" if state.verdict else "run", "Back to yours")
    if is_stale(state):
        return sentence(STALE, "told", "run", "Run the new one")
    shown = state.trace.source if state.trace else state.text
    return sentence(state.watch, "watch", "", "") if state.watch and shown == state.origin else ""


def advice(state):
    """HTML of the sentences about what an address asked for and cannot have."""
    return "".join(["<span>" + escaped(text) + "</span>" for text in state.advice])


def sentence(text, tone, action, label):
    return '<span class="{}">{}</span>{}'.format(tone, escaped(text), button(action, label) if action else "")


def button(action, label):
    return '<button type="button" class="link" data-do="{}">{}</button>'.format(action, label)


def followed(state):
    """HTML of the line about the variable that is followed; empty when none is."""
    if not state.followed or not state.trace:
        return ""
    name = '<span class="name">Following <code>{}</code></span>'.format(escaped(state.followed[1]))
    return name + button("previous_change", "Previous change") + button("next_change", "Next change") + button("unfollow", "Done")


def step(state):
    """HTML of the lower line: two lines of text at most have their room."""
    if is_noticed(state) and not is_followed(state):
        return ""
    picture = state.picture
    if picture:
        said = escaped(picture["note"]) if picture.get("note") else picture["sentence_html"]
        return '<span class="said{}">{}</span>'.format(" note" if picture.get("note") else "", said) if said else ""
    if state.engine == "starting" and state.queued:
        return '<span class="note">' + COMING + "</span>"
    return "" if state.job else '<span class="note">' + EMPTY + "</span>"
