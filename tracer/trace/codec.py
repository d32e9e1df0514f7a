"""Numbers and texts as bytes: the letters that a trace is written in.

A varint is an unsigned LEB128 number: seven bits a byte, least significant first, the high bit set on all but
the last. A signed number is zigzag-coded first (0, -1, 1, -2 … become 0, 1, 2, 3 …). A text is its length in bytes as a
varint, then UTF-8; a lone surrogate is kept (`surrogatepass`), because a learner's string may hold one.
"""

from .. import sealed

__builtins__ = sealed.BUILTINS


def put_varint(out: bytearray, number: int) -> None:
    """Append `number` (0 or more) to `out`."""
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def put_signed(out: bytearray, number: int) -> None:
    """Append `number`, which may be negative, to `out`."""
    put_varint(out, number << 1 if number >= 0 else ~(number << 1))


def put_text(out: bytearray, text: str) -> None:
    """Append `text` with its length to `out`."""
    encoded = text.encode("utf-8", "surrogatepass")
    put_varint(out, len(encoded))
    out += encoded


class Reader:
    """Reads from `data` at `at`, up to `end`; the caller may move `at`.

    Raises IndexError or ValueError when the bytes end early or are not text: the store turns both into a sentence.
    """

    __slots__ = ("at", "data", "end")

    def __init__(self, data: bytes | bytearray, at: int = 0, end: int | None = None):
        self.data = data
        self.at = at
        self.end = len(data) if end is None else end

    def varint(self) -> int:
        """The next unsigned number."""
        data, at = self.data, self.at
        byte = data[at]
        at += 1
        if byte < 0x80:
            self.at = at
            return byte
        number, shift = byte & 0x7F, 7
        while True:
            byte = data[at]
            at += 1
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                self.at = at
                return number
            shift += 7

    def signed(self) -> int:
        """The next signed number."""
        number = self.varint()
        return number >> 1 if not number & 1 else ~(number >> 1)

    def text(self) -> str:
        """The next text."""
        size = self.varint()
        start = self.at
        self.at = start + size
        return bytes(self.data[start : self.at]).decode("utf-8", "surrogatepass")
