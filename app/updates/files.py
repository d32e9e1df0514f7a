"""Files that the learner opens or drops on the page: programs and recordings.

Rule: what cannot be opened is told in one sentence with the remedy, and changes nothing; what takes the place of the learner's own program keeps it.
"""

from app import messages
from app.exports import base_of
from app.state import Notice
from app.updates import program

MOST_PROGRAM = 200_000  # characters
MOST_RECORDING = 100_000_000  # bytes
PROGRAMS = (".py", ".pyw", ".txt")


def opened(state, name, size, kind, text):
    """`kind`: "cvt", its bytes are kept at the edge; "text"; "binary"; "unread" where the browser could not read it; "several" files."""
    sentence = refusal(state, name, size, kind, text)
    if sentence:
        return state.but(notice=Notice(text=sentence, tone="error"), panel=""), []
    if kind == "cvt":
        return open_recording(state, name)
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    return program.load(state.but(linked=False), {"source": source, "id": base_of(name)})


def refusal(state, name, size, kind, text):
    """Why the file is not opened; empty when it is."""
    called = "“{}”".format(name if len(name) <= 60 else name[:59] + "…")
    if kind == "several":
        return "One file at a time: drop a Python program (.py) or a recording (.cvt)."
    if kind == "unread":
        return "{} could not be read. Copy it to this device and open it again.".format(called)
    if kind == "cvt":
        if size > MOST_RECORDING:
            return "{} is {} long; a recording may have {}. Record a shorter part of the program.".format(
                called, megabytes(size), megabytes(MOST_RECORDING)
            )
        return "A program is running. Stop it, then open {} again.".format(called) if state.job else ""
    if not name.lower().endswith(PROGRAMS):
        if name.lower().endswith(".cvt"):
            return "{} is damaged: it does not begin as a recording does. Fetch or save it again.".format(called)
        return "{} is neither a Python program (.py) nor a recording (.cvt). Choose one of these.".format(called)
    if size > MOST_PROGRAM:
        return "{} is {} long; a program may have {}. Open a smaller part of it.".format(
            called, megabytes(size), megabytes(MOST_PROGRAM)
        )
    if kind == "binary" or "\0" in text:
        return "{} is not a text in UTF-8. Save it as UTF-8 in your editor, and open it again.".format(called)
    return "" if text.strip() else "{} is empty. Choose another file.".format(called)


def megabytes(size):
    """`5.0 MB`, `200 kB`"""
    return "{:.1f} MB".format(size / 1e6) if size >= 1e6 else "{} kB".format(size // 1000)


def open_recording(state, name):
    """The engine opens it; the program in it comes into the editor when it has."""
    run = state.run + 1
    state = state.but(
        run=run, job="opening", job_run=run, job_source=None, job_step=0, job_stays=False, job_why="", job_window=None, queued=None,
        asked=None, notice=None, panel="", importing=base_of(name),
    )  # fmt: skip
    effects = [("cancel", "play"), ("keep_opened", run)]
    state = state.but(playing=False)
    if state.engine != "ready":
        return state.but(kept=(run, None)), effects
    return state, effects + [("post_kept", messages.open_file(run))]
