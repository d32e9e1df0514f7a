"""What the page knows, as one value.

Rule: a `Record` is never changed; `but` makes a new one. Whatever is true of the page can be read off its `State`, and what the
state does not say is not drawn.
"""


class Record:
    """Named values. `record.but(step=3)` is the same but for `step`; an unknown name raises AttributeError."""

    fields = {}  # name: first value

    def __init__(self, **values):
        known = dict(self.fields)
        for name, value in values.items():
            if name not in known:
                raise AttributeError(name + " is not a field of " + type(self).__name__)
            known[name] = value
        self._values = known

    def __getattr__(self, name):
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def but(self, **changes):
        values = dict(self._values)
        for name, value in changes.items():
            if name not in values:
                raise AttributeError(name + " is not a field of " + type(self).__name__)
            values[name] = value
        twin = object.__new__(type(self))  # `__init__` would lay out all fields once more
        twin._values = values
        return twin


class Trace(Record):
    """The recording that is shown. Steps are 0-based. `output` is any sequence of [step, stream, text]; on the page it stays JavaScript's."""

    fields = {
        "run": 0,
        "steps": 0,
        "source": "",
        "outcome": {},
        "output": (),
        "inputs": (),  # [step, text]
        "shown": None,  # what it shows beside its output; on the page it stays JavaScript's
        "marks": {},  # "call", "output", "exception": [step]
        "given": (),  # the lines of input it was recorded with
        "first_step": 0,  # the number of its first step in the whole run
        "goes_on": False,  # it holds as many steps as it may, and the program had not ended
    }


class Notice(Record):
    """One sentence for the learner that is not about a step. `action`: a button's message, `label` what it says; `more`: further such pairs."""

    fields = {"text": "", "tone": "told", "action": "", "label": "", "more": ()}  # tone: told, error


class Offline(Record):
    """How far the copy of the site on this device is: what assets/offline.js said last. `kind` is "" until it has said anything."""

    fields = {"kind": "", "why": "", "path": "", "done": 0, "all": 0}  # done, all: bytes


VIEW = {"primitives": "inline", "arrows": True, "exited": False}

# What the dialog Export has chosen. `own`: the learner wrote the steps. `alone`: nothing but the drawing; None: as the format has it. `busy`: (format, file name) of the file that is being made.
EXPORT = {
    "format": "html",
    "steps": "",
    "own": False,
    "code": True,
    "alone": None,
    "theme": "light",
    "busy": None,
    "said": "",
    "error": False,
}

SETTINGS = {
    "theme": "system",
    "speed": 1,
    "keys": True,
    "live": False,
    "split": 45.5,
}  # split: the code's share of the width, per cent


# The dialog Embed.
EMBEDDING = {
    "kind": "iframe",
    "code": True,
    "picture": True,
    "controls": True,
    "output": True,
    "editable": False,
    "live": False,
    "autoplay": False,
    "stacked": False,
    "here": False,  # begin at the step that is on the screen
    "pictures": True,
    "start": "touch",
    "theme": "system",
    "hide": "",
    # Under More: as they were written.
    "line": "",
    "height": "",
    "src": "",
    "trace": "",
}


