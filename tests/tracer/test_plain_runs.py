"""The recorder never changes the program: what a program prints, and how it ends, is the same with and without it."""

import re
import sys

import pytest

from lessons.gallery_index import examples
from tests.tracer import adversaries, plain
from tests.tracer.hostile import PROGRAMS as HOSTILE

pytestmark = pytest.mark.skipif(sys.platform == "emscripten", reason="a plain run is a process of its own")

# What the module is left with, so that programs without output are compared too.
REPORT = """
print([(name, type(value).__name__, value if type(value) in (int, str, float, tuple, list, dict, set, bool, type(None)) and len(repr(value)) < 2000 and " at 0x" not in repr(value) else "")
       for name, value in list(globals().items()) if not name.startswith("__")])
"""

MORE = {
    "the_module_as_it_starts": "print(sorted(globals()), __name__, __doc__, __package__, __spec__, __builtins__)\nimport sys\nprint(sys.argv[1:], sys.flags.optimize, sys.getrecursionlimit(), sys.stdout.encoding, sys.stdout.errors, sys.stdout.isatty(), sys.stderr.errors)\n",
    "depth_of_a_function": "n = 0\ndef f():\n    global n\n    n += 1\n    f()\ntry:\n    f()\nexcept RecursionError as e:\n    print(n, e)\n",
    "depth_of_a_repr": "n = 0\nclass A:\n    def __repr__(self):\n        global n\n        n += 1\n        return repr(self)\ntry:\n    repr(A())\nexcept RecursionError as e:\n    print(n, e)\n",
    "depth_of_a_key": "n = 0\ndef f(x):\n    global n\n    n += 1\n    return max([1, 2], key=f)\ntry:\n    f(1)\nexcept RecursionError as e:\n    print(n, e)\n",
    "depth_through_the_library": "import functools\nn = 0\ndef f(*a):\n    global n\n    n += 1\n    return functools.cmp_to_key(f)(1) < functools.cmp_to_key(f)(2)\ntry:\n    f()\nexcept RecursionError as e:\n    print(n, e)\n",
    "recursion_uncaught": "def f(n):\n    return f(n + 1)\nf(0)\n",
    "recursion_limit_of_its_own": "import sys\nsys.setrecursionlimit(150)\ndef f(n):\n    try:\n        return f(n + 1)\n    except RecursionError:\n        return n\nprint(f(0), sys.getrecursionlimit())\n",
    "an_uncaught_exception": "def f():\n    return {}['k']\ntry:\n    f()\nexcept KeyError as e:\n    raise ValueError('v') from e\n",
    "an_uncaught_group": "raise ExceptionGroup('g', [ValueError(1), TypeError('t')])\n",
    "a_name_error": "lenght = 3\nprint(lenhgt)\n",
    "an_attribute_error": "[].apend(1)\n",
    "a_note": "e = ValueError('v')\ne.add_note('note')\nraise e\n",
    "a_text_given_to_exec_fails": "exec('x = 1\\n1 / 0')\n",
    "system_exit_text": "import sys\nsys.exit('text')\n",
    "system_exit_large": "import sys\nsys.exit(259)\n",
    "system_exit_true": "import sys\nsys.exit(True)\n",
    "a_warning": "import warnings\nwarnings.warn('careful')\nwarnings.warn('old', DeprecationWarning)\nwarnings.warn('later', PendingDeprecationWarning)\n",
    "a_syntax_warning": "x = '\\d'\nprint(1 is 1)\nexec(\"y = '\\\\d'\")\n",
    "del_raises": "class A:\n    def __del__(self):\n        raise ValueError('in del')\na = A()\ndel a\nprint('after')\n",
    "order_of_ends": """
class A:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def f(x):
    y = A('y')
    print('in f')
    return A('returned')
f(A('argument'))
a = [A(i) for i in range(3)]
a[1] = None
a.pop()
print('end of lists')
b = A('cycle'); b.me = b
del b
import gc
gc.collect()
print('collected')
def g():
    z = A('z')
    yield 1
    yield 2
for i in g(): break
print('left')
try:
    w = A('w')
    raise ValueError(w)
except ValueError as e:
    pass
del w
print('end')
c = A('at exit 1')
_d = A('at exit 2')
""",
    "order_of_ends_without_functions": "import io\nclass F(io.StringIO):\n    pass\nimport weakref\na = F()\nweakref.finalize(a, print, 'finalized')\nb = a\ndel a\nprint('still')\ndel b\nprint('gone')\nc = F()\nweakref.finalize(c, print, 'at exit')\n",
    "weak_callbacks": "import weakref\nclass A: pass\nlog = []\na, b = A(), A()\nr = [weakref.ref(x, lambda _, n=n: print('gone', n)) for n, x in enumerate((a, b))]\nb.a = a\ndel a\nprint('first')\ndel b\nprint('second', [x() for x in r])\ns = weakref.WeakSet()\nc = A()\ns.add(c)\nprint(len(s))\nc = None\nprint(len(s), weakref.getweakrefcount(A))\n",
    "counts_of_weak_references": "import weakref\nclass A: pass\na = A()\nprint(weakref.getweakrefcount(a), a.__weakref__)\nb = [a]\nr = weakref.ref(a)\nprint(weakref.getweakrefcount(a))\n",
    "counts_of_references": "import sys\nclass A: pass\na = A()\nb = [a, a]\nprint(sys.getrefcount(a), sys.getrefcount(b))\ndef f(x):\n    y = x\n    return sys.getrefcount(x)\nprint(f(a), f([1]))\n",
    "a_function_type_s_parameters": "import weakref\nfrom typing import ParamSpec\nP = ParamSpec('P')\nfor n in range(30):\n    a, k = P.args, P.kwargs\n    x = [(n, m) for m in range(9)]\nprint(a, k)\n",
    "a_memory_view": "def f(b):\n    m = memoryview(b)\n    return m[0]\nb = bytearray(b'abc')\nf(b); b.append(1)\nprint(b)\n",
    "a_file_left_open": "import os, tempfile\np = tempfile.mktemp()\ndef f():\n    open(p, 'w').write('x' * 10)\nf(); print(os.path.getsize(p))\ng = open(p, 'a')\ng.write('y')\ndef h(): g2 = open(p); return g2.read()\nprint(h())\ng = None\nprint(os.path.getsize(p)); os.remove(p)\n",
    "at_exit": "import atexit\natexit.register(print, 'last')\nclass A:\n    def __del__(self): print('del')\na = A()\n@atexit.register\ndef f(): print('first', a is not None)\nprint('end')\n",
    "a_thread_outlives_the_module": "import threading, atexit\natexit.register(print, 'exit')\nended = threading.Event()\ndef f():\n    ended.wait()\n    print('thread')\nthreading.Thread(target=f).start()\nprint('main')\nended.set()\n",
    "an_exception_in_a_hook": "import sys\nsys.excepthook = lambda t, e, tb: print('hook', t.__name__, e)\n1 / 0\n",
    "its_own_stderr": "import sys, io\nsys.stderr = sys.stdout\n1 / 0\n",
    "input_until_the_end": "while True:\n    try:\n        print(repr(input('? ')))\n    except EOFError as e:\n        print(e)\n        break\n",
    "breakpoint": "x = 1\nbreakpoint()\ny = 2\n",
    "locals_and_dir": "def f(a, b=1):\n    c = 2\n    print(locals(), dir(), vars())\nf(0)\nclass A:\n    print(sorted(locals()))\n",
    "interned_and_identical": "a = 'x' * 3\nb = 'xxx'\nprint(a is b, 257 is 257, [] is [], (1,) is (1,))\nprint(id(a) == id(a))\n",
    "random_numbers": "import random\nprint(random.random(), random.choice('abc'), random.sample(range(9), 3))\n",
    "sets_of_strings": "print({'a', 'b', 'c', 'd'}, hash('a') == hash('a'))\n",
    "a_generator_is_closed": "def g():\n    try:\n        yield 1\n    finally:\n        print('closed')\ndef f():\n    x = g()\n    next(x)\nf()\nprint('after')\na = g(); next(a); a = 1; print('same line')\nfor v in g():\n    break\nprint('end')\nz = g(); next(z)\n",
    "a_coroutine_is_never_awaited": "async def f(): pass\nf()\nprint('after')\n",
    "exceptions_hold_frames": "class A:\n    def __del__(self): print('del')\ndef f():\n    a = A()\n    raise ValueError\ntry:\n    f()\nexcept ValueError as e:\n    print('caught')\nprint('after')\n",
    "classes_end": "import gc, weakref\ndef f():\n    class B: pass\n    return weakref.ref(B, lambda r: print('class gone'))\nr = f()\ngc.collect()\nprint('after')\n",
}
SAME_STATUS_ONLY = {"breakpoint", "a_traceback_that_never_ends", "an_exception_hook_fails"}
# Endless or cut on purpose, about the recorder itself, or about files and descriptors past Python.
NOT_PLAIN = {
    *(name for name, hostile in HOSTILE.items() if hostile.kind == "cut"),
    *("exit_at_once_is_not_to_be_caught", "exit_at_once", "ends_in_a_thread", "a_daemon_without_end", "forks_and_forgets"),
    *(
        "imports_the_recorder",
        "imports_the_recorder_by_name",
        "raises_keyboard_interrupt",
        "its_frame",
        "an_alarm",
        "breaks_modules",
    ),
    *(
        "all_objects_there_are",
        "at_exit_fails",
        "breaks_tracebacks_and_fails",
        "deletes_builtins_and_fails",
        "leaves_a_trace_function",
    ),
    *(
        "a_long_string",
        "a_long_list",
        "deletes_builtins",
        "setprofile",
        "settrace",
        "switches_monitoring_off",
        "rebinds_exceptions",
    ),
    *(
        "writes_to_the_descriptor",
        "replaces_the_modules",
        "clears_the_modules",
        "rebinds_common_builtins",
        "rebinds_more_builtins",
    ),
}
NOT_PLAIN_HERE = {"threads"}  # its threads' numbers are part of the report

