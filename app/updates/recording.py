"""Recording a program: from Run to the first picture of it.

Rules: what was recorded is never thrown away, whether the learner stops it, the interpreter dies or the next program does not even
compile. An engine that is busy cannot listen: to stop it is to end its worker and to open in a new one what it had sent so far.
"""

from app import messages, places
from app.state import Notice, Trace, is_busy, last_step
from app.updates import steps
from app.words import count_of, outcome_notice

SLOW_MS = 200  # until then a recording is not talked about: most are done
TAIL_CHARACTERS = 4000
CRASHES = 3  # in a row; after that the learner is told instead

LOADING = "Python is still loading. Your program runs as soon as it is here."


def run(state):
    """The learner pressed Run: input is asked for anew."""
    if not state.text.strip():
        return state.but(notice=Notice(text="There is no program yet: write one, or choose an example.")), []
    if state.job == "recording" and not state.slow and state.text == state.job_source:
        return state, []  # a double click
    state = state.but(notice=None)
    return start(state, ())


def start(state, inputs, step=0, stays=False):
    """Record the program in the editor, as soon as that is possible."""
    state, effects = steps.pause(state.but(live_again=False), [])
    if state.engine == "ready" and not state.job:
        state, more = record(state, inputs, step, stays)
        return state, effects + more
    state = state.but(queued=(tuple(inputs), step, stays))
    if state.engine == "starting":
        return state.but(notice=Notice(text=LOADING)), effects
    return state.but(engine="starting", job="", kept=None), effects + [("restart",)]


def record(state, inputs, step, stays):
    run = state.run + 1
    interactive = state.waits and not stays
    state = state.but(
        run=run, job="recording", job_run=run, job_source=state.text, job_inputs=tuple(inputs), job_step=step, job_stays=stays,
        job_why="", slow=False, progress=0, tail=(), queued=None, kept=None, inputs=tuple(inputs), refusal="",
    )  # fmt: skip
    command = messages.record(run, state.text, inputs, interactive)
    return state, [("keep", run), ("post", command), ("timer", "slow", SLOW_MS, ("slow", run))]


def slow(state, run):
    return state.but(slow=is_busy(state) and state.job_run == run), []


def ready(state, message):
    state = state.but(engine="ready", waits=message.get("waits", True))
    if state.kept:
        run, source = state.kept
        return state.but(job="opening", job_run=run, job_source=source, kept=None), [("post_kept", messages.open_bytes(run, source))]
    if state.queued:
        if state.notice and state.notice.text == LOADING:
            state = state.but(notice=None)
        return record(state, *state.queued)
    if state.trace and state.trace.run == steps.FIRST_RUN and state.trace.source == state.text:
        return record(state, state.trace.given, state.step, True)  # from now on its steps can be asked about, too
    return state, []


def progress(state, message):
    if not is_busy(state) or message["run"] != state.job_run:
        return state, []
    steps_so_far = message.get("steps", state.progress)
    return state.but(progress=steps_so_far, tail=tail_of(state.tail, message.get("output", ()))), []


def tail_of(tail, pieces):
    """The last [stream, text] of what was written, when `pieces` ([step, stream, text]) follow `tail`."""
    room = TAIL_CHARACTERS
    kept = []
    for index in range(len(pieces) - 1, -1, -1):
        stream, text = pieces[index][1], pieces[index][2]
        kept.append((stream, text[-room:]))
        room -= len(text)
        if room <= 0:
            break
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
    state, _ = progress(state, message)
    return state.but(job="waiting", slow=True), [("focus", "input")]


def send_input(state, text):
    """`text`: the line, or None for the end of the file."""
    if state.job == "waiting":
        state = state.but(job="recording", slow=True, tail=state.tail + ((0, (text or "") + "\n"),))
        if text is not None:
            state = state.but(inputs=state.inputs + (text,))
        return state, [("post", messages.give_input(state.job_run, text)), ("focus", "stop")]
    if text is None:
        return state.but(trace=state.trace.but(outcome={"kind": "finished"})), []
    # This browser cannot wait in the middle of a run: from the start again, with one line more.
    return start(state.but(notice=None), tuple(state.trace.given) + (text,))


def recorded(state, message):
    if message["run"] != state.job_run or not state.job:
        return state, []
    again = state.live_again
    state = state.but(job="", slow=False, crashes=0, live_again=False)
    if message["steps"]:
        state, effects = shown(state, message)
    else:
        state, effects = never_ran(state, message["outcome"])
    if again and not state.job:
        state, more = start(state, state.inputs, stays=True)
        return state, effects + more
    return state, effects


