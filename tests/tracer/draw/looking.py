"""What the tests of the drawing share: programs, and a picture with the sizes that its texts were made for."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tracer.draw.picture import Drawing
from tracer.draw.standing import Standing
from tracer.draw.view import View
from tracer.record import record_program
from tracer.trace.store import Trace

GALLERY = Path(__file__).parents[3] / "lessons" / "gallery"
NAMES = sorted(path.stem for path in GALLERY.glob("*.py"))


class Point(NamedTuple):
    """A place in the picture, px."""

    x: float
    y: float


@cache
def trace_of(name: str) -> Trace:
    """The recording of a gallery program, with made-up inputs."""
    return record_program((GALLERY / f"{name}.py").read_text(), inputs=["50", "25", "37", "9", "1", "70"])


def traced(source: str) -> Trace:
    """The recording of a program."""
    return record_program(source)


def standing_of(drawing: Drawing, view: View) -> dict[str, Standing]:
    """Where the parts of the last picture stand, and how large they are."""
    return drawing._sets[view.layout_key].arrows._standing


def sampled(trace: Trace, most: int) -> list[int]:
    """Steps all over a trace, neighbours among them."""
    count = len(trace)
    steps = {round(i * (count - 1) / max(most - 1, 1)) for i in range(most)}
    return sorted({s for step in steps for s in (step, step + 1) if s < count})


def points_of(path: str, per_curve: int = 24) -> list[list[Point]]:
    """Points along each piece of SVG path data; a piece begins at every M."""
    pieces: list[list[Point]] = []
    at = Point(0, 0)
    for letter, numbers in re.findall(r"([MHLC])([^MHLC]*)", path):
        values = [float(number) for number in numbers.split()]
        if letter == "M":
            at = Point(*values)
            pieces.append([at])
        elif letter == "H":
            pieces[-1] += _line(at, Point(values[0], at.y), per_curve)
            at = Point(values[0], at.y)
        elif letter == "L":
            pieces[-1] += _line(at, Point(*values), 2)
            at = Point(*values)
        else:
            one, two, end = Point(*values[:2]), Point(*values[2:4]), Point(*values[4:])
            for i in range(1, per_curve + 1):
                t = i / per_curve
                u = 1 - t
                pieces[-1].append(
                    Point(
                        u**3 * at.x + 3 * u * u * t * one.x + 3 * u * t * t * two.x + t**3 * end.x,
                        u**3 * at.y + 3 * u * u * t * one.y + 3 * u * t * t * two.y + t**3 * end.y,
                    )
                )
            at = end
    return pieces


def _line(a: Point, b: Point, count: int) -> list[Point]:
    return [Point(a.x + (b.x - a.x) * i / count, a.y + (b.y - a.y) * i / count) for i in range(1, count + 1)]


def html_of(picture: dict[str, Any], drawing: Drawing, key: str) -> str:
    """The text of one part."""
    return next(drawing.texts[n] for name, _, _, n in picture["parts"] if name == key)
