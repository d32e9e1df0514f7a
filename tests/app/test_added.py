"""Files that a learner adds for programs."""

from app.updates import added
from app.updates.program import to_store
from tests.app.walk import READY, Walk, recorded, running

NOTES, DOTS = ["notes.txt", 5, 1000], ["dots.png", 9, 2000]


def added_to(walk, *files, unread=(), kept=True, problems=()):
    return walk.tell("files_added", {"added": list(files), "unread": list(unread), "kept": kept}, list(problems))


def test_files_are_taken_and_go_with_every_record():
    walk = Walk(READY, ("typed", "a = 1\n"), ("files_offered", [["notes.txt", 5], ["dots.png", 9]]))
    assert walk.all("take_files") == [(["notes.txt", "dots.png"], [])]
    added_to(walk, NOTES, DOTS)
    assert walk.state.files == (tuple(DOTS), tuple(NOTES))
    assert walk.state.notice.text == "dots.png and notes.txt are here: a program opens them by their names."
    assert walk.all("store_program") == walk.all("open_dropped") == [()]
    (command,) = walk.tell("run").all("post")
    assert command["files"] == [DOTS, NOTES]
    assert walk.tell("remove_file", "dots.png").state.files == (tuple(NOTES),)


def test_a_worker_that_was_spent_gets_them_again():
    walk = added_to(Walk(READY, ("typed", "a = 1\n")), NOTES).tell("run")
    walk.tell("engine", {"kind": "spent"}).tell(*READY)
    assert [command["files"] for command in walk.all("post")] == [[NOTES]]


def test_another_part_of_a_run_gets_them_again():
    walk = added_to(running(goes_on=True), NOTES).tell("record_on")
    assert [(command["first_step"], command["files"]) for command in walk.all("post")] == [(20, [NOTES])]


def test_names_that_no_file_can_have_are_refused_with_a_sentence():
    for name in ("", ".", "..", "a/b", "a\\b", "a\nb", "x" * 101):
        walk = Walk(("files_offered", [[name, 1]]))
        assert (walk.all("take_files"), "cannot be added under this name" in walk.state.notice.text) == ([], True), name


def test_what_is_too_much_is_refused_and_the_rest_is_taken():
    walk = Walk(
        ("files_offered", [["large.bin", added.MOST_BYTES_OF_ONE + 1], ["a", 9_000_000], ["b", 9_000_000], ["c", 9_000_000]])
    )
    ((names, problems),) = walk.all("take_files")
    assert names == ["a", "b"]
    assert problems[0].startswith("large.bin was not added: it has 10.0 MB")
    assert problems[1].startswith("c was not added: all files together may have 20.0 MB")
    added_to(walk, ["a", 1, 1], problems=problems)
    assert walk.state.notice.tone == "error" and walk.state.notice.text.endswith("a is here: a program opens it by its name.")
    walk = added_to(Walk(), *([f"{n}.txt", 1, 1] for n in range(added.MOST_FILES)))
    walk.tell("files_offered", [["more.txt", 1], ["1.txt", 2]])
    assert walk.all("take_files") == [
        (
            ["1.txt"],
            ["more.txt was not added: there are 50 files, as many as there can be. Remove one that is not needed any more."],
        )
    ]


def test_a_file_that_comes_again_takes_the_place_of_the_former():
    walk = added_to(added_to(Walk(), NOTES, DOTS), ["notes.txt", 7, 3000])
    assert walk.state.files == (tuple(DOTS), ("notes.txt", 7, 3000))


def test_what_could_not_be_read_or_kept_is_told():
    walk = added_to(Walk(), unread=["folder"])
    assert (walk.state.files, walk.state.notice.text.startswith("folder could not be read.")) == ((), True)
    walk = added_to(Walk(), NOTES, kept=False)
    assert "This browser does not keep notes.txt" in walk.state.notice.text


def test_files_outlive_a_closed_tab_and_what_was_lost_is_told():
    kept = to_store(added_to(Walk(("typed", "a = 1\n")), NOTES, DOTS).state)
    walk = Walk(("stored", kept, None), ("files_found", [NOTES, DOTS]))
    assert (walk.state.files, walk.state.notice) == ((tuple(DOTS), tuple(NOTES)), None)
    walk = Walk(("stored", kept, None), ("files_found", [DOTS]))
    assert (walk.state.files, walk.state.notice.text) == ((tuple(DOTS),), "notes.txt is not here any more. Add it again.")


def test_live_records_again_when_files_change():
    walk = running().tell("live")
    added_to(walk, NOTES)
    assert [command["files"] for command in walk.all("post")] == [[NOTES]]


def test_a_program_that_misses_a_file_is_offered_to_be_given_it():
    reason = "The program ended by an exception: FileNotFoundError: [Errno 44] No such file or directory: 'a.csv'"
    walk = Walk(
        READY,
        ("typed", "open('a.csv')\n"),
        ("run",),
        recorded(1, "open('a.csv')\n", outcome={"kind": "raised", "reason": reason}),
    )
    assert ("add_files", "Add files") in walk.state.notice.more


def test_a_recording_that_is_refused_leaves_the_one_on_the_screen():
    walk = added_to(running(), ["random.py", 5, 1]).tell("typed", "import random\n").tell("run")
    failed = {"kind": "failed", "command": "record", "run": walk.state.job_run, "sentence": "random.py cannot be imported."}
    walk.tell("engine", failed)
    assert (walk.state.notice.text, walk.posted()) == ("random.py cannot be imported.", ["open"])
