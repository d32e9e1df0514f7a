"""Texts of values that hold no others: numbers, strings and their like, cut to a limit."""

import sys
from typing import Any

from .. import sealed
from . import safe

__builtins__ = sealed.BUILTINS

MOST_BITS = 2_100  # 632 digits: below the least limit for int → str that a program can set
FAST_BITS = 1 << 20
LEAD = 18  # digits that are shown of a longer number
# Elements of an array or bytearray: it may have millions, and its text is made before each step that may have changed it.
MOST_SHOWN = 1_000


def int_text(number: int) -> tuple[str, int]:
    """(text, number of digits, 0 when the text is whole) of an int of any size."""
    bits = int.bit_length(number)
    if bits < MOST_BITS:
        return int.__repr__(number), 0
    sign, digits = "-" if int.__lt__(number, 0) else "", int(bits * 0.30102999566398120) + 1
    if bits > FAST_BITS:
        return f"{sign}… about {digits:,} digits", digits
    # Dividing by a power of ten keeps the leading digits; the estimate of their number may be one too high.
    lead = int.__repr__(int.__abs__(number) // 10 ** (digits - LEAD - 1))
    digits += len(lead) - LEAD - 1
    return f"{sign}{lead[:LEAD]}… {digits:,} digits", digits


def str_text(text: str, most: int) -> tuple[str, int]:
    """(repr of at most `most` characters, length) of a string."""
    length = str.__len__(text)
    if length <= most:
        return str.__repr__(text), length
    return str.__repr__(str.__getitem__(text, slice(most))) + "…", length


def bytes_text(content: bytes, most: int) -> tuple[str, int]:
    """(repr of at most `most` bytes, length) of a bytes object."""
    length = bytes.__len__(content)
    if length <= most:
        return bytes.__repr__(content), length
    return bytes.__repr__(bytes.__getitem__(content, slice(most))) + "…", length


def bytearray_text(content: bytearray, most: int) -> tuple[str, int]:
    """(repr of at most `most` bytes, length) of a bytearray: of few, because it may be written anew at each step."""
    length, most = bytearray.__len__(content), min(most, MOST_SHOWN)
    text = bytearray.__repr__(bytearray.__getitem__(content, slice(most)))
    return (text if length <= most else text[:-1] + "…)"), length


def slice_text(piece: slice) -> str:
    """repr of a slice whose parts are plain numbers, otherwise only the types of its parts."""
    parts = (piece.start, piece.stop, piece.step)
    if all(part is None or (type(part) is int and int.bit_length(part) < MOST_BITS) for part in parts):
        return slice.__repr__(piece)
    return f"slice({', '.join(safe.name_of(type(part)) for part in parts)})"


def range_text(numbers: range) -> str:
    """repr of a range, unless its numbers are too long for that."""
    if int.bit_length(numbers.start) < MOST_BITS and int.bit_length(numbers.stop) < MOST_BITS:
        return range.__repr__(numbers)
    return "range(…)"


# Static types of the standard library whose repr is C code that calls no other repr. Their modules are looked up
# when such a value is met, so that importing them stays the program's business.
SAFE_REPRS = (
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("datetime", "timedelta"),
    ("re", "Pattern"),
    ("re", "Match"),
    ("array", "array"),
)
NUMBERS = frozenset("?bBhHiIlLqQnNfd")  # formats of memory of which `memoryview` makes plain numbers
LONGEST = 10_000  # characters of such a repr


def safe_repr(obj: Any) -> str | None:
    """repr of an instance of exactly one of SAFE_REPRS, cut where it is long; else None, and where C itself cannot tell."""
    cls = type(obj)
    name = safe.name_of(cls)
    if name in ("time", "datetime"):
        module = sys.modules.get("datetime")
        if module is not None and cls is getattr(module, name, None) and obj.tzinfo is None:
            return str(cls.__repr__(obj))
        return None
    for module_name, type_name in SAFE_REPRS:
        if name == type_name:
            module = sys.modules.get(module_name)
            if module is not None and cls is getattr(module, type_name, None):
                return _cut_repr(cls, obj)
    return _buffer_text(obj, name) if safe.module_of(cls) == "numpy" and not safe.made_in_python(cls) else None


def _buffer_text(obj: Any, name: str) -> str | None:
    """An array or a number of NumPy, read by way of its memory: its own repr is Python, and asks the elements where they are objects.

    `array([0, 2, 4])`; of an array that is too large or holds something else, its size: `array of 1000 × 1000 elements`. None where it shows no memory.
    """
    try:
        with memoryview(obj) as view:
            if name != "ndarray":
                return f"{name}({view.tolist()!r})" if view.ndim == 0 and view.format in NUMBERS else None
            if view.format in NUMBERS and view.nbytes <= MOST_SHOWN * view.itemsize:
                return f"array({view.tolist()!r})"
            if view.format in NUMBERS and view.ndim == 1:
                return f"array({view[:MOST_SHOWN].tolist()!r}"[:-1] + ", …])"
            return f"array of {' × '.join(map(str, view.shape or ()))} elements"
    except (ValueError, TypeError, BufferError, NotImplementedError):
        return None


def _cut_repr(cls: Any, obj: Any) -> str | None:
    is_cut = cls.__name__ == "array" and len(obj) > MOST_SHOWN
    try:
        text = str(cls.__repr__(cls.__getitem__(obj, slice(MOST_SHOWN)) if is_cut else obj))
    except ValueError:  # an array of characters holds one that there is not
        return None
    if is_cut:
        return text[:-2] + (", …])" if text.endswith("])") else "…')")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
