from hypothesis import given
from hypothesis import strategies as st

from app.output import AFTER_PIECES, BEFORE_CHARACTERS, BEFORE_PIECES, window, with_inputs, written_before


class Counted(list):
    """A list that counts how often it is looked into."""

    looks = 0

    def __getitem__(self, index):
        self.looks += 1
        return super().__getitem__(index)


def test_what_a_step_writes_comes_after_it():
    pieces = [[2, 1, "a"], [2, 1, "b"], [5, 1, "c"]]
    assert [written_before(pieces, step) for step in (0, 2, 3, 5, 6)] == [0, 0, 2, 2, 3]


@given(st.lists(st.integers(0, 30)), st.integers(0, 31))
def test_the_search_agrees_with_counting(steps, step):
    pieces = [[at, 1, "x"] for at in sorted(steps)]
    assert written_before(pieces, step) == sum(at < step for at in steps)


def test_of_a_million_pieces_only_a_window_is_read():
    pieces = Counted([step, 1, "x\n"] for step in range(1_000_000))
    before, after, front, end = window(pieces, written_before(pieces, 500_000))
    assert (len(before), len(after), front, end) == (BEFORE_PIECES, AFTER_PIECES, True, True)
    assert (before[-1][0], after[0][0]) == (499_999, 500_000)
    assert pieces.looks < 1000


def test_one_endless_line_is_cut():
    before, after, front, end = window([[0, 1, "x" * 1_000_000 + "end"]], 1)
    assert (len(before[0][2]), after, front, end) == (BEFORE_CHARACTERS, [], True, False)
    assert before[0][2].endswith("end")


def test_everything_is_there_when_it_is_little():
    pieces = [[1, 1, "a"], [2, 2, "b"]]
    assert window(pieces, 1) == ([(1, 1, "a")], [(2, 2, "b")], False, False)


def test_typed_lines_stand_behind_their_prompts():
    pieces = [(3, 1, "Name? "), (5, 1, "Age? "), (6, 1, "Hello\n")]
    assert with_inputs(pieces, [[3, "Ada"], [5, "36"]]) == [
        (3, 1, "Name? "), (3, 0, "Ada\n"), (5, 1, "Age? "), (5, 0, "36\n"), (6, 1, "Hello\n"),
    ]  # fmt: skip


def test_prompts_and_answers_of_one_step_take_turns():
    pieces = [(3, 1, "a "), (3, 1, "b "), (3, 1, "done")]
    assert [text for _, _, text in with_inputs(pieces, [[3, "1"], [3, "2"]])] == ["a ", "1\n", "b ", "2\n", "done"]


def test_input_without_a_prompt_is_shown_too():
    assert with_inputs([(9, 1, "x")], [[2, "1"], [12, "2"]]) == [(2, 0, "1\n"), (9, 1, "x"), (12, 0, "2\n")]
