"""A box before it has a place: its size, where references leave it, and its HTML but for what changed.

Rule: a shape depends on its content and the room it was given, on nothing else, so it is kept as long as these stay.
"""

from typing import NamedTuple

# HTML in pieces: text, or (holder, slot) where " changed" belongs when that slot changed.
Piece = str | tuple[str, str]


class Port(NamedTuple):
    """Where a reference leaves a box: `x`, `y` from the box's corner. `holder` and `slot` name it."""

    holder: str
    slot: str
    x: float
    y: float
    oid: int


class Shape(NamedTuple):
    """`least`: px of width at which nothing is cut that could be shown on fewer. `holders`: keys of all that is drawn in this box: its own, and those nested in it."""

    width: int
    height: int
    ports: tuple[Port, ...]
    pieces: tuple[Piece, ...]
    holders: tuple[str, ...]
    labelled: tuple[int, ...] = ()  # oids that are only named here, by their number
    least: int = 0

    def moved(self, dx: float, dy: float) -> tuple[Port, ...]:
        """The ports, as seen from a box in which this one is nested at (dx, dy)."""
        return tuple(port._replace(x=port.x + dx, y=port.y + dy) for port in self.ports)


def html_of(pieces: tuple[Piece, ...], slots: dict[str, frozenset[str]]) -> str:
    """The pieces as one text, with what changed marked. `slots`: {holder: ids of changed slots}."""
    if not slots:
        return "".join([piece for piece in pieces if type(piece) is str])
    return "".join(
        piece if isinstance(piece, str) else " changed" if piece[1] in slots.get(piece[0], ()) else "" for piece in pieces
    )
