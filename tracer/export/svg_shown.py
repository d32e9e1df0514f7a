"""What a program shows beside its output, as a part of an image: a turtle drawing, under it the picture or table that was shown last.

Rule: what is told of a step is a list of pieces with their places in the order of painting, so that one image and one that moves are made of the same.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from re import compile as pattern
from typing import Any

from .. import sealed
from ..draw.text import columns, cut, escape
from .markup import Node, tree, unescaped
from .svg_ink import SMALL, Ink, n

__builtins__ = sealed.BUILTINS

Piece = tuple[tuple[int, ...], str]  # its place in the order of painting, and what it is

MOST_WIDE, MOST_HIGH = 640, 400  # px, of a drawing in an image of a step
PICTURE_WIDE, PICTURE_HIGH = 480, 320  # px, of the room for a picture
ALONE_PX = 800  # of a drawing that is an image by itself: its longer side at most
GAP, WORDS = 8, 20  # px between the two; for the words under each
MOST_ROWS, MOST_CELLS, MOST_COLUMNS = 14, 8, 22  # of a table; columns of a mono face in each of its cells …
MOST_OF_ONE = 76  # … and where there is one cell in each row
CELL_FONT, CELL_CHAR, CELL_HIGH = 13, 7.8, 22
_RULE = pattern("<hr>")
_BREAK = pattern("(?=</(?:p|div|li|dt|dd|blockquote|h[1-6])>)")


class Showing:
    """What is shown in some steps (draw/excerpt.py), counted from the first of them; it keeps its size through all of them."""

    def __init__(self, shown: dict[str, Any], ink: Ink):
        self.ink = ink
        self.drawing = shown["drawing"]
        self.items = [Item(kind, content, ink) for _, kind, content in shown["items"]]
        self.item_steps = [step for step, _, _ in shown["items"]]
        self.wide = self.high = self.scale = 0.0
        if self.drawing:
            width, height = self.drawing["width"], self.drawing["height"]
            self.scale = min(1, MOST_WIDE / width, MOST_HIGH / height)
            self.wide, self.high = width * self.scale, height * self.scale + WORDS
            self._marks = Upto(self.drawing["changes"], _turn)
            self._poses = Upto(self.drawing["poses"], _pose)
        self.items_y = self.high + GAP if self.drawing else 0
        if self.items:
            self.wide = max(self.wide, *(item.width for item in self.items))
            self.high = self.items_y + max(item.height for item in self.items) + WORDS

    def pieces(self, step: int) -> list[Piece]:
        """All of it, as it is before this step."""
        found: list[Piece] = []
        if self.drawing:
            found.append(((1,), self.sheet_svg("".join(piece for _, piece in self.sheet(step)))))
            found += self._around(step)
        return found + self._item(step)

    def moving(self, step: int) -> list[Piece]:
        """The same in pieces that stay the same from step to step, for `moving_pieces` to put together: the sheet's have 1 and their own place there."""
        if not self.drawing:
            return self._item(step)
        return [((1, *place), piece) for place, piece in self.sheet(step)] + self._around(step) + self._item(step)

    def sheet(self, step: int) -> list[Piece]:
        """The marks and turtles on the sheet, in its own measure."""
        drawing = self.drawing
        ground = _last(drawing["backgrounds"], step)
        colour = ground[1] if ground else "#ffffff"
        size = f'width="{drawing["width"]}" height="{drawing["height"]}"'
        found: list[Piece] = [((0, 0), f'<rect {size} fill="{colour}"/>')]
        found += [((1, mark), drawing["marks"][mark]) for mark in sorted(self._marks.at(step))]
        for turtle, pose in self._poses.at(step).items():
            if look := drawing["looks"][pose[2]]:
                found.append(((2, turtle), f'<g transform="{pose[3]}">{look}</g>'))
        return found

    def sheet_svg(self, pieces: str) -> str:
        """Pieces of the sheet, on it."""
        width, height = n(self.drawing["width"] * self.scale), n(self.drawing["height"] * self.scale)
        return f'<svg width="{width}" height="{height}" viewBox="{self._box()}">{LINES.format(pieces)}</svg>'

    def words(self, step: int) -> str:
        """Where the turtle is."""
        pose = _last(self.drawing["poses"], step) if self.drawing else None
        return f"{pose[4]}." if pose else "Nothing is drawn yet." if self.drawing else ""

    def _box(self) -> str:
        return f"0 0 {self.drawing['width']} {self.drawing['height']}"

    def _around(self, step: int) -> list[Piece]:
        width, height = self.drawing["width"] * self.scale, self.drawing["height"] * self.scale
        words = self.ink.text(0, height + WORDS - 8, escape(self.words(step)), sans=SMALL, fill="soft")
        return [((2, 0), self.ink.frame(0, width, height)), ((2, 1), words)]

    def _item(self, step: int) -> list[Piece]:
        at = sum(1 for when in self.item_steps if when < step)
        if not at:
            return []
        item = self.items[at - 1]
        words = f"{item.kind.capitalize()} {at}"
        told = self.ink.text(0, item.height + WORDS - 8, words, sans=SMALL, fill="soft")
        return [((3,), f'<g transform="translate(0 {n(self.items_y)})">{item.svg}{told}</g>')]

    # -- the drawing, or what else is shown, as an image by itself

    def alone(self, step: int) -> str:
        """An image of the drawing; where there is none, of the picture or table."""
        if self.drawing:
            return self.whole_sheet(self.words(step), LINES.format("".join(piece for _, piece in self.sheet(step))))
        inside = "".join(piece for _, piece in self._item(step))
        return self._whole(n(self.wide), n(self.high), f"0 0 {n(self.wide)} {n(self.high)}", "", self._ground() + inside)

    def whole_sheet(self, words: str, pieces: str) -> str:
        """An image of the sheet with these pieces on it."""
        width, height = self.drawing["width"], self.drawing["height"]
        scale = min(1, ALONE_PX / max(width, height))
        return self._whole(n(width * scale), n(height * scale), self._box(), words, pieces)

    def _ground(self) -> str:
        return self.ink.rect(0, 0, self.wide, self.high, "paper")

    def _whole(self, width: str, height: str, box: str, words: str, inside: str) -> str:
        about = f"<desc>{escape(words)}</desc>" if words else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{box}" role="img">'
            f"<title>{'Turtle drawing' if self.drawing else 'What the program shows'}</title>{about}{inside}</svg>\n"
        )


