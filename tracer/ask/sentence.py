"""One sentence about a step: what just happened, and where that says nothing, what comes.

Rule: the sentence says nothing that the two steps and the text of the program do not prove; it is never longer
than about 140 characters.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ..trace import model
from ..trace.model import Frame, Snapshot
from .account import Deed
from .clauses import Lines, lines_of
from .deeds import deeds_between
from .naming import Names
from .phrases import LONGEST, LONGEST_NAME, Code, Phrase, Piece, html_of, joined, shortened, text_of, value_words

LONGEST_MESSAGE = 80  # characters of an exception's message
LONGEST_PRINTED = 48


class Sentence(NamedTuple):
    """`text`: plain, for reading aloud. `html`: the same with code marked up."""

    text: str
    html: str


def sentence(
    before: Snapshot | None, now: Snapshot, source_lines: Sequence[str], written: str = "", *, first_step: int = 0
) -> Sentence:
    """What happened between two neighbouring steps. `written`: the output between them; `first_step`: where the recording begins."""
    if before is None and first_step:
        phrase: Phrase = (f"The recording begins here, at line {now.line}.",)
    else:
        phrase = _phrase(before, now, source_lines, written)
    if len(text_of(phrase)) > LONGEST + 4:
        phrase = _cut(phrase)
    return Sentence(text_of(phrase), html_of(phrase))


def _phrase(before: Snapshot | None, now: Snapshot, source_lines: Sequence[str], written: str) -> Phrase:
    if before is None:
        return (f"The program begins: line {now.line} is next.",)
    frame = now.frames[-1]
    match now.event:
        case model.EXCEPTION:
            return _raised(before, now)
        case model.UNCAUGHT:
            return ("The program ends: nothing caught the ", *_error(now), ".")
        case model.CAUGHT:
            return _caught(now, lines_of(source_lines))
        case model.RESUME:
            return (*_capital(_callee(frame)), f" goes on at line {frame.line}.")
        case model.CALL:
            return _called(now)
    done = _done(before, now, source_lines, written)
    match now.event:
        case model.RETURN if frame.kind == "class":
            return _with(done, ("the body of class ", Code(shortened(frame.name, LONGEST_NAME)), " is done"))
        case model.RETURN if frame.kind in ("generator", "comprehension") and _is_none(now):
            return _with(done, (*_callee(frame), " is done: it has no more to yield"))
        case model.RETURN:
            return _with(done, (*_callee(frame), " returns ", *value_words(now.value, now, before)))
        case model.YIELD:
            verb = " waits" if frame.kind == "coroutine" else " yields "
            value = () if frame.kind == "coroutine" else value_words(now.value, now, before)
            return _with(done, (*_callee(frame), verb, *value))
        case model.END:
            return _with(done, ("the program ended",))
    if frame.id not in {f.id for f in before.frames}:
        return ("The body of class ", Code(shortened(frame.name, LONGEST_NAME)), " begins.") if frame.kind == "class" else (
            f"Line {now.line} is next.",
        )  # fmt: skip
    return (*done, ".") if done else _quiet(before, now, source_lines)


def _with(done: Phrase, end: Phrase) -> Phrase:
    """Both as one sentence where that is not too long; otherwise what was done alone comes first."""
    if not done:
        return (*_capital(end), ".")
    both = (*done, "; ", *end, ".")
    return both if len(text_of(both)) <= LONGEST else (*done, ".")


def _capital(phrase: Phrase) -> Phrase:
    first = phrase[0]
    return (first[:1].upper() + first[1:], *phrase[1:]) if isinstance(first, str) else phrase


def line_done(before: Snapshot, now: Snapshot) -> int:
    """The line that was at work between the two steps: where the current frame stood before; 0 when it is new."""
    frame = now.frames[-1]
    for old in before.frames:
        if old.id == frame.id:
            return old.line if frame.source == 0 else 0
    return 0


def _done(before: Snapshot, now: Snapshot, source_lines: Sequence[str], written: str) -> Phrase:
    """What the line at work did, without a full stop; () when nothing can be seen of it."""
    line = line_done(before, now)
    lines = lines_of(source_lines)
    deeds = deeds_between(before, now, imports=lines.imports(line), deletes=lines.deletes(line))
    if written:
        deeds.append(Deed(("printed ", *_printed(written)), acts=True))
    if not deeds:
        return ()
    start = f"Line {line}" if line else "The last line"
    if all(deed.acts for deed in deeds):
        return (f"{start} ", *joined([deed.phrase for deed in deeds]))
    if deeds[0].acts:
        deeds.sort(key=lambda deed: deed.acts)
    phrases = [("it ", *deed.phrase) if deed.acts else deed.phrase for deed in deeds]
    return (f"{start}: ", *joined(_merged(phrases, deeds)))


def _merged(phrases: list[Phrase], deeds: list[Deed]) -> list[Phrase]:
    """Only the first of several things that "it" did says so."""
    seen = False
    merged: list[Phrase] = []
    for phrase, deed in zip(phrases, deeds, strict=True):
        merged.append(deed.phrase if deed.acts and seen else phrase)
        seen = seen or deed.acts
    return merged


def _printed(written: str) -> Phrase:
    text = written.removesuffix("\n")
    lines = text.split("\n")
    if len(lines) > 1:
        return (f"{len(lines)} lines",)
    return (Code(f'"{shortened(text, LONGEST_PRINTED)}"'),) if text else ("an empty line",)


def _quiet(before: Snapshot, now: Snapshot, source_lines: Sequence[str]) -> Phrase:
    """Of a step in which no state changed: which way a condition went, or only what is next."""
    line = line_done(before, now)
    lines = lines_of(source_lines)
    if before.event == model.CALL:
        return (f"Line {now.line} is next, the first in ", *_callee(now.frames[-1]), ".")
    if not line or before.event in (model.EXCEPTION, model.CAUGHT):
        return (f"Line {now.line} is next.",)
    went = lines.went(line, now.line)
    if went is not None:
        return (f"Line {line}: the condition was {'true' if went else 'false'}; line {now.line} is next.",)
    over = lines.loop_over(line, now.line)
    if over:
        return (f"Line {line}: the loop is over; line {now.line} is next.",)
    bound = dict(now.frames[-1].variables)
    again, same = lines.loop_variable(line) if over is False else "", lines.target(line)
    if again in bound:
        return (f"Line {line}: ", Code(again), " is ", *value_words(bound[again], now, before), " again.")
    if same in bound:
        return (f"Line {line}: ", Code(same), " stays ", *value_words(bound[same], now, before), ".")
    if line == now.line:
        return (f"Line {line} runs again.",)
    return (f"Line {line} is done; line {now.line} is next.",)


def _called(now: Snapshot) -> Phrase:
    frame = now.frames[-1]
    caller = now._replace(frames=now.frames[:-1]) if len(now.frames) > 1 else now
    names = Names(caller)
    parts: list[Phrase] = []
    for name, oid in frame.variables:
        if name in frame.free:
            continue
        obj = now.heap.get(oid)
        path = names.path(oid) if obj is not None and obj.kind in ("instance", "exception") else ""
        if path == name and obj is not None:
            value: Phrase = (f"the same {obj.type}",)
        else:
            value = (f"the {obj.type} ", Code(path)) if path and obj is not None else value_words(oid, now, None)
        parts.append((Code(shortened(name, LONGEST_NAME)), " = ", *value))
    start = _capital((*_callee(frame), " begins" if frame.kind == "comprehension" else " is called"))
    return (*start, " with ", *joined(parts, "arguments"), ".") if parts else (*start, ".")


def _callee(frame: Frame) -> Phrase:
    if frame.kind == "comprehension":
        return ("the generator expression",)
    if frame.kind == "lambda":
        return ("the lambda",)
    if frame.kind == "module":
        return ("the program",)
    return (Code(shortened(frame.name, LONGEST_NAME)),)


def _is_none(now: Snapshot) -> bool:
    value = now.heap.get(now.value)
    return value is None or value.kind == "none"


def _error(now: Snapshot) -> Phrase:
    error = now.heap.get(now.error)
    if error is None:
        return ("exception",)
    message = shortened(error.text, LONGEST_MESSAGE)
    return (Code(shortened(error.type, LONGEST_NAME)), ": ", Code(message)) if message else (Code(error.type),)


def _raised(before: Snapshot, now: Snapshot) -> Phrase:
    if before.error == now.error and before.event == model.EXCEPTION and before.frames[-1].id != now.frames[-1].id:
        name = now.heap.get(now.error)
        kind = Code(name.type) if name is not None else "exception"
        return ("The ", kind, " arrives in ", *_callee(now.frames[-1]), f", where line {now.line} made the call.")
    return (f"Line {now.line} raises ", *_error(now), ".")


def _caught(now: Snapshot, lines: Lines) -> Phrase:
    if now.line in lines.handlers:
        return (f"The except clause on line {now.line} caught it.",)
    return (f"The with statement on line {now.line} caught it.",)


def _cut(phrase: Phrase) -> Phrase:
    """The phrase without what goes beyond the longest a sentence may be."""
    kept: list[Piece] = []
    used = 0
    for piece in phrase:
        text = piece if isinstance(piece, str) else piece.text
        if used + len(text) > LONGEST:
            rest = max(LONGEST - used - 1, 1)
            kept.append(text[:rest] + "…" if isinstance(piece, str) else Code(text[:rest] + "…"))
            break
        kept.append(piece)
        used += len(text)
    return tuple(kept)
