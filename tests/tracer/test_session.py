"""The engine as the page meets it: commands in, notifications out."""

import pytest

from tracer.session import Session
from tracer.trace.file import open_bytes

VIEW = {"width": 600, "primitives": "inline", "arrows": True, "exited": False, "open": {}, "known": 0}


class Page:
    """A page that keeps what it is told."""

    def __init__(self, wait=None):
        self.heard = []
        self.pieces = b""
        self.now = 0.0
        self.session = Session(self.hear, wait, self.clock)

    def hear(self, notification, content):
        self.heard.append((notification, content))
        if notification["kind"] in ("progress", "waiting", "recorded") and content:
            self.pieces += content

    def clock(self):
        self.now += 0.01
        return self.now

    def say(self, kind, content=None, **fields):
        self.session.command({"kind": kind, "run": 1, **fields}, content)
        return self.heard[-1][0]

    def record(self, source, **fields):
        return self.say("record", source=source, **{"inputs": [], "seed": 0, **fields})


def test_a_recording_says_how_long_it_is_and_what_was_written():
    recorded = Page().record("x = 1\nprint(x)\n")
    assert (recorded["kind"], recorded["steps"]) == ("recorded", 3)
    assert recorded["output"] == [[1, 1, "1\n"]]
    assert recorded["outcome"]["kind"] == "finished"
    assert recorded["marks"]["output"] == [1]


def test_a_step_is_drawn_with_its_line_and_sentence():
    page = Page()
    page.record("x = 1\ny = 2\n")
    drawn = page.say("draw", ask=7, step=1, view=VIEW)
    assert (drawn["kind"], drawn["ask"], drawn["step"], drawn["steps"]) == ("drawn", 7, 1, 3)
    assert (drawn["line"], drawn["was"]) == (2, 1)
    assert "x" in drawn["sentence"]
    assert drawn["parts"] and drawn["texts"]


def test_texts_that_the_page_holds_are_not_sent_again():
    page = Page()
    page.record("x = 1\ny = 2\n")
    first = page.say("draw", ask=1, step=1, view=VIEW)
    known = 1 + max(map(int, first["texts"]))
    again = page.say("draw", ask=2, step=1, view={**VIEW, "known": known})
    assert again["texts"] == {}
    assert again["parts"] == first["parts"]


@pytest.mark.parametrize(
    ("how", "start", "line", "found", "note"),
    [
        ("over", 1, None, 5, ""),
        ("out", 3, None, 5, ""),
        ("back_over", 5, None, 1, ""),
        ("next_of_line", 0, 2, 3, ""),
        ("next_of_line", 3, 2, 3, "Line 2 does not run again after this step."),
        ("previous_of_line", 5, 2, 3, ""),
        ("out", 1, None, 1, "Nothing called this: the program ends here."),
        ("over", 6, None, 6, "This is the last step."),
    ],
)
def test_travelling_over_and_out_of_calls(how, start, line, found, note):
    page = Page()
    page.record("def f():\n    return 1\na = f()\nb = a\n")
    # 0 line 1, 1 line 3, 2 call, 3 line 2, 4 return, 5 line 4, 6 end
    drawn = page.say("find", ask=1, how=how, line=line, view=VIEW, **{"from": start})
    assert (drawn["step"], drawn["note"]) == (found, note)


def test_the_pieces_streamed_while_running_are_the_whole_trace():
    page = Page()
    page.record("for i in range(300):\n    print(i)\n")
    other = Page()
    reopened = other.say("open", page.pieces)
    assert reopened["steps"] == page.heard[-1][0]["steps"]
    assert reopened["outcome"] == page.heard[-1][0]["outcome"]


