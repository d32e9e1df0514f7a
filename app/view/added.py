"""The files that the learner has added for programs, below the output."""

from app.view.text import escaped
from app.words import bytes_of

ROW = (
    '<li><span class="name">{0}</span> <span class="soft">{1}</span>'
    '<button type="button" class="link" data-do="remove_file" data-arg="{0}" aria-label="Remove {0}">Remove</button></li>'
)


def slots(state):
    return [("added", "hidden", not state.files), ("added", "html", html(state.files))]


def html(files):
    """`files`: as in the state."""
    rows = [ROW.format(escaped(name), bytes_of(size)) for name, size, _ in files]
    return "<h2>Files for the program</h2><ul>{}</ul>".format("".join(rows)) if rows else ""
