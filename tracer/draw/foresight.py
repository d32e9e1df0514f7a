"""What a drawing knows of the future: which objects come, how long they stay, how large they grow, who holds them longest.

With it, an object gets its place once, with room for what it will become, and keeps it. The trace is looked at
in a few dozen of its steps, more where it is short.

Rule: which steps are looked at depends on the trace alone, so a step looks the same however one comes to it.
"""

from typing import NamedTuple

from .content import Content
from .held import Heap
from .shape import Shape

MOST_SAMPLES = 72
MOST_BOXES_SEEN = 3_500  # in all samples together: keeps the first picture of a large program quick
AHEAD = (1, 2, 3, 5, 8, 13, 21)  # steps looked at from one that shows objects not met before
SURE = 24  # steps around a sample in which an object seen there is taken to be alive


class Life:
    """What is known of one object. `spans`: stretches of steps in which it is taken to be drawn, in order; `first`: where the
    first begins. `seen_at`: the last sample that showed it. `width`: px it likes at most; `least`: px below which
    it has to be cut.
    `content`: the largest that was seen, `best`: the sample in which it was. `held`: {oid of a holder, 0 for the frames: (times seen, place in the holder)}."""

    __slots__ = ("area", "best", "content", "first", "height", "held", "least", "nests", "seen", "seen_at", "spans", "width")

    def __init__(self, oid: int, sample: "Sample"):
        self.first = sample.step
        self.spans: list[tuple[int, int]] = []
        self.seen_at = -1
        self.seen = 0
        self.width = 0
        self.least = 0
        self.height = 0
        self.area = -1
        self.nests = False
        self.content: Content = sample.contents[oid]
        self.best = sample
        self.held: dict[int, tuple[int, int]] = {}

    def is_drawn(self, first: int, last: int) -> None:
        """Notes that it is drawn in the steps from `first` to `last`."""
        spans = self.spans
        if spans and spans[-1][0] <= first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            self.spans = _merged([*spans, (first, last)])
        self.first = self.spans[0][0]

    def parent(self) -> tuple[int, int]:
        """(oid, place) of the object that holds this one for most of its life; (0, place) when only frames do."""
        best, times, at = 0, 0, 0
        for oid, (count, place) in self.held.items():
            if oid and count > times:
                best, times, at = oid, count, place
        if times * 2 >= self.seen:
            return best, at
        return 0, self.held.get(0, (0, 0))[1]


class Sample(NamedTuple):
    """One step as foresight sees it. `shapes`: of the boxes at their natural width. `roots`: oids the frames refer to."""

    step: int
    contents: dict[int, Content]
    inside: dict[int, int]
    heap: Heap
    shapes: dict[int, Shape]
    roots: list[int]
    frame_width: int


def steps_to_sample(steps: int, boxes: int) -> list[int]:
    """The steps of a trace to look at, when a typical one has `boxes` boxes."""
    count = max(min(MOST_SAMPLES, MOST_BOXES_SEEN // (boxes + 8)), 8)
    if steps <= count:
        return list(range(steps))
    return sorted({round(index * (steps - 1) / (count - 1)) for index in range(count)})


class Foresight:
    """The lives of all objects met so far."""

    def __init__(self) -> None:
        self.lives: dict[int, Life] = {}
        self.sampled: set[int] = set()
        self.frame_width = 0
        self.busiest: tuple[int, ...] = ()

    def add(self, sample: Sample, before: int, after: int) -> list[int]:
        """Learns from a sample; `before`, `after` are the steps sampled next to it. Gives the oids not met before."""
        self.sampled.add(sample.step)
        self.frame_width = max(self.frame_width, sample.frame_width)
        if len(sample.shapes) > len(self.busiest):
            self.busiest = tuple(sample.shapes)
        first = max(before + 1, sample.step - SURE) if before < sample.step else sample.step
        last = min(after - 1, sample.step + SURE) if after > sample.step else sample.step
        fresh = []
        lives = self.lives
        for oid, shape in sample.shapes.items():
            life = lives.get(oid)
            if life is None:
                life = lives[oid] = Life(oid, sample)
                fresh.append(oid)
            life.is_drawn(life.seen_at if 0 <= life.seen_at == before else first, max(last, sample.step))
            life.seen_at = sample.step
            life.seen += 1
            life.nests = life.nests or len(shape.holders) > 1
            life.height = max(life.height, shape.height)
            life.width = max(life.width, shape.width)
            life.least = max(life.least, shape.least)
            if shape.width * shape.height > life.area:
                life.area = shape.width * shape.height
                life.content = sample.contents[oid]
                life.best = sample
        self._note_holders(sample)
        return fresh

    def _note_holders(self, sample: Sample) -> None:
        held: set[tuple[int, int]] = set()
        links = [(0, place, oid) for place, oid in enumerate(sample.roots)]
        for oid, shape in sample.shapes.items():
            links += [(oid, place, port.oid) for place, port in enumerate(shape.ports)]
        for holder, place, target in links:
            life = self.lives.get(target)
            if life is not None and holder != target and (holder, target) not in held:
                held.add((holder, target))
                life.held[holder] = (life.held.get(holder, (0, 0))[0] + 1, place)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
