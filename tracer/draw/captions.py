"""The small line above an object: what it is, who shares it, what went. It is the object's heading for a screen reader.

Rule: two references to one object can be seen in words too, not only in arrows that meet.
"""

from typing import NamedTuple

from ..trace.model import Obj
from . import held
from .boxes import is_headed
from .text import columns, escape

MOST_NAMES = 3


class Said(NamedTuple):
    """Who refers to an object. `uses`: references in the picture; `names`: variables; `numbered`: it is called by its number."""

    uses: int
    names: tuple[str, ...]
    numbered: bool


def caption(obj: Obj, oid: int, said: Said, *, new: bool, fewer: int, room: int) -> tuple[str, int]:
    """(HTML, columns) of an object's caption. `fewer`: how many elements went; `room`: columns there are."""
    uses, names, numbered = said
    headed = is_headed(obj)
    noun = held.noun(obj)
    parts: list[str] = []
    if headed:
        kind = obj.kind if obj.kind in ("class", "function", "method", "generator", "coroutine") else ""
        if kind:
            parts.append(kind)
        elif names:
            unique = list(dict.fromkeys(names))
            parts.append(", ".join(unique[:MOST_NAMES]) + (" …" if len(unique) > MOST_NAMES else ""))
    else:
        parts.append(f"{obj.type} {obj.text}".strip() if obj.kind != "bytearray" and not held.is_atom(obj) else obj.type)
    if uses > 1 and not (headed and names and len(set(names)) >= uses):
        parts.append(f"shared by {uses}")
        if len(", ".join(parts)) > room:
            parts[-1] = f"shared ×{uses}"
    text = ", ".join(parts)
    number = f"{noun} {oid}"
    if numbered:
        text = numbered_text(obj, oid, headed, text)
    plain = columns(text)
    shown = escape(text)
    hidden = "" if numbered else f'<span class="unseen">{escape(number)}: </span>'
    marks = ""
    if new:
        marks += ' <em class="mark">new</em>'
        plain += 4
    if fewer:
        marks += f' <em class="mark">{fewer} fewer</em>'
        plain += len(str(fewer)) + 7
    return f"{hidden}{shown}{marks}", plain


def numbered_text(obj: Obj, oid: int, headed: bool, text: str) -> str:
    """A caption that begins with what the other end of the reference says: "list 3, shared by 2"."""
    number = f"{held.short_noun(obj)} {oid}"
    rest = text.removeprefix(held.short_noun(obj)).removeprefix(", ")
    return f"{number}{':' if headed and obj.kind not in held.NAMED_KINDS else ','} {rest}" if rest else number
