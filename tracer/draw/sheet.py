"""A turtle drawing, from its commands (docs/trace-format.md, stream 5) to SVG that a page shows at any step.

Every mark is one SVG element with its place in the order of painting; for each step it is said which marks appear and which go, so that going to another
step costs what changes. Rule: commands come from a program, or from a stranger's file: one that is not as it should be is passed over, and
nothing of it becomes markup but numbers, checked colours and escaped texts.
"""

import math
import re
from collections.abc import Iterable
from typing import Any

from .. import sealed
from ..trace.model import Write
from .commands import command_of
from .text import escape

__builtins__ = sealed.BUILTINS

SIDE = 400  # px: of the sheet, unless the program says another size
GROWS_BY = 100  # px: a sheet of which the program says nothing grows until all is on it …
MOST_SIDE = 4000  # … up to here
MOST_MARKS = 50_000  # a page cannot hold more elements

ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_FAMILY = re.compile(r"[A-Za-z0-9 ]{1,40}")


def drawing(writes: Iterable[Write]) -> dict[str, Any] | None:
    """The drawing as docs/messages.md has it; None when nothing was drawn."""
    commands = [(write.step, command) for write in writes if (command := command_of(write.text)) is not None]
    if not commands:
        return None
    sheet = Sheet(commands)
    for step, command in commands:
        getattr(sheet, "do_" + command[0], sheet.pass_over)(step, *command[1:])
    return sheet.as_json()


class _Turtle:
    def __init__(self, number: int, name: str):
        self.number, self.name = number, name
        self.x = self.y = self.angle = self.told = 0.0
        self.shape, self.visible, self.ink, self.paint = "classic", True, "#000000", "#000000"
        self.across = self.along = self.outline = 1.0
        self.tilt = 0.0
        self.look: int | None = None  # the number of its look, once it is asked for
        self.marks: list[int] = []  # those that can be seen
        self.stamps: dict[int, int] = {}
        self.reserved: int | None = None  # the mark of a fill under way: it lies under what is drawn meanwhile


