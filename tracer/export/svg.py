"""A step as an SVG image of its own, and some steps as one image that moves.

Rule: boxes, texts and arrows are SVG, and nothing else is needed to show them: see svg_boxes.py for why.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from .. import sealed
from ..draw.excerpt import stop_of
from ..draw.shown import shown_beside
from ..trace.store import Trace
from .svg_ink import n
from .svg_scene import Artist, Look
from .svg_shown import LINES, Showing

__builtins__ = sealed.BUILTINS

STEP_S = 1.2  # how long a step is shown, in the image that moves
LAST_S = 3.0  # the end is looked at longer, in a GIF
ALONE_S = 10.0  # how long a drawing by itself takes to come about, at most …
LEAST_S = 0.08  # … unless its frames would be shorter than this
MOST_FRAMES = 100  # of a drawing by itself: so many moments of it are chosen
MOST_CHARACTERS = 20_000_000  # … or as many as make a list of images of this size


def step_svg(trace: Trace, step: int, look: Look | None = None) -> str:
    """The image of one step, counted from 0 in the trace. Raises IndexError where there is no such step."""
    return step_images(trace, [step], look)[0]


def step_images(
    trace: Trace, steps: Sequence[int], look: Look | None = None, told: Callable[[int, int], None] | None = None
) -> list[str]:
    """The images of these steps, all of one size. `told(done, all)` hears how far the drawing has come."""
    artist = Artist(trace, look or Look())
    if artist.look.alone:
        showing, moments = _alone(artist, steps)
        return [showing.alone(moment) for moment in moments]
    pictures = _pictures(artist, steps, told)
    plate = artist.plate(pictures)
    return [artist.image(picture, plate) for picture in pictures]


class NothingDrawn(Exception):
    """An image of the drawing alone was asked for, and in these steps there is none; the message is a sentence."""


def _alone(artist: Artist, steps: Sequence[int]) -> tuple[Showing, list[int]]:
    """What is drawn in these steps, and the moments, as it counts them."""
    count = len(artist.trace)
    showing = artist.showing(steps[0], steps[-1])
    if showing is None:
        raise NothingDrawn("Nothing is drawn or shown up to there. Choose a later step, or leave the drawing alone away.")
    return showing, [stop_of(count, step) - steps[0] for step in steps]


def frames(trace: Trace, steps: Sequence[int]) -> list[int]:
    """Of these steps, in their order, those at which the drawing is another one than before; so many that they make a short film, the last one among them."""
    shown = shown_beside(trace)
    if shown is None:
        return list(steps[-1:])
    drawing = shown["drawing"] or {"changes": [], "poses": [], "backgrounds": [], "marks": []}
    happened = sorted(
        {entry[0] for name in ("changes", "poses", "backgrounds") for entry in drawing[name]}
        | {item[0] for item in shown["items"]}
    )
    found, before = [], -1
    for step in steps:
        so_far = bisect_left(happened, stop_of(len(trace), step))
        if so_far != before:
            found.append(step)
        before = so_far
    if found[-1] != steps[-1] and len(found) < 2:
        found.append(steps[-1])
    size = sum(map(len, drawing["marks"])) + 1
    most = max(2, min(MOST_FRAMES, MOST_CHARACTERS // size))
    if len(found) <= most:
        return found
    return [found[round(at * (len(found) - 1) / (most - 1))] for at in range(most)]


def seconds_of(count: int) -> float:
    """How long each of so many frames of a drawing is shown."""
    return min(STEP_S, max(LEAST_S, ALONE_S / count))


def _pictures(artist: Artist, steps: Sequence[int], told: Callable[[int, int], None] | None) -> list[dict[str, Any]]:
    pictures = []
    for at, step in enumerate(steps):
        pictures.append(artist.picture(step))
        if told:
            told(at + 1, len(steps))
    return pictures


def moving_svg(
    trace: Trace,
    steps: Sequence[int],
    look: Look | None = None,
    step_s: float = STEP_S,
    told: Callable[[int, int], None] | None = None,
) -> str:
    """These steps one after the other in one image, over and over. It plays by itself in an <img>, without a script.

    What is the same in several steps is in it once, and shows itself in its time (SMIL). A program that plays nothing shows the first step.
    """
    artist = Artist(trace, look or Look())
    if artist.look.alone:
        return _moving_alone(artist, steps)
    pictures = _pictures(artist, steps, told)
    plate = artist.plate(pictures)
    shown, sheet = Shows(), Shows()
    grounds, boxes, arrows, headings = Shows(), Shows(), Shows(), Shows()
    for at, picture in enumerate(pictures):
        headings.add(artist.heading(picture, plate), at)
        grounds.add(artist.line_marks(picture, plate), at)
        for part in picture["parts"]:
            boxes.add(artist.part(part), at)
        for arrow in picture["arrows"]:
            arrows.add(artist.arrow(arrow), at)
        for place, piece in plate.showing.moving(artist.moment(picture, plate)) if plate.showing else ():
            (sheet if place[0] == 1 else shown).add(piece, at, place)
    count, seconds = len(pictures), step_s
    inside = boxes.svg(count, seconds) + arrows.svg(count, seconds)
    drawn = plate.showing.sheet_svg(sheet.svg(count, seconds)) if plate.showing and plate.showing.drawing else ""
    beside = drawn + shown.svg(count, seconds)
    pieces = artist.layers(plate, headings.svg(count, seconds), grounds.svg(count, seconds), inside, beside)
    title = f"{trace.filename}: {artist.title(steps[0])} and on to {artist.title(steps[-1])}"
    return artist.whole(plate, title, f"{count} steps of a program, one after the other.", pieces)


def _moving_alone(artist: Artist, steps: Sequence[int]) -> str:
    showing, moments = _alone(artist, steps)
    if not showing.drawing:
        raise NothingDrawn("There is no turtle drawing in these steps that could move. Choose an image of one step.")
    sheet = Shows()
    for at, moment in enumerate(moments):
        for place, piece in showing.sheet(moment):
            sheet.add(piece, at, place)
    return showing.whole_sheet(showing.words(moments[-1]), LINES.format(sheet.svg(len(moments), seconds_of(len(moments)))))


class Shows:
    """Pieces of an image, and the moments at which each is shown."""

    def __init__(self) -> None:
        self.moments: dict[tuple[tuple[int, ...], str], list[int]] = {}

    def add(self, piece: str, moment: int, place: tuple[int, ...] = ()) -> None:
        """This piece is there at this moment too. `place`: in the order of painting; in the same one, what came first lies below."""
        if piece:
            self.moments.setdefault((place, piece), []).append(moment)

    def svg(self, count: int, step_s: float) -> str:
        """All pieces, each visible in its moments."""
        pieces = sorted(self.moments.items(), key=lambda entry: entry[0][0])
        return "".join(_showing(piece, moments, count, step_s) for (_, piece), moments in pieces)


def _showing(piece: str, moments: list[int], count: int, step_s: float) -> str:
    there = set(moments)
    if len(there) == count:
        return piece
    times, values = [0], [0 in there]
    for moment in range(1, count):
        if (moment in there) != values[-1]:
            times.append(moment)
            values.append(moment in there)
    words = ";".join("visible" if value else "hidden" for value in values)
    parts = ";".join(_share(time / count) for time in times)
    start = "visible" if values[0] else "hidden"
    clock = f'calcMode="discrete" dur="{n(count * step_s)}s" repeatCount="indefinite"'
    return f'<g visibility="{start}"><animate attributeName="visibility" {clock} values="{words}" keyTimes="{parts}"/>{piece}</g>'


def _share(number: float) -> str:
    return f"{number:.5f}".rstrip("0").rstrip(".")
