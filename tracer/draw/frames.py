"""The boxes of the stack: one per call, outermost on top, the variables of each, and what a call hands out.

Rule: the current frame is told by its bar, its weight and in words, never by colour alone.
"""

from collections.abc import Iterable
from typing import NamedTuple

from ..trace import model
from ..trace.model import Frame, Snapshot
from . import held
from .content import MAY_TURN
from .held import Heap, Manner
from .metrics import COMPACT_BELOW, Metrics
from .rows import Row, lay_rows, more_button, natural_width
from .shape import Piece, Port, Shape
from .text import columns, cut, escape, safe_name
from .view import View

MOST_VARIABLES = 30
MOST_STACK_HEIGHT = 640  # px; a higher stack folds its middle
INNER_AT_LEAST = 3  # frames shown at the end of the stack, however high
USUAL = 18  # characters of a value that a frame makes room for
BORDER = 1


Outcome = tuple[str, int, str | None]  # label, oid, text (None for a reference)
NO_OUTCOME: Outcome = ("", 0, "")


class FrameBox(NamedTuple):
    """What a frame box depends on; equal ones look the same but for what changed."""

    frame: Frame
    now: bool
    ended: bool
    outcome: Outcome  # what it returns, yields or raises
    home: str  # name of the frame in which its free variables live
    texts: tuple[str | None, ...]  # of the variables, None for references


def outcome_of(snapshot: Snapshot, manner: Manner) -> Outcome:
    """The row under the variables of the current frame: what it hands out, or the exception that it raises."""
    if snapshot.value and snapshot.event in (model.RETURN, model.YIELD):
        label = "returns" if snapshot.event == model.RETURN else "yields"
        return label, snapshot.value, held.written(snapshot.value, snapshot.heap, manner)
    if snapshot.error and snapshot.event in (model.EXCEPTION, model.UNCAUGHT):
        error = snapshot.heap.get(snapshot.error)
        return "raises", 0, error.type if error is not None else "an exception"
    return NO_OUTCOME


def frame_box(frame: Frame, snapshot: Snapshot, view: View, manner: Manner, *, now: bool) -> FrameBox:
    """What the box of `frame` shows."""
    most = view.wanted(f"f{frame.id}", MOST_VARIABLES)
    home = next((f.name for f in snapshot.frames if f.id == frame.parent), "") if frame.free else ""
    texts = tuple(held.written(oid, snapshot.heap, manner) for oid in frame.items[:most])
    return FrameBox(frame, now, False, outcome_of(snapshot, manner) if now else NO_OUTCOME, home, texts)


def with_home(box: FrameBox, names: dict[int, str]) -> FrameBox:
    """The box with the name of the call its free variables come from, even when that call has ended."""
    return box._replace(home=names.get(box.frame.parent, "")) if box.frame.free and not box.home else box


def frame_rows(box: FrameBox, heap: Heap, view: View) -> tuple[list[Row], list[Row], list[Row]]:
    """(rows of its own variables, of variables that live in an enclosing frame, of what it hands out)."""
    own: list[Row] = []
    free: list[Row] = []
    for (name, oid), text in zip(box.frame.variables, box.texts, strict=False):
        row = _row(name, oid, text, heap, view)
        (free if name in box.frame.free else own).append(row)
    label, oid, text = box.outcome
    outcome = [_row("=", oid, text, heap, view)._replace(label=label, tone="outcome")] if label else []
    return own, free, outcome


def _row(name: str, oid: int, text: str | None, heap: Heap, view: View) -> Row:
    obj = heap.get(oid)
    name_of = held.noun if view.arrows else held.short_noun
    label = name
    if text is not None and obj is not None and obj.kind in MAY_TURN:
        text = held.short(name, text)
        if text == "function" and view.width < COMPACT_BELOW:
            label, text = f"{name}()", ""
    return Row(
        id=safe_name(name) if name != "=" else name,
        label=label,
        oid=oid,
        text=text,
        noun=f"{name_of(obj)} {oid}" if obj is not None and text is None else "",
        numbered=text is None and not view.arrows,
        length=obj.length if obj is not None and obj.kind in ("str", "bytes") else 0,
        wanted=view.wanted(str(oid), 0) if view.open and obj is not None and obj.kind in ("str", "bytes") else 0,
    )


