"""Boxes as SVG: the same boxes that picture.css makes of a part's HTML, as rectangles and texts with places.

No foreignObject: an image viewer, a word processor or a canvas shows nothing of it, or refuses the file. Rule: the numbers are those of tracer/draw/metrics.py and assets/picture.css; tests/browser/test_svg.py holds the two together.
"""

from .. import sealed
from ..draw.metrics import COMPACT_BELOW, metrics_for
from ..draw.text import columns, cut, escape
from .markup import Node, tree, unescaped
from .svg_ink import SMALL, Colours, Ink, n

__builtins__ = sealed.BUILTINS

BORDER = 1
CAPTION_CHAR = 5.9  # px, about; what goes beyond has the gutter


class Painter(Ink):
    """Draws parts of pictures `width` px wide. Each method gives SVG; x and y are px from the corner of what it is drawn in."""

    def __init__(self, width: int, colours: Colours):
        self.m = metrics_for(width)
        super().__init__(self.m.font, colours)
        self.pad = 7 if width < COMPACT_BELOW else 10
        self.fresh = False  # within an object that is new in this step
        self.ended = False

    def part(self, html: str) -> str:
        """One part of a picture, its corner at (0, 0)."""
        node = tree(html)
        if node.tag == "h2":
            return self.text(0, 8, node.text, sans=SMALL, fill="soft", weight=600)
        if "frame" in node.classes:
            return self._frame(node)
        if "object" in node.classes:
            return self._object(node)
        return self.text(0, 13, node.text, sans=SMALL, fill="soft")  # what was folded away

    # -- the two kinds of parts

    def _frame(self, node: Node) -> str:
        now, self.ended = "now" in node.classes, "ended" in node.classes
        rest = [child for child in node.elements() if child.tag != "h3"]
        inside, height = self._column(rest, node.width, BORDER + self.m.head, in_frame=True)
        height += BORDER
        head = node.find("h3")
        assert head is not None
        small = head.find("small")
        name = "".join(child.text for child in head.elements() if child.tag == "span")
        pieces = []
        if not self.ended:
            pieces.append(self.rect(0, 0, node.width, BORDER + self.m.head, "now-wash" if now else "wash"))
        tone = "soft" if self.ended else "ink"
        pieces.append(self.text(BORDER + self.pad, 16, name, weight=700 if now else 500, fill=tone))
        if small:
            right = node.width - BORDER - self.pad
            pieces.append(self.text(right, 16, small.text, sans=SMALL, fill="ink" if now else "soft", anchor="end"))
        pieces.append(inside)
        if now:
            pieces.append(self.rect(1, 0, 4, height, "now"))
        edge = "ended" if self.ended else "now" if now else "line"
        drawn = self.box(node.width, height, edge, "none" if self.ended else "card", "".join(pieces))
        self.ended = False
        return drawn

    def _object(self, node: Node) -> str:
        self.fresh = "new" in node.classes
        caption, box = node.find("h3"), node.find("div")
        assert caption is not None
        assert box is not None
        drawn, _ = self._box(box)
        self.fresh = False
        room = max(caption.width / CAPTION_CHAR, 4)
        return f'{self._caption(caption, int(room))}<g transform="translate(0 {self.m.caption})">{drawn}</g>'

    def _caption(self, node: Node, room: int) -> str:
        said = "".join(child if isinstance(child, str) else child.text for child in node.children if not _is_mark(child)).rstrip()
        marks = "".join(
            f' <tspan font-weight="600" fill="{self.c["changed"]}">{child.text}</tspan>'
            for child in node.elements()
            if _is_mark(child)
        )
        if columns(unescaped(said)) > room:
            said = escape(cut(unescaped(said), room - 1)) + "…"
        return self.text(0, 8, said + marks, sans=SMALL, fill="soft") if said or marks else ""

    # -- boxes

    def _box(self, node: Node) -> tuple[str, float]:
        """(SVG, height) of the box of an object."""
        edge = "changed" if self.fresh else "line"
        if "atom" in node.classes:
            low = self.m.row + 2
            value = self.text(node.width / 2, 14, node.text, anchor="middle")
            return self.box(node.width, low, edge, "card", value), low
        inside, height = self._column(node.elements(), node.width, BORDER)
        height += BORDER
        return self.box(node.width, height, edge, "card", inside), height

    def _column(self, nodes: list[Node], width: float, y: float, *, in_frame: bool = False) -> tuple[str, float]:
        """(SVG, the y below it) of what stands under each other in a box."""
        pieces = []
        m, left = self.m, BORDER + self.pad
        for index, node in enumerate(nodes):
            if "head" in node.classes:
                pieces += [self.rect(0, y, width, m.head, "wash"), self.text(left, y + 15, node.text, weight=650)]
                y += m.head
            elif "note" in node.classes:
                pieces.append(
                    self._note(node, width, y, in_frame=in_frame, below_head=index > 0 and "head" in nodes[index - 1].classes)
                )
                y += m.note
            elif "cells" in node.classes:
                cells, height = self._cells(node)
                pieces.append(f'<g transform="translate({BORDER} {n(y)})">{cells}</g>')
                y += height
            elif "rows" in node.classes:
                for slot in node.elements():
                    row, height = self._slot(slot, width, y, is_first=y == BORDER)
                    pieces.append(row)
                    y += height
            elif "methods" in node.classes:
                methods, height = self._methods(node, width, y)
                pieces.append(methods)
                y += height
            else:  # empty, lost, gap
                italic = "empty" in node.classes
                pieces.append(self.text(left, y + 13, node.text, sans=SMALL, fill="soft", italic=italic))
                y += m.row
        return "".join(pieces), y

    def _note(self, node: Node, width: float, y: float, *, in_frame: bool, below_head: bool) -> str:
        changed = "changed" in node.classes
        fill = "changed" if changed else "soft"
        text = self.text(
            BORDER + self.pad, y + (6.5 if below_head else 10), node.text, sans=SMALL, fill=fill, italic=in_frame, weight=600 if changed else 400,
            under=changed,
        )  # fmt: skip
        line = self.line(BORDER, y + 0.5, width - BORDER) if in_frame else ""
        wash = self.rect(BORDER, y - 2, width - 2 * BORDER, 22, "wash") if below_head else ""
        return wash + line + text

    def _slot(self, node: Node, width: float, y: float, *, is_first: bool) -> tuple[str, float]:
        """(SVG, height) of a row: a name, and its value or a reference."""
        m, named, held = self.m, node.find("dt"), node.find("dd")
        assert named is not None
        assert held is not None
        changed, outcome = "changed" in node.classes, "outcome" in node.classes
        left, right, middle = BORDER + self.pad, width - BORDER - self.pad, y + 13.5
        element = "element" in node.classes
        tone = "changed" if changed else "soft" if element or outcome or self.ended else "ink"
        weight = 700 if changed else 400
        pieces = [self.rect(BORDER, y, width - 2 * BORDER, m.row, "wash")] if outcome else []
        if not is_first:
            pieces.append(self.line(BORDER, y + 0.5, width - BORDER))
        size = SMALL if element else 0
        pieces.append(self.text(left, middle, named.text, fill=tone, weight=weight, italic=outcome, size=size))
        if "nest" in node.classes:
            child = held.find("div")
            assert child is not None
            box, height = self._box(child)
            pieces.append(f'<g transform="translate({n(left + named.width)} {n(y + 5)})">{box}</g>')
            return "".join(pieces), max(m.row, height + 9)
        if "open" in node.classes:
            lines = held.text.split("\n")
            pieces += [self.text(left, y + 26 + 20 * index + 10, line) for index, line in enumerate(lines)]
            return "".join(pieces), m.row + 20 * len(lines)
        if held.find("i"):
            pieces.append(self._dot(right - 4.5, y + 13.5, changed=changed))
        elif held.text:
            by_number = held.find("span", "by-number") is not None
            pieces.append(
                self._value(right, middle, held.text, changed=changed, fill="soft" if by_number or self.ended else "ink")
            )
        return "".join(pieces), m.row

    def _dot(self, x: float, y: float, *, changed: bool) -> str:
        ring = (
            f'<circle cx="{n(x)}" cy="{n(y)}" r="7.25" fill="none" stroke="{self.c["changed"]}" stroke-width="1.5"/>'
            if changed
            else ""
        )
        fill = self.c["changed" if changed else "soft" if self.ended else "ink"]
        return f'{ring}<circle cx="{n(x)}" cy="{n(y)}" r="4.5" fill="{fill}"/>'

    def _value(self, right: float, middle: float, text: str, *, changed: bool, fill: str) -> str:
        if not changed:
            return self.text(right, middle, text, anchor="end", fill=fill)
        wide = columns(unescaped(text)) * self.m.char
        wash = self.rect(right - wide - 5, middle - 10.5, wide + 10, 21, "changed-wash", radius=4)
        under = self.rect(right - wide - 4, middle + 8.5, wide + 8, 2, "changed")
        return wash + under + self.text(right, middle, text, anchor="end", fill="changed", weight=700)

    def _cells(self, node: Node) -> tuple[str, float]:
        """(SVG, height) of a sequence in a row."""
        m, indexed = self.m, node.tag == "ol"
        height = m.cell if indexed else m.row
        pieces, x, y = [], 0.0, 0.0
        for cell in node.elements():
            if x and x + cell.width > node.width + 0.01:
                x, y = 0.0, y + height
            pieces.append(self._cell(cell, x, y, height, indexed=indexed))
            x += cell.width
        return "".join(pieces), y + height

    def _cell(self, cell: Node, x: float, y: float, height: float, *, indexed: bool) -> str:
        changed, middle = "changed" in cell.classes, x + cell.width / 2
        pieces = []
        if changed:
            pieces.append(self.rect(x, y, cell.width, height, "changed-wash"))
            pieces.append(self.rect(x, y + height - 2, cell.width, 2, "changed"))
        pieces.append(self.line(x, y + height + 0.5, x + cell.width))
        edge = x + cell.width + 0.5
        pieces.append(f'<path d="M{n(edge)} {n(y)}v{n(height)}" stroke="{self.c["line"]}"/>')
        if "gap" in cell.classes:
            return "".join([*pieces, self.text(middle, y + height / 2, cell.text, sans=SMALL, fill="soft", anchor="middle")])
        number, value = cell.find("sup"), cell.find("b")
        if number:
            pieces.append(
                self.text(middle, y + 9.5, number.text, sans=11, fill="changed" if changed else "soft", anchor="middle")
            )
        if value:
            tone = {"fill": "changed", "weight": 700} if changed else {}
            pieces.append(self.text(middle, y + (27 if indexed else 13), value.text, anchor="middle", **tone))  # type: ignore[arg-type]
        return "".join(pieces)

    def _methods(self, node: Node, width: float, y: float) -> tuple[str, float]:
        """(SVG, height) of the names of a class's methods."""
        pieces, x, line = [self.line(BORDER, y + 0.5, width - BORDER)], 0.0, 0
        for child in node.elements():
            if child.tag == "br":
                x, line = 0.0, line + 1
                continue
            changed = "changed" in child.classes
            tone, weight = ("changed", 700) if changed else ("ink", 400)
            pieces.append(self.text(BORDER + self.pad + x, y + 15 + 22 * line, child.text, fill=tone, weight=weight))
            x += (columns(unescaped(child.text)) + 2) * self.m.char
        return "".join(pieces), 22 * (line + 1) + 8


def _is_mark(child: Node | str) -> bool:
    return isinstance(child, Node) and "mark" in child.classes


def width_of(html: str) -> float:
    """px that a part takes across; of one without a width of its own, about."""
    node = tree(html)
    caption, box = node.find("h3", "caption"), node.find("div")
    if caption is None or box is None:
        return node.width or 7 * len(unescaped(node.text))
    return max(box.width, min(caption.width, 7 * len(unescaped(caption.text))))
