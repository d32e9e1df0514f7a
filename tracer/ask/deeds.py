"""What changed between two neighbouring steps: names bound, attributes set, objects changed.

Rule: the current frame comes first, then outer frames, then objects; what a new frame holds is no change.
"""

from ..trace.heap import changed_objects
from ..trace.model import Frame, Snapshot
from .account import Account, Deed
from .mutations import mutation_deeds
from .naming import OPAQUE
from .phrases import LONGEST_NAME, Code, code_list, shortened

MOST_DEEDS = 6  # looked at; a sentence holds fewer
QUIET = OPAQUE | frozenset(("module", "file"))  # their changes are told by the variables that changed with them


def deeds_between(before: Snapshot, now: Snapshot, *, imports: bool = False, deletes: bool = True) -> list[Deed]:
    """The changes, those of the current frame first. New frames and what only they hold are not changes.
    `imports`: the line was an import, so what it bound was imported. `deletes`: it was a `del`; otherwise a name that went
    was a comprehension's or an except clause's, which Python takes away itself."""
    account = Account(before, now)
    found: list[Deed] = []
    then = {frame.id: frame for frame in before.frames}
    seen: set[str] = set()
    for frame in reversed(now.frames):
        old = then.get(frame.id)
        if old is None or (old.items == frame.items and old.names == frame.names):
            continue
        for name, deed in _bindings(old, frame, account, imports, deletes):
            if name not in seen or name not in frame.free:
                found.append(deed)
            seen.add(name)
    heap = before.heap
    for oid, obj in changed_objects(before, now):
        was = heap.get(oid)
        if was is not None and was is not obj and was != obj and obj.kind not in QUIET and len(found) < MOST_DEEDS:
            found += mutation_deeds(oid, was, obj, account)
    return found


def _bindings(old: Frame, frame: Frame, account: Account, imports: bool, deletes: bool) -> list[tuple[str, Deed]]:
    """(name, what happened to it) of the variables of one frame."""
    had = dict(old.variables)
    changed = [(name, oid) for name, oid in frame.variables if had.get(name) != oid]
    found: list[tuple[str, Deed]] = []
    if imports and changed:
        found.append((changed[0][0], Deed(("imported ", *code_list([name for name, _ in changed])), acts=True)))
        changed = []
    for name, oid in changed:
        found.append((name, _made(name, oid, account) or account.becomes(name, oid)))
    gone = [name for name in had if name not in frame.names]
    if gone and deletes:
        found.append((gone[0], Deed(("removed ", *code_list(gone[:3])), acts=True)))
    return found


def _made(name: str, oid: int, account: Account) -> Deed | None:
    """What a def or class statement did."""
    obj = account.now.heap.get(oid)
    if obj is None or oid in account.before.heap or oid in account.bound:
        return None
    if (obj.kind == "function" and obj.text.startswith(f"{name}(")) or (obj.kind == "class" and obj.type == name):
        account.bound[oid] = name
        return Deed((f"made the {obj.kind} ", Code(shortened(name, LONGEST_NAME))), acts=True)
    return None
