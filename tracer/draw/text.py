"""Learners' text on its way into HTML: made visible, measured, cut, escaped.

Rule: nothing that a program made reaches the page without `escape`; control, format and bidirectional
characters are shown as escapes, so they cannot disturb the text around them.
"""

from unicodedata import combining, east_asian_width

ELLIPSIS = "…"


def visible(text: str) -> str:
    r"""`text` with everything that has no glyph of its own written as an escape: "\x1b", "\u202e", "\ud800"."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def escape(text: str) -> str:
    """`text` for HTML, inside an element or a quoted attribute."""
    text = visible(text)
    if text.isalnum():
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#x27;")


def columns(text: str) -> int:
    """How many columns of a mono face `text` takes, made visible: wide characters two, combining ones none."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_columns_of(c) for c in visible(text))


def _columns_of(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cut(text: str, most: int) -> str:
    """The longest start of `text`, made visible, that takes at most `most` columns."""
    text = visible(text)
    if text.isascii():
        return text[: max(most, 0)]
    used = 0
    for index, character in enumerate(text):
        used += _columns_of(character)
        if used > most:
            return text[:index]
    return text


def wrapped(text: str, most: int) -> list[str]:
    """`text`, made visible, in lines of at most `most` columns, broken between any two characters."""
    text = visible(text)
    lines = []
    while text:
        line = cut(text, max(most, 2))
        lines.append(line)
        text = text[len(line) :]
    return lines or [""]


def double_quoted(text: str) -> str:
    """The repr of a str as most people type it: in double quotes, where that needs no other change."""
    if text[:1] != "'" or '"' in text or "\\'" in text:
        return text
    end = text.rfind("'")
    return f'"{text[1:end]}"{text[end + 1 :]}' if end > 0 else text


def safe_name(name: str) -> str:
    """`name` as part of a key: itself when it is a plain identifier, else its code in hexadecimal. Attributes can have any name."""
    return name if name.isascii() and name.isidentifier() else "u" + name.encode("utf-8", "surrogatepass").hex()
