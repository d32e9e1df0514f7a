"""A second opinion on every step: a full walk over the program's real objects, without memory and without haste.

The recorder notices changes; this looks at everything, every time, and spells it in the notation of `notation`. It shares with the recorder what
a step is and which names are Python's own, and nothing of how objects are found, kept or read.
"""

import collections
import enum
import io
import sys
import types
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.tracer.notation import Speller, spell_step
from tracer.record.cell_slots import locals_of
from tracer.record.run import Run
from tracer.record.safe import CLASS_NAMES, MODULE_NAMES
from tracer.trace.model import Snapshot
from tracer.trace.store import Trace

OWN_VARIABLES = ("__class__", "__classdict__", "__classdictcell__", ".0")
get_class_name: Callable[[Any], str] = type.__dict__["__name__"].__get__
get_class_dict: Callable[[Any], Any] = type.__dict__["__dict__"].__get__
get_mro: Callable[[Any], tuple[type, ...]] = type.__dict__["__mro__"].__get__
SAMPLED, DEEP, EVERY = (
    sys.platform == "emscripten",
    60,
    40,
)  # whether to look at every 40th step only where more than 60 frames stand
STATIC_HEAP_FLAG, IMMUTABLE_FLAG = 1 << 9, 1 << 8


class Observed(NamedTuple):
    """A recording, and what the walk saw at each of its steps."""

    trace: Trace
    spelled: list[
        str | None
    ]  # None where it did not look: in Pyodide, which is slow, it looks at some steps only of a deep stack
    ids: list[
        list[int]
    ]  # addresses of the objects in the order in which the walk numbered them; [] where addresses are not unambiguous


class Walker:
    """Spells real objects, for one step."""

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        self.met: list[Any] = []

    def spell(self, obj: Any) -> str:
        """The object in the notation."""
        cls = type(obj)
        if any(cls is atom for atom in ATOMS):
            return repr(obj)
        if id(obj) in self.numbers:
            return f"#{self.numbers[id(obj)]}"
        number = self.numbers[id(obj)] = len(self.numbers) + 1
        self.met.append(obj)
        return f"#{number}{self.body(obj)}"

    def body(self, obj: Any) -> str:
        """What an object is and holds."""
        cls = type(obj)
        name, mro = get_class_name(cls), get_mro(cls)
        if any(base is type for base in mro):
            return self.class_body(obj)
        if cls in READERS:
            return self.angled(*READERS[cls](obj))
        if any(base is enum.Enum for base in mro):
            fields = own_dict(obj)
            return self.angled(f"{name}.{fields['_name_']}", [("value", fields["_value_"])])
        if any(base is BaseException for base in mro):
            return self.angled(*read_exception(obj))
        if any(base is tuple for base in mro) and hasattr(cls, "_fields"):
            named = [*zip(cls._fields, tuple.__iter__(obj), strict=True), *attributes(obj)]
            return f"{name}({', '.join(self.named(named))})"
        for base, (opening, closing) in CONTAINERS.items():
            if any(other is base for other in mro):
                return self.container(obj, base, opening, closing)
        for atom in ATOMS:
            if any(other is atom for other in mro):
                to_text: Any = atom.__repr__
                return self.angled(to_text(obj), attributes(obj))
        if made_in_python(cls):
            return self.angled(name, attributes(obj))
        if name in SAFE_REPRS:
            return self.angled(repr(obj), [])
        return self.angled(f"a {name}", [])

    def container(self, obj: Any, base: type, opening: str, closing: str) -> str:
        """A sequence, set or mapping, of a subclass too."""
        if base is dict:  # no key is asked for its hash
            values = {id(key): value for key, value in zip(dict.__iter__(obj), dict.values(obj), strict=True)}
            pairs = zip(keys_of(obj), [values[id(key)] for key in keys_of(obj)], strict=True)
            parts = [f"{self.spell(key)}: {self.spell(value)}" for key, value in pairs]
        else:
            parts = [self.spell(child) for child in base.__iter__(obj)]  # type: ignore[attr-defined]
        name = "" if type(obj) in (list, tuple, dict) else get_class_name(type(obj))
        return name + opening + ", ".join(parts + self.named(attributes(obj))) + closing

    def class_body(self, cls: Any) -> str:
        """A class: its bases, and its own attributes where the program made it."""
        bases = [get_class_name(base) for base in type.__dict__["__bases__"].__get__(cls) if base is not object]
        text = f"({', '.join(bases)})" if bases else get_class_name(cls)
        namespace = get_class_dict(cls)
        own = namespace.get("__module__") == "__main__" and cls.__flags__ & STATIC_HEAP_FLAG
        hidden = (types.MemberDescriptorType, types.GetSetDescriptorType)
        shown = [
            (key, value)
            for key, value in namespace.items()
            if own and key not in CLASS_NAMES and not any(type(value) is other for other in hidden)
        ]
        return self.angled(text, shown)

    def angled(self, text: str, fields: list[tuple[str, Any]]) -> str:
        """`<text name=value …>`."""
        return f"<{' '.join([text, *self.named(fields)])}>"

    def named(self, fields: list[tuple[str, Any]]) -> list[str]:
        """`name=value`, one for each."""
        return [f"{key}={self.spell(value)}" for key, value in fields]


