"""What an image of a step is put together from: the program with its line marked, the sentence, the picture.

Rule: an image is whole by itself: no font, style sheet, script or other file is fetched, and every text is text, to be searched, copied and read aloud.
"""

from collections.abc import Sequence
from re import compile as pattern
from typing import Any, NamedTuple

from .. import sealed
from ..ask.window import first_step
from ..draw.excerpt import excerpt, stop_of
from ..draw.picture import Drawing
from ..draw.shown import shown_beside
from ..draw.text import columns, cut, escape
from ..draw.view import View
from ..trace.store import Trace
from .highlight import marked_lines
from .svg_boxes import Painter, width_of
from .svg_ink import DARK, LIGHT, MONO, SMALL, n
from .svg_shown import Showing

__builtins__ = sealed.BUILTINS

MARGIN = 24  # px around it
GUTTER = 32  # px between the program and the picture
LINE = 24  # px, a line of the program
CODE_FONT, CODE_CHAR = 14, 8.4
MOST_COLUMNS = 56  # of the program; a longer line is cut
MOST_LINES = 30  # of the program, around the line that is marked
NUMBERS = 40  # px for the numbers of lines
SENTENCE_FONT, SENTENCE_CHAR = 16, 8.2  # px a character of the sentence takes, about
SENTENCE_LINE = 24
THEMES = {"light": LIGHT, "dark": DARK}
_SEGMENT = pattern(r"([A-Z])([-\d. ]*)")  # of a path: all places in it are absolute


class Look(NamedTuple):
    """`code`: with the program beside the picture. `theme`: light or dark. `view`: how the picture is drawn. `alone`: nothing but what the program draws."""

    code: bool = True
    theme: str = "light"
    view: View = View(width=640)
    alone: bool = False


class Plate(NamedTuple):
    """Where things are in an image: the same for all steps of one that moves. `lines`: of the program, first and last. `showing`: what the program shows, under the picture."""

    width: float
    height: float
    picture_x: float
    picture_y: float
    code_width: float
    lines: tuple[int, int]
    headed: bool
    shown_y: float
    showing: Showing | None
    first: int  # the step that is 0 in `showing`


