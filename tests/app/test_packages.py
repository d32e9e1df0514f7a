"""What the page does when a program needs a package."""

from typing import Any

from app.view import dialogs, scene

from .walk import READY, Walk, recorded, running

SOURCE = "import foo\n"


def package(**fields: Any) -> dict[str, Any]:
    known = {"module": "foo", "package": "foo", "host": "host.example", "bytes": 0, "others": 0, "problem": ""}
    return known | fields


def asked(*packages: dict[str, Any]) -> Walk:
    """A program was run, and the engine wants packages for it."""
    walk = Walk(READY, ("typed", SOURCE), ("run",))
    return walk.tell("engine", {"kind": "wanting", "run": 1, "packages": list(packages or (package(),))})


def test_the_question_names_the_package_its_size_and_its_host() -> None:
    assert asked().state.notice.text == "foo is not part of Python. It can be loaded from host.example."
    sized = asked(package(bytes=3_100_000, others=2)).state.notice.text
    assert sized == "foo is not part of Python. It can be loaded from host.example (3.1 MB), with 2 packages that it needs."
    both = asked(package(), package(module="baz", package="baz")).state.notice
    assert both.text == "foo and baz are not part of Python. They can be loaded from host.example."
    assert (both.label, both.more) == ("Load them", (("run_without", "Run without them"),))


def test_a_guess_is_told_as_one() -> None:
    notice = asked(package(guess=True)).state.notice
    assert notice.text.endswith("There may be a package of this name on host.example, where anybody can publish.")
    assert notice.label == "Look for it"
    both = asked(package(), package(module="baz", package="baz", guess=True)).state.notice.text
    assert both.startswith(
        "foo is not part of Python. It can be loaded from host.example. baz is not part of Python. There may be"
    )


def test_what_is_agreed_to_goes_with_this_record_and_all_later_ones() -> None:
    walk = asked().tell("load_packages")
    assert walk.all("post")[0]["packages"] == {"agreed": ["foo"], "declined": [], "insisted": [], "ask": True}
    walk.tell(*recorded(2, SOURCE)).tell("run")
    assert walk.all("post")[0]["packages"]["agreed"] == ["foo"]


def test_what_is_declined_is_not_asked_again_until_the_learner_wants() -> None:
    walk = asked().tell("run_without")
    assert walk.all("post")[0]["packages"] == {"agreed": [], "declined": ["foo"], "insisted": [], "ask": True}
    assert "Programs run without foo." in dialogs.settings(walk.state)
    assert walk.tell("ask_again").state.declined == ()


def test_live_asks_nothing() -> None:
    walk = running().tell("live").tell("typed", SOURCE).tell("live_due")
    assert walk.all("post")[0]["packages"]["ask"] is False


def test_the_recording_on_the_screen_stays_while_the_learner_is_asked() -> None:
    walk = running().tell("typed", SOURCE).tell("run")
    walk.tell("engine", {"kind": "wanting", "run": 2, "packages": [package()]})
    assert walk.state.trace.run == 1
    assert walk.posted() == ["open"]
    walk.tell(*recorded(1, "a = 1\nb = 2\n"))
    assert walk.state.notice.label == "Load it"
    assert walk.tell("load_packages").posted() == ["record"]


def test_a_failure_can_be_tried_again() -> None:
    notice = asked(package(problem="It did not come.")).state.notice
    assert (notice.text, notice.tone, notice.label) == ("It did not come.", "error", "Try again")
    walk = asked(package(problem="There is no connection.")).tell("load_packages")
    assert walk.all("post")[0]["packages"]["agreed"] == [], "the host was not named yet"


def test_what_is_on_its_way_is_told() -> None:
    walk = asked().tell("load_packages")
    for done, said in ((0, "Loading foo."), (2_100_000, "Loading foo: 2.1 MB of 8.0 MB.")):
        walk.tell("engine", {"kind": "fetching", "run": 2, "package": "foo", "done": done, "all": 8_000_000})
        assert said in scene.notice(walk.state)
    walk.tell("engine", {"kind": "progress", "run": 2, "steps": 5, "output": []}).tell("slow", 2)
    assert "Recording: 5 steps so far." in scene.notice(walk.state)


def test_settings_show_what_is_kept() -> None:
    walk = Walk(("packages", [("foo", "1.0", 31_000, "host.example")]))
    assert "<b>foo</b> <span>1.0, 31 kB, from host.example</span>" in dialogs.settings(walk.state)
    assert walk.tell("forget_packages").effects == [("forget_packages",)]


def test_a_name_that_was_taken_for_a_slip_can_be_meant():
    reason = "The program ended by an exception: ModuleNotFoundError: No module named 'typer'"
    walk = Walk(READY, ("typed", "import typer\n"), ("run",), ("engine", {"kind": "slips", "run": 1, "modules": ["typer"]}))
    walk.tell(*recorded(1, "import typer\n", outcome={"kind": "raised", "reason": reason}))
    assert walk.state.notice.more[0] == ("insist", "Look for a package of this name")
    (command,) = walk.tell("insist").all("post")
    assert (command["packages"]["insisted"], command["packages"]["agreed"]) == (["typer"], [])
