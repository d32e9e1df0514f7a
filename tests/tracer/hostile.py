"""Programs that mean harm, or do what no program does twice: each with how its recording has to end.

`Hostile(source, kind, output, most_steps)`: `kind` is that of the outcome; `output` is what stdout holds, None where it does not matter.
"""

import sys
import textwrap
from typing import NamedTuple


class Hostile(NamedTuple):
    """One program."""

    source: str
    kind: str = "finished"
    output: str | None = None
    inputs: tuple[str, ...] = ()
    seconds: float = 0


def _p(
    source: str, kind: str = "finished", output: str | None = None, *, seconds: float = 0, inputs: tuple[str, ...] = ()
) -> Hostile:
    return Hostile(textwrap.dedent(source).lstrip(), kind, output, inputs, seconds)


_REBIND = """
    import builtins
    for name in {names!r}:
        setattr(builtins, name, None)
    x = [1]
    y = x
    y.append(2)
    """

PROGRAMS = {
    "imports_the_recorder": _p("import tracer\n", "raised"),
    "imports_the_recorder_by_name": _p("import tracer.record.run as r\n", "raised"),
    "rebinds_print": _p("import builtins\nbuiltins.print = None\nx = 1\n"),
    "rebinds_common_builtins": _p(_REBIND.format(names=["len", "open", "isinstance", "id", "type", "print", "map", "list"])),
    "rebinds_more_builtins": _p(
        _REBIND.format(names=["dict", "tuple", "set", "zip", "sorted", "min", "max", "any", "all", "sum"])
    ),
    "rebinds_exceptions": _p(
        """
        import builtins
        builtins.Exception = builtins.BaseException = builtins.AttributeError = builtins.RecursionError = None
        x = [1]
        """
    ),
    "rebinds_import": _p(
        """
        import builtins
        builtins.__import__ = lambda *a, **k: 1 / 0
        x = 1
        """
    ),
    "deletes_builtins": _p(
        """
        import builtins
        space = vars(builtins)
        for name in list(space):
            if not name.startswith("__"):
                del space[name]
        x = [1, 2]
        """
    ),
    "deletes_builtins_and_fails": _p("import builtins\nvars(builtins).clear()\n1 / 0\n", "raised"),
    "shadows_builtins_of_its_own": _p("len = open = type = id = 3\nx = [len]\n"),
    "stdout_is_none": _p("import sys\nsys.stdout = None\nprint(1)\nx = 1\n", output=""),
    "stdout_is_closed": _p(
        "import sys\nprint(1)\nsys.stdout.close()\ntry:\n    print(2)\nexcept ValueError as e:\n    x = str(e)\n", output="1\n"
    ),
    "stdout_is_replaced": _p(
        "import sys, io\nreal, sys.stdout = sys.stdout, io.StringIO()\nprint(1)\ntext = sys.stdout.getvalue()\nsys.stdout = real\nprint(2)\n",
        output="2\n",
    ),
    "stdout_is_replaced_by_its_own": _p(
        """
        import sys
        class Loud:
            def __init__(self, to): self.to = to
            def write(self, text): self.to.write(text.upper())
            def flush(self): pass
        sys.stdout = Loud(sys.stdout)
        print("a")
        """,
        output="A\n",
    ),
    "stderr_is_none_and_it_fails": _p("import sys\nsys.stderr = None\n1 / 0\n", "raised"),
    "writes_bytes": _p(
        "import sys\nsys.stdout.buffer.write('é'.encode()[:1])\nsys.stdout.buffer.write('é'.encode()[1:])\n", output="é"
    ),
    "writes_to_the_descriptor": _p("import os\nos.write(1, b'x')\nos.write(2, b'y')\n", output="x"),
    "settrace": _p(
        "import sys\nseen = []\nsys.settrace(lambda *a: seen.append(a[1]))\ndef f(): pass\nf()\nsys.settrace(None)\nprint(seen)\n",
        output="['call']\n",
    ),
    "setprofile": _p(
        "import sys\nseen = []\nsys.setprofile(lambda *a: seen.append(a[1]))\nlen('')\nsys.setprofile(None)\nprint(seen[0])\n",
        output="c_call\n",
    ),
    "leaves_a_trace_function": _p("import sys\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)\nx = 1\n"),
    "switches_monitoring_off": _p(
        "import sys\nx = 1\nsys.monitoring.set_events(4, 0)\nsys.monitoring.free_tool_id(4)\ny = 2\n", "cut"
    ),
    "rebinds_monitoring": _p("import sys\nsys.monitoring = None\nx = 1\n"),
    "sys_exit": _p("import sys\nsys.exit(3)\n", "exited"),
    "sys_exit_with_a_text": _p("import sys\nsys.exit('bye')\n", "exited"),
    "sys_exit_in_a_function": _p(
        "import sys\ndef f():\n    try:\n        sys.exit()\n    finally:\n        print('f')\nf()\n", "exited", "f\n"
    ),
    "exit_at_once": _p("import os\nprint(1)\ntry:\n    os._exit(4)\nfinally:\n    print(2)\n", "exited", "1\n"),
    "exit_at_once_is_not_to_be_caught": _p(
        "import os\nwhile True:\n    try:\n        os._exit(5)\n    except BaseException:\n        pass\n", "exited"
    ),
    "raises_system_exit": _p("raise SystemExit(True)\n", "exited"),
    "raises_keyboard_interrupt": _p("raise KeyboardInterrupt\n", "raised"),
    "catches_everything": _p("while True:\n    try:\n        x = 1\n    except BaseException:\n        pass\n", "cut"),
    "catches_everything_on_few_lines": _p("while True:\n    try: x = 1\n    except: pass\n", "cut"),
    "catches_everything_in_a_function": _p(
        "def f():\n    try:\n        f2()\n    except BaseException:\n        f()\ndef f2():\n    1 / 0\nwhile True:\n    f()\n",
        "cut",
    ),
    "continues_in_finally": _p("while True:\n    try:\n        x = 1\n    finally:\n        continue\n", "cut"),
    "returns_in_finally": _p(
        "def f():\n    try:\n        return f()\n    finally:\n        return 1\nwhile True:\n    f()\n", "cut"
    ),
    "suppresses_everything": _p(
        "from contextlib import suppress\nwhile True:\n    with suppress(BaseException):\n        x = 1\n", "cut"
    ),
    "suppresses_everything_on_one_line": _p(
        "from contextlib import suppress\nx = 0\nwhile True:\n    with suppress(BaseException): x += 1\n", "cut"
    ),
    "catches_the_end_itself": _p(
        """
        seen = []
        def f():
            while True:
                x = 1
        while len(seen) < 100:
            try:
                f()
            except BaseException as error:
                seen.append(type(error).__name__)
        """,
        "cut",
    ),
    "a_generator_catches_everything": _p(
        "def g():\n    while True:\n        try:\n            yield 1\n        except BaseException:\n            pass\nfor x in g():\n    y = x\n",
        "cut",
    ),
    "a_loop_that_does_nothing": _p("while True: pass\n", "cut"),
    "tasks_without_end": _p(
        """
        import asyncio
        async def a():
            while True:
                await asyncio.sleep(0)
        async def main():
            await asyncio.gather(a(), a(), return_exceptions=True)
        asyncio.run(main())
        """,
        "cut",
    ),
    "callbacks_without_end": _p(
        """
        import asyncio
        loop = asyncio.new_event_loop()
        def again():
            loop.call_soon(again)
        again()
        loop.run_forever()
        """,
        "cut",
    ),
    "a_thread_without_end": _p(
        """
        import threading
        def f():
            while True:
                x = 1
        threading.Thread(target=f).start()
        """,
        "cut",
        seconds=0.3,
    ),
    "a_daemon_without_end": _p(
        "import threading\ndef f():\n    while True:\n        x = 1\nthreading.Thread(target=f, daemon=True).start()\n"
    ),
    "time_runs_out": _p("while True:\n    x = 1\n", "cut", seconds=0.05),
    "recursion": _p(
        "def f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as e:\n    print(e)\n",
        output="maximum recursion depth exceeded\n",
    ),
    "recursion_that_nobody_catches": _p("def f(n):\n    return f(n + 1)\nf(0)\n", "raised"),
    "recursion_in_repr": _p(
        "class A:\n    def __repr__(self): return repr(self)\ntry:\n    print(A())\nexcept RecursionError:\n    print('deep')\n",
        output="deep\n",
    ),
    "recursion_in_eq": _p(
        "class A:\n    def __eq__(self, o): return self == o\ntry:\n    A() == 1\nexcept RecursionError:\n    print('deep')\n",
        output="deep\n",
    ),
    "recursion_in_getattr": _p(
        "class A:\n    def __getattr__(self, n): return getattr(self, n)\ntry:\n    A().x\nexcept RecursionError:\n    print('deep')\n",
        output="deep\n",
    ),
    "recursion_in_a_sort_key": _p(
        "def k(x): return sorted([1, 2], key=k)\ntry:\n    k(1)\nexcept RecursionError:\n    print('deep')\n", output="deep\n"
    ),
    "recursion_in_init": _p(
        "class A:\n    def __init__(self): self.a = A()\ntry:\n    A()\nexcept RecursionError:\n    print('deep')\n",
        output="deep\n",
    ),
    "recursion_of_its_own_depth": _p(
        "import sys\nsys.setrecursionlimit(3000)\ndef f(n):\n    return n and f(n - 1) + 1\nprint(f(2500), sys.getrecursionlimit())\n",
        output="2500 3000\n",
    ),
    "recursion_limit_is_wrong": _p(
        "import sys\ntry:\n    sys.setrecursionlimit(0)\nexcept ValueError as e:\n    print(e)\n",
        output="recursion limit must be greater or equal than 1\n",
    ),
    "a_long_string": _p("s = 'x' * 10**6\nt = s + 'y'\n"),
    "a_long_list": _p("a = [0] * 10**7\na.append(1)\nb = a\n"),
    "a_long_number": _p("n = 10**300000\nm = n + 1\n"),
    "a_longer_number": _p("n = 1 << 10**7\nm = -n\n"),
    "many_small_lists": _p("a = [list(map(list, [[1]] * 1000)) for i in range(300)]\nb = a\n", "cut"),
    "all_objects_there_are": _p("import gc\na = gc.get_objects()\nb = len(a) > 10\nc = gc.get_referrers(a)\n"),
    "clears_the_modules": _p(
        "import sys\nsys.modules.clear()\nx = 1\ntry:\n    import json\nexcept BaseException as e:\n    y = 2\n"
    ),
    "replaces_the_modules": _p("import sys\nsys.modules = {}\nx = 1\n"),
    "breaks_modules": _p(
        "import os, random, math, time, io, codecs, traceback\nos.chdir = os.getcwd = random.random = math.pi = time.time = None\nrandom.getstate = random.setstate = None\ntraceback.TracebackException = None\nx = 1\n"
    ),
    "breaks_tracebacks_and_fails": _p("import traceback\ntraceback.TracebackException.format = None\n1 / 0\n", "raised"),
    "changes_the_folder": _p("import os\nos.chdir('/')\nx = os.getcwd()\n"),
    "changes_the_path": _p(
        "import sys\nsys.path.insert(0, '/nowhere')\nsys.path[:] = []\nsys.meta_path.clear()\nsys.argv.append('x')\n"
    ),
    "changes_the_environment": _p(
        "import os\nos.environ['X_TEST'] = '1'\nos.environ.pop('PATH')\nprint(os.getenv('X_TEST'))\n", output="1\n"
    ),
    "input_at_the_end_of_the_file": _p("x = input('name? ')\n", "raised", "name? "),
    "reads_all_input": _p(
        "import sys\na = input()\nb = sys.stdin.readline()\nc = list(sys.stdin)\nprint([a, b, c])\n",
        output="['1', '2\\n', ['3\\n', '4\\n']]\n",
        inputs=("1", "2", "3", "4"),
    ),
    "closes_stdin": _p(
        "import sys\nsys.stdin.close()\ntry:\n    input()\nexcept ValueError:\n    print('closed')\n", output="closed\n"
    ),
    "at_exit": _p(
        "import atexit\natexit.register(print, 'last')\n@atexit.register\ndef f(): print('first')\nprint('end')\n",
        output="end\nfirst\nlast\n",
    ),
    "at_exit_fails": _p("import atexit\natexit.register(lambda: 1 / 0)\natexit.register(print, 'x')\n", output="x\n"),
    "an_exception_hook": _p(
        "import sys\nsys.excepthook = lambda kind, error, tb: print('hook', kind.__name__)\n1 / 0\n",
        "raised",
        "hook ZeroDivisionError\n",
    ),
    "an_exception_hook_fails": _p("import sys\nsys.excepthook = lambda *a: {}['k']\n1 / 0\n", "raised"),
    "del_fails": _p("class A:\n    def __del__(self): 1 / 0\na = A()\ndel a\nprint(1)\n", output="1\n"),
    "del_never_ends": _p("class A:\n    def __del__(self):\n        while True: pass\na = A()\ndel a\n", "cut", seconds=0.2),
    "del_at_the_end_never_ends": _p("class A:\n    def __del__(self):\n        while True: pass\na = A()\n", "cut", seconds=0.2),
    "a_flood": _p("while True:\n    print('x' * 1000)\n", "cut"),
    "a_flood_in_one_go": _p("print('x' * 10**8)\n", "cut"),
    "a_surrogate": _p("print('\\ud800')\n", "raised"),
    "starts_a_thread_and_ends": _p(
        "import threading\nended = threading.Event()\ndef f():\n    ended.wait()\n    print('thread')\nthreading.Thread(target=f).start()\nprint('main')\nended.set()\n",
        output="main\nthread\n",
    ),
    "ends_in_a_thread": _p(
        "import threading, os\nt = threading.Thread(target=os._exit, args=(7,))\nt.start()\nt.join()\nx = 1\n", "exited"
    ),
    "forks": _p(
        "import os\npid = os.fork()\nif pid == 0:\n    os._exit(3)\nprint(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n",
        output="3\n",
    ),
    "forks_and_forgets": _p(
        "import os\npid = os.fork()\nif pid:\n    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n", output="0\n"
    ),
    "an_alarm": _p("import signal\nsignal.signal(signal.SIGALRM, lambda *a: None)\nsignal.alarm(1)\n"),
    "collector_callbacks": _p("import gc\ngc.callbacks.append(lambda *a: None)\ngc.disable()\ngc.set_threshold(1)\n"),
    "warnings_are_errors": _p(
        "import warnings\nwarnings.simplefilter('error')\ntry:\n    warnings.warn('w')\nexcept UserWarning:\n    print(1)\n",
        output="1\n",
    ),
    "logging": _p("import logging\nlogging.basicConfig(level=logging.INFO, format='%(message)s')\nlogging.info('hello')\n"),
    "a_decimal_context": _p("import decimal\ndecimal.getcontext().prec = 3\nprint(decimal.Decimal(1) / 3)\n", output="0.333\n"),
    "int_digits": _p("import sys\nsys.set_int_max_str_digits(640)\nn = 10**700\nm = range(n)\n"),
    "its_frame": _p("import sys\nf = sys._getframe()\nwhile f.f_back:\n    f = f.f_back\ndel f\n"),
    "exec_in_a_mapping_of_its_own": _p(
        """
        class Space(dict):
            def __getitem__(self, key):
                print("get", key)
                return dict.__getitem__(self, key)
            def keys(self): print("keys"); return []
            def items(self): print("items"); return []
        exec("a = 1\\nb = a", {}, Space())
        """,
        output="get a\n",
    ),
    "a_class_in_a_mapping_of_its_own": _p(
        """
        class Space:
            def __init__(self): self.d = {}
            def __setitem__(self, k, v): self.d[k] = v
            def __getitem__(self, k):
                if k not in self.d: raise KeyError(k)
                return self.d[k]
            def __getattr__(self, name): print("attribute", name); raise AttributeError(name)
        class Meta(type):
            def __prepare__(name, bases): return Space()
            def __new__(m, name, bases, space): return type.__new__(m, name, bases, dict(space.d))
        class A(metaclass=Meta):
            x = 1
            y = x
        """,
        output="",
    ),
    "odd_names_in_globals": _p(
        """
        class K:
            def __hash__(self): print("hash"); return 1
            def __eq__(self, o): print("eq"); return True
        globals()[K()] = 1
        globals()[3] = 2
        x = 1
        """,
        output="hash\n",
    ),
    "raises_the_end_itself": _p("raise GeneratorExit\n", "raised"),
    "deletes_itself": _p("import sys\ndel sys.modules['__main__']\nglobals().clear()\n"),
    "a_traceback_that_never_ends": _p(
        "a = ValueError(1)\nb = ValueError(2)\na.__context__ = b\nb.__context__ = a\nraise a\n", "raised"
    ),
    "an_exception_whose_text_fails": _p("class E(Exception):\n    def __str__(self): raise E\nraise E\n", "raised"),
}

