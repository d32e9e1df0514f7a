"""Kinds of input: all values of a kind in the order of their size, some by chance, and those that are a little smaller than a given one.

Size is a number, the `rank`: 0 for the simplest value; a list is larger than its parts. `notation` has the table.
Rule: a value that `smaller` gives has a lower rank, so that shrinking ends.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from .chance import Chance

LARGE_PARTS = 3  # of four random lists, so many have up to the most elements; the others are short


class Unreadable(ValueError):
    """A kind that is not written as the table says; the message is a sentence."""


class Kind:
    """One kind of value."""

    def rank(self, value: Any) -> int:
        """How large `value` is."""
        raise NotImplementedError

    def of_rank(self, rank: int) -> Iterator[Any]:
        """All values of exactly this size."""
        raise NotImplementedError

    def most_rank(self) -> int:
        """No value is larger."""
        raise NotImplementedError

    def random(self, chance: Chance) -> Any:
        """A value by chance, of any size."""
        raise NotImplementedError

    def smaller(self, value: Any) -> Iterator[Any]:
        """Values of a lower rank that are like `value`, the simplest first."""
        raise NotImplementedError


class Choice(Kind):
    """One of a few values, the simplest first."""

    def __init__(self, *values: Any):
        self._values = values

    def rank(self, value: Any) -> int:
        for place, known in enumerate(self._values):
            if known == value and type(known) is type(value):
                return place
        raise ValueError(f"{value!r} is none of the values of this kind.")

    def of_rank(self, rank: int) -> Iterator[Any]:
        yield from self._values[rank : rank + 1]

    def most_rank(self) -> int:
        return len(self._values) - 1

    def random(self, chance: Chance) -> Any:
        return self._values[chance.below(len(self._values))]

    def smaller(self, value: Any) -> Iterator[Any]:
        yield from self._values[: self.rank(value)]


class Whole(Kind):
    """Whole numbers from `low` to `high`. `parts`: 4 makes quarters of them."""

    def __init__(self, low: int = -9, high: int = 9, parts: int = 1):
        if low > high:
            raise Unreadable(f"int({low}, {high}) has no values: the lower end comes first.")
        self._parts = parts
        self._low, self._high = low * parts, high * parts
        self._simplest = min(max(0, self._low), self._high)

    def _value(self, number: int) -> Any:
        return number if self._parts == 1 else number / self._parts

    def _number(self, value: Any) -> int:
        return int(value * self._parts)

    def rank(self, value: Any) -> int:
        away = self._number(value) - self._simplest
        if self._simplest in (self._low, self._high):
            return abs(away)
        return 2 * away - 1 if away > 0 else -2 * away

    def of_rank(self, rank: int) -> Iterator[Any]:
        if self._simplest in (self._low, self._high):
            away = rank if self._low == self._simplest else -rank
        else:
            away = (rank + 1) // 2 if rank % 2 else -(rank // 2)
        if self._low <= self._simplest + away <= self._high:
            yield self._value(self._simplest + away)

    def most_rank(self) -> int:
        return max(self.rank(self._value(self._low)), self.rank(self._value(self._high)))

    def random(self, chance: Chance) -> Any:
        return self._value(chance.between(self._low, self._high))

    def smaller(self, value: Any) -> Iterator[Any]:
        away = self._number(value) - self._simplest
        rank = self.rank(value)
        # the simplest, then halfway there and nearer, then the same on the other side
        steps = [0, *(away - cut for cut in _halves(abs(away), 1 if away > 0 else -1)), -away]
        for step in dict.fromkeys(steps):
            if self._low <= self._simplest + step <= self._high:
                other = self._value(self._simplest + step)
                if self.rank(other) < rank:
                    yield other


def _halves(size: int, sign: int) -> Iterator[int]:
    while size := size // 2:
        yield sign * size
    yield sign


class Several(Kind):
    """Lists of one kind, and what can be made of a list."""

    def __init__(self, part: Kind, least: int = 0, most: int = 8, sorted: bool = False, unique: bool = False):
        if not 0 <= least <= most:
            raise Unreadable(f"least={least}, most={most} allows no number of elements.")
        self._part, self._least, self._most = part, least, most
        self._is_sorted, self._is_unique = sorted, unique

    def _made(self, parts: list[Any]) -> Any:
        return parts

    def _parts(self, value: Any) -> list[Any]:
        return list(value)

    def _is_one(self, parts: list[Any]) -> bool:
        if self._is_unique and any(part in parts[:place] for place, part in enumerate(parts)):
            return False
        return not self._is_sorted or all(not parts[place + 1] < parts[place] for place in range(len(parts) - 1))

    def rank(self, value: Any) -> int:
        parts = self._parts(value)
        return len(parts) + sum(map(self._part.rank, parts))

    def of_rank(self, rank: int) -> Iterator[Any]:
        for length in range(self._least, min(rank, self._most) + 1):
            for parts in _rows(self._part, length, rank - length):
                if self._is_one(parts):
                    yield self._made(parts)

    def most_rank(self) -> int:
        return self._most * (1 + self._part.most_rank())

    def random(self, chance: Chance) -> Any:
        most = self._most if chance.below(4) < LARGE_PARTS else min(self._most, self._least + 3)
        parts = [self._part.random(chance) for _ in range(chance.between(self._least, most))]
        if self._is_sorted:
            parts.sort()
        if self._is_unique:
            parts = [part for place, part in enumerate(parts) if part not in parts[:place]]
            for part in (value for rank in count() for value in self._part.of_rank(rank)):
                if len(parts) >= self._least:
                    break
                if part not in parts:
                    parts.append(part)
        return self._made(sorted(parts) if self._is_sorted else parts)

    def smaller(self, value: Any) -> Iterator[Any]:
        parts = self._parts(value)
        size = len(parts)
        while size:  # without half of them, a quarter …, one
            for start in range(0, len(parts) - size + 1, max(size, 1)):
                fewer = parts[:start] + parts[start + size :]
                if len(fewer) >= self._least:
                    yield self._made(fewer)
            size //= 2
        for place, part in enumerate(parts):
            for other in self._part.smaller(part):
                changed = [*parts[:place], other, *parts[place + 1 :]]
                if self._is_one(changed):
                    yield self._made(changed)


class Text(Several):
    """Texts of some characters, the simplest first."""

    def __init__(self, characters: str = "ab ", least: int = 0, most: int = 8):
        super().__init__(Choice(*characters), least, most)

    def _made(self, parts: list[Any]) -> Any:
        return "".join(parts)


class SetOf(Several):
    """Sets; their elements are tried in ascending order only."""

    def __init__(self, part: Kind, least: int = 0, most: int = 8):
        super().__init__(part, least, most, sorted=True, unique=True)

    def _made(self, parts: list[Any]) -> Any:
        return set(parts)

    def _parts(self, value: Any) -> list[Any]:
        return sorted(value)


class DictOf(Several):
    """Dicts: pairs whose keys differ."""

    def __init__(self, key: Kind, value: Kind, least: int = 0, most: int = 8):
        super().__init__(Row(key, value), least, most)

    def _made(self, parts: list[Any]) -> Any:
        return dict(parts)

    def _parts(self, value: Any) -> list[Any]:
        return list(value.items())

    def _is_one(self, parts: list[Any]) -> bool:
        return len({key for key, _ in parts}) == len(parts)


class Row(Kind):
    """Tuples with one part of each kind."""

    def __init__(self, *parts: Kind):
        self.kinds = parts

    def rank(self, value: Any) -> int:
        return sum(kind.rank(part) for kind, part in zip(self.kinds, value, strict=True))

    def of_rank(self, rank: int) -> Iterator[Any]:
        yield from map(tuple, _split(self.kinds, rank))

    def most_rank(self) -> int:
        return sum(kind.most_rank() for kind in self.kinds)

    def random(self, chance: Chance) -> Any:
        return tuple(kind.random(chance) for kind in self.kinds)

    def smaller(self, value: Any) -> Iterator[Any]:
        for place, (kind, part) in enumerate(zip(self.kinds, value, strict=True)):
            for other in kind.smaller(part):
                yield (*value[:place], other, *value[place + 1 :])


class Optional(Kind):
    """None, or a value of another kind."""

    def __init__(self, kind: Kind):
        self._kind = kind

    def rank(self, value: Any) -> int:
        return 0 if value is None else 1 + self._kind.rank(value)

    def of_rank(self, rank: int) -> Iterator[Any]:
        yield from self._kind.of_rank(rank - 1) if rank else (None,)

    def most_rank(self) -> int:
        return 1 + self._kind.most_rank()

    def random(self, chance: Chance) -> Any:
        return None if chance.below(4) == 0 else self._kind.random(chance)

    def smaller(self, value: Any) -> Iterator[Any]:
        if value is not None:
            yield None
            yield from self._kind.smaller(value)


def _rows(kind: Kind, length: int, rank: int) -> Iterator[list[Any]]:
    """All lists of so many values whose ranks make up `rank`."""
    return _split((kind,) * length, rank)


def _split(kinds: tuple[Kind, ...], rank: int) -> Iterator[list[Any]]:
    if not kinds:
        if rank == 0:
            yield []
        return
    first, rest = kinds[0], kinds[1:]
    if sum(kind.most_rank() for kind in kinds) < rank:
        return
    for part in range(rank + 1):
        values = list(first.of_rank(part))
        if values:
            for others in _split(rest, rank - part):
                for value in values:
                    yield [value, *others]
