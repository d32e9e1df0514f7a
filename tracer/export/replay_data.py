"""What a replay holds: the drawn picture of every step, with everything that repeats written once.

Pictures are those of docs/messages.md, in tables; a step says what differs from the step before it, a text what differs from the one that stood in its
place. docs/replay-html.md describes the shape. Rule: it holds numbers, our own markup and escaped texts; no text of a program is markup in it but a table's, which is cleaned.
"""

from collections.abc import Callable, Sequence
from re import compile as pattern
from typing import Any

from .. import sealed
from ..ask.window import first_step
from ..draw.excerpt import excerpt, stop_of
from ..draw.picture import Drawing
from ..draw.shown import shown_beside
from ..draw.view import View
from ..trace.store import Trace, outcome_to_json
from .highlight import html_lines

__builtins__ = sealed.BUILTINS

WIDTHS = (640, 352)  # px: of the picture beside the code, and on a phone
LEAST_GAIN = 24  # characters that telling the difference must save
FAILED = ("exception", "uncaught")

_BUTTON = pattern(r'<button type="button" class="more"[^>]*>(.*?)</button>')


class Table:
    """Things by number, equal ones once."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def number(self, thing: Any) -> int:
        """The number of `thing`, a new one when it was not there yet."""
        return self.numbers.setdefault(thing, len(self.numbers))


def replay_data(
    trace: Trace, view: View, first: int, last: int, told: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """Steps `first` to `last` of a trace, for the viewer. `told(done, all)` hears how far it has come."""
    steps = range(first, last + 1) if len(trace) else range(0)
    drawings = []
    said = Said()
    for index, width in enumerate(WIDTHS):
        one = OneDrawing(view._replace(width=width, known=0, era=0))
        for at, step in enumerate(steps):
            picture = one.add(trace, step)
            if not index:
                said.add(picture)
            if told:
                told(index * len(steps) + at + 1, len(WIDTHS) * len(steps))
        drawings.append(one.as_json())
    begin = first_step(trace)
    outcome = outcome_to_json(trace.outcome)
    shown = excerpt(shown_beside(trace), first, stop_of(len(trace), last)) if steps else None
    return {
        "code": html_lines(trace.source),
        "output": _written(trace, said.columns["chars"][-1] if steps else 0),
        "reason": outcome["traceback"] or outcome["reason"],
        "first": begin + first,
        "total": begin + len(trace),
        **said.columns,
        "words": list(said.words.numbers),
        "drawings": drawings,
        **({"shown": shown} if shown else {}),
    }


def _written(trace: Trace, chars: int) -> list[list[Any]]:
    """[stream, text] of all output up to so many characters, neighbours of one stream as one only where no step lies between them."""
    written: list[list[Any]] = []
    left = chars
    for write in trace.writes:
        if left <= 0:
            break
        written.append([write.stream, write.text[:left]])
        left -= len(write.text)
    return written


class Said:
    """What is said about each step beside its picture, in columns: equal neighbours pack best."""

    def __init__(self) -> None:
        self.words = Table()
        self.columns: dict[str, list[Any]] = {name: [] for name in ("line", "was", "chars", "said", "failed")}

    def add(self, picture: dict[str, Any]) -> None:
        """One step more."""
        said = self.words.number(picture["sentence_html"])
        row = (picture["line"], picture["was"], picture["output_chars"], said, int(picture["event"] in FAILED))
        for column, value in zip(self.columns.values(), row, strict=True):
            column.append(value)


class OneDrawing:
    """The pictures of one width."""

    def __init__(self, view: View):
        self.view = view
        self.drawing = Drawing()
        self.parts, self.arrows, self.keys = Table(), Table(), Table()
        self.texts: list[Any] = []
        self.numbers: dict[str, int] = {}  # of texts
        self.shown: dict[Any, str] = {}  # the text that stood there last, by the part's key
        self.heights: list[int] = []
        self.steps: list[list[Any]] = []
        self._before: tuple[list[int], list[int]] = ([], [])

    def add(self, trace: Trace, step: int) -> dict[str, Any]:
        """Draws one step more, and gives its picture."""
        picture = self.drawing.draw(trace, step, self.view._replace(known=len(self.drawing.texts), era=0))
        all_texts = self.drawing.texts
        parts = [
            self.parts.number((self.keys.number(key), x, y, self._text(key, all_texts[number])))
            for key, x, y, number in picture["parts"]
        ]
        arrows = [self.arrows.number(tuple(arrow)) for arrow in picture["arrows"]]
        was_parts, was_arrows = self._before
        self.steps.append([spliced(was_parts, parts), spliced(was_arrows, arrows)])
        self.heights.append(picture["height"])
        self._before = parts, arrows
        return picture

    def _text(self, key: Any, text: str) -> int:
        """The number of a text; a new one is written as what differs from the one that stood in its place."""
        number = self.numbers.get(text)
        if number is None:
            number = self.numbers[text] = len(self.texts)
            own, former = viewed(text), self.shown.get(key)
            self.texts.append(own if former is None else _changed(self.numbers[former], viewed(former), own))
        self.shown[key] = text
        return number

    def as_json(self) -> dict[str, Any]:
        """In the words of docs/replay-html.md."""
        return {
            "width": self.view.width,
            "height": self.heights,
            "texts": self.texts,
            "parts": list(self.parts.numbers),
            "arrows": list(self.arrows.numbers),
            "steps": self.steps,
        }


def viewed(text: str) -> str:
    """A box's HTML as the viewer takes it: no buttons, for there is nobody to ask, and no style attributes, which its policy forbids.

    A text of the program cannot look like either: its quotes are escaped.
    """
    return _BUTTON.sub(r'<span class="more">\1</span>', text).replace(' style="', ' data-style="')


def spliced(old: Sequence[Any], new: Sequence[Any]) -> Any:
    """0 where nothing changed; else [how much stays at the start, how much at the end, what is new between them …]."""
    if old == new:
        return 0
    start, end = _kept(old, new)
    return [start, end, *new[start : len(new) - end]]


def _changed(number: int, old: str, new: str) -> Any:
    """`new` as [number of the old text, characters that stay at the start, at the end, what is new], where that is shorter."""
    if max(old, default="") > "\uffff" or max(new, default="") > "\uffff":
        return new  # JavaScript counts these characters twice
    start, end = _kept(old, new)
    return [number, start, end, new[start : len(new) - end]] if start + end > LEAST_GAIN else new


def _kept(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int]:
    """How much of both is the same at the start, and how much at the end."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    end = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    return start, end
