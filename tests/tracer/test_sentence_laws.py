"""Laws of the sentences: learners' text stays text, a sentence is short, its plain and its marked-up form say the same."""

import html
import re

import pytest

from tests.tracer.saying import said_of

MOST = 145  # characters: about 140


HOSTILE = """
class Evil:
    def __repr__(self): raise SystemExit
    def __eq__(self, other): return 1 / 0
    def __len__(self): return -1
    def __bool__(self): return 1 / 0
e = Evil()
setattr(e, "<script>alert(1)</script>", "\\u202e<img src=x onerror=alert(1)>\\x1b[2J")
d = {"'\\"><b>": e, "x" * 500: "y" * 500}
d["x" * 500] = ["<" * 300, "\\ud800"]
print("<b>" * 100, d.keys() == d.keys())
"""


def test_learners_text_is_shown_and_never_obeyed():
    for one in said_of(HOSTILE):
        assert "<script" not in one.html and "<img" not in one.html and "<b>" not in one.html
        assert one.text.isprintable()


@pytest.mark.parametrize("source", [HOSTILE, "a = b = c = d = e = f = g = 'long enough to fill a line' * 9\n" * 2])
def test_a_sentence_is_short_and_its_two_forms_say_the_same(source):
    for one in said_of(source):
        assert len(one.text) <= MOST
        assert html.unescape(re.sub(r"</?code>", "", one.html)) == one.text
