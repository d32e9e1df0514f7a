"""The sheet that all turtles draw on, as `Screen()` gives it."""

import math
from collections.abc import Callable
from typing import Any

from . import _colors
from ._shapes import BUILT_IN, Shape
from ._sheet import TurtleGraphicsError, no_events, number, tell, tell_once

WIDTH, HEIGHT = 400, 400  # px, until the program sets others
DEVICE = (1280, 800)  # px: of which setup(0.5, 0.5) is a half; a recording has no screen of its own


class Sheet:
    """What is known of the one sheet. `turtles`: all of them, in the order in which they came."""

    def __init__(self) -> None:
        self.turtles: list[Any] = []
        self.count = 0  # of turtles so far: each has a number
        self.colormode = 1.0
        self.mode = "standard"
        self.background: Any = "white"
        self.size = (WIDTH, HEIGHT)
        self.canvas = (400, 300)
        self.tracing, self.delay = 1, 10
        self.shapes: dict[str, Shape] = {name: Shape("polygon", points) for name, points in BUILT_IN.items()}
        self.shapes["blank"] = Shape("compound")

    def hex(self, color: Any) -> str:
        """`#rrggbb` of a colour that was checked."""
        return _colors.hex_of(color, self.colormode)


sheet = Sheet()


class _Seen:
    """What the recording shows of a screen. The names are those of its methods, which a program does not assign to."""

    __slots__ = ("bgcolor", "window_height", "window_width")


def _see() -> None:
    for name, value in (("bgcolor", sheet.background), ("window_width", sheet.size[0]), ("window_height", sheet.size[1])):
        vars(_Seen)[name].__set__(_screen, value)