class Artist:
    """Draws steps of one trace."""

    def __init__(self, trace: Trace, look: Look):
        self.trace = trace
        self.look = look
        self.drawing = Drawing()
        self.colours = THEMES.get(look.theme, LIGHT)
        self.painter = Painter(look.view.width, self.colours)
        self.code = marked_lines(trace.source) if look.code else []
        self.shown = shown_beside(trace)

    def picture(self, step: int) -> dict[str, Any]:
        """The step's picture, with its texts: docs/messages.md."""
        return self.drawing.draw(self.trace, step, self.look.view._replace(known=len(self.drawing.texts), era=0))

    def title(self, step: int) -> str:
        """Where in the program's run the step is."""
        first = first_step(self.trace)
        return f"Step {first + step + 1} of {first + len(self.trace)}"

    def showing(self, first: int, last: int) -> Showing | None:
        """What the program shows in these steps; None where that is nothing."""
        shown = excerpt(self.shown, first, stop_of(len(self.trace), last))
        return Showing(shown, self.painter) if shown else None

    def plate(self, pictures: Sequence[dict[str, Any]], *, headed: bool = True) -> Plate:
        """Room for all of these. `headed`: with the number of the step and the sentence above."""
        code_width = 0.0
        first, last = 1, 0
        if self.code:
            first, last = _window([picture["line"] for picture in pictures], len(self.code))
            widest = max(sum(columns(text) for _, text in line) for line in self.code[first - 1 : last])
            code_width = NUMBERS + min(widest, MOST_COLUMNS) * CODE_CHAR + 16
        x = MARGIN + (code_width + GUTTER if code_width else 0)
        steps = [picture["step"] for picture in pictures]
        showing = self.showing(min(steps), max(steps))
        right = max(*(self._right(picture) for picture in pictures), showing.wide if showing else 0)
        width = max(x + right, 360) + MARGIN
        y = float(MARGIN)
        if headed:
            y += SENTENCE_LINE + max(len(self._sentence(picture, width)) for picture in pictures) * SENTENCE_LINE + 16
        program_height = (last - first + 1) * LINE + 16 if self.code else 0
        picture_height = max(picture["height"] for picture in pictures)
        shown_y = y + picture_height + 16
        height = max(shown_y + showing.high if showing else y + picture_height, y + program_height) + MARGIN
        return Plate(width, height, x, y, code_width, (first, last), headed, shown_y, showing, min(steps))

    def _right(self, picture: dict[str, Any]) -> float:
        """The right end of what is in the picture."""
        boxes = [part[1] + width_of(self.drawing.texts[part[3]]) for part in picture["parts"]]
        arrows = [float(x) for arrow in picture["arrows"] for x in _across(arrow[1])]
        return max([*boxes, *(x + 2 for x in arrows)], default=0)

    def _sentence(self, picture: dict[str, Any], width: float) -> list[str]:
        return _wrapped(picture["sentence"], int((width - 2 * MARGIN - 12) / SENTENCE_CHAR))

    # -- pieces of an image

    def heading(self, picture: dict[str, Any], plate: Plate) -> str:
        """The number of the step, and the sentence."""
        if not plate.headed:
            return ""
        paint, y = self.painter, MARGIN
        pieces = [paint.text(MARGIN, y + 8, self.title(picture["step"]), sans=SMALL + 1, fill="soft", weight=600)]
        lines = self._sentence(picture, plate.width)
        y += SENTENCE_LINE
        if picture["sentence"]:
            pieces.append(paint.rect(MARGIN, y, 3, len(lines) * SENTENCE_LINE, "changed"))
        for index, line in enumerate(lines):
            middle = y + SENTENCE_LINE * (index + 0.5)
            pieces.append(paint.text(MARGIN + 12, middle, escape(line), sans=SENTENCE_FONT))
        return "".join(pieces)

    def program_ground(self, plate: Plate) -> str:
        """The ground that the program stands on."""
        if not self.code:
            return ""
        first, last = plate.lines
        paint, height = self.painter, (last - first + 1) * LINE + 16
        ground = paint.box(plate.code_width, height, "line", "card", "")
        return f'<g transform="translate({MARGIN} {n(plate.picture_y)})">{ground}</g>'

    def line_marks(self, picture: dict[str, Any], plate: Plate) -> str:
        """What lies under the program's text: the line about to run, the line just run."""
        if not self.code:
            return ""
        pieces, paint = [], self.painter
        failed = picture["event"] in ("exception", "uncaught")
        for line, ground, edge in (
            (picture["was"], "wash", ""),
            (picture["line"], "changed-wash" if failed else "now-wash", "changed" if failed else "now"),
        ):
            if plate.lines[0] <= line <= plate.lines[1] and (edge or line != picture["line"]):
                y = plate.picture_y + 8 + (line - plate.lines[0]) * LINE
                pieces.append(paint.rect(MARGIN + 1, y, plate.code_width - 2, LINE, ground))
                if edge:
                    pieces.append(paint.rect(MARGIN + 1, y, 4, LINE, edge))
        return "".join(pieces)

    def program(self, plate: Plate) -> str:
        """The text of the program."""
        if not self.code:
            return ""
        pieces, paint = [], self.painter
        for line in range(plate.lines[0], plate.lines[1] + 1):
            middle = plate.picture_y + 8 + (line - plate.lines[0] + 0.5) * LINE
            pieces.append(paint.text(MARGIN + NUMBERS - 12, middle, str(line), size=CODE_FONT, fill="soft", anchor="end"))
            x, coloured = self._coloured(self.code[line - 1])
            pieces.append(paint.text(MARGIN + NUMBERS + x, middle, coloured, size=CODE_FONT))
        return "".join(pieces)

    def _coloured(self, line: list[tuple[str, str]]) -> tuple[float, str]:
        """(px of its indentation, the rest with its words coloured), cut where it is too long. Tabs end at every eighth column, as in the editor.

        The indentation is a place: blanks at the start of a text get lost in some programs.
        """
        pieces: list[str] = []
        used = indent = 0
        for name, raw in line:
            text = _untabbed(raw, used)
            blanks = 0 if pieces else len(text) - len(text.lstrip(" "))
            indent, used, text = indent + blanks, used + blanks, text[blanks:]
            room = MOST_COLUMNS - used
            shown = text if columns(text) <= room else cut(text, room - 1) + "…"
            if shown:
                pieces.append(f'<tspan fill="{self.colours[name]}">{escape(shown)}</tspan>' if name else escape(shown))
            used += columns(text)
            if used > MOST_COLUMNS:
                break
        return indent * CODE_CHAR, "".join(pieces)

    def part(self, part: Sequence[Any]) -> str:
        """A box of the picture in its place."""
        _, x, y, number = part
        return f'<g transform="translate({n(x)} {n(y)})">{self.painter.part(self.drawing.texts[number])}</g>'

    def arrow(self, arrow: Sequence[Any]) -> str:
        """An arrow of the picture."""
        _, path, kind = arrow
        changed = "changed" in kind.split()
        dashes = ' stroke-dasharray="3 4"' if "ended" in kind.split() else ""
        wide, tone = (2.25, "changed") if changed else (1.5, "soft")
        ink = f'fill="none" stroke="{self.colours[tone]}" stroke-width="{wide}" stroke-linecap="round" stroke-linejoin="round"'
        return f'<path d="{escape(path)}" {ink}{dashes}/>'

    def image(self, picture: dict[str, Any], plate: Plate, *, inline: bool = False) -> str:
        """The image of a picture, in this room."""
        inside = "".join([self.part(part) for part in picture["parts"]] + [self.arrow(arrow) for arrow in picture["arrows"]])
        shown = "".join(piece for _, piece in plate.showing.pieces(self.moment(picture, plate))) if plate.showing else ""
        pieces = self.layers(plate, self.heading(picture, plate), self.line_marks(picture, plate), inside, shown)
        title = f"{self.trace.filename}: {self.title(picture['step'])}"
        return self.whole(plate, title, picture["sentence"], pieces, inline=inline)

    def moment(self, picture: dict[str, Any], plate: Plate) -> int:
        """The picture's step, as `plate.showing` counts."""
        return stop_of(len(self.trace), picture["step"]) - plate.first

    def layers(self, plate: Plate, heading: str, marks: str, picture: str, shown: str = "") -> str:
        """What is drawn later covers what was drawn before."""
        beside = f'<g transform="translate({n(plate.picture_x)} {n(plate.shown_y)})">{shown}</g>' if shown else ""
        placed = f'<g transform="translate({n(plate.picture_x)} {n(plate.picture_y)})">{picture}</g>'
        return heading + self.program_ground(plate) + marks + self.program(plate) + placed + beside

    def whole(self, plate: Plate, title: str, about: str, pieces: str, *, inline: bool = False) -> str:
        """An image from its pieces. `inline`: as a part of a page, whose style sheet keeps the blanks."""
        edge = MARGIN - 1 if inline else 0  # the page has margins of its own
        width, height = n(plate.width - 2 * edge), n(plate.height - 2 * edge)
        size = f'width="{width}" height="{height}" viewBox="{edge} {edge} {width} {height}"'
        font = f'font-family="{MONO}" font-size="{self.painter.m.font}" fill="{self.colours["ink"]}"'
        blanks = 'xml:space="preserve"' if inline else 'xml:space="preserve" style="white-space:pre"'
        ground = "" if inline else f'<rect width="100%" height="100%" fill="{self.colours["paper"]}"/>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font} {blanks} role="img">'
            f"<title>{escape(title)}</title><desc>{escape(about)}</desc>"
            f"<defs>{''.join(self.painter.clips.values())}</defs>{ground}{pieces}</svg>\n"
        )


