"""Lines of a box: a name on the left, its value or a reference on the right. Frames and most objects are made of them.

Rule: no text is wider than its place: names and values are cut to whole columns, and what was cut can be read in
the title and opened with a button.
"""

from math import ceil
from typing import NamedTuple

from .metrics import Metrics
from .shape import Piece, Port, Shape
from .text import ELLIPSIS, columns, cut, escape, wrapped

LEAST_NAME = 3  # columns
DOT = 2  # columns a reference takes
MOST_NESTED_LABEL = 18  # columns of a name before a nested box
LINE = 20  # px, each further line of an opened text
LONGEST_TITLE = 600


class Row(NamedTuple):
    """`text`: the value written out, None for a reference to `oid`, whose name is `noun`. `numbered`: write its number
    instead of drawing an arrow. `wanted`: characters of the text to show, 0 for as many as fit. `length`: of the whole str.
    `tone`: a css class. `label_html`: instead of the escaped label. `child`: a box nested here."""

    id: str
    label: str
    oid: int
    text: str | None
    noun: str = ""
    numbered: bool = False
    wanted: int = 0
    length: int = 0
    tone: str = ""
    key_noun: str = ""
    child: Shape | None = None


class Lines(NamedTuple):
    """Rows with sizes. `width`, `height`: of the rows with their padding, without the box's border."""

    width: int
    height: int
    ports: tuple[Port, ...]
    pieces: tuple[Piece, ...]


def natural_width(row: Row, m: Metrics) -> int:
    """px a row would like to have, padding included."""
    label = row.key_noun or row.label
    if row.child is not None:
        return nest_indent([label], m) + row.child.width + 2 * m.pad
    width = columns(label) * m.char + (m.between if label else 0) + 2 * m.pad
    if row.text is None:
        return ceil(width + (columns(row.noun) if row.numbered else DOT) * m.char)
    return ceil(width + columns(row.text) * m.char)


def lay_rows(holder: str, rows: list[Row], width: int, top: int, m: Metrics) -> Lines:
    """The rows in a box `width` px wide (borders included) whose first row begins at `top`."""
    y = top
    indent = nest_indent([row.label for row in rows if row.child is not None], m)
    ports: list[Port] = []
    pieces: list[Piece] = []
    for row in rows:
        height, html = _row(row, width, indent, m)
        pieces += ['<div class="slot', (holder, row.id), *html, "</dd></div>"]
        if row.child is not None:
            ports += row.child.moved(1 + m.pad + indent, y + 5)
        elif row.text is None and not row.numbered:
            ports.append(Port(holder, row.id, width - 1 - m.pad, y + m.row / 2, row.oid))
        y += height
    return Lines(width, y - top, tuple(ports), tuple(pieces))


def nest_indent(labels: list[str], m: Metrics) -> int:
    """px before boxes that are nested in rows with these labels, so that they stand under each other."""
    widest = min(max(map(columns, labels), default=0), MOST_NESTED_LABEL)
    return ceil(widest * m.char) + m.between if widest else 0


def _row(row: Row, width: int, indent: int, m: Metrics) -> tuple[int, list[Piece]]:
    """(height, HTML from after the word "slot" up to the end of the value)."""
    room = int((width - 2 - 2 * m.pad - (m.between if row.label or row.key_noun else 0)) / m.char + 0.001)
    label = row.key_noun or row.label
    value = row.noun if row.numbered else row.text
    needs = columns(value) if value is not None else DOT
    name_room = max(room - needs, min(columns(label), max(room * 2 // 5, LEAST_NAME)))
    name = _named(label, name_room, "by-number" if row.key_noun else "")
    left = room - min(columns(label), name_room)
    tone = f" {row.tone}" if row.tone else ""
    start = f'{tone}"><dt>{name}</dt>'
    if row.child is not None:
        name = _named(label, MOST_NESTED_LABEL, "")
        box: list[Piece] = [f'{tone} nest"><dt style="width:{indent}px">{name}</dt><dd class="holds">', *row.child.pieces]
        return max(m.row, row.child.height + 9), box
    if value is None:
        hidden = f'<span class="unseen">to {escape(row.noun)}</span>'
        return m.row, [f'{start}<dd class="ref"><i class="dot"></i>{hidden}']
    if row.numbered:
        return m.row, [f'{start}<dd class="ref">{_named(value, left, "by-number")}']
    if row.wanted:
        lines = wrapped(value, max(room, 8))
        lost = row.length - len(value)
        if lost > 0:
            lines.append(f"{ELLIPSIS} {lost:,} more")
        text = "<br>".join(escape(line) for line in lines)
        return m.row + LINE * len(lines), [f'{tone} open"><dt>{name}</dt><dd><b>{text}</b>']
    return m.row, [f"{start}<dd>{value_html(value, left, row.oid, row.length)}"]


def _named(text: str, room: int, css: str) -> str:
    """`text` cut to `room` columns; the whole of it in the title then."""
    shown = escape(text)
    title = ""
    if columns(text) > room:
        shown = escape(cut(text, room - 1)) + ELLIPSIS
        title = f' title="{escape(text[:LONGEST_TITLE])}"'
    css = f' class="{css}"' if css else ""
    return f"<span{css}{title}>{shown}</span>" if css or title else shown


def value_html(text: str, room: int, oid: int, length: int) -> str:
    """A value cut to `room` columns. Of a text that can be long, the cut is a button that opens it."""
    if columns(text) <= room:
        return f"<b>{escape(text)}</b>"
    shown = escape(cut(text, max(room - 1, 0)))
    title = escape(text[:LONGEST_TITLE])
    if length <= 0:
        return f'<b title="{title}">{shown}{ELLIPSIS}</b>'
    words = f"Show all of it, {length:,} characters"
    button = more_button(str(oid), length, ELLIPSIS, words)
    return f'<b title="{title}">{shown}{button}</b>'


def more_button(key: str, count: int, text: str, words: str = "") -> str:
    """A button that asks for more of what has this key."""
    label = f' aria-label="{escape(words)}"' if words else ""
    return f'<button type="button" class="more" data-open="{escape(key)}" data-count="{count}"{label}>{text}</button>'
