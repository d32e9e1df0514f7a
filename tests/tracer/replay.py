"""A trace read the plain way: all operations from the first on, nothing remembered, nothing left out. What the reader gives is compared with this."""

from tracer.trace import records as r
from tracer.trace.codec import Reader
from tracer.trace.model import MAPPINGS, Frame, Obj, Snapshot
from tracer.trace.scan import Scan
from tracer.trace.tables import Change, Start, Tables


class Replay:
    """Every step of a stream: `steps` are (moment, frames, heap)."""

    def __init__(self, stream: bytes):
        self.heap: dict[int, Obj] = {}
        self.calls: dict[int, tuple[tuple[str, ...], tuple[int, ...]]] = {}
        self.tables = Tables()
        self.steps = []
        reader, place = Reader(stream), Start()
        while reader.at < len(stream):
            tag, start = stream[reader.at], reader.at
            head = Reader(stream, start)
            if tag < r.STEP:
                head.at += 1
                payload = head.take(head.varint())
                if tag == r.STRING:
                    self.tables.strings.append(payload.decode("utf-8", "surrogatepass"))
                elif tag in (r.CLASS, r.CODE):
                    self.tables.add(tag, Reader(payload))
            elif tag >= r.LONG:
                head.at += 1
                head.take(head.varint())
            else:
                head.at += 1 + tag - (r.SHORT_BACK if tag >= r.SHORT_BACK else r.SHORT)
            if tag >= r.STEP:
                place = self._step(Scan(Reader(stream, start, head.at), place, self.tables))
            reader.at = head.at

    def _step(self, scan: Scan) -> Start:
        for thing, changes in scan.changes.items():
            for change in changes:
                if thing > 0:
                    self._object(thing, change)
                else:
                    self._call(thing, change)
        self.pushed = {**getattr(self, "pushed", {}), **scan.pushed}
        frames, call, line = [], scan.top, scan.moments[0].line
        while call:
            pushed, (names, items) = self.pushed[call], self.calls[-call]
            frames.append(
                Frame(pushed.id, pushed.name, pushed.kind, line, names, items, pushed.free, pushed.parent, pushed.source)
            )
            call, line = pushed.below, pushed.below_line
        self.steps.append((scan.moments[0], tuple(reversed(frames)), dict(self.heap)))
        return scan.place

    def _object(self, oid: int, change: Change) -> None:
        if change.code == r.WHOLE:
            self.heap[oid] = change.content
            return
        obj = self.heap[oid]
        if change.code in (r.TEXT, r.LENGTH):
            self.heap[oid] = obj._replace(**{"text" if change.code == r.TEXT else "length": change.content[0]})
            return
        start, gone, come = (len(obj.items), 0, change.content) if change.code == r.APPEND else change.content
        items = list(obj.items)
        items[start : start + gone] = come
        grown = len(items) - len(obj.items)
        self.heap[oid] = obj._replace(items=tuple(items), length=obj.length + (grown // 2 if obj.kind in MAPPINGS else grown))

    def _call(self, call: int, change: Change) -> None:
        if change.code == r.VARIABLES:
            self.calls[call] = change.content
            return
        names, items = list(self.calls[call][0]), list(self.calls[call][1])
        slot, *rest = change.content
        if change.code == r.SET:
            items[slot] = rest[0]
        elif change.code == r.UNBIND:
            del names[slot], items[slot]
        else:
            names.insert(slot, rest[0])
            items.insert(slot, rest[1])
        self.calls[call] = tuple(names), tuple(items)

    def check(self, step: int, found: Snapshot) -> None:
        """Fail when `found` is not that step."""
        moment, frames, heap = self.steps[step]
        said = (found.step, found.event, found.line, found.value, found.error, found.span)
        assert said == (step, moment.event, moment.line, moment.value, moment.error, moment.span)
        assert found.frames == frames
        assert moment.depth == len(frames)
        assert found.heap == {oid: heap[oid] for oid in found.heap}
        wanted = {oid for oid in (found.value, found.error, *(oid for frame in frames for oid in frame.items)) if oid}
        todo = list(wanted)
        while todo:
            new = set(heap[todo.pop()].items) - wanted
            wanted |= new
            todo += new
        assert wanted == set(found.heap)
