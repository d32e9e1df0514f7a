"""A step as an SVG image of its own, and some steps as one image that moves.

Rule: boxes, texts and arrows are SVG, and nothing else is needed to show them: see svg_boxes.py for why.
"""

from collections.abc import Callable, Sequence
from typing import Any

from .. import sealed
from ..trace.store import Trace
from .svg_ink import n
from .svg_scene import Artist, Look

__builtins__ = sealed.BUILTINS

STEP_S = 1.2  # how long a step is shown, in the image that moves


def step_svg(trace: Trace, step: int, look: Look | None = None) -> str:
    """The image of one step, counted from 0 in the trace. Raises IndexError where there is no such step."""
    return step_images(trace, [step], look)[0]


def step_images(
    trace: Trace, steps: Sequence[int], look: Look | None = None, told: Callable[[int, int], None] | None = None
) -> list[str]:
    """The images of these steps, all of one size. `told(done, all)` hears how far the drawing has come."""
    artist = Artist(trace, look or Look())
    pictures = _pictures(artist, steps, told)
    plate = artist.plate(pictures)
    return [artist.image(picture, plate) for picture in pictures]


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
    pictures = _pictures(artist, steps, told)
    plate = artist.plate(pictures)
    grounds, boxes, arrows, headings = Shows(), Shows(), Shows(), Shows()
    for at, picture in enumerate(pictures):
        headings.add(artist.heading(picture, plate), at)
        grounds.add(artist.line_marks(picture, plate), at)
        for part in picture["parts"]:
            boxes.add(artist.part(part), at)
        for arrow in picture["arrows"]:
            arrows.add(artist.arrow(arrow), at)
    count, seconds = len(pictures), step_s
    inside = boxes.svg(count, seconds) + arrows.svg(count, seconds)
    pieces = artist.layers(plate, headings.svg(count, seconds), grounds.svg(count, seconds), inside)
    title = f"{trace.filename}: {artist.title(steps[0])} and on to {artist.title(steps[-1])}"
    return artist.whole(plate, title, f"{count} steps of a program, one after the other.", pieces)


class Shows:
    """Pieces of an image, and the moments at which each is shown."""

    def __init__(self) -> None:
        self.moments: dict[str, list[int]] = {}

    def add(self, piece: str, moment: int) -> None:
        """This piece is there at this moment too."""
        if piece:
            self.moments.setdefault(piece, []).append(moment)

    def svg(self, count: int, step_s: float) -> str:
        """All pieces, each visible in its moments."""
        return "".join(_showing(piece, moments, count, step_s) for piece, moments in self.moments.items())


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
