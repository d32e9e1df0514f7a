"""The measures of the picture in px, so that the engine knows every width without asking a browser.

Rule: `assets/picture.css` uses the same numbers; tests/tracer/draw/test_css.py holds the two together.
"""

from typing import NamedTuple

COMPACT_BELOW = 480  # px of picture: a phone


class Metrics(NamedTuple):
    """`char`: advance of the mono face (0.6 em in JetBrains Mono). `row`: a line of a box. `head`: its heading.
    `note`: the line of small type under a heading. `caption`: the small line above an object. `cell`: height of a list's cell.
    `pad`: inside left and right. `between`: a name
    and its value, at least. `frame_gutter`: between frames and objects. `gutter`: between columns of objects. `gap`: between
    objects above each other. `margin`: right of the last column, where arrows turn back."""

    font: int
    char: float
    row: int
    head: int
    note: int
    caption: int
    small_char: float
    cell: int
    cell_pad: int
    least_cell: int
    pad: int
    between: int
    frame_gutter: int
    gutter: int
    gap: int
    margin: int
    frame_gap: int
    title: int
    least_frame: int
    least_box: int


WIDE = Metrics(
    font=14, char=8.4, row=26, head=30, note=20, caption=18, small_char=6.9, cell=42, cell_pad=11, least_cell=34, pad=10, between=10,
    frame_gutter=40, gutter=32, gap=14, margin=24, frame_gap=12, title=26, least_frame=136, least_box=64,
)  # fmt: skip
COMPACT = WIDE._replace(
    font=13, char=7.8, pad=7, between=6, cell_pad=7, least_cell=28, frame_gutter=28, gutter=26, margin=20, least_frame=96,
    least_box=48,
)  # fmt: skip


def metrics_for(width: int) -> Metrics:
    """The measures for a picture `width` px wide."""
    return COMPACT if width < COMPACT_BELOW else WIDE