def test_a_trace_that_breaks_off_shows_what_was_recorded():
    page = Page()
    page.record("for i in range(300):\n    x = [i]\n")
    reopened = Page().say("open", page.pieces[: len(page.pieces) // 2])
    assert 0 < reopened["steps"] < 602
    assert reopened["outcome"]["kind"] == "stopped"


def test_a_run_stopped_before_its_first_byte_still_opens():
    reopened = Page().say("open", b"", source="while True: pass")
    assert (reopened["kind"], reopened["steps"], reopened["source"]) == ("recorded", 0, "while True: pass")


def test_a_program_hanging_in_one_of_its_first_lines_has_sent_them_all():
    page = Page()
    seen = []

    def wait():
        seen.append(open_bytes(page.pieces))
        return "5"

    page.session = Session(page.hear, lambda: (page.session.tell_waiting(), wait())[1], page.clock)
    page.record("a = 1\nb = input('n? ')\n", interactive=True)
    assert len(seen[0]) == 2
    assert [notification["kind"] for notification, _ in page.heard].count("waiting") == 1


def test_what_was_recorded_can_be_asked_about_while_the_program_waits():
    page = Page()
    drawn = []

    def wait():
        page.session.tell_waiting()
        waiting, _ = page.heard[-1]
        drawn.append((waiting, page.say("draw", ask=1, step=waiting["steps"] - 1, view=VIEW)))
        return "5"

    page.session = Session(page.hear, wait, page.clock)
    recorded = page.record("a = [1]\nprint('hello')\nb = input('n? ')\nc = input()\n", interactive=True)
    (first, at_first), (second, at_second) = drawn
    assert (first["kind"], first["steps"], first["outcome"]["kind"]) == ("waiting", 3, "waiting")
    assert (first["output"], first["inputs"]) == ([[1, 1, "hello\n"], [2, 1, "n? "]], [])
    assert (at_first["kind"], at_first["step"], at_first["line"]) == ("drawn", 2, 3)
    assert (second["steps"], second["inputs"], at_second["line"]) == (4, [[2, "5"]], 4)
    assert (recorded["kind"], recorded["steps"], recorded["outcome"]["kind"]) == ("recorded", 5, "finished")
    assert page.say("draw", ask=1, step=4, view=VIEW)["kind"] == "drawn"


def test_a_page_that_shows_the_former_picture_gets_what_changes():
    page = Page()
    page.record("x = 1\ny = [2]\nz = [3]\n")
    whole = page.say("draw", ask=1, step=2, view=VIEW)
    assert "base" not in whole
    patched = page.say("draw", ask=2, base=1, step=3, view=VIEW)
    assert (patched["base"], patched["gone"], patched["step"]) == (1, [], 3)
    assert len(patched["parts"]) < len(page.say("draw", ask=3, step=3, view=VIEW)["parts"])


def test_a_page_that_shows_another_picture_gets_the_whole_one():
    page = Page()
    page.record("x = 1\ny = [2]\n")
    page.say("draw", ask=1, step=1, view=VIEW)
    page.say("draw", ask=2, base=1, step=2, view=VIEW)
    assert "base" not in page.say("draw", ask=3, base=1, step=1, view=VIEW)
    page.record("x = 1\n")
    assert "base" not in page.say("draw", ask=4, base=3, step=1, view=VIEW)


@pytest.mark.parametrize("steps", [(1, 2, 3), (3, 2, 1), (1, 2, 1), (0, 3, 4), (3, 4, 4)])
def test_a_picture_drawn_ahead_is_the_picture(steps):
    source = "x = 1\ny = [x]\nz = [y]\ny.append(z)\n"
    waits, walks = Page(), Page()
    waits.record(source)
    walks.record(source)
    for ask, step in enumerate(steps):
        walks.session.draw_ahead()
        seen = []
        for page in (waits, walks):
            drawn = page.say("draw", ask=ask, step=step, view=VIEW)  # all texts each time
            parts = [(key, x, y, drawn["texts"][str(n)]) for key, x, y, n in drawn["parts"]]
            seen.append((drawn["step"], drawn["sentence"], parts, drawn["arrows"]))
        assert seen[0] == seen[1]


def test_without_anybody_to_ask_a_program_ends_waiting_for_input():
    recorded = Page().record(
        "n = input('n? ')\nwhile True:\n    try:\n        m = input()\n    except BaseException:\n        pass\n", inputs=["1"]
    )
    assert recorded["outcome"]["kind"] == "waiting"
    assert recorded["inputs"] == [[0, "1"]]


def test_saved_bytes_open_as_the_same_recording():
    page = Page()
    recorded = page.record("x = [1]\nx.append(2)\n")
    page.say("save")
    content = page.heard[-1][1]
    assert Page().say("open", content)["steps"] == recorded["steps"]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"kind": "dance"}, "does not know the command 'dance'"),
        ({"kind": "draw", "run": 9, "step": 0}, "Run 9 is not here"),
        ({"kind": "draw", "run": 1, "step": 99}, "Step 99 is not in this recording of 2 steps"),
        ({"kind": "find", "run": 1, "from": 0, "how": "sideways"}, "cannot look for 'sideways'"),
        ({"kind": "record", "run": 1, "source": "", "limits": {"steps": 0}}, "limit steps is 0"),
        ({"kind": "record", "run": 1, "source": "", "limits": {"shoes": 2}}, "limits cannot be used"),
        ({"kind": "open", "run": 1}, "not a CodeViz trace"),
    ],
)
def test_what_cannot_be_done_is_answered_with_a_sentence(message, words):
    page = Page()
    page.record("x = 1\n")
    page.session.command(message, None)
    answer = page.heard[-1][0]
    assert answer["kind"] == "failed"
    assert words in answer["sentence"]


