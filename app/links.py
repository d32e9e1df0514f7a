"""Our own links: what they look like, `#v1.…`, and what they carry. app/address.py packs and unpacks it."""

import re

from app.state import VIEW, is_stale

VERSION = 1
LINK = re.compile(r"#v(\d+)\.")
NEWER_LINK = (
    "This link was made by a newer CodeViz than this one, so it was not opened. Open it there, or copy it again from here."
)


EXERCISE = re.compile(r"#exercise=([a-z0-9_]+/[a-z0-9_]+)$")


def exercise_in(fragment):
    """The id of the exercise that an address asks for, `#exercise=loops/largest`; "" for none."""
    found = EXERCISE.match(fragment)
    return found.group(1) if found else ""


def is_newer(fragment):
    """Whether it is a link, of a version that this page cannot read."""
    found = LINK.match(fragment)
    return found is not None and int(found.group(1)) > VERSION


def to_link(state):
    """What an address carries."""
    fresh = state.trace and not is_stale(state)
    return {
        "source": state.text,
        "inputs": list(state.trace.given if fresh else state.inputs),
        "step": state.step if fresh else 0,
        "view": {name: state.view[name] for name in VIEW if state.view[name] != VIEW[name]},
    }
