"""How one sequence of numbers became another, in few words: what goes and what comes, at which places.

Rule: a queue of ten thousand that loses its first element and gets a last one, and a heap of which a few places are exchanged, differ in little, and little is written.
The native core (`change` in native/shadow.c) finds the same pieces.
"""

from typing import NamedTuple

from .. import sealed

__builtins__ = sealed.BUILTINS

FEW = 8  # items that are written as they are, whatever a closer look would find
MOST_SHIFT = 16  # by how many places the rest may have moved
MOST_POINTS = 16  # single places that are written one by one


class Piece(NamedTuple):
    """At `start` of the new sequence, where all before it is as it should be, `gone` items go and `come` of the new ones come."""

    start: int
    gone: int
    come: int


def pieces(old: list[int], new: list[int], step: int = 1) -> list[Piece]:
    """What makes `new` of `old`, from left to right. `step`: items that come and go together (2 in a dict)."""
    start, end = changed_part(old, new)
    old_end, new_end = len(old) - end, len(new) - end
    whole = Piece(start, old_end - start, new_end - start)
    least = min(whole.gone, whole.come)
    if least <= FEW:
        return [whole]
    for shift in range(step, MOST_SHIFT + 1, step):
        for gone, come in ((shift, 0), (0, shift)):
            one, other = start + gone, start + come
            if one < old_end and other < new_end and old[one] == new[other]:
                size = min(old_end - one, new_end - other)
                run = _common(old[one : one + size], new[other : other + size], size)
                rest = Piece(other + run, old_end - one - run, new_end - other - run)
                if rest.gone <= FEW and rest.come <= FEW:
                    return [Piece(start, gone, come), *([rest] if rest.gone or rest.come else [])]
    points: list[Piece] = []
    for at in range(start, start + least):
        if old[at] != new[at]:
            if len(points) == MOST_POINTS:
                return [whole]
            points.append(Piece(at, 1, 1))
    if whole.gone != whole.come:
        points.append(Piece(start + least, whole.gone - least, whole.come - least))
    return points


def changed_part(old: list[int], new: list[int]) -> tuple[int, int]:
    """(how many are the same at the start, how many of the rest at the end). Halves, so that C does the comparing."""
    most = min(len(old), len(new))
    start = _common(old, new, most)
    end = 0
    room = most - start
    if room:
        end = _common(old[::-1][:room], new[::-1][:room], room)
    return start, end


def _common(a: list[int], b: list[int], most: int) -> int:
    if a[:most] == b[:most]:
        return most
    low, high = 0, most  # a[:low] == b[:low], a[:high] != b[:high]
    while high - low > 1:
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low