def test_syntax_errors_come_back_with_their_place():
    recorded = Page().record("x = (1 +\n")
    assert recorded["steps"] == 0
    assert recorded["outcome"]["kind"] == "syntax"
    assert recorded["outcome"]["span"] == [1, 4, 1, 5]


def test_a_recording_may_begin_at_a_later_step():
    page = Page()
    whole = page.record("x = 1\nfor n in range(9):\n    print(n)\n")
    part = page.record("x = 1\nfor n in range(9):\n    print(n)\n", first_step=12)
    assert (part["first_step"], part["steps"], part["total"]) == (12, whole["steps"] - 12, whole["steps"])
    assert part["checks"][-1] == whole["checks"][-1]
    assert part["output"][0] == [-1, 1, "0\n1\n2\n3\n4\n"]
    assert page.say("draw", ask=1, step=0, view=VIEW)["sentence"] == "The recording begins here, at line 3."


def test_a_run_may_be_counted_only():
    counted = Page().record("for n in range(9):\n    print(n)\n", first_step=None)
    assert (counted["steps"], counted["total"], counted["outcome"]["kind"]) == (0, 20, "finished")


def test_a_recording_that_is_full_says_that_the_program_goes_on():
    page = Page()
    assert page.record("while True: pass\n", limits={"steps": 5})["goes_on"]
    assert page.say("open", page.pieces)["goes_on"]
    assert not page.record("x = 1\n", limits={"steps": 2})["goes_on"]


@pytest.mark.parametrize("first", [-1, "end", 1.5])
def test_a_recording_cannot_begin_just_anywhere(first):
    assert "cannot begin" in Page().record("x = 1\n", first_step=first)["sentence"]


def test_jumps_and_changes_are_found():
    page = Page()
    page.record("def f():\n    return 1\na = 1\nb = f()\na = 2\nc = []\n")
    assert page.say("find", ask=1, step=0, view=VIEW, how="next_call", **{"from": 0})["step"] == 3
    assert page.say("find", ask=2, view=VIEW, how="next_change", frame=0, name="a", **{"from": 3})["step"] == 7
    assert page.say("find", ask=3, view=VIEW, how="previous_change", frame=0, name="a", **{"from": 5})["step"] == 2
    nowhere = page.say("find", ask=4, view=VIEW, how="next_change", frame=0, name="a", **{"from": 7})
    assert (nowhere["step"], nowhere["note"]) == (7, "a does not change after this step.")
    assert "which variable" in page.say("find", ask=5, view=VIEW, how="next_change", **{"from": 0})["sentence"]


def test_a_file_that_cannot_be_opened_leaves_the_trace_that_is_there():
    page = Page()
    page.record("x = 1\n")
    assert page.say("open", b"no trace", run=2)["kind"] == "failed"
    assert page.say("draw", ask=1, step=1, view=VIEW)["kind"] == "drawn"


def test_a_search_for_a_change_that_takes_long_stops_where_it_is_and_says_so():
    page = Page()
    page.record("a = 0\nfor n in range(3000):\n    pass\nglobals()['b'] = 1\n")  # no assignment rules a step out any more
    drawn = page.say("find", ask=1, view=VIEW, how="next_change", frame=0, name="a", **{"from": 5})
    assert drawn["step"] > 1000
    assert "Press again to look further" in drawn["note"]


def test_texts_begin_anew_where_they_have_become_many(monkeypatch):
    monkeypatch.setattr("tracer.draw.picture.MOST_CHARS", 4_000)
    source = "words = []\nfor n in range(60):\n    words.append(str(n) * 3)\n"
    page, other = Page(), Page()
    page.record(source)
    steps = other.record(source)["steps"]
    held, eras, shown = {}, [0], None
    for ask, step in enumerate([3, 4, 5, *range(0, steps, 9), 6, 5, 4, *range(steps - 1, 0, -17), 2, 3]):
        view = {**VIEW, "known": len(held), "era": eras[-1]}
        drawn = page.say("draw", ask=ask, base=None if shown is None else ask - 1, step=step, view=view)
        if drawn["era"] != eras[-1]:
            held, shown = {}, None
            eras.append(drawn["era"])
            assert "base" not in drawn
        held |= drawn["texts"]
        shown = (shown or {}) | {part[0]: held[str(part[3])] for part in drawn["parts"]}
        whole = other.say("draw", ask=1, base=None, step=step, view=VIEW)
        assert {part[0]: whole["texts"][str(part[3])] for part in whole["parts"]}.items() <= shown.items()
        assert sum(map(len, held.values())) < 20_000
    assert len(eras) > 2
