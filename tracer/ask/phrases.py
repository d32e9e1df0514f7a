"""Small pieces of sentences: words, code within them, values put into words; and joining them within a length.

Rule: a text of the program is shown as code, made visible and escaped; it never becomes part of our words.
"""

from collections.abc import Iterable
from typing import NamedTuple

from ..draw.held import atom_text
from ..draw.text import escape, visible
from ..trace.model import ATOMS, MAPPINGS, SEQUENCES, Obj, Snapshot

LONGEST = 140  # characters of a sentence
LONGEST_VALUE = 32  # characters of a value in it
LONGEST_NAME = 40
OPEN = {"list": "[]", "tuple": "()", "set": "{}", "deque": "[]", "dict": "{}"}


class Code(NamedTuple):
    """A piece of the program's text."""

    text: str


Piece = str | Code
Phrase = tuple[Piece, ...]


def text_of(phrase: Phrase) -> str:
    """The phrase without markup."""
    return "".join(piece if isinstance(piece, str) else visible(piece.text) for piece in phrase)


def html_of(phrase: Phrase) -> str:
    """The phrase with its code marked up."""
    return "".join(escape(piece) if isinstance(piece, str) else f"<code>{escape(piece.text)}</code>" for piece in phrase)


def joined(phrases: list[Phrase], more: str = "changes") -> Phrase:
    """The phrases as an enumeration, as many as fit into a sentence; how many were left out is said."""
    shown: list[Phrase] = []
    used = 0
    for phrase in phrases:
        used += len(text_of(phrase)) + 5
        if shown and used > LONGEST - 40:
            break
        shown.append(phrase)
    rest = len(phrases) - len(shown)
    if rest:
        shown.append((f"{rest} more {more}",))
    return listed(shown)


def listed(phrases: list[Phrase]) -> Phrase:
    """`a`, `a and b`, `a, b and c`."""
    pieces: list[Piece] = []
    for index, phrase in enumerate(phrases):
        if index:
            pieces.append(" and " if index == len(phrases) - 1 else ", ")
        pieces += phrase
    return tuple(pieces)


def shortened(text: str, most: int) -> str:
    """`text`, made visible, with its end left out when it is longer than `most`."""
    text = visible(text)
    if len(text) <= most:
        return text
    quote = text[-1] if text[-1] in "\"'" and text[0] == text[-1] else ""
    return text[: most - 1 - len(quote)] + "…" + quote


def value_words(oid: int, now: Snapshot, before: Snapshot | None, most: int = LONGEST_VALUE) -> Phrase:
    """What a value is: an atom by itself, a small container by its elements, anything else by what it is."""
    obj = now.heap.get(oid)
    if obj is None:
        return ("something",)
    if obj.kind in ATOMS or obj.kind == "enum":
        return (Code(shortened(atom_text(obj), most)),)
    if obj.kind == "function":
        name = obj.text.partition("(")[0]
        return ("a lambda",) if name == "<lambda>" else ("the function ", Code(shortened(name, LONGEST_NAME)))
    if obj.kind in ("class", "module"):
        name = obj.type if obj.kind == "class" else obj.text
        return (f"the {obj.kind} ", Code(shortened(name, LONGEST_NAME)))
    literal = literal_of(obj, now)
    is_new = before is not None and oid not in before.heap
    if literal:
        return (f"{'the new' if is_new else 'the'} {obj.type} ", Code(literal))
    name = "a new " if is_new else article(obj.type) + " "
    if obj.kind in SEQUENCES or obj.kind in MAPPINGS:
        return (
            (f"{name}", Code(obj.type), f" of {counted(obj.length, 'pair' if obj.kind in MAPPINGS else 'element')}")
            if obj.length
            else ("an empty ", Code(obj.type))
        )
    return (name, Code(shortened(obj.type, LONGEST_NAME)))


def literal_of(obj: Obj, now: Snapshot) -> str:
    """A short container of atoms as one would type it; "" when it is not short, not plain, or holds others."""
    brackets = OPEN.get(obj.kind)
    if brackets is None or obj.type not in OPEN or not obj.length or obj.length > 12 or obj.cut or obj.names:
        return ""
    texts = []
    for oid in obj.elements:
        held = now.heap.get(oid)
        if held is None or held.kind not in ATOMS:
            return ""
        texts.append(atom_text(held))
    if obj.kind == "dict":
        texts = [f"{key}: {value}" for key, value in zip(texts[::2], texts[1::2], strict=True)]
    inside = ", ".join(texts) + ("," if obj.kind == "tuple" and len(texts) == 1 else "")
    literal = brackets[0] + inside + brackets[1]
    return literal if len(literal) <= LONGEST_VALUE else ""


def article(word: str) -> str:
    """ "a" or "an"."""
    return "an" if word[:1].lower() in "aeiou" else "a"


def counted(count: int, word: str) -> str:
    """ "1 element", "2 elements"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def code_list(names: Iterable[str]) -> Phrase:
    """Names as an enumeration of code."""
    return listed([(Code(shortened(name, LONGEST_NAME)),) for name in names])