# What Pyodide has not: processes, threads, signals. And recursion through C code, which ends well only where the stack is protected: the page
# does that, the runner of these tests does not. And an event loop that runs for ever: there `run_forever` returns at once, and the program ends.
NATIVE = (
    *("forks", "forks_and_forgets", "an_alarm", "a_thread_without_end", "a_daemon_without_end", "starts_a_thread_and_ends"),
    *(
        "ends_in_a_thread",
        "callbacks_without_end",
        "recursion_in_repr",
        "recursion_in_eq",
        "recursion_in_getattr",
        "recursion_in_a_sort_key",
    ),
)
if sys.platform == "emscripten":
    PROGRAMS = {name: hostile for name, hostile in PROGRAMS.items() if name not in NATIVE}

SYNTAX_ERRORS = {
    "a_missing_colon": "if True\n    x = 1\n",
    "an_open_bracket": "print((1, 2\n",
    "an_open_string": "x = 'abc\n",
    "bad_indentation": "def f():\nreturn 1\n",
    "tabs_and_spaces": "if 1:\n        x = 1\n\ty = 2\n",
    "a_null_byte": "x = 1\0\n",
    "deep_parentheses": "(" * 1000 + ")" * 1000,
    "deep_blocks": "".join(" " * i + "if 1:\n" for i in range(150)) + " " * 150 + "pass\n",
    "deep_expression": "x = " + "-" * 100_000 + "1\n",
    "return_outside": "return 1\n",
    "await_outside": "await x\n",
    "break_outside": "break\n",
    "nonlocal_at_the_top": "nonlocal x\n",
    "a_bad_character": "x = 1 € 2\n",
    "a_surrogate": "x = '\ud800'\n",
    "assign_to_a_call": "f() = 1\n",
    "a_bad_future": "from __future__ import braces\n",
    "two_stars": "def f(*a, *b): pass\n",
    "a_bad_f_string": "f'{x!z}'\n",
    "a_huge_number": "x = " + "9" * 5000 + "\n",
}

