"""A program's lines as HTML, with the words that matter marked: keywords, strings, numbers, comments.

Rule: what would disturb the text around it (control, format and bidirectional characters) is shown as an escape; a tab stays a tab.
"""

import io
import keyword
import tokenize

from .. import sealed
from ..draw.text import escape

__builtins__ = sealed.BUILTINS

CLASSES = {
    tokenize.STRING: "s",
    tokenize.FSTRING_START: "s",
    tokenize.FSTRING_MIDDLE: "s",
    tokenize.FSTRING_END: "s",
    tokenize.NUMBER: "n",
    tokenize.COMMENT: "c",
}
Mark = tuple[int, int, str]  # start and end column, 0-based in characters, and class


def lines_of(source: str) -> list[str]:
    """The lines of a program as Python counts them: a form feed ends none."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" and len(lines) > 1 else lines


def html_lines(source: str) -> list[str]:
    """One HTML text per line of `source`; a program that cannot be read as Python comes unmarked."""
    return [
        "".join(f'<span class="{name}">{_escaped(text)}</span>' if name else _escaped(text) for name, text in line)
        for line in marked_lines(source)
    ]


def marked_lines(source: str) -> list[list[tuple[str, str]]]:
    """Each line of `source` as (class, text) in their order; the class is "" where nothing is marked."""
    lines = lines_of(source)
    marks: dict[int, list[Mark]] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO("\n".join(lines) + "\n").readline):
            name = _class_of(token)
            if name:
                _spread(token, name, lines, marks)
    except Exception:  # no Python, or the recorded program has put something of its own into `tokenize`
        marks = {}
    return [_marked(line, marks.get(number, [])) for number, line in enumerate(lines, start=1)]


def _class_of(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return "k" if keyword.iskeyword(token.string) else ""
    return CLASSES.get(token.type, "")


def _spread(token: tokenize.TokenInfo, name: str, lines: list[str], marks: dict[int, list[Mark]]) -> None:
    (first, start), (last, end) = token.start, token.end
    for number in range(first, last + 1):
        if number <= len(lines):
            left = start if number == first else 0
            right = end if number == last else len(lines[number - 1])
            marks.setdefault(number, []).append((left, right, name))


def _marked(line: str, marks: list[Mark]) -> list[tuple[str, str]]:
    parts, at = [], 0
    for left, right, name in marks:
        if left < at:  # a token that the tokenizer reports inside another one
            continue
        parts += [("", line[at:left]), (name, line[left:right])]
        at = right
    return [(name, text) for name, text in [*parts, ("", line[at:])] if text]


def _escaped(text: str) -> str:
    return "\t".join([escape(piece) for piece in text.split("\t")])
