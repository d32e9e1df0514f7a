"""Which object stands right of which.

Rule: every object has at most one parent here, the object that holds it for most of its life; so there are no circles.
"""

from .foresight import Life


class Tree:
    """Which object stands right of which: every object has at most one parent here, the one that holds it longest."""

    def __init__(self, lives: dict[int, Life]):
        self.lives = lives
        self.parents: dict[int, int] = {}
        self.children: dict[int, list[tuple[int, int]]] = {}
        self.depths: dict[int, int] = {}
        for oid in sorted(lives, key=lambda oid: (lives[oid].first, oid)):
            self.add(oid)

    def add(self, oid: int) -> None:
        """Finds the object's parent; one that would make a circle does not count."""
        parent, place = self.lives[oid].parent()
        above = parent
        while above and above != oid:
            above = self.parents.get(above, 0)
        if above == oid or parent not in self.lives:
            parent = 0
        self.parents[oid] = parent
        self.children.setdefault(parent, []).append((place, oid))

    def in_order(self) -> list[int]:
        """All oids, each parent before its children, children by their place in the parent."""
        order: list[int] = []
        roots = sorted(self.children.get(0, ()), key=lambda pair: (self.lives[pair[1]].first, *pair))
        stack = [(oid, 0) for _, oid in reversed(roots)]
        while stack:
            oid, depth = stack.pop()
            if oid in self.depths:
                continue
            self.depths[oid] = depth
            order.append(oid)
            stack += [(child, depth + 1) for _, child in sorted(self.children.get(oid, ()), reverse=True)]
        return order

    def root(self, oid: int) -> int:
        """The object at the root of the one's tree."""
        while self.parents.get(oid, 0):
            oid = self.parents[oid]
        return oid

    def depth(self, oid: int) -> int:
        """How far the object is from the frames."""
        found = self.depths.get(oid)
        if found is None:
            parent = self.parents.get(oid, 0)
            found = self.depths[oid] = self.depth(parent) + 1 if parent else 0
        return found
