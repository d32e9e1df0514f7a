"""The small line above an object: what it is, who shares it, what went. It is the object's heading for a screen reader.

Rule: two references to one object can be seen in words too, not only in arrows that meet.
"""

from ..trace.model import Obj
from . import held
from .boxes import is_headed
from .text import columns, escape

MOST_NAMES = 3


def caption(obj: Obj, oid: int, names: tuple[str, ...], count: int, *, new: bool, fewer: int, numbered: bool) -> tuple[str, int]:
    """(HTML, columns) of an object's caption. `names`: variables that refer to it; `count`: references in all."""
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
    if count > 1 and not (headed and names and len(set(names)) >= count):
        parts.append(f"shared by {count}")
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
