"""The gallery proves itself: every example runs, fits the editor and can be recorded."""

import json
import subprocess
import sys
from itertools import pairwise

import pytest

from lessons.gallery_index import GALLERY, Example, examples, gallery_json
from tracer.record import record_program
from tracer.trace.model import TURTLE

EXAMPLES = examples()


def draws(example: Example) -> bool:
    """Python's own turtle opens a window, which not every machine has."""
    return "turtle" in example.source


MOST_LINES, MOST_COLUMNS = 46, 72  # what the editor shows beside the picture at 1280 px, without scrolling sideways
FEWEST_STEPS, MOST_STEPS = 15, 800

each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
PLAIN = [example for example in EXAMPLES if not draws(example)]
each_plain_example = pytest.mark.parametrize("example", PLAIN, ids=lambda example: example.id)
each_drawing = pytest.mark.parametrize(
    "example", [example for example in EXAMPLES if draws(example)], ids=lambda example: example.id
)


def run_plainly(example: Example) -> subprocess.CompletedProcess[str]:
    typed = "".join(line + "\n" for line in example.inputs)
    command = [sys.executable, "-W", "error", "-c", example.source]
    return subprocess.run(command, input=typed, capture_output=True, text=True, timeout=60)


def test_there_are_at_least_28_examples_with_the_shared_basket_first() -> None:
    assert len(EXAMPLES) >= 28
    assert EXAMPLES[0].id == "shared_basket"


def test_ids_and_titles_are_unique() -> None:
    assert len({example.id for example in EXAMPLES}) == len(EXAMPLES)
    assert len({example.title for example in EXAMPLES}) == len(EXAMPLES)


def test_no_program_lies_unlisted_in_the_folder() -> None:
    assert {path.stem for path in GALLERY.glob("*.py")} == {example.id for example in EXAMPLES}


def test_examples_of_a_group_stand_together() -> None:
    groups = [example.group for example in EXAMPLES]
    changes = sum(1 for here, there in pairwise(groups) if here != there)
    assert changes + 1 == len(set(groups))


def test_the_json_holds_every_example_in_its_order() -> None:
    entries = json.loads(gallery_json())
    assert [Example(**{**entry, "inputs": tuple(entry["inputs"])}) for entry in entries] == EXAMPLES
    assert list(entries[0]) == ["id", "title", "watch", "group", "source", "inputs"]


@each_example
def test_what_to_watch_is_one_sentence(example: Example) -> None:
    assert example.watch.endswith(".")
    assert ". " not in example.watch
    assert example.watch[0] == example.watch[0].upper() or example.watch.split()[0] in example.source
    assert len(example.watch) <= 140


@each_example
def test_the_program_fits_the_editor(example: Example) -> None:
    lines = example.source.splitlines()
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if len(line) > MOST_COLUMNS] == []
    assert example.source.endswith("\n") and "\t" not in example.source


@each_plain_example
def test_a_plain_run_ends_well_and_says_something(example: Example) -> None:
    done = run_plainly(example)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


@each_drawing
def test_a_drawing_is_in_its_recording(example: Example) -> None:
    trace = record_program(example.source)
    assert trace.outcome.kind == "finished", trace.outcome
    assert len([write for write in trace.shown if write.stream == TURTLE]) >= 15
    assert FEWEST_STEPS <= len(trace) <= MOST_STEPS


@each_plain_example
def test_the_recording_finishes_with_the_output_of_a_plain_run(example: Example) -> None:
    trace = record_program(example.source, inputs=list(example.inputs))
    assert trace.outcome.kind == "finished", trace.outcome
    assert "".join(write.text for write in trace.writes if write.stream == 1) == run_plainly(example).stdout
    assert FEWEST_STEPS <= len(trace) <= MOST_STEPS
    assert len(trace.inputs) == len(example.inputs)


def test_the_first_example_is_short() -> None:
    assert len(record_program(EXAMPLES[0].source)) <= 35
