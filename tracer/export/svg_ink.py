"""Rectangles, lines and texts of an SVG image, in the colours of a theme.

Rule: colours and fonts are attributes, for not every program that shows images reads style sheets and variables; a text comes in escaped.
"""

from collections.abc import Mapping

from .. import sealed

__builtins__ = sealed.BUILTINS

Colours = Mapping[str, str]
LIGHT: Colours = {
    "paper": "#fbfbf9",
    "card": "#ffffff",
    "ink": "#1d2125",
    "soft": "#565f67",
    "line": "#dcdfe0",
    "wash": "#f1f2ef",
    "now": "#0b62c4",
    "now-wash": "#e3eefb",
    "changed": "#a3450a",
    "changed-wash": "#fdeedd",
    "k": "#6f3590",
    "s": "#125a31",
    "n": "#084d9d",
    "c": "#4d565e",
}
DARK: Colours = {
    "paper": "#15181b",
    "card": "#1d2125",
    "ink": "#e7eaec",
    "soft": "#a3adb5",
    "line": "#353c42",
    "wash": "#22272c",
    "now": "#6db3ff",
    "now-wash": "#16304c",
    "changed": "#ffb27a",
    "changed-wash": "#452b16",
    "k": "#cfaaf4",
    "s": "#8edcab",
    "n": "#9bcbff",
    "c": "#aab4bc",
}
MONO = "'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
SANS = "Inter, system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
BASELINE = 0.36  # em below the middle of a line, in both faces
SMALL = 12  # px


class Ink:
    """Draws in a theme's colours. `font`: px, of texts that say nothing else."""

    def __init__(self, font: int, colours: Colours):
        self.font = font
        self.c = colours
        self.clips: dict[str, str] = {}  # name: the shape that boxes of this size are cut to; a file has each once

    def box(self, width: float, height: float, edge: str, fill: str, inside: str) -> str:
        """A box with what is inside it, cut at its round corners."""
        dashes = ' stroke-dasharray="3 3"' if edge == "ended" else ""
        size = f'width="{n(width - 1)}" height="{n(height - 1)}" rx="7.5"'
        name = f"b{n(width)}x{n(height)}"
        self.clips[name] = f'<clipPath id="{name}"><rect x=".5" y=".5" {size}/></clipPath>'
        ground = "none" if fill == "none" else self.c[fill]
        stroke = self.c["line" if edge == "ended" else edge]
        return (
            f'<rect x=".5" y=".5" {size} fill="{ground}"/><g clip-path="url(#{name})">{inside}</g>'
            f'<rect x=".5" y=".5" {size} fill="none" stroke="{stroke}"{dashes}/>'
        )

    def rect(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> str:
        """A filled rectangle."""
        corner = f' rx="{n(radius)}"' if radius else ""
        return f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"{corner} fill="{self.c[fill]}"/>'

    def frame(self, y: float, width: float, height: float) -> str:
        """The edge of a sheet."""
        size = f'width="{n(width - 1)}" height="{n(height - 1)}"'
        return f'<rect x=".5" y="{n(y + 0.5)}" {size} rx="3.5" fill="none" stroke="{self.c["line"]}"/>'

    def line(self, x: float, y: float, end: float) -> str:
        """A thin line across."""
        return f'<path d="M{n(x)} {n(y)}H{n(end)}" stroke="{self.c["line"]}"/>'

    def text(
        self,
        x: float,
        middle: float,
        escaped: str,
        *,
        size: float = 0,
        sans: float = 0,
        fill: str = "ink",
        weight: int = 400,
        anchor: str = "",
        italic: bool = False,
        under: bool = False,
    ) -> str:
        """A line of text, already escaped, its middle at this height. `sans`: its size where it is not in the mono face."""
        if not escaped:
            return ""
        high = sans or size or self.font
        face = f' font-family="{SANS}"' if sans else ""
        own = f' font-size="{n(high)}"' if high != self.font else ""
        bold = f' font-weight="{weight}"' if weight != 400 else ""
        lean = ' font-style="italic"' if italic else ""
        line = ' text-decoration="underline"' if under else ""
        stands = f' text-anchor="{anchor}"' if anchor else ""
        tone = f' fill="{self.c[fill]}"' if fill != "ink" else ""
        return f'<text x="{n(x)}" y="{n(middle + BASELINE * high)}"{face}{own}{bold}{lean}{line}{stands}{tone}>{escaped}</text>'


def n(number: float) -> str:
    """A number without what it does not need."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
