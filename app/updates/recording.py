"""Recording a program: from Run to the first picture of it.

Rules: the recording on the screen stays until another one takes its place, whether the next program compiles or not. One program is recorded
at a time; the newest wish waits in `queued` until the engine can take it.
"""

from app import messages, places, repeats
from app.state import Notice, Trace, is_busy, program_of
from app.updates import embedding, files, steps
from app.words import count_of, offers, outcome_notice

SLOW_MS = 200  # until then a recording is not talked about: most are done
TAIL_CHARACTERS = 4000

NO_FILE = "FileNotFoundError"
NO_MODULE = "No module named '{}'"
LOOK_FOR_IT = "Look for a package of this name"

LAST = 2**30  # as a step to begin with: the last one there is

LOADING = "Python is still loading. Your program runs as soon as it is here."
COMES = " Python is still loading; this one runs as soon as it is here."  # after another sentence


def run(state):
    """The learner pressed Run: input is asked for anew."""
    if not state.text.strip():
        return state.but(notice=Notice(text="There is no program yet: write one, or choose an example.")), []
    if state.job == "recording" and not state.slow and program_of(state) == state.job_source:
        # A double click; or the same program is being recorded already, without having been asked for.
        return state.but(job_stays=False, job_step=0, notice=None), []
    state = state.but(notice=None)
    if state.embed and not state.embed["runs"]:
        return state, []  # what stands above it says why
    if state.begin and state.text == state.origin:  # the program that the page around it brought
        return start(state, state.inputs, state.begin[0])
    return start(state, ())


def start(state, inputs, step=0, stays=False, window=None):
    """Record the program in the editor, as soon as that is possible; a run that is under way is given up for it."""
    state, effects = steps.pause(state, [])
    if state.engine == "ready" and not state.job:
        state, more = record(state, inputs, step, stays, window)
        return state, effects + more
    state = state.but(queued=(tuple(inputs), step, stays, window))
    if state.engine in ("starting", "asleep"):
        wake = [("restart",)] if state.engine == "asleep" else []
        return state.but(engine="starting", notice=Notice(text=LOADING)), effects + wake
    if state.job == "opening" or (state.job == "recording" and not state.slow):
        return state, effects  # it is done in a moment
    return state.but(engine="starting", job="", kept=None), effects + [("restart",)]


def record(state, inputs, step, stays, window=None):
    """`window`: see `State.job_window`."""
    run = state.run + 1
    source, first_step, again = window or (program_of(state), 0, None)
    state = state.but(
        run=run, job="recording", job_run=run, job_source=source, job_step=step, job_stays=stays, job_window=window,
        job_why="", slow=False, progress=0, loading=None, wanted=None, slips=(), tail=(), growing=None, queued=None, kept=None, inputs=tuple(inputs), refusal="",
    )  # fmt: skip
    command = messages.record(
        run, source, inputs, state.waits and not stays, first_step, again, messages.packages_of(state, not stays), state.files
    )
    return state, [("keep", run), ("post", command), ("timer", "slow", SLOW_MS, ("slow", run))]


def slow(state, run):
    """A recording takes its time: talk about it, unless another one waits for its end; that one goes first."""
    if not is_busy(state) or state.job_run != run:
        return state, []
    if state.queued and not state.queued[2]:
        return state.but(engine="starting", job=""), [("restart",)]
    return state.but(slow=True), []


def progress(state, message):
    if not is_busy(state) or message["run"] != state.job_run:
        return state, []
    steps_so_far = message.get("steps", state.progress)
    if message.get("shown"):
        state = state.but(growing=(message["shown"], state.growing[1] + 1 if state.growing else 1))
    return state.but(loading=None, progress=steps_so_far, tail=tail_of(state.tail, message.get("output", ()))), []


def tail_of(tail, pieces):
    """The last (stream, text) of what was written, when `pieces` ([step, stream, text]) follow `tail`."""
    room = TAIL_CHARACTERS
    kept = []
    for index in range(len(pieces) - 1, -1, -1):
        if room <= 0:
            break
        stream, text = pieces[index][1], pieces[index][2]
        kept.append((stream, text[-room:]))
        room -= len(text)
    for stream, text in reversed(tail):
        if room <= 0:
            break
        kept.append((stream, text[-room:]))
        room -= len(text)
    return tuple(reversed(kept))


