"""The box of one object: a heading where the kind has one, then cells or rows, then what was left out.

Rule: the box is exactly as large as it says; everything inside has a known size.
"""

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

from ..trace.model import MAPPINGS, SEQUENCES, Obj
from . import held
from .cells import gap_button, lay_cells
from .content import METHOD, Content, Slot
from .held import Heap
from .metrics import Metrics
from .rows import Row, lay_rows, natural_width, nest_indent, value_html
from .shape import Piece, Port, Shape
from .text import columns, cut, escape
from .view import View

MOST_COLUMNS = 44  # columns a row likes at most; longer values are cut before the box grows beyond
METHOD_COLUMNS, METHOD_LINE = 22, 22  # columns a line of methods likes, px it is high
BORDER = 1
Child = Callable[[int], Shape | None]


class Room(NamedTuple):
    """What a box has to go by. `limit`: px it may be wide. `child`: the shape of an object nested in this one."""

    limit: int
    m: Metrics
    view: View
    heap: Heap
    child: Child


def box_shape(content: Content, room: Room) -> Shape:
    """The shape of an object's box."""
    m, key = room.m, f"o{content.oid}"
    if content.form == "atom":
        return _atom_box(content, room)
    title, note = heading(content.obj)
    element_rows = [] if content.form == "cells" else [_row(slot, room) for slot in content.elements]
    methods = [slot for slot in content.fields if slot.text == METHOD]
    field_rows = [_row(slot, room) for slot in content.fields if slot.text != METHOD]
    cells = lay_cells(content, room.limit - 2 * BORDER, m) if content.form == "cells" else None
    rows = element_rows + field_rows
    indent = nest_indent([row.label for row in rows if row.child], m)
    wide = [natural_width(row, m) if row.child is None else indent + row.child.width + 2 * m.pad for row in rows]
    wide.append(ceil(columns(title) * m.char) + 2 * m.pad if title else 0)
    wide.append(ceil(columns(note) * m.small_char) + 2 * m.pad if note else 0)
    wide.append(cells.width if cells else 0)
    least = max(*wide, max((ceil(columns(slot.label) * m.char) + 2 * m.pad for slot in methods), default=0)) + 2 * BORDER
    wide.append(methods_width(methods, m))
    if content.lost or content.more or content.fields_more:
        wide.append(140)
    holds_boxes = any(row.child for row in rows)
    likes = max(wide) if cells or holds_boxes else min(max(wide), ceil(MOST_COLUMNS * m.char))
    width = max(min(likes + 2 * BORDER, room.limit), m.least_box if not cells else 0)
    pieces: list[Piece] = []
    ports: list[Port] = []
    y = BORDER
    if title:
        pieces.append(_heading(title, width, m))
        y += m.head
    if note:
        fits = int((width - 2 * m.pad) / m.small_char)
        shown = escape(note) if columns(note) <= fits else escape(cut(note, fits - 1)) + "…"
        pieces += ['<p class="note', (key, "text"), f'" title="{escape(note[:600])}">{shown}</p>']
        y += m.note
    if cells:
        pieces += cells.pieces
        y += cells.height
    y = _add_rows(content, element_rows, content.more, width, y, m, ports, pieces)
    if content.lost:
        pieces.append(f'<p class="lost">{_lost(content)}</p>')
        y += m.row
    y = _add_rows(content, field_rows, content.fields_more, width, y, m, ports, pieces)
    if methods:
        html, height = _methods(key, methods, width, m)
        pieces += html
        y += height
    if not (title or cells or element_rows or field_rows or methods):
        pieces.append('<p class="empty">empty</p>')
        y += m.row
    holders = (key, *(h for row in rows if row.child for h in row.child.holders))
    pieces = [f'<div class="box kind-{content.obj.kind}" style="width:{width}px">', *pieces, "</div>"]
    labelled = [slot.key_oid for slot in content.elements if slot.key_oid]
    if not room.view.arrows:
        labelled += [slot.oid for slot in content.slots if slot.text is None]
    return Shape(width, y + BORDER, tuple(ports), tuple(pieces), holders, tuple(labelled), min(least, width))