def _window(lines: list[int], count: int) -> tuple[int, int]:
    """The first and last line of a program to show, when these are marked."""
    if count <= MOST_LINES:
        return 1, max(count, 1)
    marked = [line for line in lines if line] or [1]
    low, high = min(marked), max(marked)
    spare = max(MOST_LINES - (high - low + 1), 0)
    first = max(1, min(low - spare // 2, count - MOST_LINES + 1))
    return first, min(count, max(first + MOST_LINES - 1, high))


def _untabbed(text: str, at: int) -> str:
    """`text`, which begins at column `at`, with blanks for its tabs."""
    pieces = text.split("\t")
    shown = pieces[0]
    for piece in pieces[1:]:
        shown += " " * (8 - (at + columns(shown)) % 8) + piece
    return shown


def _wrapped(text: str, most: int) -> list[str]:
    """`text` in lines of about so many characters, broken at blanks where there are some."""
    lines, line = [], ""
    for word in text.split(" "):
        while columns(word) > most:
            lines += [line] if line else []
            line, taken = "", cut(word, most)
            lines.append(taken)
            word = word[len(taken) :]  # noqa: PLW2901
        wider = f"{line} {word}" if line else word
        if columns(wider) > most:
            lines.append(line)
            line = word
        else:
            line = wider
    return [*lines, line]


def _across(path: str) -> list[str]:
    """The numbers of a path that say how far right it goes."""
    found: list[str] = []
    for letter, numbers in _SEGMENT.findall(path):
        found += numbers.split()[:: 1 if letter == "H" else 2] if letter != "V" else []
    return found
