"""Texts of values that hold no others: numbers, strings and their like, cut to a limit."""

import sys
from typing import Any

from .. import sealed
from . import safe

__builtins__ = sealed.BUILTINS

MOST_DIGITS = 4_000  # below Python's own limit for int → str, and fast


def int_text(number: int) -> tuple[str, int]:
    """(text, number of digits, 0 when the text is whole) of an int of any size."""
    if -(1 << 13_000) < number < 1 << 13_000:
        return int.__repr__(number), 0
    bits = int.bit_length(number)
    digits = int(bits * 0.30102999566398120) + 1
    if bits > 1 << 20:
        return f"{'-' if number < 0 else ''}… about {digits:,} digits", digits
    # Dividing by a power of ten keeps the leading digits; the estimate of their number may be one too high.
    lead = abs(number) // 10 ** (digits - 20)
    text = str(lead)[:18]
    return f"{'-' if number < 0 else ''}{text}… {digits:,} digits", digits


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
    """(repr of at most `most` bytes, length) of a bytearray."""
    length = bytearray.__len__(content)
    text = bytearray.__repr__(bytearray.__getitem__(content, slice(most)))
    return (text if length <= most else text[:-1] + "…)"), length


def slice_text(piece: slice) -> str:
    """repr of a slice whose parts are plain numbers, otherwise only the types of its parts."""
    parts = (piece.start, piece.stop, piece.step)
    if all(part is None or type(part) is int for part in parts):
        return slice.__repr__(piece)
    return f"slice({', '.join(safe.name_of(type(part)) for part in parts)})"


def complex_text(number: complex) -> str:
    """repr of a complex number."""
    return complex.__repr__(number)


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


def safe_repr(obj: Any) -> str | None:
    """repr of an instance of exactly one of SAFE_REPRS, else None."""
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
                return str(cls.__repr__(obj))
    return None
