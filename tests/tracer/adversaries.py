"""Programs in which state changes where a recorder would not look. One table, used by several checks.

Every program ends by itself, prints the same on every run, and speaks of no addresses.
"""

import sys
import textwrap

_PROGRAMS = {
    "aliases": """
        a = [1, 2]
        b = [a, a]
        c = {"k": b}
        a.append(b)
        b[0] = c
        del a
        c["k"][1].append(3)
        """,
    "mutation_while_iterating": """
        a = [1, 2, 3]
        for x in a:
            if len(a) < 6:
                a.append(x * 10)
        d = {i: i for i in range(3)}
        for k in list(d):
            del d[k]
            d[k + 10] = a
        """,
    "a_class_is_exchanged": """
        class A:
            def __init__(self):
                self.x = 1
        class B:
            y = 2
        a = A()
        b = [a]
        a.__class__ = B
        a.z = 3
        b.append(a)
        """,
    "a_class_is_renamed": """
        class A: pass
        a = A()
        A.__name__ = "Renamed"
        b = A()
        c = [a, b, A]
        """,
    "reading_a_defaultdict_writes": """
        from collections import defaultdict
        d = defaultdict(list)
        d["a"]
        x = d["b"]
        x.append(1)
        y = [d[k] for k in "abc"]
        """,
    "cells_of_lower_frames": """
        def outer():
            n, log = 0, []
            def middle():
                def inner():
                    nonlocal n
                    n += 1
                    log.append(n)
                inner()
                inner()
                return n
            r = middle()
            return r, n
        x = outer()
        """,
    "globals_change_below": """
        count = 0
        def f(depth):
            global count, late
            count += 1
            if depth:
                f(depth - 1)
            late = [count]
        f(3)
        del late
        """,
    "walrus_before_a_call": """
        def h(a, b=None):
            return a
        def g():
            return h(x := 3, h(y := [x]))
        z = g()
        """,
    "unpacking_before_a_call": """
        def h():
            return [1, 2]
        def g():
            [a, b], c = h(), (d := h())
            for a in h(): b = h()
            with_default = h
            del c
            return with_default()
        g()
        """,
    "a_generator_resumed_by_c_code": """
        def g(a):
            for i in range(3):
                a.append(i)
                yield i
        a = []
        b = list(g(a))
        c = list(zip(g(a), g(b)))
        d = sum(g(a))
        e = max(x for x in g(a))
        """,
    "comprehensions_in_a_module": """
        a = [1, 2, 3]
        b = [x + y for x in a for y in a if x < y]
        c = {x: [y for y in range(x)] for x in a}
        d = {len(str(x)) for x in a}
        """,
    "comprehensions_in_a_function": """
        def f(a):
            k = 2
            b = [x * k for x in a]
            c = {x: [y * k for y in range(x)] for x in a}
            return [lambda: x for x in b], c
        fs, c = f([1, 2, 3])
        r = [g() for g in fs]
        """,
    "a_comprehension_in_a_class": """
        class A:
            n = 3
            squares = [i * i for i in range(3)]
            table = {k: v for k, v in enumerate(squares)}
        """,
    "a_sort_key_looks_at_the_list": """
        a = [3, 1, 2]
        def key(n):
            b = list(a)
            return n
        a.sort(key=key)
        """,
    "c_code_calls_a_method": """
        a = []
        list(map(a.append, [1, 2]))
        b = [[3], [4]]
        any(map(list.clear, b))
        import operator
        operator.setitem(a, 0, b)
        """,
    "attributes_through_the_dict": """
        class P: pass
        p = P()
        p.__dict__["x"] = 1
        d = p.__dict__
        d["y"] = [p]
        vars(p).update(z=3)
        setattr(p, "w", 4)
        del d["x"]
        p.__dict__ = {"fresh": 1}
        """,
    "deques_and_bytearrays": """
        from collections import deque
        d = deque([1, 2, 3], maxlen=3)
        d.append(4)
        d.rotate(1)
        d.appendleft(d)
        b = bytearray(b"abc")
        c = b
        c[0] = 120
        b += b"!"
        """,
    "positions_of_iterators": """
        a = [1, 2, 3]
        i = iter(a)
        next(i)
        e = enumerate(i)
        j = next(e)
        z = zip(a, e)
        t = next(z)
        r = reversed(a)
        next(r)
        s = iter("ab")
        next(s)
        u = iter(range(3))
        next(u)
        d = iter({1: 2, 3: 4})
        next(d)
        m = map(str, i)
        rest = list(i)
        n = filter(None, a)
        next(n)
        """,
    "suspended_generators": """
        def g():
            x = [1]
            while True:
                y = yield x
                x.append(y)
        a = g()
        b = next(a)
        a.send(2)
        b.append(3)
        a.send(4)
        a.close()
        """,
    "attributes_of_modules": """
        import math
        import types
        m = types.ModuleType("m")
        m.x = [1]
        math.tau2 = m.x
        m.x.append(2)
        y = m.x
        del math.tau2
        """,
    "exec_and_eval_with_own_dicts": """
        space = {}
        exec("a = 1\\nb = [a]\\ndef f():\\n    return b\\nc = f()", space)
        del space["__builtins__"]
        x = eval("b + [2]", {}, space)
        local = {"q": 1}
        exec("r = q + 1\\nq = [r]", {}, local)
        exec("y = 5")
        z = eval("[i for i in range(y)]")
        """,
    "exec_inside_a_function": """
        def f():
            a = [1]
            exec("b = a\\na.append(2)\\nc = [b]")
            return locals()
        x = f()
        """,
    "class_attributes_change_later": """
        class A:
            shared = []
        class B(A): pass
        a, b = A(), B()
        a.shared.append(1)
        A.count = 0
        b.count = 5
        B.shared = (1,)
        del A.shared
        """,
    "function_attributes": """
        def f(): pass
        f.calls = 0
        f.log = [f]
        f.calls += 1
        f.__name__ = "g"
        del f.calls
        f.__defaults__ = ()
        """,
    "defaults_are_mutated": """
        def add(x, to=[], *, seen={}):
            to.append(x)
            seen[x] = to
            return to
        a = add(1)
        b = add(2)
        add.__defaults__ = ([],)
        c = add(3)
        add.__kwdefaults__["seen"] = {}
        """,
    "slots": """
        class A:
            __slots__ = ("x", "y")
        class B(A):
            __slots__ = ("z",)
        class C(B): pass
        a, b, c = A(), B(), C()
        a.x = 1
        b.z = a
        b.y = 2
        c.w = 3
        c.x = 4
        del a.x
        """,
    "subclasses_of_containers": """
        class L(list): pass
        class D(dict):
            def __missing__(self, key):
                self[key] = []
                return self[key]
        class T(tuple): pass
        class S(set): pass
        l, d, t, s = L([1]), D(), T((1, 2)), S([1])
        l.name = "l"
        d["a"].append(1)
        d.owner = l
        l.append(d)
        t.extra = s
        s.add(2)
        s.tag = 1
        """,
    "subclasses_of_atoms": """
        class N(int): pass
        class Text(str):
            __slots__ = ()
        n = N(5)
        n.unit = "m"
        t = Text("hi")
        f = [n, t, n + 1]
        """,
    "namedtuples": """
        from collections import namedtuple
        from typing import NamedTuple
        P = namedtuple("P", "x y")
        class Q(NamedTuple):
            a: int
            b: list = []
        p = P(1, [2])
        q = Q(p)
        p.y.append(q)
        r = q._replace(a=3)
        """,
    "dataclasses": """
        from dataclasses import dataclass, field, replace
        @dataclass
        class A:
            x: int
            items: list = field(default_factory=list)
        @dataclass(frozen=True)
        class F:
            a: A
            n: int = 0
        @dataclass(slots=True, order=True)
        class S:
            v: int
        a = A(1)
        f = F(a)
        a.items.append(f)
        g = replace(f, n=2)
        s = sorted([S(2), S(1)])
        try:
            f.n = 3
        except AttributeError as error:
            e = str(error)
        """,
    "enums": """
        import enum
        class Color(enum.Enum):
            RED = 1
            BLUE = "b"
        class Flag(enum.Flag):
            A = 1
            B = 2
        class Num(enum.IntEnum):
            ONE = 1
        c = Color.RED
        d = {c: Color("b")}
        f = Flag.A | Flag.B
        n = Num.ONE + 1
        m = Num.ONE
        """,
    "counters_and_ordered_dicts": """
        from collections import Counter, OrderedDict, ChainMap
        c = Counter("abca")
        c["z"] += 1
        c.subtract("a")
        o = OrderedDict(a=1, b=2, c=3)
        o.move_to_end("a")
        o.move_to_end("c", last=False)
        o["d"] = o
        o.popitem(last=False)
        x = c.most_common(1)
        """,
    "properties_and_descriptors": """
        class A:
            def __init__(self):
                self._x = 1
            @property
            def x(self):
                self._x += 1
                return self._x
            @x.setter
            def x(self, value):
                self._x = value
            @staticmethod
            def s(): return 1
            @classmethod
            def c(cls): return cls
        a = A()
        b = a.x
        a.x = 10
        m, n, o = a.s, a.c, A.c()
        """,
    "bound_methods": """
        class A:
            def f(self, x):
                self.x = x
                return self.f
        a = A()
        g = a.f
        h = g(1)
        p = [].append
        p(g)
        q = "abc".upper
        r = q()
        """,
    "cycles_and_their_garbage": """
        class Node:
            def __init__(self, value):
                self.value, self.next = value, self
        for i in range(5):
            n = Node(i)
            n.next = Node(n)
            n.next.next = n
        a = []
        a.append(a)
        del a
        d = {}
        d[1] = d
        d = None
        """,
    "sets_and_frozensets": """
        s = {3, 1, 2}
        s.add(10)
        s.discard(3)
        f = frozenset([1, 2])
        g = {f, frozenset()}
        s |= f
        t = s
        s = s - f
        t.clear()
        """,
    "stars": """
        def f(a, /, b, *args, c=1, **kw):
            args2 = args
            return kw
        k = f(1, 2, 3, 4, c=5, d=[6])
        first, *rest = [1, 2, 3]
        x = [*rest, *k]
        f(*[1, 2], **{"z": k})
        """,
    "match_binds_names": """
        class P:
            __match_args__ = ("x", "y")
            def __init__(self, x, y):
                self.x, self.y = x, y
        def what(v):
            match v:
                case [a, *rest]:
                    return a
                case {"k": found, **others}:
                    return found
                case P(x=1, y=other) | P(other, 1):
                    return other
                case str() as text if len(text) > 1:
                    return text
                case _:
                    return None
        r = [what(v) for v in ([1, 2], {"k": [1], "z": 2}, P(1, 5), P(7, 1), "ab", "a")]
        """,
    "names_are_deleted": """
        def f():
            a = [1]
            b = a
            del a
            try:
                a
            except UnboundLocalError:
                a = 2
            del b
            c = 3
            return locals()
        x = f()
        """,
    "with_statements": """
        class M:
            def __init__(self, name):
                self.name, self.log = name, []
            def __enter__(self):
                self.log.append("in")
                return self
            def __exit__(self, kind, error, tb):
                self.log.append(kind is None)
                return True
        with M("a") as a, M("b") as b:
            a.log.append(b)
            1 / 0
        with M("c") as c:
            pass
        """,
    "async_tasks": """
        import asyncio
        log = []
        async def work(name, n):
            for i in range(n):
                log.append((name, i))
                await asyncio.sleep(0)
            return name
        async def main():
            t = asyncio.create_task(work("t", 2))
            a = await asyncio.gather(work("a", 1), work("b", 2))
            return a, await t
        r = asyncio.run(main())
        """,
    "async_generators": """
        import asyncio
        async def count(n):
            try:
                for i in range(n):
                    yield i
                    await asyncio.sleep(0)
            finally:
                done.append(n)
        class Guard:
            async def __aenter__(self):
                return self
            async def __aexit__(self, *error):
                done.append("out")
        async def main():
            async with Guard() as g:
                a = [x async for x in count(2)]
                async for y in count(3):
                    if y:
                        break
            return a
        done = []
        r = asyncio.run(main())
        """,
    "exceptions_with_notes_and_causes": """
        def f():
            try:
                {}["k"]
            except KeyError as error:
                error.add_note("a note")
                raise ValueError("bad", [1]) from error
        try:
            f()
        except ValueError as caught:
            kept = caught
            cause = caught.__cause__
        class Own(Exception):
            def __init__(self, code):
                super().__init__(f"code {code}")
                self.code = code
        try:
            raise Own(3)
        except (TypeError, Own) as own:
            code = own.code
        """,
    "exception_groups": """
        def f():
            raise ExceptionGroup("many", [ValueError(1), TypeError("t")])
        try:
            f()
        except* ValueError as group:
            a = group.exceptions
        except* TypeError as group:
            b = len(group.exceptions)
        try:
            try:
                f()
            except* ValueError:
                c = 1
        except ExceptionGroup as rest:
            d = rest.message
        """,
    "a_bare_raise": """
        def f():
            try:
                int("x")
            except ValueError:
                y = 1
                raise
        try:
            f()
        except ValueError as e:
            z = 2
        """,
    "exceptions_inside_handlers": """
        def f(n):
            try:
                return 1 / n
            except ZeroDivisionError:
                try:
                    [][n]
                except IndexError:
                    x = 1
                return x
            finally:
                log.append(n)
        log = []
        r = [f(1), f(0)]
        try:
            try:
                raise KeyError(1)
            finally:
                a = 1
        except LookupError:
            b = 2
        else:
            c = 3
        """,
    "deep_recursion": """
        def f(n, acc):
            if n == 0:
                return acc
            return f(n - 1, acc)
        r = f(900, [])
        """,
    "finally_returns": """
        def f():
            try:
                return g()
            finally:
                return 2
        def g():
            try:
                raise ValueError
            finally:
                a = 1
        def h():
            for i in range(3):
                try:
                    continue
                finally:
                    last = i
            return last
        x = f()
        y = h()
        """,
    "throw_and_close": """
        def g():
            try:
                yield 1
            except ValueError as error:
                yield str(error)
            finally:
                log.append("done")
        log = []
        a = g()
        next(a)
        b = a.throw(ValueError("v"))
        a.close()
        c = g()
        next(c)
        del c
        d = g()
        next(d)
        try:
            d.throw(KeyError("k"))
        except KeyError:
            pass
        """,
    "yield_from": """
        def inner(a):
            got = yield 1
            a.append(got)
            return a
        def outer():
            a = []
            r = yield from inner(a)
            yield r
        g = outer()
        next(g)
        x = g.send("s")
        x.append(g)
        """,
    "functions_know_their_parents": """
        def make(n):
            def inc():
                nonlocal n
                n += 1
                def deeper():
                    return n
                return deeper
            return inc
        a, b = make(1), make(10)
        d = a()
        e = b()
        r = d() + e()
        fs = []
        for i in range(2):
            fs.append(make(i))
        r = [f()() for f in fs]
        """,
    "a_cell_is_emptied": """
        def f():
            x = 1
            def g():
                return x
            del x
            try:
                g()
            except NameError:
                pass
            x = [2]
            return g
        h = f()
        c = h.__closure__[0]
        c.cell_contents.append(3)
        c.cell_contents = 4
        r = h()
        """,
    "locals_through_a_frame": """
        import sys
        def f():
            x = 1
            y = [x]
            g()
            return x
        def g():
            frame = sys._getframe(1)
            frame.f_locals["x"] = 5
            frame.f_locals["y"].append(6)
            del frame
            z = 1
        r = f()
        """,
    "decorators_and_partials": """
        import functools
        def twice(f):
            @functools.wraps(f)
            def wrapper(*args):
                return f(*args), f(*args)
            return wrapper
        @twice
        @functools.cache
        def g(x):
            return [x]
        a = g(1)
        p = functools.partial(g, 2)
        b = p()
        """,
    "metaclasses": """
        class Meta(type):
            count = 0
            def __new__(mcls, name, bases, space, **kw):
                mcls.count += 1
                space["made"] = mcls.count
                return super().__new__(mcls, name, bases, space, **kw)
            def __prepare__(name, bases, **kw):
                return {"first": 1}
        class A(metaclass=Meta): pass
        class B(A):
            def __init_subclass__(cls, **kw):
                cls.sub = kw
        class C(B, x=1): pass
        a = A()
        """,
    "a_class_in_a_function": """
        def make(x):
            class A:
                y = [x]
                def get(self):
                    return x, __class__
            return A
        A = make(1)
        a = A()
        r = a.get()
        """,
    "generic_functions": """
        def first[T](a: list[T]) -> T:
            return a[0]
        class Box[T]:
            def __init__(self, x: T):
                self.x = x
        type Pair = tuple[int, int]
        f = first([Box(1)])
        """,
    "annotations": """
        from dataclasses import dataclass
        x: int = 1
        def f(a: list, b: "str" = "b") -> None:
            y: int = 2
        class A:
            z: int = 3
            w: str
        f([])
        """,
    "objects_reached_in_many_ways": """
        class Bag:
            def __init__(self):
                self.things = {}
                self.order = []
            def put(self, k, v):
                self.things[k] = v
                self.order.append(self.things)
                return self
        b = Bag().put("a", []).put("b", ())
        b.things["a"].append(b.order)
        c = b.order[0]
        c["new"] = b
        del b
        """,
    "temporaries_between_calls": """
        def pair(a, b):
            return [a, b]
        x = pair(pair(1, 2), pair(3, pair(4, 5)))
        y = [pair(i, [i]) for i in range(3)]
        """,
    "lists_of_the_same_address": """
        def f(a):
            a.append(1)
        f([])
        f([])
        for i in range(3):
            x = [i]
            x = None
        del x
        x = []
        del x
        x = []
        """,
    "generators_and_lists_of_the_same_address": """
        g = (i for i in range(2))
        def f(a):
            a.append(1)
        f([])
        f([])
        next(g)
        for i in range(3):
            x = [i]
            x = None
        y = {}
        del y
        y = {"k": []}
        y["k"] = [1]
        """,
    "weak_references": """
        import weakref
        class A: pass
        log = []
        a = A()
        r = weakref.ref(a, lambda _: log.append("gone"))
        d = weakref.WeakValueDictionary()
        d["a"] = a
        n = len(d)
        del a
        n = len(d), r() is None
        print(log)
        """,
    "finalizers": """
        class A:
            def __init__(self, name):
                self.name = name
            def __del__(self):
                print("del", self.name)
        a = A("a")
        b = [A("b")]
        a = None
        b.append(A("c"))
        b.clear()
        def f():
            x = A("x")
            print("in f")
        f()
        keep = A("kept to the end")
        """,
    "finalizers_in_generators": """
        def g():
            try:
                yield 1
                yield 2
            finally:
                print("closed")
        for x in g():
            break
        print("after")
        a = g()
        next(a)
        a = 1
        print("end")
        b = g()
        next(b)
        """,
    "files": """
        import tempfile, os
        folder = tempfile.mkdtemp()
        os.chdir(folder)
        with open("n.txt", "w") as f:
            f.write("one\\ntwo\\n")
        g = open("n.txt")
        line = g.readline()
        g.close()
        def write():
            open("m.txt", "w").write("x")
        write()
        size = len(open("m.txt").read())
        os.remove("n.txt")
        os.remove("m.txt")
        os.chdir("/")
        os.rmdir(folder)
        del folder, f, g
        """,
    "threads": """
        import threading
        log = []
        def work(n):
            for i in range(n):
                log.append(i)
        t = threading.Thread(target=work, args=(3,))
        t.start()
        t.join()
        n = len(log)
        """,
    "numbers_of_all_sizes": """
        a = 10**50
        b = -a
        c = 1e300 * 1e300
        d = 3 + 4j
        e = 0.1 + 0.2
        f = float("nan")
        g = [a, a + 1]
        """,
    "odd_strings": """
        a = "\\ud800 \\x00 \\x1f é 🙂"
        b = a.encode("utf-8", "replace")
        c = "\\n\\t'\\""
        d = {"\\x1f": 1, "": 2}
        class A: pass
        x = A()
        setattr(x, "a b", 1)
        setattr(x, "", 2)
        """,
    "names_in_other_alphabets": """
        größe = 3
        名 = "x"
        def ƒ(π): return π * größe
        r = ƒ(2) + (1 if 名 else 2)
        """,
    "decimal_and_dates": """
        from decimal import Decimal
        from datetime import date, datetime, timedelta
        from fractions import Fraction
        import re
        d = Decimal("1.5") + 1
        t = date(2024, 2, 29) + timedelta(days=1)
        f = Fraction(1, 3)
        m = re.match("a(b)", "abc")
        g = m.group(1)
        """,
    "lambdas_and_late_binding": """
        fs = [lambda: i for i in range(3)]
        gs = [lambda i=i: i for i in range(3)]
        r = [f() for f in fs], [g() for g in gs]
        h = (lambda x: (lambda y: x + y))(1)
        s = h(2)
        """,
    "operators_of_the_program": """
        class V:
            def __init__(self, *xs): self.xs = xs
            def __add__(self, o): return V(*(a + b for a, b in zip(self.xs, o.xs)))
            def __eq__(self, o): return self.xs == o.xs
            def __hash__(self): return hash(self.xs)
            def __getitem__(self, i): return self.xs[i]
            def __len__(self): return len(self.xs)
            def __bool__(self): return False
            def __iter__(self): return iter(self.xs)
            def __contains__(self, x): return x in self.xs
            def __call__(self): return self
        a, b = V(1, 2), V(3, 4)
        c = a + b
        d = {a: b}
        e = d[V(1, 2)], a == b, a[0], len(a), bool(a), list(a), 1 in a, a()
        """,
    "swaps_and_slices": """
        a = [1, 2, 3, 4, 5]
        a[0], a[-1] = a[-1], a[0]
        a[1:3] = ["x", "y", "z"]
        a[::2] = [0] * len(a[::2])
        del a[1:2]
        a.reverse()
        a *= 2
        a[:] = []
        """,
    "dict_surgery": """
        d = {"a": 1, "b": 2, "c": 3}
        d["a"] = d.pop("a")
        d = {**d, "a": 0}
        d |= {"z": 9}
        k = d.popitem()
        d.setdefault("l", []).append(d)
        for key in sorted(d, key=str): last = key
        v = d.values()
        i = d.items()
        """,
}

NATIVE = ("threads",)  # what a browser has not
PROGRAMS = {
    name: textwrap.dedent(program).lstrip()
    for name, program in _PROGRAMS.items()
    if sys.platform != "emscripten" or name not in NATIVE
}
