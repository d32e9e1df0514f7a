"""Markdown of lessons as HTML. Raw HTML in it stays text."""

from markdown_it import MarkdownIt

_READER = MarkdownIt("commonmark", {"html": False})


def html_of(text: str, *, inline: bool = False) -> str:
    """The HTML of a text; `inline`: of one line, without a paragraph around it."""
    return str(_READER.renderInline(text) if inline else _READER.render(text)).strip()
