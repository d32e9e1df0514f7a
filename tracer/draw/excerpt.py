"""What a program shows beside its output, in some of its steps: so much of it as can be seen there.

Rule: the shape stays that of docs/messages.md; steps count from the first of these, and what happened before has the step -1.
"""

from typing import Any

from .. import sealed

__builtins__ = sealed.BUILTINS

Shown = dict[str, Any]


def excerpt(shown: Shown | None, first: int, stop: int) -> Shown | None:
    """What was shown before step `stop`, as far as it can be seen from `first` on; None when that is nothing. Items keep their numbers: those out of sight are empty."""
    if shown is None:
        return None
    drawing = _of_drawing(shown["drawing"], first, stop) if shown["drawing"] else None
    items = [[_shifted(step, first), kind, content] for step, kind, content in shown["items"] if step < stop]
    for at, item in enumerate(items[1:]):
        if item[0] < 0:
            items[at][2] = ""  # another one has taken its place already
    return {"drawing": drawing, "items": items} if drawing or items else None


def stop_of(count: int, last: int) -> int:
    """The step before which a thing must have been shown to be there at `last`. Of the last one of all, what it still showed itself is there too, as on the page."""
    return last if last < count - 1 else count


def _shifted(step: int, first: int) -> int:
    return max(step - first, -1)


def _of_drawing(drawing: Shown, first: int, stop: int) -> Shown | None:
    there: dict[int, None] = {}
    changes = []
    for step, mark, appears in drawing["changes"]:
        if first <= step < stop:
            changes.append([step - first, mark, appears])
        elif step < first and appears:
            there[mark] = None
        elif step < first:
            there.pop(mark, None)
    marks = sorted({*there, *(mark for _, mark, _ in changes)})
    number = {mark: at for at, mark in enumerate(marks)}
    poses = _since(drawing["poses"], first, stop, lambda pose: pose[1])
    looks = {look: at for at, look in enumerate(dict.fromkeys(pose[2] for pose in poses))}
    backgrounds = _since(drawing["backgrounds"], first, stop, lambda background: 0)
    if not (marks or poses or backgrounds):
        return None
    return {
        **drawing,
        "marks": [drawing["marks"][mark] for mark in marks],
        "changes": [[-1, number[mark], 1] for mark in sorted(there)]
        + [[step, number[mark], appears] for step, mark, appears in changes],
        "looks": [drawing["looks"][look] for look in looks],
        "poses": [[step, turtle, looks[look], *where] for step, turtle, look, *where in poses],
        "backgrounds": backgrounds,
    }


def _since(entries: list[Any], first: int, stop: int, whose: Any) -> list[Any]:
    """Those of these steps, and before them the last one of each from earlier."""
    earlier: dict[Any, Any] = {}
    for entry in entries:
        if entry[0] < first:
            earlier.pop(whose(entry), None)  # the one that was last comes last
            earlier[whose(entry)] = [-1, *entry[1:]]
    return [*earlier.values(), *([entry[0] - first, *entry[1:]] for entry in entries if first <= entry[0] < stop)]