class State(Record):
    fields = {
        # The program in the editor. `origin`: the text as an example or a link gave it; while it is the same, nothing of it is the learner's.
        "text": "",
        "origin": "",
        "watch": "",
        "inputs": (),  # lines typed for this program so far; Live uses them again
        "mine": "",  # the learner's own program that an example or a link took the place of
        "file": "",  # what files of this program are called, without their ending
        "linked": False,  # the address bar shows a link to something
        "files": (),  # (name, bytes, time of its last change in ms) of those that the learner has added for programs, by name
        # The engine: starting, ready, gone; asleep: it starts when somebody touches the page (only where it is embedded).
        "engine": "starting",
        "waits": True,  # whether input() can wait in this browser
        "crashes": 0,  # in a row
        # What it is doing for us: "" nothing, recording, waiting (for input), checking, opening (what was kept of a run that ended early).
        "job": "",
        "run": 0,  # the newest number given to a run
        "job_run": 0,
        "job_source": "",
        "job_why": "",  # how a run ended that is opened again: a sentence's beginning
        "opened": "",  # the name of the file that is being opened
        "job_step": 0,  # where to begin when it is done
        "job_stays": False,  # stay at the same place instead: Live, and a run that the learner did not ask for
        "job_window": None,  # (source, first step, run before): a part of a run that was recorded before; first step None: it is only counted
        "checks": (),  # [step, number]: by which runs of the program on the screen are compared
        "slow": False,  # it takes long enough to talk about it
        "progress": 0,  # steps so far
        "tail": (),  # [stream, text]: the end of what it wrote so far
        "growing": None,  # (what it has drawn and shown so far, how often that was told)
        "queued": None,  # (inputs, step, stays, window): to be recorded as soon as the engine is there
        "kept": None,  # (run, source): its kept bytes are to be opened as soon as the engine is there
        # Packages that programs import and that are not part of Python, by name: what the learner said to each in this tab.
        "agreed": (),
        "declined": (),
        "slips": (),  # modules of the program under way whose names look like slips of the finger, so that nobody looked for them
        "insisted": (),  # those of them that are meant so
        "wanted": None,  # (packages, run): what the learner is asked about, and what to record afterwards, as in `queued`
        "loading": None,  # (package, bytes so far, bytes) of the one that is on its way
        "packages": (),  # (name, version, bytes, host) of those that are kept on this device, as of the last look
        # What is shown.
        "trace": None,
        "first": (),  # pictures of the first example, by step; they need no engine
        "picture": None,  # the message "drawn" on the screen, without its texts
        "known": 0,  # texts of this run that the page holds
        "era": 0,  # of their numbers: how often the engine has begun them anew
        "step": 0,  # where the learner wants to be
        "ask": 0,
        "asked": None,  # (number, question) of the one question that is out
        "next": None,  # what to ask when its answer is here: ("step", n) or ("find", how, line)
        "place": None,  # (line, tries left): where Live wants to be
        "followed": None,  # (frame, name) of the variable whose changes are looked for
        "said": "",  # the sentence for those who listen
        "refusal": "",  # the traceback of a program that did not even compile
        "flagged": "",  # what is underlined in the editor: syntax, step
        "playing": False,
        "width": 600,  # of the picture's region, px
        "view": VIEW,
        "open": {},  # oid: elements wanted
        # In a page of somebody else's : what its address asks for (app/options.py); None where this is the page itself.
        "embed": None,
        "advice": (),  # sentences about what of that cannot be done
        "begin": None,  # (step, line, whether to play): how the program that came begins, once
        "foreign": 0,  # the run of a recording that came from a file: its program is to be the editor's
        # Practice. `course`: chapters as course.json has them; `task`: the exercise that is open (docs/exercises.md), or None. `below`: the call
        # that is put below the learner's function so that there is something to run; the learner may change it.
        "course": None,
        "task": None,
        "activity": "write",  # or fix: the learner was given one of the wrong programs
        "below": "",
        "verdict": None,  # docs/verdicts.md; of the text in `judged`
        "judged": "",
        "check_waits": False,  # until Python is there, or has done something else
        "hints": 0,  # shown so far
        "working": None,  # the bytes of a recording of a program that works, on the verdict's input
        "working_run": 0,  # the run of that recording, once it has been opened
        "solved": (),  # ids of exercises
        "best": {},  # id: the fewest lines that a program which passes ran for all inputs
        "drafts": {},  # id: the learner's text
        "task_id": "",  # of the exercise that is open or on its way
        # The dialog Embed: what is chosen in it, (source, the text that the engine exported for it, whether what it draws was too large for that), what is said about copying.
        "embedding": EMBEDDING,
        "exported": ("", "", False),
        "snippet_copied": "",
        # Around it.
        "notice": None,
        "panel": "",  # examples, practice, keys, settings, embed, export
        "export": EXPORT,
        "more": False,  # phone: the second row of controls
        "gallery": None,
        "settings": SETTINGS,
        "base": "",  # the address of the site
        "refused": False,  # the browser keeps nothing for this page
        "keeping": False,  # a copy of the site was asked for
        "offline": Offline(),
    }


def program_of(state):
    """What Run runs: the text in the editor, and below it the call that an exercise adds."""
    return state.text.rstrip() + "\n\n\n" + state.below if state.below else state.text


def is_working(state):
    """Whether the picture shows a program that works, beside the learner's own that does not."""
    return state.trace is not None and state.working_run != 0 and state.trace.run == state.working_run


def is_stale(state):
    """Whether the picture shows another program than the editor."""
    return state.trace is not None and state.trace.source != program_of(state) and not is_working(state)


def is_own(state):
    """Whether the learner's own work is in the editor: what an example or link brought does not count until it is edited."""
    return state.text != state.origin and state.text.strip() != ""


def is_busy(state):
    return state.job in ("recording", "waiting")


def is_followed(state):
    """Whether the program under way is on the screen: it has waited for input, and its steps until then are shown."""
    return is_busy(state) and state.trace is not None and state.trace.run == state.job_run


def is_noticed(state):
    """Whether the page shows that a program is under way; most are done before anybody could see that."""
    return is_busy(state) and (state.slow or is_followed(state))


def needs_input(state):
    """Whether the field for input is to be shown: the program waits, or its recording ended where it would have waited."""
    if state.job:
        return state.job == "waiting"
    return state.trace is not None and state.trace.outcome.get("kind") == "waiting"


def last_step(state):
    return state.trace.steps - 1 if state.trace else 0


def with_settings(state, **changes):
    """The same state with these entries of `settings` replaced."""
    settings = dict(state.settings)
    settings.update(changes)
    return state.but(settings=settings)
