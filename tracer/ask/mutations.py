"""What happened inside an object between two steps: elements put, taken, replaced; keys and attributes set and removed.

Rule: it is told as the shortest change that leads from the old elements to the new ones, whatever method was called.
"""

from ..trace.model import MAPPINGS, SEQUENCES, Obj
from .account import Account, Deed
from .phrases import Code, Phrase, article, code_list, counted, text_of

MOST_REPLACED = 3  # elements told one by one


def mutation_deeds(oid: int, was: Obj, obj: Obj, account: Account) -> list[Deed]:
    """What happened to object `oid`."""
    path = account.names.path(oid)
    had, has = dict(was.fields), dict(obj.fields)
    found = [account.part_becomes(path, f".{name}", obj, value) for name, value in has.items() if had.get(name) != value]
    gone = [f"{path}.{name}" for name in had if name not in has]
    if gone:
        found.append(Deed(("removed ", *code_list(gone[:2])), acts=True))
    if was.elements != obj.elements:
        if obj.kind in MAPPINGS:
            found += _mapping(was, obj, path, account)
        elif obj.kind in ("set", "frozenset"):
            put = set(obj.elements).difference(was.elements)
            took = set(was.elements).difference(obj.elements)
            found += _put_and_took(oid, sorted(put), sorted(took), not obj.elements, path, account)
        elif obj.kind in SEQUENCES:
            found += _sequence(oid, was, obj, path, account)
    return found


def _mapping(was: Obj, obj: Obj, path: str, account: Account) -> list[Deed]:
    had = dict(zip(was.elements[::2], was.elements[1::2], strict=True))
    has = dict(zip(obj.elements[::2], obj.elements[1::2], strict=True))
    found = []
    for key, value in has.items():
        if had.get(key) != value:
            found.append(account.part_becomes(path, f"[{text_of(account.value(key))}]", obj, value))
    gone = [key for key in had if key not in has]
    if gone and not has and len(gone) > 1:
        found.append(Deed(("emptied ", *_named(path, obj)), acts=True))
    elif gone:
        what = account.old_value(gone[0]) if len(gone) == 1 else (counted(len(gone), "key"),)
        found.append(Deed(("removed ", *what, " from ", *_named(path, obj)), acts=True))
    return found


def _sequence(oid: int, was: Obj, obj: Obj, path: str, account: Account) -> list[Deed]:
    old, new = was.elements, obj.elements
    if len(old) == len(new):
        return _replaced(oid, old, new, path, account)
    shorter = min(len(old), len(new))
    start = end = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    put, took = list(new[start : len(new) - end]), list(old[start : len(old) - end])
    found = _put_and_took(oid, put, took, not new, path, account)
    if len(put) == 1 and not took and start < len(new) - 1:
        found = [Deed((*found[0].phrase, f" at index {start}"), acts=True)]
    return found


def _put_and_took(oid: int, put: list[int], took: list[int], is_empty: bool, path: str, account: Account) -> list[Deed]:
    where = _shared(oid, path, account)
    if is_empty and len(took) > 1:
        return [Deed(("emptied ", *where), acts=True)]
    found = []
    if took:
        what = account.old_value(took[0]) if len(took) == 1 else (counted(len(took), "element"),)
        found.append(Deed(("took ", *what, " out of ", *where), acts=True))
    if put == [oid]:
        found.append(Deed(("put ", *where, " into itself"), acts=True))
    elif put:
        what = account.value(put[0]) if len(put) == 1 else (counted(len(put), "element"),)
        found.append(Deed(("put ", *what, " into ", *where), acts=True))
    return found


def _replaced(oid: int, old: tuple[int, ...], new: tuple[int, ...], path: str, account: Account) -> list[Deed]:
    places = [index for index, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    if len(places) == 2 and path:
        i, j = places
        if old[i] == new[j] and old[j] == new[i]:
            return [Deed(("swapped ", *code_list([f"{path}[{i}]", f"{path}[{j}]"])), acts=True)]
    if len(places) > 2 and sorted(old) == sorted(new):
        return [Deed(("reordered ", *_shared(oid, path, account)), acts=True)]
    if len(places) > MOST_REPLACED:
        return [Deed((f"changed {len(places):,} elements of ", *_shared(oid, path, account)), acts=True)]
    obj = account.now.heap[oid]
    return [account.part_becomes(path, f"[{index}]", obj, new[index]) for index in places]


def _named(path: str, obj: Obj) -> Phrase:
    return (Code(path),) if path else (f"{article(obj.type)} ", Code(obj.type))


def _shared(oid: int, path: str, account: Account) -> Phrase:
    """How to speak of a container that was changed: by its path, or as what several share."""
    places = account.names.holders(oid)
    obj = account.now.heap[oid]
    if len(places) < 2:
        return _named(path, obj)
    rest = len(places) - 2
    shown = (*code_list(places[:2]), f" and {rest} more") if rest else code_list(places[:2])
    return (f"the {obj.type} that ", *shown, " share")
