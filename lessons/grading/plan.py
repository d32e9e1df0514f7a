"""Which inputs a program is tried with: the author's, then the smallest of their kind one after the other, then some by chance."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from .chance import Chance
from .kinds import Kind, Row
from .notation import kind_of
from .values import text_of, value_of

SMALLEST = 200
LARGE = 40
PATIENCE = 4_000  # inputs looked at, for those that fulfil the exercise's condition
MOST_SMALLER = 300  # inputs of one round of shrinking


class Inputs:
    """The inputs of an exercise: {"id", "parameters": [[name, kind]], "where", "call"}.

    An input is a list of texts: values as Python writes them, or, where there is no `call`, lines that are typed.
    """

    def __init__(self, exercise: dict[str, Any]):
        self.names = [name for name, _ in exercise["parameters"]]
        self._kind = Row(*(kind_of(expression) for _, expression in exercise["parameters"]))
        self._where = compile(exercise["where"], "<where>", "eval") if exercise.get("where") else None
        self._is_called = bool(exercise["call"])
        self._chance = Chance(exercise["id"])

    def smallest(self) -> Iterator[list[str]]:
        """All inputs, the smallest first; those of one size in an order that is always the same."""
        everything = (values for rank in range(self._kind.most_rank() + 1) for values in self._kind.of_rank(rank))
        yield from (self._texts(values) for values in islice(everything, PATIENCE) if self.fits(values))

    def large(self) -> Iterator[list[str]]:
        """Inputs by chance."""
        tried = (self._kind.random(self._chance) for _ in range(PATIENCE))
        yield from (self._texts(values) for values in tried if self.fits(values))

    def fits(self, values: tuple[Any, ...]) -> bool:
        """Whether they fulfil the exercise's condition."""
        if self._where is None:
            return True
        return bool(eval(self._where, dict(zip(self.names, values, strict=True))))

    def rank(self, given: list[str]) -> int | None:
        """How large an input is; None where it is none of the kind (an author may choose such a one)."""
        try:
            return self._kind.rank(self._values(given))
        except Exception:  # whatever a value of another kind leads to
            return None

    def smaller(self, given: list[str]) -> list[list[str]]:
        """Inputs that are a little smaller, the smallest first."""
        values = self._values(given)
        found = [other for other in islice(self._kind.smaller(values), PATIENCE) if self.fits(other)]
        texts = {tuple(self._texts(other)): self._kind.rank(other) for other in found}
        return [list(text) for text in sorted(texts, key=texts.__getitem__)][:MOST_SMALLER]

    def _texts(self, values: tuple[Any, ...]) -> list[str]:
        return [text_of(value) if self._is_called else str(value) for value in values]

    def _values(self, given: list[str]) -> tuple[Any, ...]:
        if self._is_called:
            return tuple(value_of(text) for text in given)
        return tuple(_typed(kind, text) for kind, text in zip(self._kind.kinds, given, strict=True))


def _typed(kind: Kind, line: str) -> Any:
    """The value of a kind that is typed as this line."""
    for value in (line, value_of(line)):
        try:
            kind.rank(value)
        except Exception:  # noqa: S112 - a value of another kind
            continue
        else:
            return value
    raise ValueError(line)


def cases_of(exercise: dict[str, Any]) -> list[dict[str, Any]]:
    """[{"given", "from": example, hidden, small or large, "rank"}], none of them twice."""
    inputs = Inputs(exercise)
    found: dict[tuple[str, ...], dict[str, Any]] = {}

    def add(given: list[str], source: str) -> None:
        found.setdefault(tuple(given), {"given": given, "from": source, "rank": inputs.rank(given)})

    for source, cases in (("example", exercise["examples"]), ("hidden", exercise["hidden"])):
        for case in cases:
            add(case["given"], source)
    if inputs.names:
        for given in islice(inputs.smallest(), SMALLEST):
            add(given, "small")
        for given in islice(inputs.large(), LARGE):
            add(given, "large")
    return list(found.values())
