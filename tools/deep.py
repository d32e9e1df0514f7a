"""Pyodide's interpreter, changed in one place: it can free structures of any depth.

CPython frees a chain of objects by one nested call for each, until the stack runs short; the rest is put aside and freed later. What it measures
is the stack in linear memory, of which freeing a list takes none, while the browser's own stack fills up and ends, and the interpreter
with it. So `_Py_Dealloc`, which all of them pass, takes `FRAME_BYTES` of the measured stack for itself, and gives them back at its end, as it is.
"""

from pathlib import Path

from tools.cache import cached, key_of
from tools.problem import BuildProblem

NAME = "pyodide.asm.wasm"
FUNCTION = "_Py_Dealloc"
FRAME_BYTES = 64  # at 72 KiB for the stack (assets/engine.js), some 600 calls within each other: a browser bears twice as many

# It begins by noting the stack pointer (global 280) in local 6. Added is: that less FRAME_BYTES becomes the pointer.
BEGINNING = bytes.fromhex("239802 2206")
ADDED = bytes([0x41, -FRAME_BYTES & 0x7F, 0x6A, 0x24, 0x98, 0x02, 0x20, 0x06])
ENDING = bytes.fromhex("2006 249802 0b")  # the pointer is what it was

EXPORTS, CODE, IMPORTS = 7, 10, 2


def deep_interpreter(wasm: Path) -> Path:
    """The changed file. Raises BuildProblem when the function is not the one that is known here."""
    made = cached("deep", key_of([wasm, Path(__file__)]), lambda folder: write(folder / NAME, wasm.read_bytes()))
    return made / NAME


def write(path: Path, wasm: bytes) -> None:
    path.write_bytes(deepened(wasm))


def deepened(wasm: bytes) -> bytes:
    """The module with the longer function."""
    sections = {kind: (start, body, end) for kind, start, body, end in sections_of(wasm)}
    index = exported(wasm, sections[EXPORTS][1]) - imported(wasm, sections[IMPORTS][1])
    start, body, end = sections[CODE]
    size_at = number(wasm, body)[1]
    for _ in range(index):
        size, at = number(wasm, size_at)
        size_at = at + size
    size, at = number(wasm, size_at)
    code = wasm[at : at + size]
    if code.count(BEGINNING) != 1 or ADDED in code or not code.endswith(ENDING):
        raise BuildProblem(f"{NAME}: {FUNCTION} is not as tools/deep.py knows it; is Pyodide of another version?")
    longer = code.replace(BEGINNING, BEGINNING + ADDED)
    section = wasm[body:size_at] + leb(len(longer)) + longer + wasm[at + size : end]
    return wasm[: start + 1] + leb(len(section)) + section + wasm[end:]


def sections_of(wasm: bytes) -> list[tuple[int, int, int, int]]:
    """(kind, where it starts, where its content starts, where it ends) of each."""
    found, at = [], 8
    while at < len(wasm):
        size, body = number(wasm, at + 1)
        found.append((wasm[at], at, body, body + size))
        at = body + size
    return found


def exported(wasm: bytes, at: int) -> int:
    """The number of the function FUNCTION, all imported ones before it counted."""
    count, at = number(wasm, at)
    for _ in range(count):
        size, at = number(wasm, at)
        name, kind = wasm[at : at + size], wasm[at + size]
        index, at = number(wasm, at + size + 1)
        if kind == 0 and name == FUNCTION.encode():
            return index
    raise BuildProblem(f"{NAME} does not export {FUNCTION}.")


def imported(wasm: bytes, at: int) -> int:
    """How many functions are imported."""
    count, at = number(wasm, at)
    functions = 0
    for _ in range(count):
        for _ in range(2):
            size, at = number(wasm, at)
            at += size
        kind, at = wasm[at], at + 1
        if kind == 0:
            functions += 1
            at = number(wasm, at)[1]
        elif kind == 3:
            at += 2
        elif kind == 4:
            at = number(wasm, at + 1)[1]
        else:  # a table has a type before its limits
            at += kind == 1
            has_most, at = number(wasm, at)
            for _ in range(1 + (has_most & 1)):
                at = number(wasm, at)[1]
    return functions


def number(wasm: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number, and where it ends."""
    value = shift = 0
    while True:
        byte, at = wasm[at], at + 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def leb(value: int) -> bytes:
    """The same, written."""
    written = []
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])