ATOMS = (type(None), bool, int, float, complex, str, bytes, range, slice, type(...), type(NotImplemented))
CONTAINERS = {
    list: "[]",
    dict: "{}",
    tuple: "()",
    set: "{}",
    frozenset: "{}",
    collections.deque: "{}",
}
SAFE_REPRS = ("Decimal", "date", "timedelta", "datetime", "time", "Pattern", "Match", "array")


def made_in_python(cls: Any) -> bool:
    """Whether a class statement made the class: it can be changed, and types of C cannot."""
    return bool(cls.__flags__ & STATIC_HEAP_FLAG) and not cls.__flags__ & IMMUTABLE_FLAG


def own_dict(obj: Any) -> dict[Any, Any]:
    """The attribute dict of an instance; {} when it has none."""
    try:
        found = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return {}
    return found if type(found) is dict else {}


def attributes(obj: Any) -> list[tuple[str, Any]]:
    """Slots that are set, base classes first, then the attribute dict."""
    found: list[tuple[str, Any]] = []
    if not made_in_python(type(obj)) and not any(base is BaseException for base in get_mro(type(obj))):
        return found
    for base in reversed(get_mro(type(obj))):
        if made_in_python(base):
            for name, member in get_class_dict(base).items():
                if type(member) is types.MemberDescriptorType:
                    try:
                        found.append((name, member.__get__(obj)))
                    except AttributeError:
                        continue
    return [*found, *own_dict(obj).items()]


def keys_of(obj: Any) -> list[Any]:
    """The keys of a mapping in its own order."""
    if any(base is collections.OrderedDict for base in get_mro(type(obj))):
        return list(collections.OrderedDict.__iter__(obj))
    return list(dict.__iter__(obj))


Read = tuple[str, list[tuple[str, Any]]]


def read_function(function: Any) -> Read:
    code = function.__code__
    positional = list(code.co_varnames[: code.co_argcount])
    rest = list(code.co_varnames[code.co_argcount :])
    keywords = [rest.pop(0) for _ in range(code.co_kwonlyargcount)]
    star = ["*" + rest.pop(0)] if code.co_flags & 4 else ["*"] if keywords else []
    signature = [*positional, *star, *keywords, *(["**" + rest.pop(0)] if code.co_flags & 8 else [])]
    if code.co_posonlyargcount:
        signature.insert(code.co_posonlyargcount, "/")
    text = f"{function.__name__}({', '.join(signature)})"
    if function.__globals__.get("__name__") != "__main__":
        return text, []
    defaults = function.__defaults__ or ()
    fields = [(name + "=", value) for name, value in zip(reversed(positional), reversed(defaults), strict=False)][::-1]
    fields += [(name + "=", value) for name, value in (function.__kwdefaults__ or {}).items()]
    for name, cell in zip(code.co_freevars, function.__closure__ or (), strict=True):
        try:
            fields.append((name, cell.cell_contents))
        except ValueError:
            continue
    return text, [*fields, *function.__dict__.items()]


def read_method(method: Any) -> Read:
    owner = method.__self__
    of = get_class_name(owner if type(owner) is type else type(owner))
    return f"{of}.{method.__func__.__name__}", [("self", owner), ("function", method.__func__)]


def read_builtin(function: Any) -> Read:
    owner = function.__self__
    if owner is None or type(owner) is types.ModuleType:
        return function.__name__, []
    if type(owner) is type:
        return f"{get_class_name(owner)}.{function.__name__}", []
    return f"{get_class_name(type(owner))}.{function.__name__}", [("self", owner)]


def read_property(prop: Any) -> Read:
    found = [("fget", prop.fget), ("fset", prop.fset), ("fdel", prop.fdel)]
    return "property", [(name, function) for name, function in found if function is not None]


