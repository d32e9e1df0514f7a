"""CPython's own tests of the language come out recorded as they do plain, test by test. `make conformance` compares many more."""

import pytest

from tests.cpython.comparison import Difference, compare, outcomes_of, told
from tests.cpython.modules import QUICK, QUICK_STEPS
from tests.cpython.program import MARK, path_of
from tests.tracer.plain import Ran


@pytest.mark.parametrize("module", QUICK)
def test_a_module_of_cpythons_tests_comes_out_the_same(module):
    path = path_of(module)
    if path is None:
        pytest.skip(f"this Python comes without test.{module}")
    found = compare(module, path.read_text(encoding="utf-8"), QUICK_STEPS)
    assert found.compared > 0, "no test was compared"
    assert found.compared + found.left_out >= found.tests > 0
    assert not found.unknown, told(found.unknown)


def test_a_test_that_comes_out_otherwise_is_found():
    text = (
        "import sys, unittest\n"
        "class Seen(unittest.TestCase):\n"
        "    def test_same(self): pass\n"
        "    def test_streams(self): sys.__stdout__.fileno()\n"
    )
    found = compare("test_made_up", text, 100)
    assert [difference.test for difference in found.unknown] == ["Seen.test_streams"]
    assert found.unknown[0] == Difference("Seen.test_streams", "passed", found.unknown[0].recorded)
    assert found.compared == found.tests == 2


def test_long_tests_are_left_out():
    text = (
        "import unittest\n"
        "class Two(unittest.TestCase):\n"
        "    def test_long(self):\n"
        "        for n in range(500): pass\n"
        "    def test_short(self): pass\n"
    )
    found = compare("test_made_up", text, 100)
    assert (found.tests, found.left_out, found.compared, found.unknown) == (2, 1, 1, [])


def test_outcomes_are_read_with_what_a_test_writes():
    ran = Ran(f"hello\n{MARK}__main__.A.test_a passed\n\n{MARK}__main__.A.test_b failed ValueError: 'at 0x7f'\n", "", 0)
    assert outcomes_of(ran) == {"A.test_a": "passed after 'hello'", "A.test_b": "failed ValueError: 'at 0x'"}
