"""Which objects of a step are in the picture: what the shown frames lead to, nearest first.

Rule: the walk follows only what is shown, so its cost does not grow with the heap.
"""

from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .content import Content
from .held import Heap

MOST_OBJECTS = 150
MOST_FAR = 12  # objects shown beyond that because they changed


class Reach(NamedTuple):
    """`contents`: of every object drawn, nearest first. `left_out`: how many more were met and not drawn."""

    contents: dict[int, Content]
    left_out: int


def reach(roots: Iterable[int], also: Iterable[int], read: Callable[[int], Content], heap: Heap, most: int) -> Reach:
    """Objects from `roots` on, at most `most`, and those of `also` (they changed) that are just beyond."""
    contents: dict[int, Content] = {}
    queue = deque(dict.fromkeys(oid for oid in roots if oid in heap))
    seen = set(queue)
    while queue and len(contents) < most:
        oid = queue.popleft()
        content = contents[oid] = read(oid)
        for target in content.targets:
            if target not in seen and target in heap:
                seen.add(target)
                queue.append(target)
    if queue:
        for oid in also:
            if oid in seen and oid not in contents:
                contents[oid] = read(oid)
                if len(contents) >= most + MOST_FAR:
                    break
    return Reach(contents, len(seen) - len(contents))
