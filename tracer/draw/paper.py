"""What the page is sent: numbered texts, each once, and the parts of one picture.

Rule: a text that the page has is not sent again, and its number means no other text, until all of them are given up: then another era of numbers begins.
"""

from .shape import Shape, html_of

MOST_KEPT = 20_000  # texts found again without being put together anew

Part = list[str | int]  # [key, x, y, number of its text]


class Texts:
    """All texts of one trace's pictures, by number. `chars`: their length in all; `era`: how often they were given up."""

    def __init__(self) -> None:
        self.era = 0
        self.chars = 0
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}
        self._boxed: dict[object, tuple[Shape, int]] = {}

    def number(self, html: str) -> int:
        """The number of a text."""
        number = self._numbers.get(html)
        if number is None:
            number = self._numbers[html] = len(self.all)
            self.all.append(html)
            self.chars += len(html)
        return number

    def give_up(self) -> None:
        """Begin anew: nothing that was numbered before may be used any more."""
        self.era += 1
        self.chars = 0
        self.all.clear()
        self._numbers.clear()
        self._boxed.clear()

    def boxed(self, shape: Shape, slots: dict[str, frozenset[str]], start: str = "", end: str = "") -> int:
        """The number of a box's text, with what changed in it marked, between `start` and `end`."""
        changed = {holder: slots[holder] for holder in shape.holders if holder in slots} if slots else {}
        mark = (id(shape), start, frozenset(changed.items()))
        kept = self._boxed.get(mark)
        if kept is None or kept[0] is not shape:
            if len(self._boxed) > MOST_KEPT:
                self._boxed.clear()
            kept = self._boxed[mark] = (shape, self.number(start + html_of(shape.pieces, changed) + end))
        return kept[1]

    def after(self, known: int) -> dict[str, str]:
        """The texts from number `known` on."""
        return {str(number): self.all[number] for number in range(min(known, len(self.all)), len(self.all))}
