"""Where a turtle is, and how it moves."""

import math
from collections import deque
from typing import Any, NamedTuple

from ._screen import sheet
from ._sheet import Vec2D, direction, number, pair, tell

MOST_UNDONE = 1000  # commands that can be undone
FARTHEST = 1e9  # what goes beyond is no place on a sheet


class Look(NamedTuple):
    """How a turtle looks, beside its colours. `stretch`: across and along; `tilt`: degrees, against its heading."""

    shape: str = "classic"
    visible: bool = True
    stretch: tuple[float, float] = (1.0, 1.0)
    outline: float = 1
    tilt: float = 0.0


class Inner:
    """What the recording does not show of a turtle. `angle`: degrees from the east, counterclockwise; `turn`: the parts of a full turn."""

    def __init__(self) -> None:
        sheet.count += 1
        self.number = sheet.count
        self.begin()

    def begin(self) -> None:
        """As a new turtle has it."""
        self.angle = 90.0 if sheet.mode == "logo" else 0.0
        self.turn = 360.0
        self.width: float = 1
        self.speed = 3
        self.resizemode = "noresize"
        self.look = Look()
        self.filled: list[float] | None = None
        self.poly: list[Vec2D] | None = None
        self.closed: tuple[Vec2D, ...] = ()
        self.stamps: list[int] = []
        self.undo: deque[tuple[Any, ...]] | None = deque(maxlen=MOST_UNDONE)


class Seen:
    """What the recording shows of a turtle. The names are those of its methods, which a program does not assign to."""

    __slots__ = ("fillcolor", "heading", "inner", "isdown", "pencolor", "xcor", "ycor")


_members = dict(vars(Seen))
inner_of, put_inner = _members["inner"].__get__, _members["inner"].__set__
delattr(Seen, "inner")  # its room stays, and nothing finds it but these two


def get(turtle: Any, name: str) -> Any:
    """A value of what is shown."""
    return _members[name].__get__(turtle)


def put(turtle: Any, name: str, value: Any) -> None:
    """Another value for it."""
    _members[name].__set__(turtle, value)


