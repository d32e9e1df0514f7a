"""Random programs that share and change objects: text, for Hypothesis to grow and shrink.

Rule: each ends after a bounded number of steps; exceptions are welcome, and caught around each statement or not at all.
"""

from hypothesis import strategies as st

names = st.sampled_from(["a", "b", "c", "d"])
atoms = st.sampled_from(["0", "1", "-7", "2.5", "'s'", "None", "True", "300", "'long text'"])
makers = st.one_of(
    st.builds("[{}, {}]".format, names, atoms),
    st.builds("{{{}: {}}}".format, atoms, names),
    st.builds("({}, {})".format, names, names),
    st.builds("Node({}, {})".format, names, atoms),
    st.builds("[{0} for i in range(3)]".format, names),
    st.builds("[[i, {}] for i in range(2)]".format, atoms),
    st.builds("maker({})".format, names),
    st.builds("Slots({})".format, names),
    st.just("{1, 'x', 2.5}"),
    st.just("[]"),
    st.just("deque([1, 2])"),
)
values = st.one_of(atoms, names, makers)
simple = st.one_of(
    st.builds("{} = {}".format, names, values),
    st.builds("{} = {} = {}".format, names, names, makers),
    st.builds("{}.append({})".format, names, values),
    st.builds("{}.insert(0, {})".format, names, values),
    st.builds("{}[0] = {}".format, names, values),
    st.builds("{}[{}] = {}".format, names, atoms, values),
    st.builds("{}.left = {}".format, names, values),
    st.builds("{}.right, {} = {}, {}".format, names, names, names, values),
    st.builds("del {}[0]".format, names),
    st.builds("del {}".format, names),
    st.builds("{}.pop()".format, names),
    st.builds("{}.clear()".format, names),
    st.builds("{}.reverse()".format, names),
    st.builds("{} += [{}]".format, names, values),
    st.builds("{} = list({})".format, names, names),
    st.builds("{}.sort(key=id)".format, st.just("[1, 2]")),
    st.builds("{} = change({}, {})".format, names, names, values),
    st.builds("{} = grow({}, 3)".format, names, names),
    st.builds("{} = [x for x in gen({})]".format, names, names),
    st.builds("{} = gen({})".format, names, names),
    st.builds("next({})".format, names),
    st.builds("{}()".format, names),
    st.builds("{} = [change(x, {}) for x in {}]".format, names, atoms, names),
    st.builds("{}.__class__ = Other".format, names),
    st.builds("{}.__dict__[{!r}] = {}".format, names, st.just("extra"), values),
    st.builds("{} = globals().get({!r})".format, names, names),
)


def _indented(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines] or ["    pass"]


def _guarded(body: list[str]) -> list[str]:
    return ["try:", *_indented(body), "except Exception as error:", "    seen = type(error).__name__"]


def _looped(body: list[str]) -> list[str]:
    return ["for k in range(2):", *_indented(body)]


def _guarded_loop(body: list[str]) -> list[str]:
    return _looped(_guarded(body))


blocks = st.one_of(
    st.lists(simple, min_size=1, max_size=3),
    st.lists(simple, min_size=1, max_size=3).map(_guarded),
    st.lists(simple, min_size=1, max_size=2).map(_guarded_loop),
)

PRELUDE = """
from collections import deque
class Node:
    def __init__(self, left, right):
        self.left, self.right = left, right
class Other(Node):
    kind = []
class Slots:
    __slots__ = ("left", "right")
    def __init__(self, left): self.left = left
def change(x, v):
    if type(x) is list:
        x.append(v)
    elif type(x) is dict:
        x["v"] = v
    else:
        x.left = v
    return x
def grow(x, n):
    return x if n == 0 else grow([x], n - 1)
def gen(x):
    for y in list(x):
        yield [y, x]
def maker(x):
    y = [x]
    def inner():
        nonlocal y
        y = [y, x]
        y.append(y) if len(y) > 3 else None
        return y
    return inner
a, b, c, d = [1], {"k": 2}, Node(1, 2), []
"""


def programs() -> st.SearchStrategy[str]:
    """Programs as text."""
    return st.lists(blocks, min_size=2, max_size=7).map(
        lambda found: PRELUDE + "\n".join(line for block in found for line in block) + "\n"
    )
