"""Which names a WebAssembly module takes and which it gives: as much of its binary format as that needs.

Source: the WebAssembly core specification, chapter "Binary Format", section "Modules".
"""

from collections.abc import Iterator
from pathlib import Path

HEADER_BYTES = 8  # \0asm and a version
IMPORTS, EXPORTS = 2, 7  # numbers of sections
FUNCTION, TABLE, MEMORY, GLOBAL = 0, 1, 2, 3  # kinds of what is imported


class Reader:
    """Reads a module from `at` on."""

    def __init__(self, content: bytes, at: int = HEADER_BYTES) -> None:
        self.content = content
        self.at = at

    def byte(self) -> int:
        self.at += 1
        return self.content[self.at - 1]

    def number(self) -> int:
        """Unsigned LEB128."""
        value = shift = 0
        while (byte := self.byte()) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def name(self) -> str:
        size = self.number()
        self.at += size
        return self.content[self.at - size : self.at].decode()

    def limits(self) -> None:
        if self.byte() & 1:  # there is an upper one too
            self.number()
        self.number()

    def section(self, wanted: int) -> int:
        """Go to the first entry of a section. Returns how many it has, 0 when there is no such section."""
        while self.at < len(self.content):
            number, size = self.byte(), self.number()
            if number == wanted:
                return self.number()
            self.at += size
        return 0


def imports(module: Path) -> Iterator[tuple[str, str]]:
    """(namespace, name) of all that the module takes."""
    reader = Reader(module.read_bytes())
    for _ in range(reader.section(IMPORTS)):
        yield reader.name(), reader.name()
        kind = reader.byte()
        if kind == FUNCTION:
            reader.number()
        elif kind == GLOBAL:
            reader.at += 2  # its type, and whether it changes
        else:
            reader.at += kind == TABLE  # the type of its entries
            reader.limits()


def exports(module: Path) -> Iterator[str]:
    """The names that the module gives."""
    reader = Reader(module.read_bytes())
    for _ in range(reader.section(EXPORTS)):
        yield reader.name()
        reader.byte()
        reader.number()
