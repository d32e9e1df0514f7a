"""The turtle: a navigator with a pen that leaves marks, and can take them back."""

from collections import deque
from typing import Any

from . import _colors
from ._motion import Inner, Look, get, inner_of, put, put_inner
from ._pen import TPen
from ._screen import _screen, sheet
from ._sheet import TurtleGraphicsError, Vec2D, no_events, number, tell

PIXELS = 4 / 3  # of a point


class RawTurtle(TPen):
    """A turtle."""

    __module__ = "turtle"

    def __init__(self, canvas: Any = None, shape: str = "classic", undobuffersize: int = 1000, visible: bool = True):
        put_inner(self, Inner())
        sheet.turtles.append(self)
        self._begin()
        inner = inner_of(self)
        self.setundobuffer(undobuffersize)
        inner.look = Look(self._known_shape(shape), bool(visible))
        tell("new", inner.number)
        self._shape_told(inner.look.shape)
        self._look_told()

    def _begin(self) -> None:
        inner_of(self).begin()
        for name, value in (("xcor", 0.0), ("ycor", 0.0), ("isdown", True), ("pencolor", "black"), ("fillcolor", "black")):
            put(self, name, value)
        put(self, "heading", self._told(inner_of(self).angle))

    # -- filling

    def filling(self) -> bool:
        """Whether a fill is under way."""
        return inner_of(self).filled is not None

    def begin_fill(self) -> None:
        """From here on, remember the way."""
        inner = inner_of(self)
        inner.filled = [get(self, "xcor"), get(self, "ycor")]
        tell("begin", inner.number)

    def end_fill(self) -> None:
        """Fill what was gone round since `begin_fill`."""
        inner = inner_of(self)
        if inner.filled is not None:
            self._remember(1)
            way, inner.filled = inner.filled, None
            tell("fill", inner.number, sheet.hex(get(self, "fillcolor")), way)

    def begin_poly(self) -> None:
        """From here on, remember the corners."""
        inner_of(self).poly = [self.position()]

    def end_poly(self) -> None:
        """The last corner."""
        inner = inner_of(self)
        inner.closed, inner.poly = tuple(inner.poly or ()), None

    def get_poly(self) -> tuple[Vec2D, ...]:
        """The corners between `begin_poly` and `end_poly`."""
        return tuple(inner_of(self).closed)

    # -- marks

    def dot(self, size: Any = None, *color: Any) -> None:
        """A round dot."""
        inner = inner_of(self)
        if size is not None and not color and (isinstance(size, str | tuple)):
            size, color = None, (size,)
        across = max(inner.width + 4, 2 * inner.width) if size is None else number(size, "dot()")
        paint = _colors.checked(color, sheet.colormode) if color else get(self, "pencolor")
        self._remember(1)
        tell("dot", inner.number, across, sheet.hex(paint))

    def stamp(self) -> int:
        """A copy of its shape; gives its number."""
        inner = inner_of(self)
        self._remember(1)
        sheet.count += 1
        inner.stamps.append(sheet.count)
        tell("stamp", inner.number, sheet.count)
        return sheet.count

    def clearstamp(self, stampid: int) -> None:
        """Remove the copy of this number."""
        inner = inner_of(self)
        if stampid in inner.stamps:
            inner.stamps.remove(stampid)
            tell("unstamp", inner.number, stampid)

    def clearstamps(self, n: int | None = None) -> None:
        """Remove all copies, the first n, or (n negative) the last ones."""
        stamps = list(inner_of(self).stamps)
        for one in stamps if n is None else stamps[:n] if n >= 0 else stamps[n:]:
            self.clearstamp(one)

    def write(self, arg: Any, move: bool = False, align: str = "left", font: Any = ("Arial", 8, "normal")) -> None:
        """A text at the turtle's place."""
        inner, text = inner_of(self), str(arg)
        where = str(align).lower()
        if where not in ("left", "center", "right"):
            raise TurtleGraphicsError(f"There is no align {align!r}: use 'left', 'center' or 'right'.")
        family, size, style = (
            (*(font if isinstance(font, tuple | list) else (font,)), *("Arial", 8, "normal"))[:3] if font else ("Arial", 8, "")
        )
        pixels = number(size, "write()") * PIXELS
        self._remember(1)
        kind = str(style).lower()
        tell(
            "text",
            inner.number,
            text,
            where,
            sheet.hex(get(self, "pencolor")),
            str(family),
            pixels,
            "bold" in kind,
            "italic" in kind,
        )
        if move:
            part = {"left": 1.0, "center": 0.5, "right": 0.0}[where]
            self._go(get(self, "xcor") + 0.55 * pixels * len(text) * part, get(self, "ycor"))

    # -- the beginning again

    def clear(self) -> None:
        """Remove what it drew."""
        inner = inner_of(self)
        inner.stamps.clear()
        if inner.undo is not None:
            inner.undo.clear()
        tell("clear", inner.number)

    def reset(self) -> None:
        """Remove what it drew, and begin anew in the middle."""
        self.clear()
        kept = inner_of(self).look.shape
        self._begin()
        inner_of(self).look = Look(kept)
        tell("go", inner_of(self).number, 0, 0)
        self._face(inner_of(self).angle)
        self._look_told()

    def undo(self) -> None:
        """Take the last command back."""
        inner = inner_of(self)
        if not inner.undo:
            return
        items, shown, angle, inner.width, inner.look = inner.undo.pop()
        for name, value in zip(("xcor", "ycor", "isdown", "pencolor", "fillcolor"), shown, strict=True):
            put(self, name, value)
        if items:
            tell("drop", inner.number, items)
        tell("go", inner.number, *shown[:2])
        self._face(angle)
        self._look_told()

    def setundobuffer(self, size: int | None) -> None:
        """How many commands can be undone."""
        inner = inner_of(self)
        inner.undo = deque(maxlen=int(size)) if size and size > 0 else None

    def undobufferentries(self) -> int:
        """How many commands can be undone now."""
        return len(inner_of(self).undo or ())

    # -- others

    def clone(self) -> Any:
        """Another turtle, at the same place and with the same look."""
        mine, twin = inner_of(self), type(self).__new__(type(self))
        RawTurtle.__init__(twin, shape=mine.look.shape, visible=mine.look.visible)
        theirs = inner_of(twin)
        for name in ("xcor", "ycor", "isdown", "pencolor", "fillcolor"):
            put(twin, name, get(self, name))
        twin.__dict__.update(vars(self))
        theirs.width, theirs.speed, theirs.turn, theirs.look = mine.width, mine.speed, mine.turn, mine.look
        tell("go", theirs.number, get(self, "xcor"), get(self, "ycor"))
        twin._face(mine.angle)
        twin._look_told()
        return twin

    def getturtle(self) -> Any:
        """Itself."""
        return self

    getpen = getturtle

    def getscreen(self) -> Any:
        """The screen."""
        return _screen

    def onclick(self, fun: Any, btn: int = 1, add: Any = None) -> None:
        """Accepted: events do not reach a recorded program."""
        no_events("onclick")

    onrelease = ondrag = onclick


class Turtle(RawTurtle):
    """A turtle on the one screen."""

    __module__ = "turtle"

    def __init__(self, shape: str = "classic", undobuffersize: int = 1000, visible: bool = True):
        super().__init__(None, shape, undobuffersize, visible)
