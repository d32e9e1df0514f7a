"""Numbers and texts as bytes: the letters that a trace is written in.

A varint is an unsigned LEB128 number: seven bits a byte, least significant first, the high bit set on all but
the last. A signed number is zigzag-coded first (0, -1, 1, -2 … become 0, 1, 2, 3 …). A text is its length in bytes as a
varint, then UTF-8; a lone surrogate is kept (`surrogatepass`), because a learner's string may hold one. A ref is an object id
written against the newest one there is: twice the distance to it, or, where the id itself is shorter, twice the id plus one.
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


def put_ref(out: bytearray, oid: int, newest: int) -> None:
    """Append `oid`; `newest` is the highest given so far."""
    away = newest - oid
    put_varint(out, away << 1 if away <= oid else oid << 1 | 1)


def put_oids(out: bytearray, oids: list[int], newest: int) -> None:
    """Append object ids: the first as a ref, each other one as a signed difference to the one before."""
    if not oids:
        return
    put_ref(out, oids[0], newest)
    last = oids[0]
    for oid in oids[1:]:
        put_signed(out, oid - last)
        last = oid


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
        return self.take(self.varint()).decode("utf-8", "surrogatepass")

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        start = self.at
        self.at = start + size
        if self.at > self.end:
            raise ValueError(f"{size} bytes were promised")
        return bytes(self.data[start : self.at])

    def ref(self, newest: int) -> int:
        """The next ref."""
        number = self.varint()
        oid = number >> 1 if number & 1 else newest - (number >> 1)
        if not 0 < oid <= newest:
            raise ValueError(f"there is no object {oid}")
        return oid

    def oids(self, count: int, newest: int) -> tuple[int, ...]:
        """The next `count` object ids."""
        if not count:
            return ()
        last = self.ref(newest)
        found = [last]
        for _ in range(count - 1):
            last += self.signed()
            if not 0 < last <= newest:
                raise ValueError(f"there is no object {last}")
            found.append(last)
        return tuple(found)
