"""The region Output: what had been written by the step that is shown, then, dimmed, what comes later."""

from app.output import window, with_inputs, written_before
from app.state import last_step, needs_input
from app.view.text import escaped
from app.words import shown_step

CLASSES = {0: "typed", 1: "", 2: "err"}
SPOKEN = {0: "typed: ", 1: "", 2: "error output: "}
CUT = '<span class="cut">{} output is not shown here.</span>\n'
NOW = '<i id="now"></i>'


def key(state):
    """Changes when `html` would: so that a step that writes nothing costs nothing."""
    if is_growing(state):
        return ("live", state.job_run, state.progress, len(state.tail), state.job)
    if state.refusal:
        return ("refused", state.refusal)
    if not state.trace:
        return ("none",)
    step = shown_step(state)
    typed = sum([1 for entry in state.trace.inputs if entry[0] < step])
    return (state.trace.run, written_before(state.trace.output, step), typed, at_end(state), needs_input(state))


def is_growing(state):
    """Whether the output of a program under way is shown as it comes."""
    return state.job == "recording" and state.slow


def at_end(state):
    return shown_step(state) >= last_step(state)


def html(state):
    if is_growing(state):
        return spans(state.tail) + NOW
    if state.refusal:
        return span(2, state.refusal)
    if not state.trace:
        return ""
    trace, step = state.trace, shown_step(state)
    before, after, front, end = window(trace.output, written_before(trace.output, step))
    start = before[0][0] if front and before else -1  # the first step of a recording that begins later has something before it
    stop = after[-1][0] if end and after else trace.steps
    typed = [entry for entry in trace.inputs if start <= entry[0] <= stop]
    before = with_inputs(before, [entry for entry in typed if entry[0] < step])
    after = with_inputs(after, [entry for entry in typed if entry[0] >= step])
    ending = [(trace.steps, 2, traceback_of(trace))] if traceback_of(trace) and not end else []
    if at_end(state):
        before, after = before + after + ending, []
    else:
        after = after + ending
    text = (CUT.format("Earlier") if front else "") + spans(both(before)) + (NOW if trace.output or ending else "")
    if after:
        text += '<span class="later"><span class="sr">Written later: </span>' + spans(both(after)) + "</span>"
    return text + ("\n" + CUT.format("Later") if end else "")


def both(pieces):
    return [(stream, text) for _, stream, text in pieces]


def traceback_of(trace):
    """The traceback, unless the program's own output ends with it already."""
    traceback = trace.outcome.get("traceback", "")
    last = trace.output[len(trace.output) - 1] if len(trace.output) else (0, 1, "")
    return "" if last[1] == 2 and last[2].rstrip().endswith(traceback.rstrip()) else traceback


def spans(pieces):
    """`pieces`: (stream, text). Neighbours of one stream become one span."""
    runs = []
    for stream, text in pieces:
        if runs and runs[-1][0] == stream:
            runs[-1][1].append(text)
        else:
            runs.append((stream, [text]))
    return "".join([span(stream, "".join(texts)) for stream, texts in runs])


def span(stream, text):
    if stream == 1:
        return escaped(text)
    return '<span class="{}"><span class="sr">{}</span>{}</span>'.format(CLASSES[stream], SPOKEN[stream], escaped(text))