def shown(state, message):
    """A recording with steps: it takes the place of the one on the screen."""
    former, picture = state.trace, state.picture
    lines = [entry[1] for entry in message["inputs"]]
    trace = Trace(
        run=message["run"], steps=message["steps"], source=message["source"], outcome=message["outcome"], output=message["output"],
        inputs=message["inputs"], marks=message["marks"], given=tuple(lines),
    )  # fmt: skip
    step, place = state.job_step, None
    if trace.outcome["kind"] == "waiting":
        step = trace.steps - 1
    elif state.job_stays and former and picture:
        step = state.step
        place = (places.moved_line(picture["line"], former.source, trace.source), 2)
        place = place if place[0] and trace.source != former.source else None
    question = state.next if former and former.source == trace.source else None
    quiet = state.job_stays and former and former.source == trace.source
    refused = state.flagged == "syntax" and quiet
    state = state.but(
        trace=trace, known=0, asked=None, next=None, open=state.open if state.job_stays else {},
        notice=state.notice if quiet else ended(state, trace) or _lasting(state.notice), job_why="",
    )  # fmt: skip
    step = max(0, min(step, last_step(state)))
    if trace.outcome["kind"] != "waiting":
        state = state.but(inputs=trace.given)
    cleared = [] if refused else [("clear_error",)]
    state, effects = steps.ask(state.but(step=step, place=place, flagged="syntax" if refused else ""), ("step", step))
    if question and question[0] == "find":
        state = state.but(next=question)
    field = [("focus", "input")] if trace.outcome["kind"] == "waiting" and not state.job_stays else []
    return state, [("new_texts", trace.run)] + cleared + effects + field + [("store_program",)]


def ended(state, trace):
    """What is to be said about how it ended: what we know of a run that we ended, else what the recording says."""
    if state.job_why and trace.outcome["kind"] == "stopped":
        text = state.job_why + " Recorded until then: " + count_of(trace.steps, "step") + "."
        return Notice(text=text, tone="error" if state.job_why != "Stopped." else "told")
    return outcome_notice(trace)


def _lasting(notice):
    """A notice that offers something stays; one that told of the recording has had its time."""
    return notice if notice and notice.action == "restore" else None


def never_ran(state, outcome):
    """Nothing was recorded: the program does not compile, or it was stopped at once. The former picture stays, and can be stepped."""
    span = outcome.get("span")
    tone = "error" if outcome["kind"] == "syntax" else "told"
    notice = Notice(text=outcome["reason"], tone=tone)
    state = state.but(notice=notice, said=outcome["reason"], refusal=outcome.get("traceback", ""))
    effects = []
    if span:
        state, effects = state.but(flagged="syntax"), [("error", span, outcome["reason"])]
    former = state.trace
    if not former or former.run == steps.FIRST_RUN:
        return state, effects
    # The engine holds one recording, and that was given up for this one.
    state = state.but(job="opening", job_run=former.run, job_source=former.source, job_step=state.step, job_stays=True, asked=None)
    return state, effects + [("post_kept", messages.open_bytes(former.run, former.source))]


def stop(state):
    if not is_busy(state):
        return state, []
    notice = Notice(text="Stopped. Python is started again to show what was recorded.")
    return reopen(state.but(notice=notice, job_step=0, job_stays=False, job_why="Stopped."), state.job_run, state.job_source)


def reopen(state, run, source):
    """A new engine, and in it what the old one sent of this run."""
    return state.but(engine="starting", job="opening", job_run=run, asked=None, kept=(run, source), queued=None), [("restart",)]


def crashed(state, message):
    state = state.but(crashes=state.crashes + 1, engine="gone", asked=None)
    reason = message.get("reason", "")
    if state.crashes > CRASHES or state.engine == "starting":
        text = "Python does not start in this browser: " + reason
        return state.but(job="", kept=None, notice=Notice(text=text, tone="error", action="reload", label="Reload the page")), []
    why = "Python broke down: " + reason + "."
    state = state.but(notice=Notice(text=why + " It is started again to show what was recorded until then.", tone="error"))
    if is_busy(state):
        return reopen(state.but(job_step=0, job_stays=False, job_why=why), state.job_run, state.job_source)
    if state.job == "opening" or not state.trace or state.trace.run == steps.FIRST_RUN:
        return state.but(engine="starting", job="", kept=None), [("restart",)]
    state = state.but(notice=Notice(text="Python broke down (" + reason + ") and is started again. Nothing is lost.", tone="error"))
    return reopen(state.but(job_stays=True, job_why=""), state.trace.run, state.trace.source)


def failed(state, message):
    """The engine could not do what it was asked; its sentence says what and why."""
    asked = state.asked
    if message.get("ask") is not None and (not asked or message["ask"] != asked[0]):
        return state, []
    state = state.but(asked=None, notice=Notice(text=message["sentence"], tone="error"), said=message["sentence"])
    if message.get("ask") is None and message.get("run") == state.job_run:
        state = state.but(job="", slow=False)
    return state, []


def live_due(state):
    """The learner stopped typing a moment ago."""
    if not state.settings["live"] or not state.text.strip():
        return state, []
    if state.job or state.engine != "ready":
        return state.but(live_again=True), []
    if state.trace and state.trace.source == state.text and not state.flagged == "syntax":
        return state, []
    return start(state.but(notice=_lasting(state.notice)), state.inputs, stays=True)
