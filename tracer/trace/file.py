"""A trace as a file: `.cvt`, one compressed stream with a checksum.

Layout: the six bytes `CVT\\r\\n\\x1a`, one byte for the container's version, the CRC-32 of the rest (four bytes, big-endian), the stream compressed with zlib.
"""

import zlib

from .damage import DAMAGE, TraceError
from .store import Trace

MAGIC = b"CVT\r\n\x1a"
CONTAINER_VERSION = 1
_BODY = len(MAGIC) + 1 + 4
MOST_BYTES = 1 << 30  # a file may not unpack to more: it comes from strangers


def save_bytes(trace: Trace) -> bytes:
    """The trace as the bytes of a `.cvt` file."""
    body = zlib.compress(trace.stream, 6)
    return MAGIC + bytes([CONTAINER_VERSION]) + zlib.crc32(body).to_bytes(4, "big") + body


def open_bytes(content: bytes) -> Trace:
    """The trace in the bytes of a `.cvt` file, or in a bare stream that broke off.

    Raises TraceError, whose message is a sentence, for anything else.
    """
    if not content.startswith(MAGIC):
        if content[:1] == b"H":
            return _indexed(content)
        raise TraceError("This is not a CodeViz trace: its first bytes are others. Choose a .cvt file.")
    if len(content) < _BODY:
        raise TraceError("This trace is cut off: it has no content. Fetch or record it again.")
    version = content[len(MAGIC)]
    if version != CONTAINER_VERSION:
        raise TraceError(
            f"This trace is in version {version} of the file format; this CodeViz reads version "
            f"{CONTAINER_VERSION}. Open it with the CodeViz that made it."
        )
    body = content[_BODY:]
    if zlib.crc32(body) != int.from_bytes(content[_BODY - 4 : _BODY], "big"):
        raise TraceError("This trace is damaged: its checksum does not fit. Fetch or record it again.")
    unpacker = zlib.decompressobj()
    try:
        stream = unpacker.decompress(body, MOST_BYTES)
    except zlib.error as error:
        raise TraceError(f"This trace is damaged: {error}. Fetch or record it again.") from None
    if unpacker.unconsumed_tail:
        raise TraceError(f"This trace unpacks to more than {MOST_BYTES >> 20} MiB: it is not opened.")
    return _indexed(stream)


def _indexed(stream: bytes) -> Trace:
    try:
        trace = Trace(stream)
        if trace.header and len(trace):
            trace.at(0)
    except DAMAGE as error:
        raise TraceError(f"This trace is damaged: {error}. Fetch or record it again.") from None
    if not trace.header:
        raise TraceError("This trace is cut off before its header. Fetch or record it again.")
    return trace
