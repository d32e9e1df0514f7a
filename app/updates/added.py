"""Files that the learner adds for programs to open.

Rule: every run gets them as they were added; what a program makes of its own copy changes nothing here. Their bytes are with assets/added_files.js; the
state knows their names, sizes and times.
"""

from app.state import Notice
from app.updates import recording
from app.words import listed, size_of

MOST_FILES = 50
MOST_BYTES_OF_ONE = 10_000_000
MOST_BYTES = 20_000_000
LONGEST_NAME = 100

BAD_NAME = (
    "{} cannot be added under this name: a name has no / and no \\, and {} characters at most. Rename the file, and add it again."
)
TOO_LARGE = "{} was not added: it has {}, and a file for programs may have {}. Add a part of it."
NO_ROOM = "{} was not added: all files together may have {}. Remove one that is not needed any more."
TOO_MANY = "{} was not added: there are {} files, as many as there can be. Remove one that is not needed any more."
HERE = "{} is here: a program opens it by its name."
HERE_MORE = "{} are here: a program opens them by their names."
UNREAD = "{} could not be read. Is it still where it was, and is it a file and no folder?"
NOT_KEPT = "This browser does not keep {}: it is here until the tab is closed."
NOT_KEPT_MORE = "This browser does not keep {}: they are here until the tab is closed."
LOST = "{} is not here any more. Add it again."
LOST_MORE = "{} are not here any more. Add them again."


def choose(state):
    return state, [("choose_file", "add")]


def offered(state, files):
    """Files were dropped or chosen: [name, bytes] of each. Those that can be taken are."""
    room = {file[0]: file[1] for file in state.files}
    names, problems = [], []
    for name, size in files:
        problem = problem_of(name, size, room)
        if problem:
            problems.append(problem)
        else:
            room[name] = size
            names.append(name)
    state = state.but(panel="")
    if names:
        return state, [("take_files", names, problems)]
    return state.but(notice=Notice(text=" ".join(problems), tone="error")), [("open_dropped",)]


def problem_of(name, size, room):
    """Why this file cannot be added to those of `room` ({name: bytes}): a sentence, or nothing."""
    if not name.strip(". ") or len(name) > LONGEST_NAME or [c for c in name if c in "/\\" or ord(c) < 32]:
        return BAD_NAME.format(name[:LONGEST_NAME], LONGEST_NAME)
    if size > MOST_BYTES_OF_ONE:
        return TOO_LARGE.format(name, size_of(size), size_of(MOST_BYTES_OF_ONE))
    if sum(room.values()) - room.get(name, 0) + size > MOST_BYTES:
        return NO_ROOM.format(name, size_of(MOST_BYTES))
    return TOO_MANY.format(name, MOST_FILES) if len(room) >= MOST_FILES and name not in room else ""


def added(state, result, problems):
    """They are here: {"added": [[name, bytes, time]], "unread": [name], "kept"}. `problems`: sentences on others that came with them."""
    new = sorted([tuple(file) for file in result["added"]])
    names = [file[0] for file in new]
    problems = list(problems) + [UNREAD.format(name) for name in result["unread"]]
    tone = "error" if problems else "told"
    if not new:
        return state.but(notice=Notice(text=" ".join(problems), tone=tone)), [("open_dropped",)]
    is_one = len(names) == 1
    problems.append((HERE if is_one else HERE_MORE).format(listed(names)))
    if not result["kept"]:
        problems.append((NOT_KEPT if is_one else NOT_KEPT_MORE).format(listed(names)))
    files = sorted([file for file in state.files if file[0] not in names] + new)
    notice = Notice(text=" ".join(problems), tone=tone, action="run", label="Run with it" if is_one else "Run with them")
    state, effects = again(state.but(files=tuple(files), notice=notice))
    return state, effects + [("open_dropped",)]


def found(state, files):
    """What the browser has kept of those that an earlier visit left."""
    here = tuple(sorted([tuple(file) for file in files]))
    lost = [file[0] for file in state.files if file[0] not in [known[0] for known in here]]
    state = state.but(files=here)
    if not lost:
        return state, []
    return state.but(notice=Notice(text=(LOST if len(lost) == 1 else LOST_MORE).format(listed(lost)), tone="error")), [
        ("store_program",)
    ]


def remove(state, name):
    """Of the copies that programs made nothing is left anyway."""
    state = state.but(files=tuple([file for file in state.files if file[0] != name]))
    state, effects = again(state)
    return state, [("remove_file", name), ("focus", "add-files")] + effects


def again(state):
    """Other files than before: they are kept, and Live records the program with them."""
    if not state.settings["live"] or not state.text.strip():
        return state, [("store_program",)]
    state, effects = recording.start(state, state.inputs, stays=True)
    return state, [("store_program",)] + effects
