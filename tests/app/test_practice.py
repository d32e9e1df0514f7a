"""Exercises on the page: what is kept, what is asked of the engine, what is shown of a verdict."""

from app.state import is_stale, is_working, program_of
from app.updates import practice
from app.view import task as view
from tests.app.walk import READY, Walk, drawn, recorded

STARTER = "def double(n):\n    return 0\n"
EXERCISE: dict = {
    "id": "functions/double", "title": "Double it", "statement": "<p>Write it.</p>", "starter": STARTER, "call": "double(n)",
    "mistakes": [{"source": "def double(n):\n    return n\n"}, {"source": "def double(n):\n    return n * n\n"}],
    "hints": ["<p>one</p>", "<p>two</p>"], "parameters": [["n", "int(0, 9)"]],
    "examples": [{"given": ["2"], "shown": "double(2)", "expected": "4", "below": "result = double(2)\n"}],
}  # fmt: skip
TYPED: dict = EXERCISE | {
    "id": "values/echo", "call": "", "starter": "print(input())\n", "parameters": [["line", "str('ab')"]],
    "examples": [{"given": ["hello"], "shown": "hello", "expected": "hello", "below": ""}],
}  # fmt: skip
FAILING: dict = {
    "given": ["1"],
    "call": "double(1)",
    "below": "result = double(1)\n",
    "expected": "2",
    "actual": "0",
    "what": "result",
}


def verdict(status: str = "fail", **fields: object) -> dict:
    found: dict = {
        "status": status,
        "stage": "cases",
        "sentence": "A sentence.",
        "span": None,
        "tried": 9,
        "exercise": "functions/double",
    }
    found |= dict.fromkeys(("failing", "mistake", "parting", "lines"))
    if status == "fail":
        found |= {"failing": FAILING, "parting": {"step": 3, "other": 4, "line": 2, "sentence": "`n` is 0; it should be 1."}}
    return found | fields


def opened(exercise: dict = EXERCISE) -> Walk:
    """An exercise was picked, has come, and its first recording is there."""
    walk = Walk(READY, ("pick", exercise["id"]), ("task", exercise))
    run = walk.state.job_run
    walk.tell(*recorded(run, program_of(walk.state), 6))
    return walk.tell(*drawn(walk.state.asked[0], 0, run=run))


def checked(walk: Walk, found: dict, content: object = None) -> Walk:
    walk.tell("check")
    run = walk.state.job_run
    return walk.tell("engine", {"kind": "checked", "run": run, "verdict": found, "content": content})


def test_an_exercise_brings_its_starter_and_runs_it_with_the_first_example():
    walk = Walk(READY, ("pick", "functions/double"))
    assert walk.effects == [("fetch_task", "functions/double")]
    walk.tell("task", EXERCISE)
    assert ("set_text", STARTER) in walk.effects
    (command,) = walk.all("post")
    assert command["source"] == STARTER.rstrip() + "\n\n\nresult = double(2)\n"
    walk = Walk(READY, ("pick", "values/echo"), ("task", TYPED))
    (command,) = walk.all("post")
    assert (command["source"], command["inputs"]) == ("print(input())\n", ["hello"])


def test_an_exercise_that_comes_too_late_is_left_aside():
    walk = Walk(READY, ("pick", "functions/double"), ("pick", "values/echo"), ("task", EXERCISE))
    assert walk.state.task is None
    assert walk.tell("task", TYPED).state.task == TYPED


def test_one_that_cannot_be_had_is_told_and_nothing_changes():
    walk = Walk(READY, ("typed", "a = 1"), ("pick", "functions/double"), ("task", None))
    assert walk.state.notice.text == practice.NOT_LOADED
    assert (walk.state.text, walk.state.task, walk.state.task_id) == ("a = 1", None, "")


def test_the_learners_own_program_is_kept_when_an_exercise_takes_its_place():
    walk = Walk(READY, ("typed", "mine = 1"), ("pick", "functions/double"), ("task", EXERCISE))
    assert walk.state.mine == "mine = 1"
    assert walk.state.notice.action == "restore"


def test_what_is_written_for_an_exercise_is_there_when_it_is_opened_again():
    walk = opened().tell("typed", "def double(n): return n").tell("pick", "values/echo").tell("task", TYPED)
    walk.tell("pick", "functions/double").tell("task", EXERCISE)
    assert walk.state.text == "def double(n): return n"
    assert walk.state.mine == ""
    walk.tell("start_again")
    assert (walk.state.text, walk.state.drafts.get("functions/double")) == (STARTER, None)


def test_what_is_kept_comes_back_in_another_visit():
    state = checked(opened().tell("typed", "def double(n): return 2 * n"), verdict("pass")).state
    kept = practice.to_store(state)
    assert kept == {
        "solved": ["functions/double"],
        "drafts": {"functions/double": "def double(n): return 2 * n"},
        "best": {},
        "task": "functions/double",
        "activity": "write",
    }
    walk = Walk(("kept_practice", kept))
    assert walk.effects == [("fetch_task", "functions/double", True)]
    walk.tell("typed", "def double(n): return 2 * n").tell("task", EXERCISE, True)
    assert walk.all("set_text") == []
    assert walk.state.solved == ("functions/double",)
    assert Walk(("kept_practice", None)).state.task_id == ""


def test_a_check_sends_exercise_and_program_and_the_recording_on_the_screen_comes_back():
    walk = opened().tell("check")
    (command,) = walk.all("post")
    assert (command["kind"], command["exercise"], command["source"]) == ("check", EXERCISE, STARTER)
    shown = walk.state.trace.run
    walk.tell("engine", {"kind": "checked", "run": command["run"], "verdict": verdict(), "content": None})
    assert [again["run"] for again in walk.all("post_kept")] == [shown]