class Upto:
    """What a list of happenings, in the order of their steps, comes to before a step; from one step to a later one, only what lies between them is looked at."""

    def __init__(self, entries: Sequence[Any], take: Callable[[dict[int, Any], Any], None]):
        self.entries, self.take = entries, take
        self.made = 0
        self.state: dict[int, Any] = {}

    def at(self, step: int) -> dict[int, Any]:
        """It is read, not kept."""
        if self.made and self.entries[self.made - 1][0] >= step:
            self.made, self.state = 0, {}
        while self.made < len(self.entries) and self.entries[self.made][0] < step:
            self.take(self.state, self.entries[self.made])
            self.made += 1
        return self.state


def _turn(marks: dict[int, Any], change: Any) -> None:
    _, mark, appears = change
    if appears:
        marks[mark] = None
    else:
        marks.pop(mark, None)


def _pose(poses: dict[int, Any], pose: Any) -> None:
    poses[pose[1]] = pose


LINES = '<g stroke-linecap="round" stroke-linejoin="round">{}</g>'


class Item:
    """A picture or a table. Those that are out of sight are empty."""

    def __init__(self, kind: str, content: str, ink: Ink):
        self.kind = kind
        self.svg, self.width, self.height = "", 0.0, 0.0
        if not content:
            return
        if kind == "table":
            self.svg, self.width, self.height = table_svg(content, ink)
            return
        self.width, self.height = PICTURE_WIDE, PICTURE_HIGH
        size = f'width="{PICTURE_WIDE}" height="{PICTURE_HIGH}"'
        self.svg = f'<rect {size} fill="#ffffff"/><image {size} preserveAspectRatio="xMinYMin meet" href="{content}"/>'


def table_svg(html: str, ink: Ink) -> tuple[str, float, float]:
    """(SVG, width, height) of the first rows and columns of a cleaned table; of what is no table, its lines."""
    root = tree(f"<div>{_BREAK.sub('<br>', _RULE.sub('', html))}</div>")
    rows = [[(_line(cell), cell.tag == "th") for cell in row.elements()] for row in _rows(root)]
    if not rows:
        rows = [[(line, False)] for line in unescaped(root.text).split("\n") if line.strip()]
    told = [*rows[:MOST_ROWS], *([[(f"… {len(rows):,} rows in all", False)]] if len(rows) > MOST_ROWS else [])]
    cells = [[*row[:MOST_CELLS], *([("…", False)] if len(row) > MOST_CELLS else [])] for row in told]
    count = max((len(row) for row in cells), default=0)
    last = len(cells) if len(rows) <= MOST_ROWS else MOST_ROWS
    most = MOST_COLUMNS if max((len(row) for row in rows), default=0) > 1 else MOST_OF_ONE
    widest = [max((min(columns(row[at][0]), most) for row in cells[:last] if at < len(row)), default=0) for at in range(count)]
    pieces, y = [], 0.0
    for row in cells:
        x = 0.0
        for at, (text, is_head) in enumerate(row):
            shown = text if columns(text) <= most or y >= last * CELL_HIGH else cut(text, most - 1) + "…"
            weight = 600 if is_head else 400
            pieces.append(ink.text(x + 8, y + CELL_HIGH / 2, escape(shown), size=CELL_FONT, weight=weight))
            x += widest[at] * CELL_CHAR + 16
        y += CELL_HIGH
        pieces.append(ink.line(0, y, sum(widest) * CELL_CHAR + 16 * count))
    return "".join(pieces), max(sum(widest) * CELL_CHAR + 16 * count, 240), y


def _rows(node: Node) -> list[Node]:
    return [found for child in node.elements() for found in ([child] if child.tag == "tr" else _rows(child))]


def _line(cell: Node) -> str:
    return " ".join(unescaped(cell.text).split())


def _last(entries: Sequence[Any], step: int) -> Any:
    """The last of these, in the order of their steps, from before this step."""
    at = bisect_left(entries, step, key=lambda entry: entry[0])
    return entries[at - 1] if at else None
