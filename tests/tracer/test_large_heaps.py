"""A heap that is read object by object is the heap that is read as a whole."""

import random

import pytest

from tests.conftest import IN_PYODIDE
from tracer.ask.naming import Names
from tracer.draw.changes import changed_oids
from tracer.record import record_program
from tracer.trace.heap import Heap, changed_objects, holders_of
from tracer.trace.store import Trace

pytestmark = pytest.mark.skipif(not IN_PYODIDE, reason="the reader that can do so is made for Pyodide alone")

PROGRAM = """
class Node:
    def __init__(self, value, next):
        self.value, self.next = value, next
rows = [[Node(str(n), None) for n in range(start, start + 300)] for start in range(0, 2400, 300)]
head = None
for row in rows:
    head = Node(row, head)
    row[7].value = head
    row[9], row[11] = row[11], rows
    del row[100:110]
kept = (head, [Node(1, head)])
rows = None
head.next = kept
"""


@pytest.fixture(scope="module")
def traces():
    stream = bytes(record_program(PROGRAM).stream)
    return Trace(stream), Trace(stream, natively=False)


def steps_of(traces):
    """(the step read object by object, the step read as a whole), of the last steps."""
    objects, whole = traces
    return [(objects.at(step), whole.at(step)) for step in range(len(whole) - 40, len(whole))]


def test_a_large_heap_is_read_object_by_object(traces):
    assert isinstance(traces[0].at(len(traces[0]) - 1).heap, Heap)
    assert isinstance(traces[1].at(len(traces[1]) - 1).heap, dict)


def test_it_has_the_same_objects_in_the_same_order(traces):
    for ours, theirs in steps_of(traces):
        assert len(ours.heap) == len(theirs.heap)
        assert list(ours.heap) == list(theirs.heap)
        assert ours == theirs


def test_each_object_alone_is_the_same_and_none_is_there_that_should_not(traces):
    chance = random.Random(6)
    for ours, theirs in steps_of(traces):
        asked = [chance.randrange(-3, max(theirs.heap) + 20) for _ in range(60)]
        assert [ours.heap.get(oid) for oid in asked] == [theirs.heap.get(oid) for oid in asked]
        assert [oid in ours.heap for oid in asked] == [oid in theirs.heap for oid in asked]
        with pytest.raises(KeyError):
            ours.heap[0]


def test_following_references_looks_through_nothing_else(traces):
    heap = traces[0].at(len(traces[0]) - 1).heap
    oid = traces[0].at(len(traces[0]) - 1).frames[0].items[-1]
    while (obj := heap[oid]).items:
        oid = obj.items[0]
    assert not heap._count


def test_what_changed_and_who_holds_it(traces):
    pairs = steps_of(traces)
    for (ours_then, theirs_then), (ours, theirs) in zip(pairs, pairs[1:], strict=False):
        changed = dict(changed_objects(theirs_then, theirs))
        found = dict(changed_objects(ours_then, ours))
        assert changed == {oid: obj for oid, obj in found.items() if oid in changed}
        assert set(changed_oids(ours_then, ours)) == set(found)
        for oid in list(changed)[:3]:
            assert list(holders_of(ours.heap, oid)) == list(holders_of(theirs.heap, oid))
            assert Names(ours).holders(oid) == Names(theirs).holders(oid)