def read_cell(cell: Any) -> Read:
    try:
        return "cell", [("contents", cell.cell_contents)]
    except ValueError:
        return "cell, empty", []


def read_suspended(obj: Any) -> Read:
    prefix = {types.GeneratorType: "gi", types.CoroutineType: "cr", types.AsyncGeneratorType: "ag"}[type(obj)]
    code, frame = getattr(obj, prefix + "_code"), getattr(obj, prefix + "_frame")
    if frame is None:
        return f"{code.co_name}, finished", []
    fields = [(name, value) for name, value in frame.f_locals.items() if not name.startswith(".") and name not in OWN_VARIABLES]
    if getattr(obj, prefix + "_running"):
        return f"{code.co_name}, running", fields
    if not getattr(obj, prefix + "_suspended"):
        return f"{code.co_name}, not started", fields
    return f"{code.co_name}, suspended at line {frame.f_lineno}", fields


def read_exception(error: Any) -> Read:
    cls, args = type(error), error.args
    shown = attributes(error)
    if any(base is BaseExceptionGroup for base in get_mro(cls)):
        return f"{args[0]} ({len(args[1])} sub-exception{'s' * (len(args[1]) != 1)})", [*shown, ("args", args)]
    to_str = next(get_class_dict(base)["__str__"] for base in get_mro(cls) if "__str__" in get_class_dict(base))
    if type(to_str) is types.WrapperDescriptorType and all(any(type(arg) is atom for atom in ATOMS[:7]) for arg in args):
        return to_str(error) or get_class_name(cls), shown
    if len(args) == 1 and type(args[0]) is str:
        return args[0] or get_class_name(cls), shown
    return get_class_name(cls), [*shown, ("args", args)]


def read_file(file: Any) -> Read:
    return f"{file.name!r}, mode {file.mode!r}, {'closed' if file.closed else 'open'}", []


def read_positioned(iterator: Any) -> Read:
    cls, reduced = type(iterator), iterator.__reduce__()
    parts = list(reduced[1])
    position = reduced[2] or 0 if len(reduced) > 2 else 0
    if cls is enumerate:
        return f"next number {parts[1]}", [("over", parts[0])]
    if cls in (map, filter):
        names = ["function", "over", *(f"over {at}" for at in range(2, len(parts)))]
        return get_class_name(cls), list(zip(names, parts, strict=True))
    if cls is zip:
        return "zip", [(f"over {at + 1}", part) for at, part in enumerate(parts)]
    if type(parts[0]) in (list, tuple, str) and not parts[0] and not position:
        return "at its end", []
    return f"next is item {position}", [("over", parts[0])]


def read_counted(iterator: Any) -> Read:
    return f"{iterator.__length_hint__()} to come", []


READERS: dict[type, Callable[[Any], Read]] = {
    bytearray: lambda obj: (repr(obj), []),
    types.FunctionType: read_function,
    types.MethodType: read_method,
    types.BuiltinFunctionType: read_builtin,
    types.MethodWrapperType: read_builtin,
    types.ModuleType: lambda module: (module.__name__, []),
    property: read_property,
    staticmethod: lambda wrapper: ("staticmethod", [("function", wrapper.__func__)]),
    classmethod: lambda wrapper: ("classmethod", [("function", wrapper.__func__)]),
    types.CellType: read_cell,
    types.GeneratorType: read_suspended,
    types.CoroutineType: read_suspended,
    types.AsyncGeneratorType: read_suspended,
    **dict.fromkeys((io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.FileIO), read_file),
    **dict.fromkeys((type(iter(kind)) for kind in ([], (), "", range(0))), read_positioned),
    **dict.fromkeys((type(reversed([])), enumerate, zip, map, filter), read_positioned),
    **dict.fromkeys((type(iter({})), type(iter({}.values())), type(iter({}.items())), type(iter(set()))), read_counted),
    type(reversed({})): read_counted,
}


def stack_of(run: Run, frame: Any) -> list[Any]:
    """The learner's frames, outermost first, by the interpreter's own chain.

    In a browser a coroutine runs on a stack of its own; what waits for it on the other stack is known to the recorder alone.
    """
    found = []
    while frame is not None:
        if id(frame.f_code) in run.recorder.codes:
            found.append(frame)
        frame = frame.f_back
    found.reverse()
    waiting = [live.frame for live in run.recorder.stack.lives[: -len(found) or None]]
    if sys.platform == "emscripten" and waiting and waiting[0] not in found:
        return [*waiting, *found]
    return found


