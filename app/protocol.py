"""What the page around an embedded program and the program say to each other: docs/embedding.md has the tables.

Rule: pure. What is not of this protocol is not answered; what is, and cannot be done, gets one sentence.
"""

import json

from app.view.shown import has_pictures

VERSION = 1
MOST_OUTPUT = 100_000  # characters of it in a result
MOST_TEXT = 6_000_000  # of a message


class Refused(ValueError):
    """It cannot be done; the message is a sentence."""


def message_of(text):
    """The message in a JSON text, a dict with "kind" and all fields it needs; None for what is none of ours. Raises Refused."""
    if len(text) > MOST_TEXT:
        raise Refused("This message has {:,} characters; the most is {:,}.".format(len(text), MOST_TEXT))
    try:
        message = json.loads(text)
    except ValueError:
        return None
    if not isinstance(message, dict) or not isinstance(message.get("codeviz"), int):
        return None
    if message["codeviz"] != VERSION:
        raise Refused("This CodeViz speaks version {} of the protocol, not {}.".format(VERSION, message["codeviz"]))
    kind = message.get("kind")
    if not isinstance(kind, str) or kind not in READERS:
        raise Refused("There is no message of the kind {}. There are {}.".format(shown(kind), ", ".join(sorted(READERS))))
    return READERS[kind](message)


def load(message):
    source, inputs = message.get("source"), message.get("inputs", [])
    if not isinstance(source, str):
        raise Refused("load needs the program as a text, in source.")
    if not isinstance(inputs, list) or [line for line in inputs if not isinstance(line, str)]:
        raise Refused("The inputs of load are a list of texts.")
    run = message.get("run", False)
    if run not in (True, False):
        raise Refused("The run of load is true or false.")
    return {"kind": "load", "source": source, "inputs": inputs, "step": whole(message, "load", 0), "run": run}


def seek(message):
    return {"kind": "seek", "step": whole(message, "seek", None)}


def whole(message, kind, default):
    step = message.get("step", default)
    if not isinstance(step, int) or isinstance(step, bool) or step < 0:
        raise Refused("{} needs a step: a whole number, counted from 0, not {}.".format(kind, shown(step)))
    return step


def shown(value):
    text = json.dumps(value)
    return text if len(text) <= 40 else text[:40] + "…"


READERS = {"load": load, "run": lambda message: {"kind": "run"}, "seek": seek, "state": lambda message: {"kind": "state"}}


def said(kind, **fields):
    """A message to the page around, as JSON."""
    fields.update(codeviz=VERSION, kind=kind)
    return json.dumps(fields)


def state_of(state):
    """What is on the screen. `line`: about to run, 0 for none; `engine`: asleep, starting, ready, gone."""
    trace, picture = state.trace, state.picture
    return {
        "source": state.text,
        "step": state.step,
        "steps": trace.steps if trace else 0,
        "line": picture["line"] if picture else 0,
        "busy": state.job != "",
        "engine": state.engine,
        "advice": list(state.advice),
    }


def result_of(trace):
    """How a recording ended. `output`: what the program wrote, at most MOST_OUTPUT characters of its beginning."""
    output, room = [], MOST_OUTPUT
    for index in range(len(trace.output)):
        text = trace.output[index][2][:room]
        output.append(text)
        room -= len(text)
        if room <= 0:
            break
    return {
        "source": trace.source,
        "steps": trace.steps,
        "outcome": trace.outcome.get("kind", ""),
        "reason": trace.outcome.get("reason", ""),
        "output": "".join(output),
        "inputs": list(trace.given),
    }


# Heights in px, as in assets/page.css and assets/embed.css.
LINE, AROUND_CODE, BAR, AROUND_PICTURE, OUTPUT, ADVICE = 24, 40, 90, 132, 112, 37
LEAST, MOST = 240, 720
SHOWN = 260  # what it shows beside its output
NARROW_PX = 720


def height_of(state, width_px):
    """The height at which this program has room, px: for its code, beside or above its picture."""
    shown_parts = state.embed["show"]
    code = AROUND_CODE + LINE * (state.text.count("\n") + 1)
    if state.embed["code_height"]:
        code = min(code, state.embed["code_height"])
    picture = AROUND_PICTURE + (state.picture["height"] if state.picture else 120)
    if state.trace and state.trace.shown and has_pictures(state.trace.shown):
        picture += SHOWN
    bar, output = BAR if "controls" in shown_parts else 0, OUTPUT if "output" in shown_parts else 0
    code, picture = code if "code" in shown_parts else 0, picture if "picture" in shown_parts else 0
    stacked = state.embed["stacked"] or width_px <= NARROW_PX or not (code and picture)
    wanted = code + picture + bar + output if stacked else max(code + bar + output, picture)
    return ADVICE * len(state.advice) + max(LEAST if code or picture else 0, min(wanted, MOST))
