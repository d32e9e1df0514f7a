"""Files that are opened or dropped: what is taken, what is refused, and that the learner's own program is kept."""

import pytest

from app.updates.files import MOST_PROGRAM, MOST_RECORDING
from tests.app.walk import READY, Walk, drawn, recorded, running


def own() -> Walk:
    return running("mine = 1\n")


def test_a_program_is_opened_and_run_and_the_own_one_kept():
    walk = own().tell("opened", "C:\\sums.py", 20, "text", "a = 1\r\nb = 2\r\n")
    assert walk.state.text == "a = 1\nb = 2\n"
    assert walk.all("set_text") == ["a = 1\nb = 2\n"]
    assert walk.posted() == ["record"]
    assert (walk.state.mine, walk.state.notice.action, walk.state.file) == ("mine = 1\n", "restore", "sums")
    walk.tell("restore")
    assert walk.state.text == "mine = 1\n"


def test_a_recording_is_opened_and_its_program_comes_with_it():
    walk = own().tell("opened", "sums.cvt", 400, "cvt", "")
    assert walk.all("keep_opened") == [2]
    assert walk.all("post_kept") == [{"kind": "open", "run": 2}]
    assert walk.state.text == "mine = 1\n"  # until it is there
    walk.tell(*recorded(2, "theirs = 1\n", first_step=500))
    assert (walk.state.text, walk.state.mine, walk.state.file) == ("theirs = 1\n", "mine = 1\n", "sums")
    assert walk.state.trace.first_step == 500
    assert ("restore", "Restore my program") in walk.state.notice.more
    assert walk.state.notice.text.endswith("Your own program is kept.")
    assert walk.all("set_text") == ["theirs = 1\n"]
    walk.tell(*drawn(walk.state.asked[0], 0, run=2))
    assert walk.state.picture["run"] == 2


def test_a_recording_of_the_same_program_takes_nothing_away():
    walk = own().tell("opened", "sums.cvt", 400, "cvt", "").tell(*recorded(2, "mine = 1\n"))
    assert walk.state.mine == ""
    assert walk.state.notice is None or walk.state.notice.action != "restore"


def test_a_damaged_recording_changes_nothing():
    walk = own()
    before = (walk.state.text, walk.state.trace, walk.state.picture)
    walk.tell("opened", "sums.cvt", 400, "cvt", "").tell("engine", {"kind": "failed", "run": 2, "sentence": "It is damaged."})
    assert (walk.state.text, walk.state.trace, walk.state.picture) == before
    assert (walk.state.job, walk.state.importing, walk.state.notice.text) == ("", None, "It is damaged.")
    walk.tell("next")
    assert walk.posted() == ["draw"]


def test_a_recording_that_comes_before_python_waits_for_it():
    walk = Walk(("typed", "mine = 1\n"), ("opened", "sums.cvt", 400, "cvt", ""))
    assert walk.posted() == []
    walk.tell(*READY)
    assert walk.all("post_kept") == [{"kind": "open", "run": 1}]


@pytest.mark.parametrize(
    ("name", "size", "kind", "text", "sentence"),
    [
        ("big.py", 5_000_000, "text", "", "“big.py” is 5.0 MB long; a program may have 200 kB. Open a smaller part of it."),
        ("long.cvt", MOST_RECORDING + 1, "cvt", "", "“long.cvt” is 100.0 MB long; a recording may have 100.0 MB. Record a shorter part of the program."),
        ("cat.png", 900, "binary", "", "“cat.png” is neither a Python program (.py) nor a recording (.cvt). Choose one of these."),
        ("data.json", 900, "text", "{}", "“data.json” is neither a Python program (.py) nor a recording (.cvt). Choose one of these."),
        ("old.py", 900, "binary", "", "“old.py” is not a text in UTF-8. Save it as UTF-8 in your editor, and open it again."),
        ("nul.py", 900, "text", "a\0", "“nul.py” is not a text in UTF-8. Save it as UTF-8 in your editor, and open it again."),
        ("none.py", 0, "text", "", "“none.py” is empty. Choose another file."),
        ("cut.cvt", 3, "text", "CVT", "“cut.cvt” is damaged: it does not begin as a recording does. Fetch or save it again."),
        ("folder", 0, "unread", "", "“folder” could not be read. Copy it to this device and open it again."),
        ("two.py", 0, "several", "", "One file at a time: drop a Python program (.py) or a recording (.cvt)."),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_told_in_a_sentence(name, size, kind, text, sentence):
    walk = own()
    before = (walk.state.text, walk.state.trace)
    walk.tell("opened", name, size, kind, text)
    assert walk.state.notice.text == sentence
    assert walk.effects == []
    assert (walk.state.text, walk.state.trace) == before


def test_a_program_may_be_as_long_as_it_is_said():
    walk = own().tell("opened", "sums.py", MOST_PROGRAM, "text", "a = 1\n")
    assert walk.posted() == ["record"]


def test_while_a_program_runs_no_recording_is_opened():
    walk = own().tell("run").tell("opened", "sums.cvt", 400, "cvt", "")
    assert walk.state.notice.text == "A program is running. Stop it, then open “sums.cvt” again."
    assert walk.effects == []
