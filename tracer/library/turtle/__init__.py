"""Turtle graphics, for programs that are recorded: a module with the names of Python's own, which draws into the recording instead of a window.

Written from the library's documentation. Rule: a drawing command is one line in the recording, at the step at which it was called.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ._motion import Navigator
from ._screen import Screen, _Screen
from ._screen import TurtleScreen as TurtleScreen
from ._shapes import Shape as Shape
from ._sheet import Terminator as Terminator
from ._sheet import TurtleGraphicsError as TurtleGraphicsError
from ._sheet import Vec2D as Vec2D
from ._turtle import RawTurtle, Turtle

Pen, RawPen, TNavigator = Turtle, RawTurtle, Navigator

_OF_TURTLES: tuple[str, ...] = (
    *("back", "backward", "begin_fill", "begin_poly", "bk", "circle", "clear", "clearstamp", "clearstamps", "clone", "color"),
    *("degrees", "distance", "dot", "down", "end_fill", "end_poly", "fd", "fillcolor", "filling", "forward", "get_poly"),
    *("get_shapepoly", "getpen", "getscreen", "getturtle", "goto", "heading", "hideturtle", "home", "ht", "isdown"),
    *("isvisible", "left", "lt", "onclick", "ondrag", "onrelease", "pd", "pen", "pencolor", "pendown", "pensize", "penup", "pos"),
    *("position", "pu", "radians", "reset", "resizemode", "right", "rt", "seth", "setheading", "setpos", "setposition"),
    *("setundobuffer", "setx", "sety", "shape", "shapesize", "shearfactor", "showturtle", "speed", "st", "stamp", "teleport"),
    *("tilt", "tiltangle", "towards", "turtlesize", "undo", "undobufferentries", "up", "width", "write", "xcor", "ycor"),
)
_OF_SCREENS: tuple[str, ...] = (
    *("addshape", "bgcolor", "bgpic", "bye", "clearscreen", "colormode", "delay", "done", "exitonclick", "getcanvas"),
    *("getshapes", "listen", "mainloop", "mode", "numinput", "onkey", "onkeypress", "onkeyrelease", "onscreenclick"),
    *("ontimer", "register_shape", "resetscreen", "screensize", "setup", "setworldcoordinates", "textinput", "title"),
    *("tracer", "turtles", "update", "window_height", "window_width"),
)
_OTHERS: tuple[str, ...] = (
    *("Pen", "RawPen", "RawTurtle", "Screen", "Shape", "Terminator", "Turtle", "TurtleGraphicsError", "TurtleScreen", "Vec2D"),
    *("fill", "no_animation", "poly"),
)
globals()["__all__"] = [*_OTHERS, *_OF_TURTLES, *_OF_SCREENS]

_first: list[Turtle] = []  # the turtle of the functions, once there is one


def _turtle() -> Turtle:
    if not _first or _first[0] not in Screen().turtles():
        _first[:] = [Turtle()]
    return _first[0]


def _function(name: str, cls: type, of: Callable[[], Any]) -> Callable[..., Any]:
    method = getattr(cls, name)

    def function(*args: Any, **kwargs: Any) -> Any:
        return method(of(), *args, **kwargs)

    function.__name__ = function.__qualname__ = name
    function.__doc__, function.__module__ = method.__doc__, __name__
    return function


for _name in _OF_TURTLES:
    globals()[_name] = _function(_name, Turtle, _turtle)
for _name in _OF_SCREENS:
    globals()[_name] = _function(_name, _Screen, Screen)


@contextmanager
def fill() -> Iterator[None]:
    """`with fill():` fills what is gone round in the block."""
    _turtle().begin_fill()
    try:
        yield
    finally:
        _turtle().end_fill()


@contextmanager
def poly() -> Iterator[None]:
    """`with poly():` remembers the corners of the block."""
    _turtle().begin_poly()
    try:
        yield
    finally:
        _turtle().end_poly()


@contextmanager
def no_animation() -> Iterator[None]:
    """`with no_animation():` is accepted: a recording has a step for each line in any case."""
    yield
