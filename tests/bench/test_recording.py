"""The benchmark's own parts, at sizes that take no time: what they measure is no test's business."""

import xml.etree.ElementTree as ET

import pytest

from tests.bench import inside, recording, recording_tables
from tests.bench.engine import CONNECTED
from tests.bench.plot import spread
from tools.places import ROOT
from tracer.record import record_program

RECORDER = next(iter(inside.RECORDERS))


@pytest.mark.parametrize("name", recording.KINDS)
def test_every_program_is_recorded_to_its_end(name: str) -> None:
    found = inside.beside(recording.program(name, SIZE=6), RECORDER, rounds=1, seconds=30)
    assert found["size"] == 6
    assert found["recorded"] > found["plain"] > 0
    assert found["memory_bytes"] > found["file_bytes"] > 0


def test_the_engine_can_be_handed_out() -> None:
    assert (ROOT / "assets" / "engine.js").read_text(encoding="utf-8").count(CONNECTED) == 1


def test_a_program_that_takes_too_long_is_halved() -> None:
    source, run = inside.fitted(recording.program("bubble_sort", SIZE=2_000), RECORDER, seconds=0.5)
    assert inside.size_of(source) < 2_000
    assert run.outcome.kind == "finished"


@pytest.mark.parametrize("size", [3, 10])
def test_the_steps_of_the_long_program_are_known(size: int) -> None:
    steps = len(record_program(recording.program("nodes", SIZE=size)))
    assert steps == recording.STEPS_A_NODE * size + recording.STEPS_BESIDE


def test_the_cells_are_made_in_as_many_steps_as_the_benchmark_thinks() -> None:
    steps = len(record_program(recording.program("cells", SIZE=0)))
    assert 0 < steps <= recording.CELL_STEPS


def test_the_loop_over_a_heap_tells_its_own_time() -> None:
    source = recording.program("heap", SIZE=10)
    for recorder, listener in ((RECORDER, "recorded"), (None, "line")):
        assert inside.heap(source, recorder, listener, seconds=0.001)["per_step"] > 0


def test_a_whole_heap_of_fifty_thousand_objects_is_read() -> None:
    assert inside.whole_heap(recording.program("many_objects"), RECORDER)["objects"] >= 50_000


def test_a_number_that_is_not_there_cannot_be_replaced() -> None:
    with pytest.raises(AssertionError, match="no line DEPTH"):
        inside.sized("SIZE = 1\n", DEPTH=2)


def test_the_plot_is_an_image_with_one_line_for_each_listener() -> None:
    heaps = {name: dict.fromkeys(recording.HEAPS, 1e-6) for name in ("recorded", *inside.LISTENERS)}
    image = ET.fromstring(recording_tables.heap_plot({RECORDER: heaps}))
    assert len(image.findall(".//{*}polyline")) == 4


def test_names_that_would_overlap_are_moved_apart() -> None:
    assert spread([10, 100, 12]) == [10, 100, 26]
