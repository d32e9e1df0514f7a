"""One step as text for a terminal: the line, the frames, the objects, the output so far."""

from collections.abc import Iterator, Mapping

from ..ask.window import first_step
from ..trace.model import ATOMS, MAPPINGS, RETURN, SEQUENCES, YIELD, Frame, Obj, Snapshot
from ..trace.store import Trace

MOST_ELEMENTS = 20  # of one object; --json shows all
MOST_CHARS = 70  # of one value's text
MOST_OUTPUT_LINES = 20
IN_LINE = ATOMS | {"enum", "module", "builtin"}  # said where they are held
SIZED = SEQUENCES | MAPPINGS
EVENT_WORDS = {
    "line": "about to run line {line}",
    "call": "calls {name}",
    "return": "{name} returns",
    "yield": "{name} yields",
    "resume": "{name} goes on",
    "exception": "an exception at line {line}",
    "caught": "the exception is caught at line {line}",
    "uncaught": "an exception ends the program",
    "end": "the program has ended",
}


def text_picture(trace: Trace, snapshot: Snapshot) -> str:
    """The whole picture, several lines."""
    return "\n".join(_lines(trace, snapshot)) + "\n"


def _lines(trace: Trace, snapshot: Snapshot) -> Iterator[str]:
    top = snapshot.frames[-1]
    words = EVENT_WORDS[snapshot.event].format(line=snapshot.line, name=top.name)
    first = first_step(trace)
    yield f"Step {first + snapshot.step + 1} of {first + len(trace)}: {words}"
    yield from _code(trace.sources[top.source], snapshot.line)
    if snapshot.error:
        error = snapshot.heap[snapshot.error]
        yield f"       {error.type}: {error.text}" if error.text else f"       {error.type}"
    yield ""
    yield "Frames"
    for frame in snapshot.frames:
        yield from _frame(frame, snapshot, frame is top)
    shown = [oid for oid, obj in snapshot.heap.items() if obj.kind not in IN_LINE]
    if shown:
        yield ""
        yield "Objects"
        for oid in sorted(shown):
            yield from _object(oid, snapshot.heap)
    yield from _output(trace, snapshot)


def _code(source: str, line: int) -> Iterator[str]:
    lines = source.splitlines()
    if 1 <= line <= len(lines):
        yield f"{line:>5}  {lines[line - 1]}"


def _frame(frame: Frame, snapshot: Snapshot, is_top: bool) -> Iterator[str]:
    where = "" if frame.parent <= 0 else f", inside frame {frame.parent}"
    number = f" (frame {frame.id})" if frame.id else ""
    yield f"  {frame.name}{number}, line {frame.line}{where}"
    rows = [(name, oid) for name, oid in frame.variables]
    if is_top and snapshot.event in (RETURN, YIELD) and snapshot.value:
        rows.append(("returns" if snapshot.event == RETURN else "yields", snapshot.value))
    yield from _rows(rows, snapshot.heap)


def _rows(rows: list[tuple[str, int]], heap: Mapping[int, Obj]) -> Iterator[str]:
    width = min(max((len(name) for name, _ in rows), default=0), 24)
    for name, oid in rows[:MOST_ELEMENTS]:
        yield f"    {name:<{width}}  {_short(oid, heap)}"
    if len(rows) > MOST_ELEMENTS:
        yield f"    … {len(rows) - MOST_ELEMENTS:,} more"


def _short(oid: int, heap: Mapping[int, Obj]) -> str:
    obj = heap[oid]
    return _clipped(obj.text) if obj.kind in IN_LINE else f"→ #{oid} {_noun(obj)}"


def _noun(obj: Obj) -> str:
    if obj.kind == "function":
        return f"function {_clipped(obj.text)}"
    return f"class {obj.type}{obj.text}" if obj.kind == "class" else obj.type


def _clipped(text: str) -> str:
    return text if len(text) <= MOST_CHARS else text[: MOST_CHARS - 1] + "…"


def _object(oid: int, heap: Mapping[int, Obj]) -> Iterator[str]:
    obj = heap[oid]
    about = f" {_clipped(obj.text)}" if obj.text and obj.kind not in ("class", "function") else ""
    size = f" of {obj.length:,}" if obj.kind in SIZED else ""
    yield f"  #{oid} {_noun(obj)}{size}{about}"
    yield from _rows([*_elements(obj, heap), *obj.fields], heap)
    if obj.cut > 0:
        yield f"    … {obj.cut:,} more that were not recorded"


def _elements(obj: Obj, heap: Mapping[int, Obj]) -> list[tuple[str, int]]:
    elements = obj.elements
    if obj.kind == "dict":
        return [(_clipped(_short(key, heap)) + ":", value) for key, value in zip(elements[::2], elements[1::2], strict=True)]
    if obj.kind in ("set", "frozenset"):
        return [("", oid) for oid in elements]
    return [(str(index), oid) for index, oid in enumerate(elements)]


def _output(trace: Trace, snapshot: Snapshot) -> Iterator[str]:
    written = "".join(write.text for write in trace.writes)[: snapshot.output_chars]
    yield ""
    if not written:
        yield "Output so far: none"
        return
    yield "Output so far"
    lines = written.splitlines()
    if len(lines) > MOST_OUTPUT_LINES:
        yield f"  … {len(lines) - MOST_OUTPUT_LINES:,} lines before"
    for line in lines[-MOST_OUTPUT_LINES:]:
        yield f"  {line}"