def _add_rows(
    content: Content, rows: list[Row], more: int, width: int, y: int, m: Metrics, ports: list[Port], pieces: list[Piece]
) -> int:
    """Adds the rows, with a button in each place where some were left out, and gives the y below them."""
    if not rows:
        return y
    key, slots = f"o{content.oid}", content.elements if rows[0].id == _first(content.elements) else content.fields
    pieces.append('<dl class="rows">')
    start = 0
    for index, slot in enumerate(slots):
        if slot.left_out:
            lines = lay_rows(key, rows[start:index], width, y, m)
            button = gap_button(str(content.oid), slot.left_out, len(slots), len(slots) + more)
            pieces += [*lines.pieces, f'</dl><p class="gap">{button}</p><dl class="rows">']
            ports += lines.ports
            y, start = y + lines.height + m.row, index
    lines = lay_rows(key, rows[start:], width, y, m)
    ports += lines.ports
    pieces += [*lines.pieces, "</dl>"]
    y += lines.height
    if more and slots is content.fields:
        button = gap_button(str(content.oid), more, len(slots), len(slots) + more)
        pieces.append(f'<p class="gap">{button}</p>')
        y += m.row
    return y


def methods_width(methods: list[Slot], m: Metrics) -> int:
    """px that the names of a class's methods like, some of them side by side."""
    names = [columns(slot.label) for slot in methods]
    if not names:
        return 0
    together = sum(names) + 2 * (len(names) - 1)
    return ceil(max(*names, min(together, METHOD_COLUMNS)) * m.char) + 2 * m.pad


def _methods(key: str, methods: list[Slot], width: int, m: Metrics) -> tuple[list[Piece], int]:
    """(HTML, height) of the names of a class's methods, as many in a line as fit."""
    room = int((width - 2 * BORDER - 2 * m.pad) / m.char + 0.001)
    used, lines = 0, 1
    pieces: list[Piece] = ['<p class="methods">']
    for slot in methods:
        name = slot.label if columns(slot.label) <= room else cut(slot.label, room - 3) + "…()"
        wide = columns(name)
        if used and used + 2 + wide > room:
            used, lines = 0, lines + 1
            pieces.append("<br>")
        gap = f' style="margin-left:{m.char:.1f}px"' if used else ""
        pieces += ['<span class="method', (key, slot.id), f'"{gap}>{escape(name)}</span> ']
        used += wide + (2 if used else 0)
    return [*pieces, "</p>"], METHOD_LINE * lines + 8


def _first(slots: tuple[Slot, ...]) -> str:
    return slots[0].id if slots else ""


def _row(slot: Slot, room: Room) -> Row:
    target = room.heap.get(slot.oid)
    name = held.noun if room.view.arrows else held.short_noun
    noun = f"{name(target)} {slot.oid}" if target is not None and slot.text is None else ""
    key = room.heap.get(slot.key_oid) if slot.key_oid else None
    child = room.child(slot.oid) if slot.text is None else None
    wanted = room.view.wanted(str(slot.oid), 0) if slot.length else 0
    return Row(
        id=slot.id,
        label=slot.label.removesuffix("="),
        oid=slot.oid,
        text=slot.text,
        noun=noun,
        numbered=slot.text is None and not room.view.arrows and child is None,
        wanted=wanted,
        length=slot.length,
        tone="element" if slot.id[:1] not in ".k" else "pair" if slot.id[:1] == "k" else "",
        key_noun=f"{held.short_noun(key)} {slot.key_oid}" if key is not None else "",
        child=child,
    )


def _atom_box(content: Content, room: Room) -> Shape:
    m, slot = room.m, content.elements[0]
    text = slot.text or ""
    width = min(ceil(min(columns(text), MOST_COLUMNS) * m.char) + 2 * m.pad + 2, room.limit)
    width = max(width, m.least_box // 2)
    value = value_html(text, int((width - 2 - 2 * m.pad) / m.char + 0.001), slot.oid, slot.length)
    html = f'<div class="box atom" style="width:{width}px">{value}</div>'
    return Shape(width, m.row + 2, (), (html,), (f"o{content.oid}",))


def _heading(title: str, width: int, m: Metrics) -> str:
    fits = int((width - 2 * BORDER - 2 * m.pad) / m.char + 0.001)
    if columns(title) <= fits:
        return f'<p class="head">{escape(title)}</p>'
    return f'<p class="head" title="{escape(title)}">{escape(cut(title, fits - 1))}…</p>'


def _lost(content: Content) -> str:
    return f"{content.lost:,} more not recorded"


def heading(obj: Obj) -> tuple[str, str]:
    """(heading, line of small type under it) of an object's box; "" where it has none."""
    kind, text = obj.kind, obj.text
    if kind in SEQUENCES or kind in MAPPINGS:
        named = kind == "tuple" and obj.names
        return (obj.type if named else "", "")
    if kind == "class":
        return obj.type + text, ""
    if kind in ("function", "method", "builtin"):
        return text, ""
    if kind in ("generator", "coroutine"):
        name, _, state = text.partition(", ")
        return name, state
    return obj.type, "" if text == obj.type else text


def is_headed(obj: Obj) -> bool:
    """Whether the box itself says what it is, so that the caption need not."""
    return bool(heading(obj)[0])