def frame_shape(box: FrameBox, heap: Heap, view: View, width: int, m: Metrics) -> Shape:
    """The box of a frame, `width` px wide."""
    key = frame_key(box)
    own, free, outcome = frame_rows(box, heap, view)
    y = BORDER + m.head
    pieces: list[Piece] = [_start(box, width, m)]
    ports: list[Port] = []
    for rows, note in ((own, ""), (free, f"from {box.home or 'outside'}"), (outcome, "")):
        if not rows:
            continue
        if note:
            pieces.append(f'<p class="note">{escape(cut(note, int((width - 2 * m.pad) / m.small_char)))}</p>')
            y += m.note
        lines = lay_rows(key, rows, width, y, m)
        ports += lines.ports
        pieces += ['<dl class="rows">', *lines.pieces, "</dl>"]
        y += lines.height
    hidden = len(box.frame.items) - len(box.texts)
    if hidden:
        button = more_button(f"f{box.frame.id}", len(box.frame.items), f"… {hidden} more", f"{hidden} more variables")
        pieces.append(f'<p class="gap">{button}</p>')
        y += m.row
    pieces.append("</section>")
    labelled = () if view.arrows else tuple(row.oid for row in own + free + outcome if row.text is None)
    return Shape(width, y + BORDER, tuple(ports), tuple(pieces), (key,), labelled)


def frame_key(box: FrameBox) -> str:
    """The key of a frame's part and holder."""
    return f"f{box.frame.id}"


def frame_name(frame: Frame) -> str:
    """What the heading says."""
    return "module" if frame.kind == "module" else frame.name.strip("<>") if frame.name[:1] == "<" else frame.name


def _start(box: FrameBox, width: int, m: Metrics) -> str:
    name = frame_name(box.frame)
    room = int((width - 2 - 2 * m.pad) / m.char + 0.001)
    shown = escape(name) if columns(name) <= room else escape(cut(name, room - 1)) + "…"
    place = "ended" if box.ended else f"line {box.frame.line}"
    beside = (room - min(columns(name), room)) * m.char >= (len(place) + 1) * m.small_char
    css = f"frame{' now' if box.now else ''}{' ended' if box.ended else ''}"
    words = '<span class="unseen">, running</span>' if box.now else ""
    small = f" <small>{place}</small>" if beside else f'<span class="unseen">, {place}</span>'
    return f'<section class="{css}" style="width:{width}px"><h3><span>{shown}{words}</span>{small}</h3>'


def frame_needs(box: FrameBox, heap: Heap, view: View, m: Metrics) -> int:
    """px of width at which nothing of usual length is cut."""
    own, free, _ = frame_rows(box, heap, view)
    rows = [row if row.text is None else row._replace(text=row.text[:USUAL]) for row in own + free]
    widest = max((natural_width(row, m) for row in rows), default=0)
    return max(widest, int(columns(frame_name(box.frame)) * m.char) + 2 * m.pad + 60) + 2


def frame_height(box: FrameBox, m: Metrics) -> int:
    """About how high the box is; exactly, where no long text is opened in it."""
    rows = len(box.texts) + bool(box.outcome[0]) + (len(box.frame.items) > len(box.texts))
    return 2 * BORDER + m.head + rows * m.row + (m.note if box.frame.free else 0)


def folded(heights: Iterable[int], m: Metrics) -> tuple[int, int]:
    """(first, end) of the frames to fold so that the stack is not too high; (0, 0) when it is not.

    The outermost frame and the innermost ones stay.
    """
    sizes = list(heights)
    total = sum(sizes) + m.frame_gap * len(sizes)
    if total <= MOST_STACK_HEIGHT or len(sizes) <= INNER_AT_LEAST + 2:
        return 0, 0
    used = sizes[0] + m.row + 2 * m.frame_gap
    start = len(sizes)
    while start > 1 and (len(sizes) - start < INNER_AT_LEAST or used + sizes[start - 1] <= MOST_STACK_HEIGHT):
        start -= 1
        used += sizes[start] + m.frame_gap
    return (1, start) if start > 2 else (0, 0)
