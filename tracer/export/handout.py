"""A hand-out: chosen steps on pages to be printed, each with its sentence, the program with its line marked, and the picture.

It is HTML with a style for paper: a browser's print dialog makes a PDF of it, with the paper that the reader has, letters of every script, and text that can be
searched and read aloud. Rule: no step is torn between two pages as long as it fits on one.
"""

from binascii import b2a_base64
from collections.abc import Callable, Sequence
from hashlib import sha256

from .. import sealed
from ..draw.text import escape
from ..trace.store import Trace
from .svg_scene import Artist, Look

__builtins__ = sealed.BUILTINS

STYLE = """
@page { margin: 14mm; }
body { margin: 24px auto; max-width: 1040px; padding: 0 16px; color: #1d2125; background: #fff; font: 15px/22px Inter, system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
h1 { font-size: 20px; line-height: 28px; margin: 0 0 16px; overflow-wrap: anywhere; }
section { break-inside: avoid; margin: 0 0 24px; padding-top: 12px; border-top: 1px solid #dcdfe0; }
h2 { font-size: 13px; line-height: 20px; margin: 0; color: #565f67; }
p { margin: 0 0 8px; overflow-wrap: anywhere; }
section > svg { display: block; max-width: 100%; height: auto; white-space: pre; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
@media print { body { margin: 0; max-width: none; padding: 0; } section > svg { max-height: 225mm; } }
"""


def handout_html(
    trace: Trace, steps: Sequence[int], look: Look, title: str = "", told: Callable[[int, int], None] | None = None
) -> str:
    """The whole document. The theme is the light one: it is for paper."""
    artist = Artist(trace, look._replace(theme="light"))
    sections = []
    for at, step in enumerate(steps):
        picture = artist.picture(step)
        image = artist.image(picture, artist.plate([picture], headed=False), inline=True)
        sections.append(f"<section><h2>{artist.title(step)}</h2><p>{escape(picture['sentence'])}</p>{image}</section>")
        if told:
            told(at + 1, len(steps))
    name = escape(title or trace.filename)
    digest = b2a_base64(sha256(STYLE.encode()).digest(), newline=False).decode("ascii")
    images = " img-src data:;" if "<image " in "".join(sections) else ""
    policy = f"default-src 'none';{images} style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n{''.join(sections)}\n</body>\n</html>\n"
    )
