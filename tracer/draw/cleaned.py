"""HTML of a program, cleaned: tables and plain text elements, and nothing else.

Rule: what is not listed is not there. Only `colspan`, `rowspan` and `scope` stay of all attributes, of what is dropped the text stays, but for what a browser would run or draw.
"""

from html.parser import HTMLParser

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


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.silent or tag in SILENT:
            self.silent.append(tag)
        elif tag in VOID:
            self.out.append(f"<{tag}>")
        elif tag in ELEMENTS and len(self.open) < MOST_OPEN:
            kept = "".join(f' {name}="{value}"' for name, value in attrs if value is not None and _may_stay(name, value))
            self.out.append(f"<{tag}{kept}>")
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.silent and tag in VOID:
            self.out.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag in self.silent:
                del self.silent[len(self.silent) - 1 - self.silent[::-1].index(tag) :]
        elif tag in self.open:
            while self.open:
                last = self.open.pop()
                self.out.append(f"</{last}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(escape(data))


def _may_stay(name: str, value: str) -> bool:
    if name == "scope":
        return value in ("row", "col", "rowgroup", "colgroup")
    return name in ("colspan", "rowspan") and value.isascii() and value.isdigit() and 0 < int(value) <= MOST_SPAN


def cleaned(html: str) -> str:
    """The same as far as it may be shown, with every element closed."""
    cleaner = _Cleaner()
    cleaner.feed(html[:MOST_CHARACTERS])
    cleaner.close()
    return "".join(cleaner.out) + "".join(f"</{tag}>" for tag in reversed(cleaner.open))