def waiting(state, message):
    """The program asks for a line of input."""
    if not is_busy(state) or message["run"] != state.job_run:
        return state, []
    state, effects = state.but(job="waiting", growing=None, tail=tail_of((), message["output"])), []
    if message["steps"]:  # else it is on the way to where the recording begins
        state, effects = adopt(state, trace_of(message), message["steps"] - 1, None)
    return state.but(job_step=state.step, said=message["outcome"]["reason"]), effects + [("focus", "input")]


def send_input(state, text):
    """`text`: the line, or None for the end of the file."""
    if state.job == "waiting":
        state = state.but(job="recording", slow=False, tail=state.tail + ((0, (text or "") + "\n"),))
        if text is not None:
            state = state.but(inputs=state.inputs + (text,))
        run = state.job_run
        return state, [("post", messages.give_input(run, text)), ("focus", "stop"), ("timer", "slow", SLOW_MS, ("slow", run))]
    if text is None:
        return state.but(trace=state.trace.but(outcome={"kind": "finished"})), []
    # This browser cannot wait in the middle of a run: from the start again, with one line more.
    trace = state.trace
    window = (trace.source, trace.first_step, trace.run) if trace.first_step else None
    return start(state.but(notice=None), tuple(trace.given) + (text,), window=window)


def arrived(notice):
    """What is left of a notice once Python is there."""
    if not notice or notice.text == LOADING:
        return None
    return notice.but(text=notice.text.replace(COMES, ""))


def recorded(state, message):
    if message["run"] != state.job_run or not state.job:
        return state, []
    was, state = state.job, state.but(job="", slow=False, crashes=0)
    if was != "opening":
        state, departs = repeats.compared(state, message)
        if repeats.is_counted(state):
            return record(state, trace_of(message).given, LAST, False, repeats.end_of(state, message))
    elif state.trace and (state.trace.run, state.trace.steps) == (message["run"], message["steps"]):
        message["shown"] = state.trace.shown  # a recording does not hold the files that are shown beside it
    taken = []
    if state.opened:
        state, taken = files.taken(state, message["source"])
    if message["steps"]:
        state, effects = shown(state, message)
        if was != "opening" and departs:
            state = state.but(notice=repeats.departed(state.trace))
        if state.panel == "embed":
            state, more = embedding.ask(state)
            effects = effects + more
    else:
        state, effects = never_ran(state, message["outcome"])
    if state.queued and not state.job:
        state, more = record(state, *state.queued)
        return state, taken + effects + more
    if state.check_waits and not state.job:
        effects = effects + [("timer", "check_waits", 0, ("check",))]
    return state, taken + effects


def shown(state, message):
    """A recording with steps: it takes the place of the one on the screen."""
    former, trace = state.trace, trace_of(message)
    same = former is not None and former.source == trace.source
    again = same and state.job_stays  # nothing but the engine is new
    step, place = beginning(state, trace)
    asks = trace.outcome["kind"] == "waiting"
    # A question that only the engine can answer waited for it, if what it is about is still here.
    question = state.next if same and state.next and state.next[0] == "find" else None
    refused = again and state.flagged == "syntax"
    state = state.but(
        open=state.open if state.job_stays or (same and former.run == trace.run) else {},
        notice=state.notice if again else ended(state, trace) or lasting(state.notice), job_why="",
        inputs=state.inputs if asks else trace.given,
    )  # fmt: skip
    begun, taken = state.begin, []
    if begun:
        state, place = state.but(begin=None), (begun[1], 2) if begun[1] else place
    if trace.run == state.foreign:
        state, taken = state.but(foreign=0, text=trace.source, origin=trace.source), [("set_text", trace.source)]
    state, effects = adopt(state, trace, step, place, refused)
    if begun and begun[2] and not asks:
        state, more = steps.play(state)
        effects = effects + more
    effects = taken + effects
    field = [("focus", "input")] if asks and not state.job_stays else []
    return state.but(next=question), effects + field + [("store_program",)]


