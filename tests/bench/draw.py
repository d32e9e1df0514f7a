"""How long a step takes to draw: `python -m tests.bench.draw`. Next and previous over a program with about 200 objects.

Rule: it prints figures and checks nothing; the figures worth keeping stand in ARCHITECTURE.md.
"""

import time

from tracer.draw.picture import Drawing
from tracer.draw.view import View
from tracer.record import record_program

PROGRAM = """
class Node:
    def __init__(self, key, tags):
        self.key = key
        self.tags = tags
        self.next = None

head = None
index = {}
for n in range(70):
    node = Node(n, [n, str(n)])
    node.next = head
    head = node
    index[n] = node
rows = [[r * c for c in range(6)] for r in range(60)]
total = 0
for row in rows:
    row[0] = total
    total += row[-1]
    last = (row[1], total)
node = head
while node:
    node.tags.append(total)
    node = node.next
"""


def draw_ms(width: int = 610, primitives: str = "inline") -> dict[str, float]:
    """CPU milliseconds per picture: the first one, then p50 and p95 of going forward and back one step at a time."""
    trace = record_program(PROGRAM)
    drawing = Drawing()
    view = View(width=width, primitives=primitives)
    started = time.process_time()
    drawing.draw(trace, len(trace) - 1, view)
    first = (time.process_time() - started) * 1000
    start = len(trace) - 240
    times = []
    known = len(drawing.texts)
    objects = 0
    for step in [*range(start, len(trace)), *range(len(trace) - 2, start, -1)]:
        started = time.process_time()
        picture = drawing.draw(trace, step, view._replace(known=known))
        times.append((time.process_time() - started) * 1000)
        known = len(drawing.texts)
        objects = max(objects, sum(part[0][0] == "o" for part in picture["parts"]))
    times.sort()
    return {
        "steps": len(trace),
        "objects": objects,
        "first": first,
        "p50": times[len(times) // 2],
        "p95": times[len(times) * 95 // 100],
        "most": times[-1],
    }


if __name__ == "__main__":
    for name in ("inline", "nested", "objects"):
        print(name, {key: round(value, 2) for key, value in draw_ms(primitives=name).items()})
