"""Files that are drawn: the replay, images, hand-outs. What images of pixels and PDF need beside Python is asked for when it is needed.

Rule: nothing has to be installed for HTML and SVG; where a package is missing, one sentence says which.
"""

import argparse
import importlib
import io
from typing import Any

from ..ask.window import first_step
from ..export.handout import handout_html
from ..export.html import html_page
from ..export.svg import LAST_S, STEP_S, NothingDrawn, frames, moving_svg, seconds_of, step_images
from ..export.svg_scene import Look
from ..trace.store import Trace
from .files import Refusal

SCALE = 2  # pixels of a PNG for each px
ONE_STEP = ("svg", "png")
FILMS = ("svg-moving", "gif")
IMAGES = (*ONE_STEP, *FILMS)


def drawn_file(trace: Trace, options: argparse.Namespace) -> str | bytes:
    """The content of the file; bytes where it is no text. Raises Refusal."""
    format = options.format
    if not len(trace) and format != "html":
        raise Refusal(f"There is nothing to draw: the program never ran. {trace.outcome.reason}")
    try:
        return _content(trace, options, _steps(trace, options.steps, format))
    except NothingDrawn as nothing:
        raise Refusal(f"--drawing: {nothing}") from None


def _content(trace: Trace, options: argparse.Namespace, steps: list[int]) -> str | bytes:
    format, alone = options.format, options.drawing
    if alone and format not in IMAGES:
        raise Refusal(
            f"--drawing is for images ({', '.join(IMAGES)}), and the format is {format}. Leave it away, or choose another format."
        )
    if alone and format in FILMS:
        steps = frames(trace, steps)
    look = Look(code=not options.no_code, theme=options.theme, alone=alone)
    if format == "html":
        return html_page(trace, first=steps[0], last=steps[-1]) if steps else html_page(trace)
    if format == "svg-moving":
        return moving_svg(trace, steps, look)
    if format == "handout":
        return handout_html(trace, steps, look)
    if format == "pdf":
        return _pdf(handout_html(trace, steps, look))
    images = step_images(trace, steps, look)
    if format == "svg":
        return images[0]
    return _png(images[0], SCALE) if format == "png" else _gif(images, seconds_of(len(images)) if alone else STEP_S)


def _steps(trace: Trace, text: str | None, format: str) -> list[int]:
    """The steps that are meant, from 0 in the trace."""
    if text is None:
        return [len(trace) - 1] if format in ONE_STEP else list(range(len(trace)))
    first = first_step(trace)
    low, high = first + 1, first + len(trace)
    chosen: set[int] = set()
    for piece in text.replace(" ", "").split(","):
        start, _, end = piece.partition("-")
        if not (start.isdecimal() and (end or start).isdecimal()):
            raise Refusal(f"--steps {text!r}: {piece!r} is no step. Write steps such as 3,8,12-20, from {low} to {high}.")
        begin, stop = int(start), int(end or start)
        if not low <= begin <= stop <= high:
            raise Refusal(f"--steps {text!r}: {piece!r} is not in this trace. Write steps from {low} to {high}.")
        chosen.update(range(begin - low, stop - low + 1))
    if format in ONE_STEP and len(chosen) > 1:
        raise Refusal(f"--steps {text!r}: the format {format} shows one step, and {len(chosen)} are chosen. Choose one.")
    return sorted(chosen)


def _package(module: str, package: str, format: str) -> Any:
    """A module that is not Python's own. Raises Refusal where it is not installed."""
    try:
        return importlib.import_module(module)
    except (ImportError, OSError):  # OSError: it is there, and a library of the system that it needs is not
        raise Refusal(f"The format {format} needs the package {package}: pip install {package}, and try again.") from None


def _png(svg: str, scale: int) -> bytes:
    resvg = _package("resvg_py", "resvg-py", "png")
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=scale))


def _gif(images: list[str], seconds: float) -> bytes:
    pillow = _package("PIL.Image", "pillow", "gif")
    resvg = _package("resvg_py", "resvg-py", "gif")
    pictures = [pillow.open(io.BytesIO(bytes(resvg.svg_to_bytes(svg_string=svg)))).convert("RGB") for svg in images]
    delays = [round(seconds * 1000)] * (len(images) - 1) + [round(LAST_S * 1000)]
    file = io.BytesIO()
    pictures[0].save(file, "GIF", save_all=True, append_images=pictures[1:], duration=delays, loop=0)
    return file.getvalue()


def _pdf(html: str) -> bytes:
    weasyprint = _package("weasyprint", "weasyprint", "pdf")
    return bytes(weasyprint.HTML(string=html, url_fetcher=_nothing).write_pdf())


def _nothing(url: str) -> Any:
    if url.startswith("data:"):  # a picture that the program showed: it lies in the hand-out
        return importlib.import_module("weasyprint").default_url_fetcher(url)
    raise Refusal(f"The hand-out asks for {url!r}: it should ask for nothing.")