PROGRAMS = {
    **{
        f"gallery {example.id}": (example.source, list(example.inputs))
        for example in examples()
        if "turtle" not in example.source
    },
    **{name: (source + REPORT, []) for name, source in adversaries.PROGRAMS.items() if name not in NOT_PLAIN_HERE},
    **{name: (source, []) for name, source in MORE.items()},
    **{f"hostile {name}": (hostile.source, list(hostile.inputs)) for name, hostile in HOSTILE.items() if name not in NOT_PLAIN},
}


@pytest.fixture(scope="module")
def plainly():
    return plain.run_all_plainly(PROGRAMS)


@pytest.fixture(scope="module")
def recorded():
    return plain.record_all(PROGRAMS)


def comparable(ran):
    """Without addresses, and without the library's lines of a traceback, which recordings leave out."""
    stderr = re.sub(r'  File "/[^\n]*\n(?:    [^\n]*\n)*', "", ran.stderr)
    return [re.sub(r"0x[0-9a-f]+", "0x", text) for text in (ran.stdout, stderr)], ran.status


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_recorded_program_prints_and_ends_as_a_plain_one(name, plainly, recorded):
    if name.removeprefix("hostile ") in SAME_STATUS_ONLY:
        assert recorded[name].status == plainly[name].status
    else:
        assert comparable(recorded[name]) == comparable(plainly[name])
