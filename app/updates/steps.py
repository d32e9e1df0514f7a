"""Moving through a recording.

Rules: one question is out at a time, and of those that could not be put yet only the last one counts; so a dragged slider draws
as many pictures as the engine can give, and ends at the right one. The first example's pictures are here from the start: they
are shown without asking.
"""

from app import messages, places
from app.state import is_stale, is_working, last_step

SPEEDS = (0.5, 1, 2, 4, 8)  # steps a second
FIRST_RUN = 0  # the run of first.json; those of the engine count from 1


def seek(state, step):
    """Go to this step, or to the nearest there is."""
    if not state.trace or not state.trace.steps:
        return state, []
    step = max(0, min(int(step), last_step(state)))
    return ask(state.but(step=step, place=None), ("step", step))


def walk(by):
    def move(state):
        return pause(*seek(state, state.step + by))

    return move


def first(state):
    return pause(*seek(state, 0))


def last(state):
    return pause(*seek(state, last_step(state)))


def jump(how):
    """Step over, out or back over: the engine knows where that is."""

    def move(state):
        return pause(*ask(state, ("find", how, 0)))

    return move


def jump_to(state, how):
    """To the next or previous step of a kind: next_call, previous_output."""
    return pause(*ask(state.but(panel=""), ("find", how, 0)))


def follow(state, frame, name):
    """This variable is the one whose changes are looked for; once more, and none is."""
    variable = (int(frame), name)
    state = state.but(followed=None if state.followed == variable else variable)
    if state.followed:
        state = state.but(said="Following " + name)
    return state, [("mark_followed", state.followed)]


def unfollow(state):
    return state.but(followed=None), [("mark_followed", None), ("focus", "slider")]


def follow_other(by):
    """The variable after or before the one that is followed, in the order of the picture."""

    def move(state):
        return state, [("find_variable", state.followed, by)]

    return move


def change(how):
    """To the next or previous change of the variable that is followed."""

    def move(state):
        if not state.followed:
            return state, [("find_variable", None, 1)]
        return pause(*ask(state, ("find", how, state.followed)))

    return move


def gutter(state, line, backwards):
    """To the next (or previous) time that this line of the editor runs."""
    if not state.trace:
        return state, []
    line = places.moved_line(line, state.text, state.trace.source)
    return pause(*ask(state, ("find", "previous_of_line" if backwards else "next_of_line", line)))


def ask(state, question):
    """Put the question now, or keep it as the next one."""
    if not state.trace or not state.trace.steps:
        return state, []
    if state.trace.run == FIRST_RUN and question[0] == "step" and question[1] < len(state.first):
        return show(state, state.first[question[1]], question)
    if state.asked or state.engine != "ready" or state.job == "opening" or state.trace.run == FIRST_RUN:
        return state.but(next=question), []
    number = state.ask + 1
    view = messages.view_of(state)
    base = state.picture["ask"] if state.known else None
    if question[0] == "step":
        command = messages.draw(state.trace.run, number, base, question[1], view)
    else:
        command = messages.find(state.trace.run, number, base, state.step, question[1], question[2], view)
    return state.but(ask=number, asked=(number, question), next=None), [("post", command)]


def redraw(state):
    """The same step again: the region has another width, or the drawing other options."""
    return ask(state, state.next or ("step", state.step))


def drawn(state, message):
    """A picture came. One that nobody waits for any more is left aside."""
    if not state.asked or message.get("ask") != state.asked[0] or message["run"] != state.trace.run:
        return state, []
    question, state = state.asked[1], state.but(asked=None)
    state, effects = show(state, message, question)
    if state.next:
        state, more = ask(state, state.next)
        return state, effects + more
    if state.place:
        state, more = settle(state)
        return state, effects + more
    return state, effects


def show(state, message, question):
    """Put this picture on the screen."""
    picture = dict(message)
    texts = picture.pop("texts", {})
    era = message.get("era", 0)
    held = state.known if era == state.era else 0
    state = state.but(picture=picture, known=messages.known_after(held, texts), era=era)
    if question[0] == "find" and not state.next:
        state = state.but(step=picture["step"])
    if not state.next and not (state.playing and state.settings["speed"] > 1):
        state = state.but(said=picture["note"] or picture["sentence"])
    state, flags = flag(state)
    followed = [("mark_followed", state.followed)] if state.followed else []
    return state, [("paint", message)] + followed + mark(state) + flags


def mark(state):
    """The line about to run and the line just run, where they are in the editor now."""
    picture = state.picture
    if not picture or is_working(state):
        return [("marks", 0, 0, False)]
    now, was = picture["line"], picture["was"]
    if is_stale(state):
        now = places.moved_line(now, state.trace.source, state.text)
        was = places.moved_line(was, state.trace.source, state.text)
    return [("marks", now, was, not is_stale(state))]


def flag(state):
    """Underline what raised, where it raised; a syntax error stays until the text changes."""
    span = state.picture.get("span") if state.picture else None
    if state.flagged == "syntax":
        return state, []
    if span and not is_stale(state) and not is_working(state):
        return state.but(flagged="step"), [("error", span, state.picture["sentence"])]
    if state.flagged:
        return state.but(flagged=""), [("clear_error",)]
    return state, []


def settle(state):
    """Live: the program changed under us; find the line again where we stood, forwards first, then backwards."""
    line, tries = state.place
    if state.picture["line"] == line or not tries:
        return state.but(place=None), []
    how = "next_of_line" if tries == 2 else "previous_of_line"
    return ask(state.but(place=(line, tries - 1)), ("find", how, line))


def play(state):
    if state.playing:
        return pause(state, [])
    if not state.trace or last_step(state) < 1:
        return state, []
    effects = []
    if state.step >= last_step(state):
        state, effects = seek(state, 0)
    return state.but(playing=True), effects + [beat(state)]


def pause(state, effects):
    if not state.playing:
        return state, effects
    return state.but(playing=False), effects + [("cancel", "play")]


def tick(state):
    if not state.playing:
        return state, []
    effects = []
    if not state.asked:
        state, effects = seek(state, state.step + 1)
    if state.step >= last_step(state):
        return state.but(playing=False), effects
    return state, effects + [beat(state)]


def beat(state):
    return ("timer", "play", int(1000 / state.settings["speed"]), ("tick",))


def open_more(state, oid, count):
    """A long object shows this many of its elements from now on."""
    wanted = dict(state.open)
    wanted[str(oid)] = int(count)
    return redraw(state.but(open=wanted))


def resized(state, width):
    if width == state.width or width < 1:
        return state, []
    return redraw(state.but(width=width))
