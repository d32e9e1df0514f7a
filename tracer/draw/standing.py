"""A part of the picture in its place: what arrows need to know of it."""

from typing import NamedTuple

from .shape import Shape


class Standing(NamedTuple):
    """`column`: 0 for frames. `x`, `top`: corner of the part; `y`: where its box begins, under the caption.
    `width`: of the part, with its caption."""

    column: int
    x: int
    top: int
    y: int
    width: int
    shape: Shape
