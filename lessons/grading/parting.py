"""Where a recording departs from the recording of a program that works, on the same input: the first step at which something is not as it should be.

Both runs are followed side by side along the statements that correspond (`match`). The first difference counts: a variable, the line that comes next,
what is written, what a function gives back. Where two programs have little in common, only what they write and what the called function gives back are compared.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tracer.trace.model import ATOMS, CALL, EXCEPTION, LINE, MAPPINGS, RETURN, SEQUENCES, UNCAUGHT, YIELD, Snapshot
from tracer.trace.store import Trace

from .match import Match, match

ALIKE = 0.6  # of their statements have partners: then the two are followed line by line
MOST_STEPS = 3_000  # of each recording that are looked at
COMPARED = (LINE, CALL, RETURN, YIELD)
GIVING = (RETURN, YIELD)
MOST_DEPTH = 6
MOST_TEXT = 60  # characters of a value in a sentence


class Parting(NamedTuple):
    """`step`: of the learner's recording; `other`: of the one that works; `line`: where the learner's program stands then."""

    step: int
    other: int
    line: int
    sentence: str


class Place(NamedTuple):
    """A step at which the two are compared."""

    step: int
    line: int
    snapshot: Snapshot
    output: str


def parting(theirs: Trace, working: Trace) -> Parting | None:
    """The first step at which `theirs` is not as it should be; None where none is found."""
    found = match(theirs.source, working.source)
    candidates = [_by_output(theirs, working), _by_result(theirs, working)]
    if found.likeness >= ALIKE:
        candidates.append(_by_lines(theirs, working, found))
    known = [candidate for candidate in candidates if candidate is not None]
    return min(known, key=lambda candidate: candidate.step) if known else None


def likeness(source: str, working: str) -> float:
    """How much two programs have in common, from 0 to 1."""
    return match(source, working).likeness


# -- side by side


def _by_lines(theirs: Trace, working: Trace, found: Match) -> Parting | None:
    back = {line: own for own, line in found.lines.items()}
    own, right = _places(theirs, found.lines), _places(working, back)
    for mine in own:
        its = next(right, None)
        if its is None:
            sentence = f"Line {mine.line} is about to run; a program that works has ended by now."
            return Parting(mine.step, len(working) - 1, mine.line, sentence)
        different = _output(mine, its) or _variable(mine.snapshot, its.snapshot, found) or _way(mine, its, found, back)
        if different:
            return Parting(mine.step, its.step, mine.line, different)
    return None


def _places(trace: Trace, lines: dict[int, int]) -> Iterator[Place]:
    text = "".join(write.text for write in trace.writes)
    for step in range(min(len(trace), MOST_STEPS)):
        line = trace.lines[step]
        if line in lines and trace.event(step) in COMPARED and (snapshot := trace.at(step)).frames[-1].source == 0:
            yield Place(step, line, snapshot, text[: snapshot.output_chars])


def _output(mine: Place, its: Place) -> str:
    """A sentence on what has been written until here."""
    if mine.output == its.output:
        return ""
    if its.output.startswith(mine.output):
        return f"By now the program should have written {_cut(repr(_first_line(its.output[len(mine.output) :])))}."
    if mine.output.startswith(its.output):
        return (
            f"The program writes {_cut(repr(_first_line(mine.output[len(its.output) :])))} here; nothing should be written yet."
        )
    same = next(at for at, (one, other) in enumerate(zip(mine.output, its.output, strict=False)) if one != other)
    start = mine.output.rfind("\n", 0, same) + 1
    wrong, wanted = _first_line(mine.output[start:]), _first_line(its.output[start:])
    return f"The program writes {_cut(repr(wrong))} here; it should write {_cut(repr(wanted))}."


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0]


def _variable(mine: Snapshot, its: Snapshot, found: Match) -> str:
    """A sentence on the first variable of the current call that has another value than it should."""
    own, right = dict(mine.frames[-1].variables), dict(its.frames[-1].variables)
    if len(mine.frames) != len(its.frames):
        return ""
    for name, partner in found.names.items():
        if name in own and partner in right:
            actual, expected = shown(mine, own[name]), shown(its, right[partner])
            if actual != expected and "<" not in expected:
                return f"`{name}` is {_cut(actual)}; it should be {_cut(expected)}."
        elif partner in right and _is_value(its, right[partner]):
            return f"`{name}` has no value yet; it should be {_cut(shown(its, right[partner]))}."
    return ""


def _is_value(snapshot: Snapshot, oid: int) -> bool:
    return snapshot.heap[oid].kind in ATOMS | SEQUENCES | MAPPINGS


def _way(mine: Place, its: Place, found: Match, back: dict[int, int]) -> str:
    """A sentence on what comes next, where it is something else than it should be."""
    ours, theirs = mine.snapshot, its.snapshot
    if found.lines[mine.line] != its.line or (ours.event == LINE) != (theirs.event == LINE):
        if theirs.event == RETURN:
            return f"Now line {mine.line} comes; the function should return now."
        now = "The function returns now" if ours.event == RETURN else f"Now line {mine.line} comes"
        return f"{now}; line {back[its.line]} should be next."
    if ours.event in GIVING and theirs.event in GIVING:
        actual, expected = shown(ours, ours.value), shown(theirs, theirs.value)
        if actual != expected and "<" not in expected:
            name = ours.frames[-1].name
            return f"`{name}` gives back {_cut(actual)}; it should be {_cut(expected)}."
    return ""


# -- what can be seen from outside


def _by_output(theirs: Trace, working: Trace) -> Parting | None:
    expected = "".join(write.text for write in working.writes)
    so_far = 0
    for write in theirs.writes:
        if write.stream == 1 and not expected.startswith(write.text, so_far):
            step = min(write.step + 1, len(theirs) - 1)
            wanted = expected[so_far:].split("\n")[0]
            should = f"it should write {wanted!r}" if wanted else "nothing more should be written"
            text = write.text.split("\n")[0]
            return Parting(
                step,
                _write_step(working, so_far),
                theirs.lines[write.step],
                f"The program writes {_cut(repr(text))} here; {should}.",
            )
        so_far += len(write.text)
    return None


def _write_step(trace: Trace, chars: int) -> int:
    """The step after which so many characters had been exceeded."""
    so_far = 0
    for write in trace.writes:
        so_far += len(write.text)
        if so_far > chars:
            return min(write.step + 1, len(trace) - 1)
    return len(trace) - 1


def _by_result(theirs: Trace, working: Trace) -> Parting | None:
    mine, its = _last_return(theirs), _last_return(working)
    if mine is None:
        return _by_end(theirs, working)
    if its is None:
        return None
    own, right = theirs.at(mine), working.at(its)
    actual, expected = shown(own, own.value), shown(right, right.value)
    if actual == expected:
        return None
    return Parting(mine, its, own.line, f"`{own.frames[-1].name}` gives back {_cut(actual)}; it should be {_cut(expected)}.")


def _by_end(theirs: Trace, working: Trace) -> Parting | None:
    """Where a program ends by an exception, or by a limit."""
    for step in range(min(len(theirs), MOST_STEPS)):
        if theirs.event(step) in (EXCEPTION, UNCAUGHT):
            snapshot = theirs.at(step)
            error = snapshot.heap.get(snapshot.error)
            name = error.type if error else "An exception"
            its = _last_return(working)
            return Parting(
                step,
                len(working) - 1 if its is None else its,
                snapshot.line,
                f"{name} is raised in line {snapshot.line}; a program that works goes on.",
            )
    last = len(theirs) - 1
    if last < 0:
        return None
    sentence = (
        "The program still runs; it should have ended by now."
        if theirs.outcome.kind == "cut"
        else "The program ends here; a program that works does more."
    )
    return Parting(last, len(working) - 1, theirs.lines[last], sentence)


def _last_return(trace: Trace) -> int | None:
    """The step at which the last call that the module made gives back its value."""
    if trace.outcome.kind != "finished":
        return None
    for step in range(len(trace) - 1, -1, -1):
        if trace.event(step) == RETURN and trace.depth(step) == 2:
            return step
    return None


# -- values in words


def shown(snapshot: Snapshot, oid: int, depth: int = 0) -> str:
    """A value of a recording as text, as `values.text_of` has it."""
    obj = snapshot.heap.get(oid)
    if obj is None:
        return "nothing"
    if obj.kind in ATOMS:
        return obj.text
    if depth >= MOST_DEPTH:
        return "…"
    parts = [shown(snapshot, part, depth + 1) for part in obj.elements]
    if obj.kind in MAPPINGS:
        return f"{{{', '.join(f'{key}: {value}' for key, value in zip(parts[::2], parts[1::2], strict=True))}}}"
    if obj.kind in SEQUENCES:
        if obj.kind in ("set", "frozenset"):
            return f"{{{', '.join(sorted(parts))}}}" if parts else "set()"
        comma = "," if obj.kind == "tuple" and len(parts) == 1 else ""
        before, after = ("(", ")") if obj.kind == "tuple" else ("[", "]")
        return f"{before}{', '.join(parts)}{comma}{after}"
    return f"<{obj.type}>"


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[:MOST_TEXT] + "…"
