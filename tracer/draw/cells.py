"""A sequence of atoms as small boxes in a row, with their indices above, in several lines when it is long.

Rule: the cells of one list stand in columns: each is as wide as one unit or several.
"""

from math import ceil
from typing import NamedTuple

from .content import Content
from .metrics import Metrics
from .rows import more_button, value_html
from .shape import Piece
from .text import columns

MOST_COLUMNS = 24  # of one cell; longer text is cut
GAP_CHARS = 7.0  # px a character of "… 12 more", in the sans face


class Cells(NamedTuple):
    """`width`, `height` without the box's border."""

    width: int
    height: int
    pieces: tuple[Piece, ...]


def next_count(shown: int, total: int) -> int:
    """How many elements to ask for when `shown` of `total` are there."""
    return total if total <= 500 else min(total, max(shown * 10, 100))


def gap_button(key: str, left_out: int, shown: int, total: int) -> str:
    """The button that stands for elements that are left out."""
    words = f"{left_out:,} more elements, show more"
    return more_button(key, next_count(shown, total), f"… {left_out:,} more", words)


def lay_cells(content: Content, limit: int, m: Metrics) -> Cells:
    """The elements of `content` in lines of at most `limit` px (border not included)."""
    holder, slots = f"o{content.oid}", content.elements
    if not slots:
        return Cells(m.least_box - 2, m.row, ('<p class="empty">empty</p>',))
    index = bool(slots[0].label)
    widths = [cell_width(slot.text or "", m) for slot in slots]
    widths = [max(width, ceil(len(slot.label) * 6.6) + 10) for width, slot in zip(widths, slots, strict=True)]
    unit = _unit(widths, limit)
    widths = [min(ceil(width / unit) * unit, max(limit // unit, 1) * unit) for width in widths]
    total = len(slots) + content.more
    height = m.cell if index else m.row
    pieces: list[Piece] = []
    used, line, longest = 0, 1, 0
    for slot, width in zip(slots, widths, strict=True):
        if slot.left_out:
            gap = ceil(len(f"… {slot.left_out:,} more") * GAP_CHARS) + 16
            gap = min(ceil(gap / unit) * unit, max(limit // unit, 1) * unit)
            if used and used + gap > limit:
                used, line = 0, line + 1
            used += gap
            longest = max(longest, used)
            button = gap_button(str(content.oid), slot.left_out, len(slots), total)
            pieces.append(f'<li class="gap" style="width:{gap}px">{button}</li>')
        if used and used + width > limit:
            used, line = 0, line + 1
        used += width
        longest = max(longest, used)
        room = int((width - 2 * m.cell_pad) / m.char + 0.001)
        value = value_html(slot.text or "", max(room, 1), slot.oid, slot.length)
        number = f"<sup>{slot.label}</sup>" if index else ""
        pieces += ['<li class="cell', (holder, slot.id), f'" style="width:{width}px">{number}{value}</li>']
    start = f'<ol class="cells" style="width:{longest}px">' if index else f'<ul class="cells" style="width:{longest}px">'
    return Cells(longest, line * height, (start, *pieces, "</ol>" if index else "</ul>"))


def _unit(widths: list[int], limit: int) -> int:
    """px that all cells of a sequence are multiples of, so that it takes the fewest lines: the width of the widest, of most, or 1."""
    widest = max(widths)
    usual = sorted(widths)[len(widths) * 3 // 4]
    choices = [widest, usual, 1] if widest <= limit else [1]
    return min(choices, key=lambda unit: _lines(widths, unit, limit))


def _lines(widths: list[int], unit: int, limit: int) -> int:
    lines, used = 1, 0
    for width in widths:
        wide = -(-width // unit) * unit
        if used and used + wide > limit:
            lines, used = lines + 1, 0
        used += wide
    return lines


def cell_width(text: str, m: Metrics) -> int:
    """px of a cell with `text`, padding included."""
    return max(ceil(min(columns(text), MOST_COLUMNS) * m.char) + 2 * m.cell_pad, m.least_cell)
