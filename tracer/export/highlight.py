"""A program's lines as HTML, with the words that matter marked: keywords, strings, numbers, comments."""

import html
import io
import keyword
import tokenize

CLASSES = {
    tokenize.STRING: "s",
    tokenize.FSTRING_START: "s",
    tokenize.FSTRING_MIDDLE: "s",
    tokenize.FSTRING_END: "s",
    tokenize.NUMBER: "n",
    tokenize.COMMENT: "c",
}
Mark = tuple[int, int, str]  # start and end column, 0-based in characters, and class


def html_lines(source: str) -> list[str]:
    """One HTML text per line of `source`; a program that cannot be read as Python comes unmarked."""
    lines = source.splitlines() or [""]
    marks: dict[int, list[Mark]] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO("\n".join(lines) + "\n").readline):
            name = _class_of(token)
            if name:
                _spread(token, name, lines, marks)
    except (tokenize.TokenError, SyntaxError):
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


def _marked(line: str, marks: list[Mark]) -> str:
    parts, at = [], 0
    for left, right, name in marks:
        if left < at:  # a token that the tokenizer reports inside another one
            continue
        parts.append(html.escape(line[at:left]))
        parts.append(f'<span class="{name}">{html.escape(line[left:right])}</span>')
        at = right
    return "".join(parts) + html.escape(line[at:])
