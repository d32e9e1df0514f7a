"""Where a line of one program is in another: for marks in an edited program, and for Live, which stays where it was.

Rule: lines are 1-based; 0 means that the line is not there.
"""


def moved_line(line, old, new):
    """The line of `new` that line `line` of `old` became, or 0 when it was edited away.

    Good for one place of editing: what is before it keeps its number, what is behind it shifts.
    """
    if not line or old == new:
        return line
    before, after = old.split("\n"), new.split("\n")
    head = _same(before, after)
    tail = min(_same(reversed(before[head:]), reversed(after[head:])), len(before) - head, len(after) - head)
    if line <= head:
        return line
    if line > len(before) - tail:
        return line + len(after) - len(before)
    if len(before) == len(after):
        return line  # edited in place
    return 0


def _same(one, other):
    """How many lines they have in common from the start."""
    count = 0
    for a, b in zip(one, other):
        if a != b:
            break
        count += 1
    return count