# Classes whose methods say that they ran. `watched` is a list; recording must leave it as the plain run does.
OBJECTS = {
    "repr": "class A:\n    def __repr__(self): watched.append('repr'); raise ValueError\na = A()",
    "str": "class A(Exception):\n    def __str__(self): watched.append('str'); raise ValueError\na = A(1)",
    "eq": "class A:\n    __hash__ = object.__hash__\n    def __eq__(self, o):\n        watched.append('eq')\n        return True\na, b = A(), A()\nc = [a, b]",
    "hash": "class A:\n    def __hash__(self): watched.append('hash'); return 1\na = A()\nd = {a: 1}\nwatched.clear()",
    "hash_in_an_ordered_dict": "import collections\nclass A:\n    def __hash__(self): watched.append('hash'); return 1\na = A()\nd = collections.OrderedDict({a: 1})\nwatched.clear()",
    "class": "class A:\n    @property\n    def __class__(self): watched.append('class'); return list\na = A()",
    "getattr": "class A:\n    def __getattr__(self, n): watched.append(n); raise AttributeError\na = A()",
    "getattribute": "class A:\n    def __getattribute__(self, n): watched.append(n); raise AttributeError\na = A()",
    "dict": "class A:\n    @property\n    def __dict__(self): watched.append('dict'); return {}\na = A()",
    "dict_of_its_own": "class D(dict):\n    def __iter__(self): watched.append('iter'); return dict.__iter__(self)\n    def keys(self): watched.append('keys'); return []\n    def values(self): watched.append('values'); return []\n    def items(self): watched.append('items'); return []\n    def __len__(self): watched.append('len'); return 0\nclass A: pass\na = A()\na.__dict__ = D(x=1)\nd = D(y=2)",
    "len_and_bool": "class A:\n    def __len__(self): watched.append('len'); return 3\n    def __bool__(self): watched.append('bool'); return False\na = A()",
    "list_of_its_own": "class L(list):\n    def __iter__(self): watched.append('iter'); return iter(())\n    def __len__(self): watched.append('len'); return 0\n    def __getitem__(self, i): watched.append('item'); return 0\n    def __eq__(self, o): watched.append('eq'); return True\na = L([1, 2])\na.append(3)",
    "tuple_of_its_own": "class T(tuple):\n    def __iter__(self): watched.append('iter'); return iter(())\n    def __len__(self): watched.append('len'); return 0\n    _fields = ('x',)\na = T((1,))",
    "set_and_deque_of_its_own": "import collections\nclass S(set):\n    def __iter__(self): watched.append('iter'); return iter(())\n    def __len__(self): watched.append('len'); return 0\nclass Q(collections.deque):\n    def __iter__(self): watched.append('iter'); return iter(())\n    def __len__(self): watched.append('len'); return 0\na = S([1])\nb = Q([1])",
    "str_of_its_own": "class S(str):\n    def __repr__(self): watched.append('repr'); return ''\n    def __str__(self): watched.append('str'); return ''\n    def __format__(self, f): watched.append('format'); return ''\n    def __len__(self): watched.append('len'); return 0\n    def __eq__(self, o): watched.append('eq'); return True\n    __hash__ = str.__hash__\na = S('x')\nclass B: pass\nb = B()\nb.__dict__[a] = 1\ndef f(): pass\nf.__name__ = a\nB.__name__ = a\nf.__dict__[a] = 2\nwatched.clear()",
    "int_of_its_own": "class N(int):\n    def __repr__(self): watched.append('repr'); return ''\n    def __index__(self): watched.append('index'); return 0\n    def __lt__(self, o): watched.append('lt'); return True\na = N(10)\nb = range(N(3))\nc = slice(a, a, a)\nwatched.clear()",
    "float_of_its_own": "class F(float):\n    def __repr__(self): watched.append('repr'); return ''\na = F(1.5)",
    "iter": "class A:\n    def __iter__(self): watched.append('iter'); return self\n    def __next__(self): watched.append('next'); return 1\na = A()\ni = iter(a)\nwatched.clear()\nz = zip(a, a)\ne = enumerate(a)\nm = map(str, a)\nwatched.clear()",
    "length_hint": "class A:\n    def __iter__(self): return self\n    def __next__(self): return 1\n    def __length_hint__(self): watched.append('hint'); return 1\ne = enumerate(A())\nf = filter(None, A())",
    "call": "class A:\n    def __call__(self): watched.append('call')\n    def __get__(self, *a): watched.append('get'); return 1\nclass B:\n    x = A()\nb = B()\nb.y = A()",
    "metaclass": "class M(type):\n    @property\n    def __name__(cls): watched.append('name'); return 'x'\n    @property\n    def __dict__(cls): watched.append('dict'); return {}\n    @property\n    def __mro__(cls): watched.append('mro'); return ()\n    @property\n    def __bases__(cls): watched.append('bases'); return ()\n    @property\n    def __module__(cls): watched.append('module'); return ''\n    def __getattribute__(cls, n): watched.append(n); return type.__getattribute__(cls, n)\n    def __instancecheck__(cls, o): watched.append('instancecheck'); return True\n    def __subclasscheck__(cls, o): watched.append('subclasscheck'); return True\n    def __eq__(cls, o): watched.append('eq'); return True\n    def __hash__(cls): watched.append('hash'); return 1\n    def __repr__(cls): watched.append('repr'); return ''\n    def __call__(cls, *a): return type.__call__(cls, *a)\nclass A(metaclass=M):\n    x = 1\na = A()\nb = [a, A]\nwatched.clear()\nclass L(list, metaclass=M): pass\nclass E(Exception, metaclass=M): pass\nl = L([A])\ne = E(a)\nm = E(A)\nwatched.clear()",
    "exception_arguments": "class A:\n    def __str__(self): watched.append('str'); return ''\n    def __repr__(self): watched.append('repr'); return ''\na = ValueError(A())\nb = KeyError(A())\nc = OSError(1, 'x')\nc.strerror = A()\nd = SyntaxError('x')\nd.msg = A()\ne = UnicodeDecodeError('a', b'b', 0, 1, 'r')\ne.reason = A()\nf = ImportError('x')\nf.msg = A()\ng = ExceptionGroup('m', [a])",
    "descriptors": "class D:\n    def __get__(self, *a): watched.append('get'); return 1\n    def __set__(self, *a): watched.append('set')\nclass A:\n    d = D()\n    __slots__ = ('x',)\na = A()",
    "slots_that_are_descriptors": "class D:\n    def __get__(self, *a): watched.append('get'); return 1\nclass A:\n    __slots__ = ('x',)\nA.x = D()\na = A()",
    "slice_and_range_parts": "class I:\n    def __index__(self): watched.append('index'); return 1\n    def __repr__(self): watched.append('repr'); return ''\ns = slice(I(), I())\nt = [s]",
    "file_name": "import io\nclass N:\n    def __repr__(self): watched.append('repr'); return ''\n    def __fspath__(self): return '/dev/null'\nf = open(N())\nf.buffer.raw.name = N()\ng = io.TextIOWrapper(io.BytesIO())\nclass R(io.RawIOBase):\n    @property\n    def name(self): watched.append('name'); return ''\n    def readable(self): return True\n    def __getattr__(self, n): watched.append(n); raise AttributeError\nh = io.BufferedReader(R())\nx = f\nf.close()\nwatched.clear()",
    "default_factory": "import collections\nclass A:\n    def __call__(self): watched.append('call')\n    def __repr__(self): watched.append('repr')\nd = collections.defaultdict(A())",
    "missing": "class D(dict):\n    def __missing__(self, k): watched.append('missing')\n    def __contains__(self, k): watched.append('contains'); return True\nd = D(a=1)",
    "weak_and_del": "class A:\n    def __del__(self): watched.append('del')\na = A()\nb = a",
    "enum_value": "import enum\nclass V:\n    def __eq__(self, o): watched.append('eq'); return False\n    def __repr__(self): watched.append('repr'); return ''\n    __hash__ = None\nclass E(enum.Enum):\n    A = V()\na = E.A\nwatched.clear()",
    "partial_and_method": "import functools, types\nclass A:\n    def __call__(self): watched.append('call')\n    def __getattr__(self, n): watched.append(n); raise AttributeError\na = types.MethodType(A(), A())\nwatched.clear()\nb = functools.partial(A())\nc = staticmethod(A())\nd = property(A())\nwatched.clear()",
    "thread_local_and_proxy": "import types\nclass M:\n    def __getitem__(self, k): watched.append('item'); return 1\n    def keys(self): watched.append('keys'); return []\n    def __len__(self): watched.append('len'); return 0\n    def __iter__(self): watched.append('iter'); return iter(())\n    def __repr__(self): watched.append('repr'); return ''\np = types.MappingProxyType(M())\nv = {}.items()",
}