class TurtleScreen(_Seen):
    """The screen. There is one; its size is that of the drawing."""

    __module__ = "turtle"

    # -- its look

    def bgcolor(self, *color: Any) -> Any:
        """The colour of the background, or another one for it."""
        if not color:
            return sheet.background
        sheet.background = _colors.checked(color, sheet.colormode)
        tell("background", sheet.hex(sheet.background))
        _see()
        return None

    def bgpic(self, picname: str | None = None) -> str | None:
        """Pictures as a background are not available here."""
        if picname is None:
            return "nopic"
        tell_once("turtle: bgpic() does nothing here. Background pictures are not available; bgcolor() is.")
        return None

    def colormode(self, cmode: float | None = None) -> float | None:
        """1.0 or 255: how far the numbers of a colour go."""
        if cmode is None:
            return sheet.colormode
        if cmode not in (1, 255):
            raise TurtleGraphicsError(f"bad colormode: {cmode!r}. There are 1.0 and 255.")
        before, sheet.colormode = sheet.colormode, 1.0 if cmode == 1 else 255
        for turtle in sheet.turtles:
            turtle._recolored(before, sheet.colormode)
        return None

    def setup(self, width: float = 0.5, height: float = 0.75, startx: Any = None, starty: Any = None) -> None:
        """The size of the window in pixels, or as a part of the device's screen."""
        sizes = []
        for value, whole in ((number(width, "setup()"), DEVICE[0]), (number(height, "setup()"), DEVICE[1])):
            sizes.append(max(1, round(value * whole if value <= 1 and isinstance(value, float) else value)))
        sheet.size = (sizes[0], sizes[1])
        tell("size", *sheet.size)
        _see()

    def screensize(self, canvwidth: Any = None, canvheight: Any = None, bg: Any = None) -> tuple[int, int] | None:
        """The room that could be scrolled to. Here all of the window is seen, so it is only remembered."""
        if canvwidth is None and canvheight is None and bg is None:
            return sheet.canvas
        sheet.canvas = (int(canvwidth or sheet.canvas[0]), int(canvheight or sheet.canvas[1]))
        if bg is not None:
            self.bgcolor(bg)
        return None

    def setworldcoordinates(self, llx: float, lly: float, urx: float, ury: float) -> None:
        """The lower left and the upper right corner in the program's own coordinates. Clears all drawings."""
        corners = [number(value, "setworldcoordinates()") for value in (llx, lly, urx, ury)]
        if corners[0] == corners[2] or corners[1] == corners[3]:
            raise TurtleGraphicsError("setworldcoordinates() needs two corners with different x and different y.")
        sheet.mode = "world"
        self.reset()
        tell("world", *corners)

    def window_width(self) -> int:
        """In pixels."""
        return sheet.size[0]

    def window_height(self) -> int:
        """In pixels."""
        return sheet.size[1]

    def title(self, titlestring: str) -> None:
        """What stands above the drawing."""
        tell("title", str(titlestring))

    def mode(self, mode: str | None = None) -> str | None:
        """standard: 0 is east, counterclockwise; logo: 0 is north, clockwise. A new mode resets the turtles."""
        if mode is None:
            return sheet.mode
        if str(mode).lower() not in ("standard", "logo", "world"):
            raise TurtleGraphicsError(f"No turtle-graphics-mode {mode}. There are 'standard', 'logo' and 'world'.")
        sheet.mode = mode.lower()
        self.reset()
        return None

    # -- its turtles

    def turtles(self) -> list[Any]:
        """All turtles on the screen."""
        return list(sheet.turtles)

    def clear(self) -> None:
        """Remove all drawings and all turtles."""
        sheet.turtles.clear()
        tell("gone")
        sheet.background, sheet.colormode, sheet.mode = "white", 1.0, "standard"
        _see()

    def reset(self) -> None:
        """Put all turtles back to their beginnings, and remove what they drew."""
        for turtle in sheet.turtles:
            turtle.reset()

    clearscreen, resetscreen = clear, reset

    def getshapes(self) -> list[str]:
        """The names of all shapes."""
        return sorted(sheet.shapes)

    def register_shape(self, name: str, shape: Any = None) -> None:
        """A shape of one's own: a polygon, or a Shape."""
        if shape is None:
            tell_once("turtle: pictures cannot be shapes here. Use a polygon, or one of " + ", ".join(self.getshapes()) + ".")
            shape = Shape("polygon", BUILT_IN["classic"])
        sheet.shapes[str(name)] = shape if isinstance(shape, Shape) else Shape("polygon", shape)

    addshape = register_shape

    def tracer(self, n: int | None = None, delay: int | None = None) -> int | None:
        """Accepted: each command is one moment of the recording in any case."""
        if n is None:
            return sheet.tracing
        sheet.tracing = int(n)
        sheet.delay = sheet.delay if delay is None else int(delay)
        return None

    def delay(self, delay: int | None = None) -> int | None:
        """Accepted, as `tracer`."""
        if delay is None:
            return sheet.delay
        sheet.delay = int(delay)
        return None

    def update(self) -> None:
        """Accepted: all is up to date."""

    def getcanvas(self) -> "TurtleScreen":
        """There is no canvas of Tk; the screen stands for it."""
        return self

    # -- asking a person

    def textinput(self, title: str, prompt: str) -> str | None:
        """A line of input; None at its end."""
        try:
            return input(f"{prompt} ")
        except EOFError:
            return None

    def numinput(
        self, title: str, prompt: str, default: float | None = None, minval: float | None = None, maxval: float | None = None
    ) -> float | None:
        """A number from the input, asked for until it is one; None at its end."""
        least, most = -math.inf if minval is None else minval, math.inf if maxval is None else maxval
        while True:
            text = self.textinput(title, prompt)
            if text is None or (not text.strip() and default is not None):
                return None if text is None else default
            try:
                value = float(text)
            except ValueError:
                print("That is not a number. Try again.")  # noqa: T201 - to the person who typed it
                continue
            if least <= value <= most:
                return value
            print(f"The number must be between {least:g} and {most:g}. Try again.")  # noqa: T201

    # -- what a window would do

    def listen(self, xdummy: Any = None, ydummy: Any = None) -> None:
        """Keys do not reach a recorded program."""

    def mainloop(self) -> None:
        """The drawing is done; it stays."""

    done = mainloop

    def bye(self) -> None:
        """There is no window to close."""

    def exitonclick(self) -> None:
        """The drawing is done; it stays."""


def _without_events(name: str) -> Callable[..., None]:
    def method(self: Any, *args: Any, **kwargs: Any) -> None:
        no_events(name)

    method.__name__, method.__qualname__ = name, f"TurtleScreen.{name}"
    method.__doc__ = "Accepted: events do not reach a recorded program."
    return method


for _name in ("onkey", "onkeypress", "onkeyrelease", "onclick", "onscreenclick", "ontimer"):
    setattr(TurtleScreen, _name, _without_events(_name))


class _Screen(TurtleScreen):
    """The class of the one screen."""

    __module__ = "turtle"


_screen = _Screen()
_see()


def Screen() -> _Screen:  # noqa: N802 - its name in the library
    """The screen; always the same one."""
    return _screen
