"""The pieces in which a sequence has changed: put in one after the other, they make the new one, and they are few."""

import random
from collections import deque
from heapq import heapify, heappop, heappush

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracer.record.differences import MOST_POINTS, MOST_SHIFT, Piece, pieces

NUMBERS = st.lists(st.integers(0, 5), max_size=60)


def put_in(old: list[int], new: list[int], step: int = 1) -> list[Piece]:
    """The pieces, after a look at what comes of them."""
    found, now = pieces(old, new, step), list(old)
    for start, gone, come in found:
        assert start + gone <= len(now)
        assert now[:start] == new[:start]
        now[start : start + gone] = new[start : start + come]
    assert now == new
    return found


def written(found: list[Piece]) -> int:
    """How many items come and go in all."""
    return sum(piece.gone + piece.come for piece in found)


@given(NUMBERS, NUMBERS)
@settings(max_examples=500)
def test_any_sequence_becomes_any_other(old: list[int], new: list[int]) -> None:
    put_in(old, new)


@given(NUMBERS, NUMBERS)
@settings(max_examples=300)
def test_what_comes_in_pairs_goes_in_pairs(old: list[int], new: list[int]) -> None:
    flat_old, flat_new = ([part for item in items for part in (item, -item)] for items in (old, new))
    found = put_in(flat_old, flat_new, 2)
    assert all((piece.gone - piece.come) % 2 == 0 for piece in found)


@given(st.lists(st.integers(), min_size=30, max_size=200, unique=True), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_little_is_written_of_a_queue_and_a_heap(numbers: list[int], chance: random.Random) -> None:
    queue = deque(numbers)
    queue.rotate(chance.choice([-3, -1, 1, 3]))
    assert written(put_in(numbers, list(queue))) <= 6
    moved = [*numbers[chance.randrange(1, MOST_SHIFT) :], *(max(numbers) + 1 + n for n in range(3))]
    assert written(put_in(numbers, moved)) <= MOST_SHIFT + 3
    heap = list(numbers)
    heapify(heap)
    before = list(heap)
    heappush(heap, min(numbers) - 1)
    assert written(put_in(before, heap)) <= 2 * MOST_POINTS
    before = list(heap)
    heappop(heap)
    assert written(put_in(before, heap)) <= 2 * MOST_POINTS


@pytest.mark.parametrize("size", [0, 1, 5, 100])
def test_what_is_the_same_needs_nothing(size: int) -> None:
    numbers = list(range(size))
    assert written(put_in(numbers, list(numbers))) == 0
