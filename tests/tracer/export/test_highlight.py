"""Marked-up source lines: every character stays, and only what is a word of Python is marked."""

import html
import re

import pytest

from lessons.gallery_index import Example, examples
from tracer.export.highlight import html_lines


def plain(line: str) -> str:
    return html.unescape(re.sub(r"</?span[^>]*>", "", line))


def test_keywords_strings_numbers_and_comments_are_marked() -> None:
    (line,) = html_lines("if x < 10: y = 'a<b'  # & so\n")
    assert line == (
        '<span class="k">if</span> x &lt; <span class="n">10</span>: y = '
        '<span class="s">&#x27;a&lt;b&#x27;</span>  <span class="c"># &amp; so</span>'
    )


def test_a_string_over_several_lines_is_marked_on_each() -> None:
    assert html_lines('x = """a\nb"""\n') == [
        'x = <span class="s">&quot;&quot;&quot;a</span>',
        '<span class="s">b&quot;&quot;&quot;</span>',
    ]


def test_a_value_inside_an_f_string_is_not_a_string() -> None:
    (line,) = html_lines("f'{x} of {2}'\n")
    assert '{x}<span class="s">' in line and '<span class="n">2</span>' in line


@pytest.mark.parametrize(
    "source", ["", "x = (\n", "'''never ends\n", "if x:\n  y\n z\n", "\tx", "a = 'é' + '€'  # ü\n", "f'{{}}'\n"]
)
def test_every_character_stays_even_of_what_is_no_python(source: str) -> None:
    assert [plain(line) for line in html_lines(source)] == (source.splitlines() or [""])


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.id)
def test_every_character_of_the_gallery_stays(example: Example) -> None:
    assert [plain(line) for line in html_lines(example.source)] == example.source.splitlines()


def test_what_would_disturb_the_text_around_it_is_shown_as_an_escape() -> None:
    assert html_lines("a = '\u202e'  # \x01\x1b\tb\n")[0] == (
        """a = <span class="s">&#x27;\\u202e&#x27;</span>  <span class="c"># \\x01\\x1b\tb</span>"""
    )


def test_lines_are_those_that_python_counts() -> None:
    assert [plain(line) for line in html_lines("a = 1\x0c\r\nb = '\u2028'\rc = 3\n")] == ["a = 1\\x0c", "b = '\\u2028'", "c = 3"]
