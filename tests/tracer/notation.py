"""A step as one line of text that a person can type: `line 3 | x=1 a=#1[1, 2] b=#1 | f: n=2`.

Objects that hold others are written with a number at their first mention in the step, and with that number alone from then on, so aliasing shows
and the recorder's own oids do not.
"""

from collections.abc import Mapping

from tracer.trace.model import ATOMS, Obj, Snapshot


class Speller:
    """Spells the objects of one step."""

    def __init__(self, heap: Mapping[int, Obj]):
        self.heap = heap
        self.numbers: dict[int, int] = {}

    def spell(self, oid: int) -> str:
        """The object with this oid."""
        obj = self.heap[oid]
        if obj.kind in ATOMS and obj.kind != "bytearray":
            return obj.text
        if oid in self.numbers:
            return f"#{self.numbers[oid]}"
        number = self.numbers[oid] = len(self.numbers) + 1
        return f"#{number}{self.body(obj)}"

    def body(self, obj: Obj) -> str:
        """What an object is and holds."""
        if obj.kind == "dict":
            flat = [self.spell(oid) for oid in obj.elements]
            parts = [f"{key}: {value}" for key, value in zip(flat[::2], flat[1::2], strict=True)]
            opening, closing = "{", "}"
        elif obj.kind in ("list", "tuple", "set", "frozenset", "deque"):
            parts = [self.spell(oid) for oid in obj.elements]
            opening, closing = {"list": "[]", "tuple": "()"}.get(obj.kind, "{}")
        else:
            return f"<{' '.join([obj.text or obj.type, *self.fields(obj)])}>"
        if obj.cut:
            parts.append(f"{obj.cut} more")
        name = "" if obj.type in ("list", "tuple", "dict") else obj.type
        return name + opening + ", ".join(parts + self.fields(obj)) + closing

    def fields(self, obj: Obj) -> list[str]:
        """`name=value` for what an object holds by name."""
        return [f"{name}={self.spell(oid)}" for name, oid in obj.fields]


def spell_step(step: Snapshot, speller: Speller | None = None) -> str:
    """One step in the notation."""
    speller = speller or Speller(step.heap)
    parts = [f"{step.event} {step.line}"]
    for frame in step.frames:
        bound = " ".join(f"{name}={speller.spell(oid)}" for name, oid in frame.variables)
        if frame.name == "<module>":
            parts.append(bound)
        else:
            parts.append(f"{frame.name}: {bound}".rstrip())
    if step.value:
        parts.append(f"-> {speller.spell(step.value)}")
    if step.error:
        error = step.heap[step.error]
        parts.append(f"! {error.type}: {error.text}")
    return " | ".join(parts).rstrip(" |")