def test_a_verdict_goes_when_the_program_changes():
    walk = checked(opened(), verdict())
    assert "double(1)" in view.verdict(walk.state)
    walk.tell("typed", STARTER + "#")
    assert view.verdict(walk.state) == ""


def test_the_parting_is_shown_with_the_input_that_breaks_the_program():
    walk = checked(opened(), verdict(), "bytes")
    walk.tell(*recorded(walk.state.job_run, walk.state.trace.source, 6)).tell("show_parting")
    (command,) = walk.all("post")
    assert command["source"].endswith("\n\n\nresult = double(1)\n")
    walk.tell(*recorded(command["run"], command["source"], 6))
    assert walk.state.step == 3
    assert not is_stale(walk.state)
    walk.tell("show_working")
    assert [effect[0] for effect in walk.effects] == ["keep_bytes", "post_kept"]
    walk.tell(*recorded(walk.state.job_run, "another program", 9))
    assert is_working(walk.state)
    assert not is_stale(walk.state)
    assert (walk.state.text, walk.state.step) == (STARTER, 4)
    walk.tell(*drawn(walk.state.asked[0], 4, run=walk.state.trace.run, line=3))
    assert walk.all("marks") == [(0, 0, False)]


def test_a_program_that_hangs_or_breaks_python_gets_a_verdict():
    for message, words in (
        (("too_long", 2), "does not end"),
        (("engine", {"kind": "crashed", "reason": "exit"}), "has ended Python itself (exit)"),
        (("engine", {"kind": "unjudged", "run": 2}), "nothing else can run"),
    ):
        walk = opened().tell("check").tell(*message)
        assert walk.state.verdict["status"] == "error"
        assert words in walk.state.verdict["sentence"]
        assert ("restart",) in walk.effects
        assert walk.tell(*READY).posted() == ["open"]


def test_a_check_waits_for_python():
    walk = Walk(("pick", "functions/double"), ("task", EXERCISE), ("check",))
    assert walk.state.notice.text == practice.SOON
    assert walk.tell(*READY).posted() == ["check"]
    refused = walk.tell("engine", {"kind": "spent"})
    assert ("restart",) in refused.effects
    assert refused.tell(*READY).posted() == ["check"]


def test_a_line_that_cannot_be_read_is_underlined():
    walk = checked(opened(), verdict("error", stage="syntax", span=[2, 4, 2, 9]))
    assert walk.all("error") == [([2, 4, 2, 9], "A sentence.")]


def test_the_fewest_lines_of_a_program_that_passes_are_remembered():
    walk = checked(opened(), verdict("pass", lines={"own": 90, "reference": 80}))
    assert "took 90 lines and jumps; those of one solution here 80." in view.verdict(walk.state)
    walk.tell(*recorded(walk.state.job_run, program_of(walk.state), 6))
    walk = checked(walk, verdict("pass", lines={"own": 120, "reference": 80}))
    assert "took 120 lines and jumps; those of one solution here 80. Your fewest so far: 90." in view.verdict(walk.state)
    assert practice.to_store(walk.state)["best"] == {"functions/double": 90}


def test_hints_come_one_by_one():
    walk = opened()
    assert view.hints(walk.state) == ""
    assert view.hints(walk.tell("hint").state).count("<li>") == 1
    assert view.hints(walk.tell("hint").tell("hint").state).count("<li>") == 2


def test_the_next_exercise_is_the_one_behind_it_and_after_the_last_comes_the_list():
    chapters = [
        {
            "id": "a",
            "title": "A",
            "exercises": [
                {"id": "functions/double", "title": "", "teaches": []},
                {"id": "values/echo", "title": "", "teaches": []},
            ],
        }
    ]
    walk = opened().tell("course", chapters).tell("next_task")
    assert walk.effects == [("fetch_task", "values/echo")]
    assert walk.tell("task", TYPED).tell("next_task").state.panel == "practice"


def test_a_wrong_program_can_be_mended_instead_and_what_was_written_stays():
    walk = opened().tell("typed", "def double(n): pass").tell("fix")
    assert walk.state.text == EXERCISE["mistakes"][0]["source"]
    assert walk.tell("fix").state.text == EXERCISE["mistakes"][1]["source"]
    assert walk.tell("fix").state.text == EXERCISE["mistakes"][0]["source"]
    while walk.state.job:
        walk.tell(*recorded(walk.state.job_run, walk.state.job_source, 6))
    assert checked(walk, verdict("pass")).state.solved == ("functions/double fix",)
    walk.tell("pick", "functions/double").tell("task", EXERCISE)
    assert (walk.state.text, walk.state.activity) == ("def double(n): pass", "write")


def test_the_call_below_can_be_another_one_of_several_lines():
    walk = opened().tell("below", "n = 3 \nresult = double(n)")
    assert ("below-text", "value", "n = 3 \nresult = double(n)") in view.slots(walk.state)
    assert ("below-text", "rows", 2) in view.slots(walk.state)
    assert is_stale(walk.state)
    assert walk.tell("run").all("post")[0]["source"].endswith("\n\n\nn = 3 \nresult = double(n)\n")
    assert walk.tell("below", "  ").state.below == ""


def test_leaving_keeps_the_program():
    walk = opened().tell("typed", "x = 1").tell("leave_task")
    assert (walk.state.task, walk.state.text, program_of(walk.state)) == (None, "x = 1", "x = 1")


def test_texts_of_a_program_stay_text():
    found = verdict(failing=FAILING | {"actual": "<b>", "call": "f('<i>')"}, sentence="<u>")
    html = view.verdict(checked(opened(), found).state)
    assert "<b>" not in html.replace("<b>Not yet</b>", "") and "<i>" not in html and "<u>" not in html