def trace_of(message):
    """What a notification says about a recording."""
    return Trace(
        run=message["run"], steps=message["steps"], source=message["source"], outcome=message["outcome"], output=message["output"],
        inputs=message["inputs"], marks=message["marks"], given=tuple([entry[1] for entry in message["inputs"]]),
        first_step=message.get("first_step", 0), goes_on=message.get("goes_on", False), shown=message.get("shown"),
    )  # fmt: skip


def adopt(state, trace, step, place, refused=False):
    """This recording is the one on the screen, at this step. `refused`: the text in the editor stays underlined."""
    followed = state.followed if state.trace and state.trace.source == trace.source else None
    state = state.but(
        trace=trace, known=0, era=0, asked=None, next=None, step=step, place=place, followed=followed,
        flagged="syntax" if refused else "",
    )  # fmt: skip
    state, effects = steps.ask(state, ("step", step))
    return state, [("new_texts", trace.run)] + ([] if refused else [("clear_error",)]) + effects


def beginning(state, trace):
    """(step to begin with, the place that Live looks for from there, or None)."""
    former, picture, last = state.trace, state.picture, trace.steps - 1
    if trace.outcome["kind"] == "waiting":
        return last, None
    if not state.job_stays or not former or not picture:
        return max(0, min(state.job_step, last)), None
    line = places.moved_line(picture["line"], former.source, trace.source)
    moved = former.source != trace.source and line
    return max(0, min(state.step, last)), (line, 2) if moved else None


def ended(state, trace):
    """What is to be said about how it ended: what we know of a run that we ended, else what the recording says."""
    if state.job_why and trace.outcome["kind"] == "stopped":
        text = state.job_why + " Recorded until then: " + count_of(trace.steps, "step") + "."
        return Notice(text=text, tone="error" if state.job_why != "Stopped." else "told", more=offers(trace))
    notice = outcome_notice(trace)
    if [name for name in state.slips if notice and NO_MODULE.format(name) in notice.text]:
        return notice.but(more=(("insist", LOOK_FOR_IT),) + tuple(notice.more))
    if trace.outcome["kind"] == "raised" and not state.embed and NO_FILE in notice.text:
        return notice.but(more=(("add_files", "Add files"),) + tuple(notice.more))
    return notice


def lasting(notice):
    """A notice that offers something stays; one that told of the recording has had its time."""
    return notice if notice and notice.action == "restore" else None


def never_ran(state, outcome):
    """Nothing was recorded: the program does not compile, or it was stopped at once. The former picture stays, and can be stepped."""
    span = outcome.get("span")
    text = (
        state.job_why + " Nothing was recorded until then."
        if outcome["kind"] == "stopped" and state.job_why
        else outcome["reason"]
    )
    notice = Notice(text=text, tone="error" if outcome["kind"] == "syntax" else "told")
    if state.job_window and state.trace:
        notice = repeats.never_came(state, outcome)
    state = state.but(notice=notice, refusal=outcome.get("traceback", ""))
    effects = []
    if span:
        state, effects = state.but(flagged="syntax"), [("error", span, outcome["reason"])]
    state, more = former_again(state)
    return state, effects + more


def former_again(state):
    """The engine holds one recording. That was given up for one that never came, and is opened again."""
    former = state.trace
    if not former or former.run == steps.FIRST_RUN or state.queued:
        return state, []
    state = state.but(job="opening", job_run=former.run, job_source=former.source, job_stays=True, asked=None)
    return state, [("post_kept", messages.open_bytes(former.run, former.source))]


def live_due(state):
    """The learner stopped typing a moment ago."""
    if not state.settings["live"] or not state.text.strip():
        return state, []
    if state.job or state.engine != "ready":
        return state.but(queued=state.queued or (state.inputs, state.step, True)), []
    if state.trace and state.trace.source == program_of(state) and state.flagged != "syntax":
        return state, []
    return start(state.but(notice=lasting(state.notice)), state.inputs, stays=True)
