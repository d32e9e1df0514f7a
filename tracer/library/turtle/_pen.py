"""The pen of a turtle, its colours, and how it looks."""

from typing import Any

from . import _colors
from ._motion import Navigator, get, inner_of, put
from ._screen import sheet
from ._shapes import Shape
from ._sheet import TurtleGraphicsError, number, tell

SPEEDS = {"fastest": 0, "fast": 10, "normal": 6, "slow": 3, "slowest": 1}
PEN = ("shown", "pendown", "pencolor", "fillcolor", "pensize", "speed", "resizemode", "stretchfactor", "outline", "tilt")


class TPen(Navigator):
    """The half of a turtle that is seen."""

    __module__ = "turtle"

    # -- the pen

    def pendown(self) -> None:
        """Draw when moving."""
        self._remember(0)
        put(self, "isdown", True)

    def penup(self) -> None:
        """Draw nothing when moving."""
        self._remember(0)
        put(self, "isdown", False)

    pd = down = pendown
    pu = up = penup

    def isdown(self) -> bool:
        """Whether the pen is down."""
        return bool(get(self, "isdown"))

    def pensize(self, width: float | None = None) -> float | None:
        """How wide lines are."""
        if width is None:
            width_now: float = inner_of(self).width
            return width_now
        size = number(width, "pensize()")
        if size < 0:
            raise TurtleGraphicsError(f"A pen cannot be {size} wide: use 0 or more.")
        self._remember(0)
        inner_of(self).width = size
        return None

    width = pensize

    def speed(self, speed: Any = None) -> int | None:
        """Accepted; the recording is walked through at any speed."""
        if speed is None:
            return int(inner_of(self).speed)
        value = SPEEDS.get(speed, speed) if isinstance(speed, str) else speed
        value = number(value, "speed()")
        inner_of(self).speed = round(value) if 0.5 < value < 10.5 else 0
        return None

    def pen(self, pen: dict[str, Any] | None = None, **pendict: Any) -> dict[str, Any] | None:
        """All of the pen as a dict, or what is to change of it."""
        inner = inner_of(self)
        if pen is None and not pendict:
            look = inner.look
            values = (look.visible, get(self, "isdown"), get(self, "pencolor"), get(self, "fillcolor"), inner.width, inner.speed)
            return dict(zip(PEN, (*values, inner.resizemode, look.stretch, look.outline, look.tilt), strict=True))
        wanted = {**(pen or {}), **pendict}
        for name, value in wanted.items():
            if name == "shown":
                self._looks(visible=bool(value))
            elif name == "pendown":
                put(self, "isdown", bool(value))
            elif name == "stretchfactor":
                self.shapesize(*value)
            elif name == "outline":
                self.shapesize(outline=value)
            elif name in ("pencolor", "fillcolor", "pensize", "speed", "resizemode"):
                getattr(self, name)(value)
        return None

    # -- colours

    def color(self, *args: Any) -> tuple[Any, Any] | None:
        """Both colours, or new ones: one for both, two, or three numbers for both."""
        if not args:
            return get(self, "pencolor"), get(self, "fillcolor")
        pair = args if len(args) == 2 else (args[0], args[0]) if len(args) == 1 else (args, args)
        colors = [_colors.checked((color,), sheet.colormode) for color in pair]
        self._colored(*colors)
        return None

    def pencolor(self, *args: Any) -> Any:
        """The colour of lines."""
        if not args:
            return get(self, "pencolor")
        self._colored(_colors.checked(args, sheet.colormode), get(self, "fillcolor"))
        return None

    def fillcolor(self, *args: Any) -> Any:
        """The colour of fills."""
        if not args:
            return get(self, "fillcolor")
        self._colored(get(self, "pencolor"), _colors.checked(args, sheet.colormode))
        return None

    def _colored(self, line: Any, fill: Any) -> None:
        self._remember(0)
        put(self, "pencolor", line)
        put(self, "fillcolor", fill)
        self._look_told()

    def _recolored(self, before: float, mode: float) -> None:
        for name in ("pencolor", "fillcolor"):
            put(self, name, _colors.with_mode(get(self, name), before, mode))

    # -- its look

    def showturtle(self) -> None:
        """Show it."""
        self._looks(visible=True)

    def hideturtle(self) -> None:
        """Hide it; its drawing stays."""
        self._looks(visible=False)

    st, ht = showturtle, hideturtle

    def isvisible(self) -> bool:
        """Whether it is shown."""
        return bool(inner_of(self).look.visible)

    def shape(self, name: str | None = None) -> str | None:
        """The name of its shape."""
        if name is None:
            return str(inner_of(self).look.shape)
        self._shape_told(self._known_shape(name))
        self._looks(shape=name)
        return None

    def resizemode(self, rmode: str | None = None) -> str | None:
        """auto: as wide as the pen; user: as `shapesize` says; noresize."""
        inner = inner_of(self)
        if rmode is None:
            return str(inner.resizemode)
        if rmode not in ("auto", "user", "noresize"):
            raise TurtleGraphicsError(f"There is no resizemode {rmode!r}: use 'auto', 'user' or 'noresize'.")
        inner.resizemode = rmode
        if rmode == "auto":
            self._looks(stretch=(max(1.0, inner.width / 4),) * 2)
        return None

    def shapesize(self, stretch_wid: Any = None, stretch_len: Any = None, outline: Any = None) -> Any:
        """How far it is stretched across and along, and the width of its outline."""
        look = inner_of(self).look
        if stretch_wid is None and stretch_len is None and outline is None:
            return (*look.stretch, look.outline)
        across = look.stretch[0] if stretch_wid is None else number(stretch_wid, "shapesize()")
        along = look.stretch[1] if stretch_len is None and stretch_wid is None else across if stretch_len is None else stretch_len
        if not across or not number(along, "shapesize()"):
            raise TurtleGraphicsError("stretch_wid/stretch_len must not be zero")
        inner_of(self).resizemode = "user"
        self._looks(stretch=(across, along), outline=look.outline if outline is None else number(outline, "shapesize()"))
        return None

    turtlesize = shapesize

    def tilt(self, angle: float) -> None:
        """Turn the shape, not the heading."""
        self._looks(tilt=(inner_of(self).look.tilt + number(angle, "tilt()") * 360 / inner_of(self).turn) % 360)

    def tiltangle(self, angle: float | None = None) -> float | None:
        """The angle between shape and heading."""
        if angle is None:
            return float(inner_of(self).look.tilt * inner_of(self).turn / 360)
        self._looks(tilt=number(angle, "tiltangle()") * 360 / inner_of(self).turn % 360)
        return None

    def shearfactor(self, shear: float | None = None) -> float | None:
        """Accepted; shapes are not sheared here."""
        return 0.0 if shear is None else None

    def get_shapepoly(self) -> Any:
        """The polygon of its shape."""
        shape = sheet.shapes[inner_of(self).look.shape]
        return shape._data if shape._type == "polygon" else None

    # -- inside

    def _known_shape(self, name: Any) -> str:
        if name not in sheet.shapes:
            raise TurtleGraphicsError(f"There is no shape named {name}. There are " + ", ".join(sorted(sheet.shapes)) + ".")
        return str(name)

    def _shape_told(self, name: str) -> None:
        shape: Shape = sheet.shapes[name]
        mode = sheet.colormode
        if shape._type == "compound":
            paint = [[_colors.hex_of(_colors.checked((color,), mode), mode) for color in part[1:]] for part in shape._data]
            tell("shape", name, [[_flat(part[0]), *colors] for part, colors in zip(shape._data, paint, strict=True)])
        else:
            tell("shape", name, [[_flat(shape._data), "", ""]])

    def _looks(self, **changes: Any) -> None:
        self._remember(0)
        inner_of(self).look = inner_of(self).look._replace(**changes)
        self._look_told()

    def _look_told(self) -> None:
        inner, (shape, visible, stretch, outline, tilt) = inner_of(self), inner_of(self).look
        paints = sheet.hex(get(self, "pencolor")), sheet.hex(get(self, "fillcolor"))
        tell("look", inner.number, shape, int(visible), *paints, *stretch, outline, tilt)


def _flat(points: Any) -> list[float]:
    return [value for point in points for value in point]
