"""Programs in which it is hard to tell from a line what it changes."""

import textwrap

_PROGRAMS = {
    "statements_on_one_line": """
        xs = [[1], [2]]; xs[0] = [3]; xs[0][0] = 4; ys = xs; ys[1][0] = 5
        a, b = [1], [2]; a, b = b, a; a[0] = 7; b[0] = 8
        a = b; a[0] += 1; a = [5]; a.append(6); b.append(a); b[1][0] = 9
        n = 1; xs[n - 1][0] = n; n = 0; xs[n] = 2; xs[n - 1] = [n]
        end = 1
        """,
    "lines_that_span_several": """
        class A: pass
        a, b = A(), A()
        xs = [a,
              b]
        def f(x):
            xs[0] = A()
            return x
        xs[
            f(1)
        ] = f(
            xs)
        xs[
            0].n = f(
            3)
        (a if f(0)
         else b).n = f(
            xs
        )
        xs[
            f(1)
        ] = 1 if False else (a.
            n) if 0 else 2
        """,
    "a_name_bound_between": """
        class A: pass
        a, b = A(), A()
        xs, ys = [1, 2], [3, 4]
        def swap():
            global xs, ys
            xs, ys = ys, xs
            return 1
        xs[swap()] = 5
        x = 1
        xs[0], ys[swap()], xs[1] = 6, swap(), swap()
        x = 2
        xs[(xs := [7, 8, 9])[0] - 7] = 3
        x = 3
        a.n = (a := b)
        x = 4
        a.n, a = 5, A()
        a, a.n = b, 6
        xs[swap() - swap()] += swap()
        x = 5
        """,
    "a_loop_on_one_line": """
        xs = [[0], [0], [0]]
        for x in xs: x[0] = 1; x.append(2)
        n = 0
        while n < 3: xs[n][0] = n; n += 1
        for x in xs: y = x; y[0] += 1; y = xs; y[0][0] += 1
        while xs[0] and xs[0].pop(): xs[1].append(1)
        z = 1
        """,
    "comprehensions_that_change": """
        xs = [[1], [2]]
        ys = [x.append(3) or x for x in xs]
        zs = [
            x.pop()
            for x in xs
            if not x.append(
                4)
        ]
        r = [0, 0]
        rs = [r for r in xs if r.append(5)]
        r[0] = 1; r[1] = 2
        ss = [[c for c in x] for x in xs]
        def f(x):
            return [r.append(x) for r in xs], [r.append(x) for c in x]
        f([6])
        r[0] = 3
        c = {n: xs[0].append(n) for n in range(2)}
        d = {(lambda: xs[1].append(n))() for n in range(2)}
        e = sum(x.pop() for x in xs)
        end = 1
        """,
    "a_comprehension_hides_a_name": """
        r = [0]
        q = [[1], [2]]
        def f():
            r[0] += 1
            return r
        a = [f() for r in q]
        b = [f() for x in q for r in x]
        c = [r[0] for r in q]; r[0] = 5
        d = [(
            r.append(1), f()) for
            r in
            q], r.append(8)
        end = 1
        """,
    "operators_of_the_program": """
        log, xs = [], [1]
        class A:
            def __add__(self, other): log.append('add'); return other
            def __radd__(self, other): log.append('radd'); return self
            def __iadd__(self, other): log.append('iadd'); xs.append(other); return self
            def __eq__(self, other): log.append('eq'); return True
            def __lt__(self, other): log.append('lt'); return True
            def __getitem__(self, key): log.append(key); return xs
            def __setitem__(self, key, value): log.append((key, value))
            def __delitem__(self, key): log.pop()
            def __contains__(self, key): log.append(key); return True
            def __bool__(self): log.append('bool'); return False
            def __neg__(self): log.append('neg'); return 1
            def __hash__(self): log.append('hash'); return 1
            def __index__(self): log.append('index'); return 0
            def __getattr__(self, name): log.append(name); return xs
            def __call__(self, *given): log.append(given); return xs
            def __repr__(self): log.append('repr'); return 'A'
            def __len__(self): log.append('len'); return 0
        a = A()
        b = a + 1; c = 1 + a
        a += 2
        d = a == 1, a < 2, -a, not a, 3 in a
        a[1].append(2)
        a[1][0] = 3
        a[1] = 4; del a[0]
        a.some.append(5)
        a.some[0] = 6
        a(7)[0] = 8
        xs[a] = 9; xs[a] += 1
        e = {a: 1}; e[a] = 2; f = e[a]
        g = f'{a}' + str(a); len(a); repr([a])
        if a: pass
        while a: pass
        a.n = 1; a.n += 1
        h = [1, a] == [1, a]
        end = 1
        """,
    "functions_of_c_as_operators": """
        log = [1, 2, 3]
        class A:
            __add__ = log.append
            __getattr__ = log.append
            __getitem__ = log.remove
        a = A()
        b = a + 4
        c = a.some
        d = a[1]
        e = 1
        """,
    "functions_of_c_as_operators_later": """
        log = [1, 2, 3]
        class A: pass
        a = A()
        A.__add__ = log.append
        b = a + 4
        c = 1
        setattr(A, '__sub__', log.append)
        d = a - 5
        e = 1
        B = type('B', (), {'__mul__': log.append})
        b = B()
        f = b * 6
        g = 1
        """,
    "properties_of_c": """
        log = []
        class A:
            x = property(log.append)
            y = property(lambda self: 1, lambda self, value: log.append(value))
            z = property().getter(log.append)
        a = A()
        b = a.x
        c = 1
        a.y = 2
        d = 1
        e = a.z
        f = 1
        """,
    "a_setter_of_c": """
        log = {}
        class A:
            x = property(lambda self: 1)
            x = x.setter(log.setdefault)
            log2 = property(lambda self: 1, log.setdefault)
        a = A()
        a.x = 1
        b = 1
        a.log2 = 2
        c = 1
        """,
    "a_factory_of_c": """
        from collections import defaultdict
        log = [1, 2, 3]
        d = defaultdict(log.pop)
        x = d['a']
        y = 1
        z = d['b'] + d['c']
        w = 1
        """,
    "iterators_that_call": """
        log = []
        xs = map(log.append, range(9))
        for x in xs:
            if len(log) > 2: break
        y = None in xs
        a, *b = filter(log.append, 'ab'), 1
        for z in zip(xs, xs): break
        c = [*xs]
        d = [i for i in map(log.append, 'cd')]
        e = 1
        it = iter(log.pop, 0)
        f = next(it)
        for g in it: break
        h = next(it)
        k = 1
        """,
    "iterators_that_somebody_gave": """
        import itertools, functools
        log = []
        def give(): return map(log.append, range(9))
        class A:
            def __iter__(self): return give()
        for x in A():
            if len(log) > 3: break
        y = 1
        for x in itertools.chain('ab', give()): y = x
        for x in functools.partial(give)(): y = x
        a, b, *c = A()
        d = 1
        e = 5 in A()
        f = 1
        """,
    "attributes_by_a_way_round": """
        class A:
            def __init__(self): self.n = [1]
        a, b = A(), A()
        d = a.__dict__
        d['n'] = 2
        x = 1
        d['m'] = d
        vars(b)['k'] = 1
        y = 1
        b.__dict__ = d
        b.q = 1
        z = 1
        """,
    "attributes_of_classes": """
        class A:
            count = 0
            names = []
            def __init__(self):
                A.count += 1
                self.names.append(A.count)
                type(self).last = self
        class B(A):
            __slots__ = ('x',)
            def __init__(self): super().__init__(); self.x = 1; self.y = [2]; self.y[0] = 3
        a, b = A(), B()
        a.count += 1
        A.count = 7; b.count = 8
        b.y[0] += 1
        del B.x
        x = 1
        B.__name__ = 'C'
        y = 1
        """,
    "attributes_that_become_others": """
        class A: pass
        class B: pass
        a, shared = A(), [1]
        a.xs = [2]
        def touch():
            a.xs[0] = 3
            return property(lambda self: shared)
        A.xs = touch()
        a.xs[0] = 4
        a.xs.append(5)
        b = 1
        del A.xs
        a.xs[0] = 6
        B.xs = property(lambda self: shared)
        a.__class__ = B
        a.xs[0] = 7
        end = 1
        """,
    "attributes_that_become_others_in_a_function": """
        class A: pass
        a, shared = A(), [1]
        a.xs = [2]
        def change(value): A.xs = value; return value
        def touch():
            a.xs[0] = 3
            return property(lambda self: shared)
        b = change(touch())
        a.xs[0] = 4
        try: a.xs += [5]
        except AttributeError: b = 1
        a.xs.append(6)
        a.xs[1] += 7
        end = 1
        """,
    "attributes_that_are_others": """
        class A:
            xs = [1]
            @property
            def ys(self): return A.xs
            def __getattribute__(self, name):
                return object.__getattribute__(self, name)
        class B(A):
            def __getattribute__(self, name): return A.xs
        class D:
            def __get__(self, obj, cls): return A.xs
            def __set__(self, obj, value): A.xs[0] = value
        class E:
            d = D()
        a, b, e = A(), B(), E()
        a.ys[0] = 2
        a.xs[0] = 3
        x = 1
        b.xs = 5
        b.zs[0] = 4
        b.zs += [1]
        y = 1
        e.d = 6
        e.d[0] = 7
        e.d += [8]
        z = 1
        """,
    "an_exception_in_the_middle": """
        xs, ys = [1], [2]
        class A: pass
        a = A()
        def fail(): xs.append(1); raise ValueError
        try: xs[0] = 5; ys[3] = fail(); ys[0] = 1
        except ValueError: ys[0] = 6; xs.append(7)
        finally: xs[0] = 8; ys[0] = 9
        try:
            xs[0], ys[9], xs[1] = 10, 11, 12
        except IndexError as error:
            error.xs = xs; error.xs[0] = 13
        else: xs[0] = 14
        for x in xs:
            try: a.n = x; continue
            finally: a.m = xs; a.m[0] += 1
        try:
            a.n.k.j = 1
        except AttributeError: a.n = []; a.n.append(1)
        end = 1
        """,
    "managers": """
        log = []
        class M:
            def __enter__(self): log.append('in'); return log
            def __exit__(self, *given): log.append('out'); return True
        with M() as x, M() as y: x.append(1); y[0] = 2
        with M() as log[0]: log[1] = 3; raise ValueError
        with M():
            log.append(4)
            log[0] = 1 / 0
        z = 1
        """,
    "decorators_and_class_bodies": """
        log, made = [], {}
        def note(f): log.append(f); return f
        @note
        @log.append
        def f(): pass
        @note
        class A(dict):
            log.append(1)
            xs = [1]; xs.append(2)
            xs[0] = log; xs[0].append(3)
            @note
            def g(self, n=log.append(4)): self['n'] = n; return self
            for n in xs: log.append(5)
            def __init_subclass__(cls): log.append(6)
            def __set_name__(self, *given): pass
        class B(A): y = A()
        class M(type):
            @classmethod
            def __prepare__(cls, *given): return made
        class C(metaclass=M): z = 1; w = [2]
        b = B().g(); b.g(3)['m'] = 4
        b['n'] = 5; b.n = 6
        end = 1
        """,
    "text_that_is_run": """
        xs = [1]
        exec('xs.append(2); xs[0] = 3')
        y = eval('xs.append(4) or xs')
        y[0] = 5
        exec('def f(): xs[0] = 6; return xs')
        f()[0] = 7
        z = 1
        """,
    "threads": """
        import threading
        xs = [1]
        t = threading.Thread(target=xs.append, args=(2,))
        u = threading.Thread(target=lambda: xs.append(3))
        try:
            t.start(); t.join()
            x = 1
            u.start()
            u.join()
        except RuntimeError as error:  # where there are none
            y = 1
        z = 1
        """,
    "functions_that_change_others": """
        def f(x, xs=[1]):
            xs[0] = x
            def g():
                nonlocal x
                x = xs; xs[0] = [x]
                return g
            return g
        g = f(1); h = f(2)
        g()
        f.__defaults__[0].append(3)
        f.n = f; f.n.m = [1]; f.m.append(2)
        xs = f.__defaults__[0]
        xs[0] = 4
        f.__defaults__ = ([5],)
        f.__kwdefaults__ = {'k': [6]}
        f.__kwdefaults__['k'] = 7
        g.__closure__[0].cell_contents = 8
        end = 1
        """,
    "names_of_builtins_bound_anew": """
        log, xs = [], [[1], [2], [3]]
        import sys
        def f():
            for n in range(2): xs[n % len(xs)][0] = n; xs[len(xs) - 1].append(n)
            for n in sorted(xs, key=lambda x: log.append(0) or 0): n[0] += 1
            return [log.append(n) for n in list(map(log.append, 'ab'))]
        list(map(log.append, 'c')); f()
        for n in range(3): xs[n % len(xs)][0] = n
        more = [0, 1] * 9
        def g():
            global range, len
            range, len = (lambda n: map(more.pop, [0, 0])), (lambda x: (log.append(more.pop()), 2)[1])
        g(); f()
        for n in range(3):
            m = n
        xs[0 % len(xs)][0] = 5
        xs[1 % 0 if 0 else 1 % len(xs)][0] = 6
        end = 1
        """,
    "loops_over_what_is_fresh": """
        log, xs = [], [[1], [2], [3]]
        list(map(log.append, 'c'))
        for n in range(len(xs)):
            xs[n][0] = n
        for n in range(2):
            xs[n % len(xs)][0] += n
            xs[(n - 1) % len(xs)].append(n)
            for x in sorted(xs):
                x[0] = n
            for x in xs:
                x.append(n)
            for x in map(list.pop, xs): y = x
            z = [[x.append(m) for x in xs] for m in range(2)]
        try: xs[3 % len([])] = 1
        except ZeroDivisionError: xs[-1 % len(xs)] = [7]
        xs[-7 % len(xs)][0] = 8
        end = 1
        """,
    "places_that_are_gone": """
        xs = list(range(300, 310))
        xs[3] = 1; xs.pop(0); xs[3] = 2
        xs[-1] = 3; xs.append(4); xs[-1] = 5
        xs.append(6); xs.append(7)
        xs[0] = 8; xs += [9]; xs[1] = 10
        n = 2
        xs[n] = n = 4
        xs[n + 1], n, xs[n] = 11, 5, 12
        xs[len(xs) - 1] = xs[n] = 13
        xs[xs[0] - 8] = 14
        try: xs[99] = 15
        except IndexError: xs[True] = 16
        xs.append(xs); xs[-1].append(xs.pop(0)); xs[-2][0] = 17
        end = 1
        """,
    "calls_that_say_whom_to_call": """
        log, xs = [], [3, 1, 2]
        a = sorted(xs, key=lambda x: log.append(x) or x)
        b = max(xs, key=lambda x: log.append(x) or x)
        try: c = sorted(xs, key=log.append)
        except TypeError: c = 1
        d = [xs.sort, xs.reverse]
        for f in d: f()
        e = 1
        print(*map(log.append, xs), sep='', end='')
        g = dict(zip(xs, map(log.append, xs)))
        h = list(enumerate(map(log.append, xs)))
        i = ''.join(filter(log.append, 'ab'))
        def k(*given, **named): log.append(given); return log
        j = k(*map(log.append, xs), **{'a': log.append(1)})
        k(1)[0] = 2; k(1).append(3)
        end = 1
        """,
    "output_that_goes_elsewhere": """
        import sys
        log = []
        class Out:
            write = log.append
            def flush(self): pass
        before, sys.stdout = sys.stdout, Out()
        print('a')
        x = 1
        sys.stdout = before
        print('b', file=Out())
        y = 1
        """,
    "deep_in_the_heap": """
        class A:
            def __init__(self, n): self.n, self.next, self.xs = n, None, [[n], [n]]
        a = A(1)
        a.next = A(2); a.next.next = A(3)
        a.next.xs[0][0] = 5
        a.next.next.xs[1][0] += 6
        a.xs[a.n - 1].append(7)
        a.next.n += 1; a.next.xs[a.n][0] += a.next.n
        a.next, a.next.n = a.next.next, 8
        a.next.n, a.next = 9, A(10)
        a.xs[0], a.xs[0][0] = [11], 12
        d = {'k': a, 'l': {'m': [1]}}
        d['k'].n = 13; d['l']['m'][0] = 14; d['k'].xs[0] = d
        d['l']['n'] = d['l']['m']; d['l']['n'] += [15]
        counts = {}
        for w in 'abca': counts[w] = counts.get(w, 0) + 1; counts[w] += 1
        counts['b'] = []; counts['b'] += [1]
        t = ([1], 2)
        t[0].append(3); t[0][0] = 4
        try: t[0] += [5]
        except TypeError: pass
        end = 1
        """,
    "types_that_are_derived": """
        class L(list):
            def append(self, x): list.append(self, x); list.append(self, self)
            def __setitem__(self, key, value): super().__setitem__(key, [value])
        class D(dict):
            def __missing__(self, key): self[key] = []; return self[key]
        class S(str): pass
        class N(int):
            def __iadd__(self, other): xs.append(other); return self
        xs, d, s, n = L([1]), D(), S('a'), N(1)
        xs.append(2); xs[0] = 3
        xs += [4]; xs.m = 5; xs.m += 1
        d['a'].append(6)
        d['b'] += [7]
        s.t = [8]; s.t[0] = 9
        n += 10
        n.k = 11
        end = 1
        """,
}
PROGRAMS = {name: textwrap.dedent(program) for name, program in _PROGRAMS.items()}
