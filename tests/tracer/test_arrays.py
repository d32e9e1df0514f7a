"""Arrays of NumPy, read by way of their memory; the buffers here stand in for it."""

from array import array
from typing import Any

import pytest

from tracer.record.atoms import _buffer_text

GRID = memoryview(array("d", [1.5, 2, 3, 4])).cast("B").cast("d", (2, 2))
LARGE = memoryview(bytes(8 * 1_000_000)).cast("d", (1000, 1000))


@pytest.mark.parametrize(
    ("memory", "name", "text"),
    [
        (array("q", [0, 2, 4]), "ndarray", "array([0, 2, 4])"),
        (array("q"), "ndarray", "array([])"),
        (GRID, "ndarray", "array([[1.5, 2.0], [3.0, 4.0]])"),
        (LARGE, "ndarray", "array of 1000 × 1000 elements"),
        (memoryview(array("q", [5])).cast("B").cast("q", ()), "int64", "int64(5)"),
        (b"2020-01-01", "datetime64", None),
        (object(), "ndarray", None),
    ],
)
def test_an_array_is_written_as_it_is_typed(memory: Any, name: str, text: str | None) -> None:
    assert _buffer_text(memory, name) == text


def test_a_long_array_is_cut() -> None:
    text = _buffer_text(array("q", range(5000)), "ndarray")
    assert text is not None
    assert text.endswith("998, 999, …])")
    assert text.startswith("array([0, 1, ")