class Sheet:
    """Takes commands, one method for each kind."""

    def __init__(self, commands: list[tuple[int, list[Any]]]):
        said: dict[str, list[Any]] = {
            command[0]: command[1:] for _, command in commands if command[0] in ("size", "world", "title")
        }
        self.width, self.height = (max(1, min(MOST_SIDE, round(side))) for side in said.get("size", (SIDE, SIDE)))
        world = said.get("world")
        if world is not None and world[0] != world[2] and world[1] != world[3]:
            self.scale = self.width / (world[2] - world[0]), self.height / (world[3] - world[1])
            self.origin = -world[0] * self.scale[0], self.height + world[1] * self.scale[1]
        else:
            if "size" not in said:
                self.width = self.height = _side(command for _, command in commands)
            self.scale, self.origin = (1.0, 1.0), (self.width / 2, self.height / 2)
        self.title = said["title"][0] if "title" in said else ""
        self.shapes: dict[str, list[Any]] = {}
        self.turtles: dict[int, _Turtle] = {}
        self.marks: list[str] = []
        self.changes: list[list[int]] = []  # [step, mark, whether it appears]
        self.looks: dict[str, int] = {}
        self.poses: list[list[Any]] = []  # [step, turtle, look, transform, where it is in words]
        self._pose_of: dict[tuple[int, int], int] = {}
        self.backgrounds: list[list[Any]] = []
        self.is_full = False

    def as_json(self) -> dict[str, Any]:
        """All of it, for the page."""
        return {
            "width": self.width,
            "height": self.height,
            "title": self.title,
            "marks": self.marks,
            "changes": self.changes,
            "looks": list(self.looks),
            "poses": self.poses,
            "backgrounds": self.backgrounds,
            "full": self.is_full,
        }

    def pass_over(self, *command: Any) -> None:
        """What was read before the first step: size, world, title."""

    # -- turtles

    def do_new(self, step: int, number: int) -> None:
        """A turtle comes."""
        count = len(self.turtles) + 1
        self.turtles[number] = _Turtle(number, f"Turtle {count}" if count > 1 else "Turtle")

    def do_go(self, step: int, number: int, x: float, y: float) -> None:
        """It moves without a line."""
        turtle = self._turtle(number)
        turtle.x, turtle.y = x, y
        self._pose(step, turtle)

    def do_line(self, step: int, number: int, color: str, width: float, points: list[float]) -> None:
        """It moves with a line."""
        turtle = self._turtle(number)
        way = self._points([turtle.x, turtle.y, *points])
        line = f'<polyline points="{way}" fill="none" stroke="{color or "none"}" stroke-width="{_n(width)}"/>'
        self._mark(step, turtle, line)
        turtle.x, turtle.y = points[-2:]
        self._pose(step, turtle)

    def do_turn(self, step: int, number: int, angle: float, told: float) -> None:
        """It turns."""
        turtle = self._turtle(number)
        turtle.angle, turtle.told = angle, told
        self._pose(step, turtle)

    def do_look(self, step: int, number: int, shape: str, visible: int, ink: str, paint: str, *form: float) -> None:
        """It looks otherwise."""
        turtle = self._turtle(number)
        turtle.shape, turtle.visible, turtle.ink, turtle.paint = shape, bool(visible), ink, paint
        turtle.across, turtle.along, turtle.outline, turtle.tilt = form
        turtle.look = None
        self._pose(step, turtle)

    def do_shape(self, step: int, name: str, polygons: list[Any]) -> None:
        """A shape gets its polygons."""
        self.shapes[name] = polygons

    # -- marks

    def do_dot(self, step: int, number: int, across: float, color: str) -> None:
        """A dot where it is."""
        turtle = self._turtle(number)
        x, y = self._place(turtle.x, turtle.y)
        self._mark(step, turtle, f'<circle cx="{x}" cy="{y}" r="{_n(abs(across) / 2)}" fill="{color or "none"}"/>')

    def do_text(self, step: int, number: int, text: str, align: str, color: str, family: str, size: float, *style: int) -> None:
        """A text where it is; its last line stands there."""
        turtle = self._turtle(number)
        x, y = self._place(turtle.x, turtle.y)
        lines = text.split("\n")
        fonts = f"{family}, sans-serif" if _FAMILY.fullmatch(family) else "sans-serif"
        weight = (' font-weight="bold"' if style[0] else "") + (' font-style="italic"' if style[1] else "")
        spans = "".join(
            f'<tspan x="{x}" dy="{_n(1.2 * size) if at else 0}">{escape(line)}</tspan>' for at, line in enumerate(lines)
        )
        top = _n(float(y) - 0.25 * size - 1.2 * size * (len(lines) - 1))
        self._mark(
            step,
            turtle,
            f'<text x="{x}" y="{top}" text-anchor="{ANCHORS.get(align, "start")}" fill="{color or "none"}" stroke="none" '
            f'font-family="{fonts}" font-size="{_n(abs(size))}"{weight} xml:space="preserve">{spans}</text>',
        )

    def do_stamp(self, step: int, number: int, stamp: int) -> None:
        """A copy of it stays."""
        turtle = self._turtle(number)
        mark = self._mark(step, turtle, f'<g transform="{self._transform(turtle)}">{self._look(turtle)}</g>')
        if mark is not None:
            turtle.stamps[stamp] = mark

    def do_unstamp(self, step: int, number: int, stamp: int) -> None:
        """A copy goes."""
        turtle = self._turtle(number)
        mark = turtle.stamps.pop(stamp, None)
        if mark in turtle.marks:
            turtle.marks.remove(mark)
            self.changes.append([step, mark, 0])

    def do_begin(self, step: int, number: int) -> None:
        """A fill begins: what is drawn until its end lies over it."""
        if len(self.marks) < MOST_MARKS:
            self._turtle(number).reserved = len(self.marks)
            self.marks.append("")

    def do_fill(self, step: int, number: int, color: str, points: list[float]) -> None:
        """A fill."""
        turtle = self._turtle(number)
        shape = f'<polygon points="{self._points(points)}" fill="{color or "none"}" stroke="none"/>'
        place, turtle.reserved = turtle.reserved, None
        if place is None or self.marks[place]:
            self._mark(step, turtle, shape)
        else:
            self.marks[place] = shape
            turtle.marks.append(place)
            self.changes.append([step, place, 1])

    # -- what goes

    def do_drop(self, step: int, number: int, count: int) -> None:
        """Its last marks go."""
        turtle = self._turtle(number)
        for _ in range(min(count, len(turtle.marks))):
            self.changes.append([step, turtle.marks.pop(), 0])

    def do_clear(self, step: int, number: int) -> None:
        """All its marks go."""
        self.do_drop(step, number, len(self._turtle(number).marks))

    def do_gone(self, step: int) -> None:
        """All turtles and all marks go."""
        for turtle in self.turtles.values():
            self.do_clear(step, turtle.number)
            turtle.visible, turtle.look = False, None
            self._pose(step, turtle)
        self.turtles = {}
        self.do_background(step, "#ffffff")

    def do_background(self, step: int, color: str) -> None:
        """Another background."""
        self.backgrounds.append([step, color or "none"])

    # -- inside

    def _turtle(self, number: int) -> _Turtle:
        if number not in self.turtles:
            self.do_new(-1, number)
        return self.turtles[number]

    def _place(self, x: float, y: float) -> tuple[str, str]:
        return _n(self.origin[0] + x * self.scale[0]), _n(self.origin[1] - y * self.scale[1])

    def _points(self, points: list[float]) -> str:
        return " ".join(",".join(self._place(points[at], points[at + 1])) for at in range(0, len(points), 2))

    def _mark(self, step: int, turtle: _Turtle, html: str) -> int | None:
        if len(self.marks) >= MOST_MARKS:
            self.is_full = True
            return None
        mark = len(self.marks)
        self.marks.append(html)
        turtle.marks.append(mark)
        self.changes.append([step, mark, 1])
        return mark

    def _pose(self, step: int, turtle: _Turtle) -> None:
        """Where it is at this step, once."""
        if turtle.look is None:
            turtle.look = self.looks.setdefault(self._look(turtle) if turtle.visible else "", len(self.looks))
        where = f"{turtle.name} at ({_n(turtle.x)}, {_n(turtle.y)}), heading {_n(turtle.told)}"
        pose = [step, turtle.number, turtle.look, self._transform(turtle), where]
        at = self._pose_of.setdefault((step, turtle.number), len(self.poses))
        self.poses[at : at + 1] = [pose]

    def _transform(self, turtle: _Turtle) -> str:
        x, y = self._place(turtle.x, turtle.y)
        return f"translate({x} {y}) rotate({_n(-turtle.angle - turtle.tilt)})"

    def _look(self, turtle: _Turtle) -> str:
        """Its shape, looking to the east. Of a polygon's point the first number goes to the right of it, the second ahead."""
        parts = []
        for points, fill, outline in self.shapes.get(turtle.shape, ()):
            way = " ".join(
                f"{_n(points[at + 1] * turtle.along)},{_n(points[at] * turtle.across)}" for at in range(0, len(points), 2)
            )
            colors = f'fill="{fill or turtle.paint or "none"}" stroke="{outline or turtle.ink or "none"}"'
            parts.append(f'<polygon points="{way}" {colors} stroke-width="{_n(turtle.outline)}"/>')
        return "".join(parts)


def _side(commands: Iterable[list[Any]]) -> int:
    """Of the sheet, so that all is on it."""
    farthest = 0.0
    for command in commands:
        if command[0] in ("line", "fill"):
            farthest = max(farthest, *map(abs, command[-1]))
        elif command[0] == "go":
            farthest = max(farthest, abs(command[2]), abs(command[3]))
    if farthest <= SIDE / 2:
        return SIDE
    return min(MOST_SIDE, 2 * GROWS_BY * math.ceil((farthest + 10) / GROWS_BY))


def _n(value: float) -> str:
    """A number, with two places behind the point at most."""
    if type(value) is int:
        return str(value)
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
