"""Recording another part of the same run: on from where the recording ended, its end, its beginning.

Rule: such a part is recorded by running the program again from its start, with the same lines of input, the same clock and the same chance.
"""

from app.updates import recording


def record_on(state):
    """On from where the recording on the screen ends."""
    trace = state.trace
    return begin(state, trace.first_step + trace.steps) if trace and trace.goes_on else (state, [])


def record_end(state):
    """First the program runs to its end and is only counted; then its last steps are recorded."""
    return begin(state, None) if state.trace and state.trace.goes_on else (state, [])


def record_first(state):
    """The beginning once more."""
    return begin(state, 0) if state.trace else (state, [])


def begin(state, first_step):
    trace = state.trace
    window = (trace.source, first_step, trace.run)
    state, effects = recording.start(state.but(notice=None), trace.given, window=window)
    return state, effects + [("focus", "run")]  # the button that was pressed goes
