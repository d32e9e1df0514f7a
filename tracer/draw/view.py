"""How a learner wants to see a step: the `view` of a draw command (docs/messages.md), checked and with defaults.

Rule: a view is a value; two equal views of one step give one picture.
"""

from typing import Any, NamedTuple

PRIMITIVES = ("inline", "objects", "nested")
NARROWEST, WIDEST = 240, 4000  # px; beyond these a width is a mistake of the page, not a wish

MOST_GLOBS = 50

GRAIN = 8  # px; a window that is being resized asks for fewer different pictures


class View(NamedTuple):
    """`width`: px of the picture's region. `open`: how many elements (characters of a str) are wanted of what has the
    given key: an oid as text, "f3" for a frame's variables, "frames", "objects". `known`: how many texts the page holds, of
    the numbering `era`. `hide`: globs of variables that are not drawn."""

    width: int = 610
    primitives: str = "inline"
    arrows: bool = True
    exited: bool = False
    open: tuple[tuple[str, int], ...] = ()
    known: int = 0
    era: int = 0
    hide: tuple[str, ...] = ()

    @property
    def layout_key(self) -> tuple[Any, ...]:
        """What decides where things are: everything but `known` and `era`."""
        return (*self[:5], self.hide)

    def wanted(self, key: str, default: int) -> int:
        """How many parts of `key` to show: what the learner asked for, else `default`."""
        for name, count in self.open:
            if name == key:
                return max(count, default)
        return default


def view_from(message: dict[str, Any]) -> View:
    """The view that a draw command asks for. What is missing or makes no sense becomes the default."""
    width = message.get("width")
    primitives = message.get("primitives")
    wanted = message.get("open")
    known, era = message.get("known"), message.get("era")
    hide = message.get("hide")
    opened = wanted.items() if isinstance(wanted, dict) else ()
    return View(
        width=min(max(int(width) // GRAIN * GRAIN, NARROWEST), WIDEST) if isinstance(width, int | float) else View().width,
        primitives=primitives if primitives in PRIMITIVES else "inline",
        arrows=message.get("arrows") is not False,
        exited=message.get("exited") is True,
        open=tuple(sorted((str(key), int(count)) for key, count in opened if isinstance(count, int | float))),
        known=int(known) if isinstance(known, int | float) and known > 0 else 0,
        era=int(era) if isinstance(era, int | float) else 0,
        hide=tuple(str(glob) for glob in hide[:MOST_GLOBS]) if isinstance(hide, list) else (),
    )
