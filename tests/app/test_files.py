"""Files that are dropped, chosen or shared."""

from tests.app.walk import READY, Walk, drawn, recorded, running

BYTES = b"a recording"


def test_a_program_from_a_file_is_recorded_and_counts_as_ones_own():
    walk = Walk(READY, ("typed", "mine = 1\n"), ("opened", "program", "sums.py", "b = 2\n"))
    assert (walk.all("set_text"), walk.posted()) == (["b = 2\n"], ["record"])
    assert (walk.state.mine, walk.state.origin) == ("mine = 1\n", "")


def test_a_recording_is_opened_and_its_program_comes_into_the_editor():
    walk = running("mine = 1\n").tell("opened", "recording", "sums.cvt", BYTES)
    run = walk.state.job_run
    assert walk.all("keep_bytes") == [(run, BYTES)]
    assert walk.all("post_kept") == [{"kind": "open", "run": run}]
    assert walk.state.text == "mine = 1\n"
    walk.tell(*recorded(run, "b = 2\n"))
    assert (walk.state.text, walk.state.mine, walk.state.trace.run, walk.state.step) == ("b = 2\n", "mine = 1\n", run, 0)
    assert walk.state.notice.action == "restore"
    assert walk.all("set_text") == ["b = 2\n"]


def test_a_recording_that_comes_before_the_engine_waits_for_it():
    walk = Walk(("opened", "recording", "sums.cvt", BYTES))
    assert walk.posted() == []
    assert "sums.cvt opens as soon as" in walk.state.notice.text
    walk.tell(*READY)
    assert walk.posted() == ["open"]
    walk.tell(*recorded(walk.state.job_run, "b = 2\n"))
    assert (walk.state.text, walk.state.notice) == ("b = 2\n", None)


def test_a_run_that_is_under_way_gives_way_to_a_recording():
    walk = Walk(READY, ("typed", "while True: pass\n"), ("run",), ("slow", 1), ("opened", "recording", "sums.cvt", BYTES))
    assert ("restart",) in walk.effects
    assert walk.tell(*READY).posted() == ["open"]


def test_a_recording_that_cannot_be_opened_leaves_everything_as_it_was():
    walk = running("mine = 1\n").tell("opened", "recording", "sums.cvt", BYTES)
    failed = {"kind": "failed", "run": walk.state.job_run, "sentence": "It is damaged at byte 7."}
    walk.tell("engine", failed)
    assert walk.state.notice.text == "sums.cvt was not opened. It is damaged at byte 7."
    assert walk.all("post_kept") == [{"kind": "open", "run": 1, "source": "mine = 1\n"}]
    walk.tell(*recorded(1, "mine = 1\n")).tell(*drawn(walk.state.asked[0], 0))
    assert (walk.state.text, walk.state.trace.run, walk.state.notice.tone) == ("mine = 1\n", 1, "error")


def test_what_is_no_program_is_told_with_its_name():
    for kind in ("large", "binary", "unread"):
        walk = running("mine = 1\n").tell("opened", kind, "photo.png", None)
        assert (walk.state.notice.text.startswith("photo.png"), walk.state.text) == (True, "mine = 1\n")
    assert "shared" in Walk(("opened", "lost", "", None)).state.notice.text
