"""Which steps of a run are written down, and a number by which two runs of one program can be compared.

A window begins at a step of the program and holds as many as the limit allows. Steps before it are only counted, which is cheap.
Rule: what is counted is the same whether it is written or not, so that a step has one number in every recording of a program.
"""

from typing import Any

from .. import sealed

__builtins__ = sealed.BUILTINS

MOST_COUNTED = 2**31 - 1  # the native core counts no further


class Window:
    """`first`: the first step that is written, None for none at all; `most`: how many are.

    `checks`: (step, number that stands for all events and lines before it), for where the window begins and where it ends.
    """

    def __init__(self, first: int | None, most: int):
        self.first = first
        self.most = most
        self.is_open = first == 0
        self.checks: list[tuple[int, int]] = []

    @property
    def mark(self) -> int:
        """The step before which `reached` wants to be called next."""
        if self.first is None:
            return MOST_COUNTED
        return min(self.first + self.most if self.is_open else self.first, MOST_COUNTED)

    def reached(self, steps: Any) -> None:
        """`steps` have come to `mark`: they are written from now on, or there are as many as the limit allows. Raises Cut in the latter case."""
        self.note(steps.count, steps.sum)
        if self.is_open or self.first is None or steps.count >= MOST_COUNTED:
            steps.cut("steps")
        self.is_open = True
        steps.begin(self.mark)

    def note(self, count: int, total: int) -> None:
        """Remember that so many steps came to this number."""
        if (count, total) not in self.checks:
            self.checks.append((count, total))


def checksum(before: int, event: int, line: int) -> int:
    """The number that stands for all steps so far, from the one before it and a step's event code and line."""
    return (before * 31 + (line << 4 | event)) & 0xFFFFFFFF
