"""HTML of a program, cleaned: tables and plain text elements, and nothing else.

Rule: what is not listed is not there. Only `colspan`, `rowspan` and `scope` stay of all attributes, of what is dropped the text stays, but for what a browser would run or draw. All
that comes out is made here, so nothing depends on reading the text as a browser would. html.parser takes minutes for some texts of 200,000 characters; this takes no longer
than the text is long.
"""

import re

from .. import sealed
from .text import escape

__builtins__ = sealed.BUILTINS

ELEMENTS = frozenset(
    (
        *(
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "p",
            "div",
            "span",
            "b",
            "strong",
            "i",
            "em",
            "u",
            "s",
        ),
        *("sub", "sup", "small", "code", "pre", "kbd", "samp", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "mark", "abbr"),
    )
)
VOID = frozenset(("br", "hr"))
SILENT = frozenset(
    ("script", "style", "template", "title", "head", "svg", "math", "iframe", "object", "noscript", "textarea", "select")
)
MOST_CHARACTERS = 200_000
MOST_OPEN = 100  # elements within each other
MOST_SPAN = 1000

# A tag, the beginning of a comment, a declaration, or a "<" that is none of these. No part of it reaches over another "<".
_MARKUP = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:[^'"<>]++|"[^"<]*+"|'[^'<]*+')*+)>|<!--|<[!?][^<>]*+>|<"""
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""")


class _Cleaner:
    """Writes `out` while it reads. `open`: the elements that are not closed yet."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[str] = []

    def read(self, html: str) -> None:
        """All of it."""
        at = 0
        while (found := _MARKUP.search(html, at)) is not None:
            self._text(html[at : found.start()])
            at = found.end()
            name = (found["name"] or "").lower()
            if found[0] == "<!--":
                at = _behind(html.find("-->", at), 3, html)
            elif found[0] == "<":
                self._text("<")
            elif name and found["end"]:
                self._close(name)
            elif name in SILENT:
                gone = re.compile(f"</{name}[^<>]*>", re.IGNORECASE).search(html, at)
                at = gone.end() if gone is not None else len(html)
            elif name:
                self._begin(name, found["rest"])
        self._text(html[at:])

    def _text(self, text: str) -> None:
        if "&" in text:
            from html import (
                unescape,
            )  # its table is a megabyte of the engine's snapshot; what it gives is escaped again, whoever made it

            text = unescape(text)
        self.out.append(escape(text))

    def _begin(self, name: str, rest: str) -> None:
        if name in VOID:
            self.out.append(f"<{name}>")
        elif name in ELEMENTS and len(self.open) < MOST_OPEN:
            found = ((one[1].lower(), one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(rest))
            kept = {key: value for key, value in found if _may_stay(key, value)}
            self.out.append(f"<{name}" + "".join(f' {key}="{value}"' for key, value in kept.items()) + ">")
            self.open.append(name)

    def _close(self, name: str) -> None:
        if name in self.open:
            while self.open:
                last = self.open.pop()
                self.out.append(f"</{last}>")
                if last == name:
                    break


def _behind(at: int, size: int, text: str) -> int:
    return at + size if at >= 0 else len(text)


def _may_stay(name: str, value: str) -> bool:
    if name == "scope":
        return value in ("row", "col", "rowgroup", "colgroup")
    return name in ("colspan", "rowspan") and value.isascii() and value.isdigit() and 0 < int(value) <= MOST_SPAN


def cleaned(html: str) -> str:
    """The same as far as it may be shown, with every element closed."""
    cleaner = _Cleaner()
    cleaner.read(html[:MOST_CHARACTERS])
    return "".join(cleaner.out) + "".join(f"</{name}>" for name in reversed(cleaner.open))
