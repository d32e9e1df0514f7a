import pytest

from app.state import Notice, State, is_own, is_stale


def test_a_record_is_changed_by_making_another_one():
    one = State(step=3)
    two = one.but(step=4)
    assert (one.step, two.step) == (3, 4)


def test_a_name_that_a_record_does_not_have_is_a_mistake():
    with pytest.raises(AttributeError, match="stepp"):
        State().but(stepp=1)
    with pytest.raises(AttributeError):
        Notice(colour="red")
    with pytest.raises(AttributeError, match="nothing"):
        _ = State().nothing


def test_an_untouched_example_is_not_the_learners_own():
    example = State(text="x = 1", origin="x = 1")
    assert not is_own(example)
    assert is_own(example.but(text="x = 2"))
    assert not is_own(example.but(text="  \n"))


def test_without_a_recording_nothing_is_stale():
    assert not is_stale(State(text="x"))