def variables(run: Run, frame: Any, spaces: dict[int, Any]) -> dict[str, Any]:
    """What a frame binds, without what Python adds, by name. `spaces`: the dicts of class bodies, which a comprehension hides."""
    code = run.recorder.codes[id(frame.f_code)]
    found = locals_of(frame)
    shown = dict(found.items())
    if code.kind in ("class", "exec"):
        space = spaces.setdefault(id(frame), found)
        if code.kind == "exec" and space is frame.f_globals and space.get("__name__") == "__main__":
            space = {}  # its variables are the module's
            if found is frame.f_globals:
                return {}
        shown = {**space, **shown}
    if code.kind in ("module", "exec"):
        if code.kind == "module":
            shown = {**frame.f_globals, **shown}
        hidden = MODULE_NAMES
    else:
        hidden = CLASS_NAMES if code.kind == "class" else frozenset(OWN_VARIABLES)
    names = sorted(name for name in shown if name not in hidden and not name.startswith("."))
    return {name: shown[name] for name in names}


def walk(run: Run, spaces: dict[int, Any], event: str, line: int, value: tuple[Any, ...], error: Any) -> tuple[str, list[Any]]:
    """This moment of the program, and the objects met."""
    walker = Walker()
    parts = [f"{event} {line}"]
    for frame in stack_of(run, sys._getframe(2)):
        bound = " ".join(walker.named(list(variables(run, frame, spaces).items())))
        name = frame.f_code.co_name
        parts.append(bound if name == "<module>" else f"{name}: {bound}".rstrip())
    for result in value:
        parts.append(f"-> {walker.spell(result)}")
    if error is not None:
        text, _ = read_exception(error)
        name = get_class_name(type(error))
        parts.append(f"! {name}: {'' if text == name else text}")
    return " | ".join(parts).rstrip(" |"), walker.met


def observe(source: str, **options: Any) -> Observed:
    """Record `source` in Python while the oracle looks on; that the native core writes the same is for test_native_ledger.py to see."""
    run = Run(source, natively=False, **options)
    spelled: list[str | None] = []
    ids: list[list[int]] = []
    kept: list[Any] = []
    spaces: dict[int, Any] = {}
    record = run.recorder._step

    def step(event: str, line: int, value: tuple[Any, ...] = (), error: Any = None, span: Any = None) -> None:
        if SAMPLED and len(run.recorder.stack.lives) > DEEP and run.recorder.steps % EVERY:
            record(event, line, value, error, span)
            spelled.append(None)
            ids.append([])
            return
        alive = {id(frame) for frame in stack_of(run, sys._getframe(1))}
        for ended in spaces.keys() - alive:
            del spaces[ended]
        seen, met = walk(run, spaces, event, line, value, error)
        record(event, line, value, error, span)
        spelled.append(seen)
        if run.shadow.holds:
            kept.append(met)
            ids.append([id(obj) for obj in met])
        else:
            kept.clear()
            ids.append([])

    run.recorder._step = step
    run.perform()
    return Observed(Trace(run.writer.stream), spelled, ids)


def spell_sorted(step: Snapshot) -> tuple[str, list[int]]:
    """A recorded step with each frame's variables by name, and the oids in the order in which they were numbered."""
    frames = []
    for frame in step.frames:
        pairs = sorted(zip(frame.names, frame.items, strict=True))
        frames.append(frame._replace(names=tuple(name for name, _ in pairs), items=tuple(oid for _, oid in pairs)))
    speller = Speller(step.heap)
    return spell_step(step._replace(frames=tuple(frames)), speller), list(speller.numbers)


def differences(observed: Observed) -> list[str]:
    """What the trace shows otherwise than the walk; [] is right."""
    trace, found = observed.trace, []
    if len(trace) != len(observed.spelled):
        found.append(f"{len(trace)} steps recorded, {len(observed.spelled)} seen")
    oid_of: dict[int, int] = {}
    address_of: dict[int, int] = {}
    for at, (seen, ids) in enumerate(zip(observed.spelled, observed.ids, strict=True)):
        if seen is None:
            continue
        recorded, oids = spell_sorted(trace.at(at))
        if recorded != seen:
            found.append(f"step {at}\n recorded {recorded}\n seen     {seen}")
        elif ids:
            for address, oid in zip(ids, oids, strict=True):
                if oid_of.setdefault(address, oid) != oid or address_of.setdefault(oid, address) != address:
                    found.append(f"step {at}: object {oid} was object {oid_of[address]} before, in {recorded}")
    return found
