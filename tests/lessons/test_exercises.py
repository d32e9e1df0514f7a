"""Every exercise holds what it promises, and one that does not says where and what to do."""

import shutil
from pathlib import Path

import pytest

from lessons.check import complaints, survivors
from lessons.exercises import course, course_json, exercise_of, folders
from lessons.judge import verdict_of

NAMES = [f"{folder.parent.name}/{folder.name}" for folder in folders()]


@pytest.mark.parametrize("folder", folders(), ids=NAMES)
def test_exercises_prove_themselves(folder: Path) -> None:
    assert not complaints(folder)


def test_every_folder_is_in_the_course_and_the_other_way_round() -> None:
    there = {path.parent for path in folders()[0].parents[1].glob("*/*/exercise.toml")}
    assert there == set(folders())
    assert len(NAMES) == len(set(NAMES))


def test_the_list_for_the_page_names_every_exercise() -> None:
    text = course_json()
    assert all(f'"id":"{name}"' in text for name in NAMES)
    assert len(course()) >= 2


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of an exercise, to be broken."""
    source = next(folder for folder in folders() if folder.name == "count_evens")
    return Path(shutil.copytree(source, tmp_path / "loops" / "count_evens"))


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("exercise.toml", 'gives = "2"', 'gives = "3"', "The example 'count_evens([3, 4, 6])' is to give '3'; the reference gives '2'."),
        ("exercise.toml", 'teaches = ["for", "counting"]', "teaches = []", "The field 'teaches' is missing or empty. Add it."),
        ("exercise.toml", "int(-9, 9)", "int(-9)x", "is no Python expression."),
        ("exercise.toml", "licence", "license", "There is no field 'license'; there are call,"),
        ("exercise.toml", '"[0, 0]"', '"[4]"', "The smallest input that breaks leaves_too_early is ['[0, 0]'], and not ['[4]']."),
        ("exercise.toml", 'call = "', "call = ", "This is no TOML"),
        ("en.md", "# Count", "Count", "The first line must be the title"),
        ("en.md", "## Hints", "## Tips", "The section '## Hints' is missing."),
        ("en.md", "### adds_them_up", "### adds", "The mistake 'adds_them_up' has no text."),
        ("starter.py", "return 0", "return sum(1 for n in numbers if n % 2 == 0)", "What the learner begins with passes already."),
        ("solutions/counter.py", "== 0", "== 1", "This solution does not pass: This is the smallest input that goes wrong. ['[0]']"),
        ("mistakes/adds_them_up.py", "count += number", "count += 1", "This wrong program passes."),
        ("en.md", "1. What", "1. `count = 0` `if number % 2 == 0:` `count += 1` `return count` `for number in numbers:` What", "This hint holds the solution 'counter'"),
    ],
)  # fmt: skip
def test_a_broken_exercise_says_where_and_what_to_do(copied: Path, file: str, old: str, new: str, sentence: str) -> None:
    replaced(copied / file, old, new)
    found = complaints(copied)
    assert any(sentence in complaint for complaint in found), found
    assert all(str(copied) in complaint for complaint in found)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "starter.py").unlink()
    (complaint,) = complaints(copied)
    assert complaint.endswith("starter.py: This file is missing. Every exercise has one; docs/exercises.md says what is in it.")


def test_two_mistakes_that_do_the_same_are_told_apart_by_nobody(copied: Path) -> None:
    replaced(copied / "mistakes" / "adds_them_up.py", "count += number", "count += 1")
    replaced(copied / "mistakes" / "adds_them_up.py", "number % 2 == 0", "1 == number % 2")
    assert any("which does the same for all inputs" in complaint for complaint in complaints(copied))


def test_holes_in_the_cases_are_noticed(copied: Path) -> None:
    exercise = exercise_of(copied)
    exercise["parameters"] = [["numbers", "list(int(0, 0), most=1)"]]
    exercise["examples"], exercise["hidden"] = exercise["examples"][:0], []
    alive, tried = survivors(exercise)
    assert len(alive) > tried / 10


def test_an_example_outside_of_its_kind_can_be_the_one_that_goes_wrong() -> None:
    """`salt` is no text of a and b: it has no rank, and is shown as it stands."""
    exercise = exercise_of(next(folder for folder in folders() if folder.name == "swap"))
    source = 'first = input()\nsecond = input()\nprint(second)\nprint(first if first[0] != "s" else "z")\n'
    verdict = verdict_of(exercise, source)
    assert (verdict["status"], verdict["failing"]["given"]) == ("fail", ["salt", "pepper"])
