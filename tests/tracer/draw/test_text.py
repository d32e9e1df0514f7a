"""Learners' text on its way into HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracer.draw.text import columns, cut, double_quoted, escape, safe_name, visible, wrapped

TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[0m", "a\\x1b[0m"), ("\u202eevil", "\\u202eevil"), ("\ud800", "\\ud800"), ("é 東 😀", "é 東 😀"), ("\xa0", "\\xa0")],
)
def test_what_has_no_glyph_is_an_escape(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize(("text", "wide"), [("abc", 3), ("東京", 4), ("e\u0301", 1), ("😀", 2), ("\t", 2)])
def test_wide_characters_take_two_columns(text, wide):
    assert columns(text) == wide


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("'pear'", '"pear"'), ("'say \"hi\"'", "'say \"hi\"'"), ('"it\'s"', '"it\'s"'), ("'cut'…", '"cut"…'), ("b'x'", "b'x'")],
)
def test_strings_stand_in_double_quotes_where_that_changes_nothing_else(text, quoted):
    assert double_quoted(text) == quoted


@given(TEXT, st.integers(0, 40))
def test_what_is_cut_fits_and_is_a_start(text, most):
    short = cut(text, most)
    assert columns(short) <= most
    assert visible(text).startswith(short)


@given(TEXT, st.integers(2, 40))
def test_wrapping_loses_nothing(text, most):
    lines = wrapped(text, most)
    assert "".join(lines) == visible(text)


@given(TEXT)
def test_escaped_text_is_read_back_as_it_was_made_visible(text):
    read = []

    class Reader(HTMLParser):
        def handle_data(self, data):
            read.append(data)

        def handle_starttag(self, tag, attrs):
            assert tag == "p"
            read.append(dict(attrs)["title"])

    reader = Reader(convert_charrefs=True)
    reader.feed(f'<p title="{escape(text)}">{escape(text)}</p>')
    reader.close()
    assert "".join(read) == visible(text) * 2


@given(TEXT)
def test_keys_are_plain_ascii(text):
    assert safe_name(text).isascii() and (safe_name(text).isidentifier())