class Navigator(Seen):
    """The half of a turtle that moves."""

    __module__ = "turtle"

    # -- moving

    def forward(self, distance: float) -> None:
        """Move ahead."""
        self._ahead(number(distance, "forward()"))

    def back(self, distance: float) -> None:
        """Move backwards; the heading stays."""
        self._ahead(-number(distance, "back()"))

    fd, bk, backward = forward, back, back

    def right(self, angle: float) -> None:
        """Turn clockwise."""
        self._turn(-number(angle, "right()") * 360 / inner_of(self).turn)

    def left(self, angle: float) -> None:
        """Turn counterclockwise."""
        self._turn(number(angle, "left()") * 360 / inner_of(self).turn)

    rt, lt = right, left

    def goto(self, x: Any, y: Any = None) -> None:
        """Move to a place, with a line if the pen is down."""
        self._go(*pair(x, y, "goto()"))

    setpos = setposition = goto

    def teleport(self, x: float | None = None, y: float | None = None, *, fill_gap: bool = False) -> None:
        """Move to a place without a line; a fill under way ends there, and begins anew behind the gap unless `fill_gap`."""
        to = (
            get(self, "xcor") if x is None else number(x, "teleport()"),
            get(self, "ycor") if y is None else number(y, "teleport()"),
        )
        down, filling = get(self, "isdown"), self.filling() and not fill_gap  # type: ignore[attr-defined]
        if filling:
            self.end_fill()  # type: ignore[attr-defined]
        put(self, "isdown", False)
        self._go(*to)
        put(self, "isdown", down)
        if filling:
            self.begin_fill()  # type: ignore[attr-defined]

    def setx(self, x: float) -> None:
        """Move to this x; y stays."""
        self._go(number(x, "setx()"), get(self, "ycor"))

    def sety(self, y: float) -> None:
        """Move to this y; x stays."""
        self._go(get(self, "xcor"), number(y, "sety()"))

    def setheading(self, to_angle: float) -> None:
        """Turn to a heading."""
        angle = number(to_angle, "setheading()") * 360 / inner_of(self).turn
        self._turn((90 - angle if sheet.mode == "logo" else angle) - inner_of(self).angle)

    seth = setheading

    def home(self) -> None:
        """Move to the middle, and turn to the first heading."""
        self._go(0.0, 0.0)
        self._turn((90.0 if sheet.mode == "logo" else 0.0) - inner_of(self).angle)

    def circle(self, radius: float, extent: float | None = None, steps: int | None = None) -> None:
        """A circle whose middle lies `radius` to the left; `extent`: a part of it; `steps`: a polygon of so many sides."""
        radius, inner = number(radius, "circle()"), inner_of(self)
        part = 360.0 if extent is None else number(extent, "circle()") * 360 / inner.turn
        if steps is None:
            steps = max(2, math.ceil(min(12 + abs(radius) / 5, 72) * abs(part) / 360))
        sides = max(1, int(number(steps, "circle()")))
        whole = part if radius >= 0 else -part
        start = Vec2D(get(self, "xcor"), get(self, "ycor"))
        middle = start + Vec2D(*direction(inner.angle + 90)) * radius
        points = [middle + (start - middle).rotate(whole * at / sides) for at in range(1, sides + 1)]
        if not whole % 360:
            points[-1] = start
        self._remember(1)
        self._along(points)
        self._face(inner.angle + whole)

    # -- telling

    def position(self) -> Vec2D:
        """Where it is."""
        return Vec2D(get(self, "xcor"), get(self, "ycor"))

    pos = position

    def xcor(self) -> float:
        """Its x."""
        return float(get(self, "xcor"))

    def ycor(self) -> float:
        """Its y."""
        return float(get(self, "ycor"))

    def heading(self) -> float:
        """Where it looks."""
        return float(get(self, "heading"))

    def distance(self, x: Any, y: Any = None) -> float:
        """How far a place, or another turtle, is away."""
        return float(abs(self._place(x, y, "distance()") - self.position()))

    def towards(self, x: Any, y: Any = None) -> float:
        """The heading from here to a place, or to another turtle."""
        way = self._place(x, y, "towards()") - self.position()
        return self._told(math.degrees(math.atan2(way[1], way[0])))

    def degrees(self, fullcircle: float = 360.0) -> None:
        """Count angles in degrees, or in other parts of a full turn."""
        inner_of(self).turn = number(fullcircle, "degrees()") or 360.0
        self._face(inner_of(self).angle)

    def radians(self) -> None:
        """Count angles in radians."""
        self.degrees(math.tau)

    # -- inside

    def _place(self, x: Any, y: Any, of: str) -> Vec2D:
        if isinstance(x, Navigator):
            return x.position()
        return Vec2D(*pair(x, y, of))

    def _told(self, angle: float) -> float:
        """An angle from the east as the program counts it."""
        counted = round((90 - angle if sheet.mode == "logo" else angle) % 360, 10) % 360
        return float(round(counted * inner_of(self).turn / 360, 10))

    def _ahead(self, distance: float) -> None:
        east, north = direction(inner_of(self).angle)
        self._go(get(self, "xcor") + distance * east, get(self, "ycor") + distance * north)

    def _go(self, x: float, y: float) -> None:
        self._remember(1 if get(self, "isdown") else 0)
        self._along([Vec2D(x, y)])

    def _along(self, points: list[Vec2D]) -> None:
        """From one point to the next."""
        inner, last = inner_of(self), points[-1]
        if max(abs(last[0]), abs(last[1])) > FARTHEST:
            raise ValueError(f"The turtle would be at {last}, too far away to be shown.")
        put(self, "xcor", float(last[0]))
        put(self, "ycor", float(last[1]))
        way = [value for point in points for value in point]
        if get(self, "isdown"):
            tell("line", inner.number, sheet.hex(get(self, "pencolor")), inner.width, way)
        else:
            tell("go", inner.number, *last)
        if inner.filled is not None:
            inner.filled += way
        if inner.poly is not None:
            inner.poly += points

    def _turn(self, angle: float) -> None:
        self._remember(0)
        self._face(inner_of(self).angle + angle)

    def _face(self, angle: float) -> None:
        inner = inner_of(self)
        inner.angle = round(angle % 360, 10) % 360
        put(self, "heading", self._told(inner.angle))
        tell("turn", inner.number, inner.angle, get(self, "heading"))

    def _remember(self, items: int) -> None:
        """What `undo` goes back to. `items`: how much the command draws."""
        inner = inner_of(self)
        if inner.undo is not None:
            shown = tuple(get(self, name) for name in ("xcor", "ycor", "isdown", "pencolor", "fillcolor"))
            inner.undo.append((items, shown, inner.angle, inner.width, inner.look))
