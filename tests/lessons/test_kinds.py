"""Kinds of input: in the order of their size, none left out, and smaller ones that really are smaller."""

from itertools import islice

import pytest

from lessons.grading.chance import Chance
from lessons.grading.kinds import Unreadable
from lessons.grading.notation import kind_of

KINDS = (
    "int(0, 9)",
    "int(-5, 5)",
    "int(3, 8)",
    "int(-8, -3)",
    "float(-1, 2)",
    "bool()",
    "str('ab ', least=1, most=4)",
    "one_of('rock', 'paper', 'scissors')",
    "list(int(0, 3), most=4)",
    "list(int(-2, 2), least=1, most=4, sorted=True)",
    "list(int(0, 4), most=4, unique=True)",
    "list(list(int(0, 1), most=2), most=3)",
    "tuple(int(0, 3), str('ab', most=2))",
    "set(int(0, 4), most=3)",
    "dict(str('ab', least=1, most=1), int(0, 2), most=2)",
    "optional(int(1, 3))",
)


@pytest.mark.parametrize("expression", KINDS)
def test_values_come_in_the_order_of_their_rank_and_none_twice(expression: str) -> None:
    kind = kind_of(expression)
    values = [(rank, value) for rank in range(kind.most_rank() + 1) for value in islice(kind.of_rank(rank), 200)]
    assert len(values) > 1
    assert all(kind.rank(value) == rank for rank, value in values)
    texts = [repr(value) for _, value in values]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("expression", KINDS)
def test_smaller_values_have_a_lower_rank_and_are_of_the_kind(expression: str) -> None:
    kind, chance = kind_of(expression), Chance(expression)
    known = {repr(value) for rank in range(min(kind.most_rank(), 12) + 1) for value in kind.of_rank(rank)}
    met = 0
    for _ in range(60):
        value = kind.random(chance)
        for other in kind.smaller(value):
            assert kind.rank(other) < kind.rank(value)
            if kind.rank(other) <= 12:
                assert repr(other) in known
                met += 1
    assert met > 10


@pytest.mark.parametrize("expression", KINDS)
def test_going_to_smaller_ones_ends_at_the_smallest(expression: str) -> None:
    kind, chance = kind_of(expression), Chance(expression)
    least = next(value for rank in range(kind.most_rank() + 1) for value in kind.of_rank(rank))
    for _ in range(20):
        value = kind.random(chance)
        while smaller := list(islice(kind.smaller(value), 1)):
            value = smaller[0]
        assert kind.rank(value) == kind.rank(least)


def test_chance_is_the_same_in_every_python() -> None:
    chance = Chance("loops/count_evens")
    assert [chance.below(100) for _ in range(8)] == [20, 95, 93, 33, 44, 59, 87, 7]


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("int(0,", "The kind of input 'int(0,' is no Python expression."),
        ("number(3)", "The kind of input 'number(3)' is not known; there are int,"),
        ("int(9, 0)", "int(9, 0) has no values: the lower end comes first."),
        ("list()", "The kind of input 'list()' has arguments that list does not take."),
        ("list(int(), least=3, most=2)", "least=3, most=2 allows no number of elements."),
        ("3", "The kind of input '3' is a value; write what kind of value: one of int,"),
    ],
)
def test_a_kind_that_cannot_be_read_gets_a_sentence(expression: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as problem:
        kind_of(expression)
    assert str(problem.value).startswith(sentence)
