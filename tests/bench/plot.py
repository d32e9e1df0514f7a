"""A plot of lines on two logarithmic axes, as an SVG that follows the reader's colours: light, dark, or those around it."""

import math
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 72, 176, 40, 56  # margins; the lines are named at their right ends
LABEL_PX = 16  # the least distance between two names

STYLE = """
  svg { color: #1d2530; font: 13px Inter, system-ui, sans-serif; }
  @media (prefers-color-scheme: dark) { svg { color: #dfe5ee; } }
  text { fill: currentColor; }
  .grid { stroke: currentColor; stroke-opacity: 0.15; }
  .line { fill: none; stroke: currentColor; stroke-width: 2; }
  .point { fill: currentColor; }
  .s0 { color: #2468c8; } .s1 { color: #b4530a; } .s2 { color: #7a3fb5; } .s3 { color: #1b7f4d; } .s4 { color: #6b7480; }
  @media (prefers-color-scheme: dark) {
    .s0 { color: #7db2ff; } .s1 { color: #f0a35c; } .s2 { color: #c79bf2; } .s3 { color: #6fd3a0; } .s4 { color: #a9b3c0; }
  }
"""


class Series(NamedTuple):
    """One line: its name and its points, all above zero."""

    name: str
    points: list[tuple[float, float]]


def ticks(values: list[float]) -> list[float]:
    """The powers of ten from the one below the smallest to the one above the largest."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [10.0**power for power in range(low, max(high, low + 1) + 1)]


def spread(heights: list[float]) -> list[float]:
    """The same places, moved down as far as names need that stand one above the other."""
    moved: dict[int, float] = {}
    last = -math.inf
    for at in sorted(range(len(heights)), key=heights.__getitem__):
        last = moved[at] = max(heights[at], last + LABEL_PX)
    return [moved[at] for at in range(len(heights))]


def number(value: float) -> str:
    """1,000 or 0.01."""
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def log_log(title: str, x_name: str, y_name: str, series: list[Series]) -> str:
    """The SVG's text."""
    x_ticks = ticks([x for line in series for x, _ in line.points])
    y_ticks = ticks([y for line in series for _, y in line.points])
    inner_width, inner_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def across(x: float) -> float:
        return round(LEFT + inner_width * math.log10(x / x_ticks[0]) / math.log10(x_ticks[-1] / x_ticks[0]), 1)

    def down(y: float) -> float:
        return round(TOP + inner_height * math.log10(y_ticks[-1] / y) / math.log10(y_ticks[-1] / y_ticks[0]), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        f'<text x="{LEFT}" y="{TOP - 18}" font-weight="600">{escape(title)}</text>',
    ]
    for x in x_ticks:
        parts.append(f'<line class="grid" x1="{across(x)}" x2="{across(x)}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{across(x)}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{number(x)}</text>')
    for y in y_ticks:
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{down(y)}" y2="{down(y)}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{down(y) + 4}" text-anchor="end">{number(y)}</text>')
    parts.append(f'<text x="{LEFT + inner_width / 2}" y="{HEIGHT - 14}" text-anchor="middle">{escape(x_name)}</text>')
    middle = TOP + inner_height / 2
    parts.append(f'<text transform="translate(16 {middle}) rotate(-90)" text-anchor="middle">{escape(y_name)}</text>')
    names_at = spread([down(line.points[-1][1]) + 4 for line in series])
    for at, (line, name_at) in enumerate(zip(series, names_at, strict=True)):
        places = [(across(x), down(y)) for x, y in line.points]
        way = " ".join(f"{x},{y}" for x, y in places)
        dots = "".join(f'<circle class="point" cx="{x}" cy="{y}" r="3"/>' for x, y in places)
        name = f'<text x="{WIDTH - RIGHT + 10}" y="{name_at}">{escape(line.name)}</text>'
        parts.append(f'<g class="s{at % 5}"><polyline class="line" points="{way}"/>{dots}{name}</g>')
    return "\n".join([*parts, "</svg>\n"])
