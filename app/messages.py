"""The two families of messages between page and engine, as docs/messages.md has them.

Rule: nobody else on the page spells a field's name of a command, and what comes in is read with the words given here.
Commands are dicts, ready for JSON. Steps are 0-based, lines 1-based.
"""

SEED = 0  # random numbers repeat from run to run, so that a program looked at twice is the same program


def record(run, source, inputs, interactive, first_step=0, again=None, packages=None, files=()):
    """`packages`: see `packages_of`. `files`: as in the state; their bytes travel beside it. `first_step`: where the recording begins; None: nothing is recorded, steps are only counted. `again`: the run whose clock it gets."""
    command = {
        "kind": "record",
        "run": run,
        "source": source,
        "inputs": list(inputs),
        "interactive": interactive,
        "seed": SEED,
        "limits": {},
        "first_step": first_step,
        "packages": packages or {},
    }
    if again is not None:
        command["again"] = again
    if files:
        command["files"] = [list(file) for file in files]
    return command


def packages_of(state, ask):
    """What the learner said to packages. `ask`: whether they may be asked about others."""
    return {"agreed": list(state.agreed), "declined": list(state.declined), "insisted": list(state.insisted), "ask": ask}


def check(run, exercise, source):
    """`exercise`: as its JSON has it."""
    return {"kind": "check", "run": run, "exercise": exercise, "source": source}


def give_input(run, text):
    """`text`: one line without its newline, or None for the end of the file."""
    return {"kind": "input", "run": run, "text": text}


def open_bytes(run, source):
    """The bytes travel beside it. `source` for bytes that may be too few to hold it; None for a file, which is whole or damaged."""
    command = {"kind": "open", "run": run}
    if source is not None:
        command["source"] = source
    return command


def save(run):
    """The recording as a `.cvt` file."""
    return {"kind": "save", "run": run}


def export(run, format, steps, view, theme, code, title, only_drawing=False):
    """`steps`: [[first, last], …]. `code`: whether images show the program beside the picture. `only_drawing`: nothing but what turtles draw."""
    return {
        "kind": "export",
        "run": run,
        "format": format,
        "steps": steps,
        "view": view,
        "theme": theme,
        "code": code,
        "title": title,
        "only": "drawing" if only_drawing else "",
    }


def draw(run, ask, base, step, view):
    """`base`: the question whose answer is on the screen; None asks for a whole picture."""
    return {"kind": "draw", "run": run, "ask": ask, "base": base, "step": step, "view": view}


def find(run, ask, base, step, how, line, view):
    """`line`: of the program, 0 for none; where a change is looked for, (frame, name) of the variable."""
    command = {"kind": "find", "run": run, "ask": ask, "base": base, "from": step, "how": how, "view": view}
    if isinstance(line, tuple):
        command["frame"], command["name"] = line
    elif line:
        command["line"] = line
    return command


def pictures(run, step, view):
    """The recording as a text for other pages; `step`: where it is to begin."""
    return {"kind": "pictures", "run": run, "step": step, "view": view}


def view_of(state):
    """The view that a question to the engine carries."""
    view = dict(state.view)
    view["width"] = state.width
    view["open"] = state.open
    view["known"] = state.known
    view["era"] = state.era
    if state.embed and state.embed["hide"]:
        view["hide"] = list(state.embed["hide"])
    return view


def known_after(known, texts):
    """How many texts the page holds without a gap when it held `known` and these came."""
    while str(known) in texts:
        known += 1
    return known
