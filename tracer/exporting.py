"""What the page can save of a recording: `exported` answers the command `export` (docs/messages.md).

Rule: whatever is asked for, the answer is a file's content or a sentence; what would take too long or grow too large is refused before it begins.
"""

from collections.abc import Callable
from typing import Any

from . import sealed
from .draw.shown import shown_beside
from .draw.view import View, view_from
from .export.handout import handout_html
from .export.html import html_page
from .export.svg import LAST_S, STEP_S, NothingDrawn, frames, moving_svg, seconds_of, step_images
from .export.svg_scene import THEMES, Look
from .trace.store import Trace

__builtins__ = sealed.BUILTINS

PICTURE_PX = 640  # width of the picture in images
MOST_STEPS = {"html": 5_000, "svg": 1, "moving": 300, "images": 300, "handout": 100}
FILMS = ("moving", "images")  # of a drawing alone they take as many steps as there are: moments are chosen among them
REPEATING = ("images", "handout")  # what is drawn is in them once for each step
MOST_CHARACTERS = 60_000_000  # of that, in all
NAMES = {
    "html": "An HTML file",
    "svg": "An image",
    "moving": "A moving image",
    "images": "A moving image",
    "handout": "A hand-out",
}


class Unexportable(Exception):
    """What cannot be exported; the message is a sentence."""


Told = Callable[[int, int], None]


def exported(trace: Trace, message: dict[str, Any], told: Told) -> bytes:
    """The content of the file that `message` asks for. Raises Unexportable. `told(done, all)` hears how far it has come."""
    format = message.get("format")
    if format not in MOST_STEPS:
        raise Unexportable(f"The engine cannot write {format!r}; is the page of another version?")
    if not len(trace):
        raise Unexportable("There is nothing to export: the program never ran. Run it first.")
    steps = chosen_steps(trace, message.get("steps"))
    most = MOST_STEPS[str(format)]
    if is_alone(message) and format in FILMS:
        steps = frames(trace, steps)
    elif len(steps) > most:
        raise Unexportable(
            f"{NAMES[str(format)]} can hold {most:,} {'steps' if most > 1 else 'step'}; {len(steps):,} are chosen. Choose fewer."
        )
    if format in REPEATING and not is_alone(message):
        _refuse_too_large(trace, len(steps))
    try:
        return _content(trace, str(format), steps, message, told).encode()
    except NothingDrawn as nothing:
        raise Unexportable(str(nothing)) from None
    except RecursionError:
        raise Unexportable("One of these steps is nested too deeply to be drawn. Choose others.") from None


def _refuse_too_large(trace: Trace, count: int) -> None:
    """Raises Unexportable where so many images with the whole drawing in them would not fit into the memory."""
    marks = ((shown_beside(trace) or {}).get("drawing") or {"marks": []})["marks"]
    size = sum(map(len, marks))
    if size * count > MOST_CHARACTERS:
        raise Unexportable(
            f"{count:,} images of a drawing with {len(marks):,} marks are too large. "
            f"Choose {max(1, MOST_CHARACTERS // size):,} or fewer steps, or a moving image of only the drawing."
        )


def is_alone(message: dict[str, Any]) -> bool:
    """Whether the images are to show the drawing and nothing else."""
    return message.get("only") == "drawing"


def chosen_steps(trace: Trace, ranges: Any) -> list[int]:
    """The steps in [[first, last], …], in order, each once. Raises Unexportable where one is not there."""
    steps: set[int] = set()
    for entry in ranges if isinstance(ranges, list) else [[0, len(trace) - 1]]:
        first, last = entry if isinstance(entry, list) and len(entry) == 2 else (None, None)
        if not isinstance(first, int) or not isinstance(last, int) or not 0 <= first <= last < len(trace):
            raise Unexportable(f"Steps {entry} are not in this recording of {len(trace):,} steps.")
        steps.update(range(first, last + 1))
    if not steps:
        raise Unexportable("No step is chosen. Choose at least one.")
    return sorted(steps)


def _content(trace: Trace, format: str, steps: list[int], message: dict[str, Any], told: Told) -> str:
    asked = message.get("view")
    view: View = view_from({**(asked if isinstance(asked, dict) else {}), "width": PICTURE_PX})
    title, theme = str(message.get("title") or ""), message.get("theme")
    look = Look(message.get("code") is not False, theme if theme in THEMES else "light", view, is_alone(message))
    if format == "html":
        return html_page(trace, view=view, first=steps[0], last=steps[-1], title=title, told=told)
    if format == "moving":
        return moving_svg(trace, steps, look, told=told)
    if format == "handout":
        return handout_html(trace, steps, look, title, told)
    images = step_images(trace, steps, look, told)
    if format == "svg":
        return images[0]
    seconds = seconds_of(len(images)) if look.alone else STEP_S
    return sealed.to_json({"images": images, "frame_ms": round(1000 * seconds), "last_ms": round(1000 * LAST_S)})
