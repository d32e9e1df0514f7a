"""What to change in one picture to get another (docs/messages.md, "A patch"): most steps change a box and an arrow or two.

Rule: a patch brings the parts that stay in no other order than they were in; where that is not enough there is no patch.
"""

from typing import Any

MOST_CHANGES = 60  # from which the whole picture is no more work for the page


def patch(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any] | None:
    """The picture `now` with its parts and arrows as changes to `before`; None where the whole picture is better."""
    old, new = {part[0]: part for part in before["parts"]}, {part[0]: part for part in now["parts"]}
    if [key for key in old if key in new] != [key for key in new if key in old]:
        return None
    gone = [key for key in old if key not in new]
    parts = [part for key, part in new.items() if key in old and part != old[key]]
    following = None
    for key, part in reversed(new.items()):
        if key not in old:
            parts.append([*part, following])
        following = key
    arrows_before, arrows_now = {arrow[0]: arrow for arrow in before["arrows"]}, {arrow[0]: arrow for arrow in now["arrows"]}
    arrows = [arrow for key, arrow in arrows_now.items() if arrow != arrows_before.get(key)]
    arrows_gone = [key for key in arrows_before if key not in arrows_now]
    if len(gone) + len(parts) + len(arrows) + len(arrows_gone) > MOST_CHANGES:
        return None
    return {**now, "parts": parts, "gone": gone, "arrows": arrows, "arrows_gone": arrows_gone}
