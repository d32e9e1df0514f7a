import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.places import moved_line

OLD = "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("a\nb\nc\nd", [1, 2, 3, 4]),
        ("new\na\nb\nc\nd", [2, 3, 4, 5]),
        ("a\nb\nnew\nc\nd", [1, 2, 4, 5]),
        ("a\nd", [1, 0, 0, 2]),
        ("a\nB\nc\nd", [1, 2, 3, 4]),
        ("", [0, 0, 0, 0]),
    ],
)
def test_a_line_is_found_again_after_an_edit(new, expected):
    assert [moved_line(line, OLD, new) for line in (1, 2, 3, 4)] == expected


def test_no_line_stays_no_line():
    assert moved_line(0, OLD, "x\n" + OLD) == 0


@given(st.text("ab\n"), st.text("ab\n"))
def test_a_line_never_leaves_the_program(old, new):
    for line in range(1, old.count("\n") + 2):
        assert 0 <= moved_line(line, old, new) <= new.count("\n") + 1
