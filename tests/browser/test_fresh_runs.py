"""Every run starts in a clean interpreter: what one program leaves behind on purpose, the next one does not find."""

from playwright.sync_api import Page, Playwright

from tools import chromium

from .conftest import ARGS
from .engine_line import open_line, output, record, say, start, until

# What it is: (a program that leaves it behind, an expression that shows it).
TRACES = {
    "a class of the library, written in Python": (
        "import json\njson.JSONEncoder.spy = 1\njson.JSONEncoder.default = None",
        "[hasattr(__import__('json').JSONEncoder, 'spy'), __import__('json').JSONEncoder.default is None]",
    ),
    "a class deep in the library": (
        "import email.message, http.cookies\nemail.message.Message.spy = 1",
        "hasattr(__import__('email.message').message.Message, 'spy')",
    ),
    "a function's defaults and attributes": (
        "import textwrap\ntextwrap.dedent.spy = 1\ntextwrap.fill.__defaults__ = (10,)",
        "[vars(__import__('textwrap').dedent), __import__('textwrap').fill.__defaults__]",
    ),
    "the decimal context": (
        "import decimal\ndecimal.getcontext().prec = 3\ndecimal.DefaultContext.prec = 4\ndecimal.setcontext(decimal.ExtendedContext)",
        "[__import__('decimal').getcontext().prec, __import__('decimal').Context().prec]",
    ),
    "the locale": (
        "import locale\nlocale.setlocale(locale.LC_ALL, 'C')",
        "__import__('locale').setlocale(__import__('locale').LC_ALL)",
    ),
    "settings of sys": (
        "import sys\nsys.setswitchinterval(1.5)\nsys.setrecursionlimit(77)\nsys.set_int_max_str_digits(999)\nsys.ps1 = 'spy'",
        "[__import__('sys').getswitchinterval(), __import__('sys').get_int_max_str_digits(), hasattr(__import__('sys'), 'ps1')]",
    ),
    "a codec": (
        "import codecs\ncodecs.register(lambda name: codecs.lookup('ascii') if name == 'spy' else None)",
        "attempt(lambda: __import__('codecs').lookup('spy').name)",
    ),
    "an error handler of codecs": (
        "import codecs\ncodecs.register_error('spy', codecs.ignore_errors)",
        "attempt(lambda: __import__('codecs').lookup_error('spy'))",
    ),
    "the cache of re": ("import re\nre.compile('spy+' * 3)", "[key for key in __import__('re')._cache if 'spy' in str(key)]"),
    "a cache of functools": (
        "import fnmatch\nfor n in range(50): fnmatch.translate(str(n)), fnmatch.fnmatch('a', 'b%d' % n)",
        "__import__('fnmatch')._compile_pattern.cache_info()[3] > 10",
    ),
    "an abstract class's register": (
        "from collections.abc import Sized\nclass Spy: pass\nSized.register(int)",
        "issubclass(int, __import__('collections.abc').abc.Sized)",
    ),
    "the environment": ("import os\nos.environ['SPY'] = '1'\nos.putenv('SPY2', '2')", "'SPY' in __import__('os').environ"),
    "a file, and the folder": (
        "import os\nopen('/tmp/spy', 'w').write('x' * 999)\nos.mkdir('/spy')\nos.chdir('/spy')\nopen('here', 'w').close()",
        "[os.path.exists('/tmp/spy'), os.path.exists('/spy'), os.getcwd(), os.listdir('.')]",
    ),
    "a file that was there": (
        "import glob\nopen(LIBRARY, 'r+b').write(b'spy')\nos.rename('/tmp', '/was')\nos.rmdir('/home/web_user')",
        "[open(LIBRARY, 'rb').read(3), sorted(os.listdir('/')), sorted(os.listdir('/home'))]",
    ),
    "an open file, and a closed one": (
        "import os\nos.open('/dev/null', os.O_RDONLY), os.close(2)",
        "[attempt(lambda: os.fstat(n)) is not None for n in range(6)]",
    ),
    "the collector": (
        "import gc\ngc.disable()\ngc.freeze()\ngc.set_threshold(9)\ngc.callbacks.append(print)",
        "[gc.isenabled(), gc.get_freeze_count(), gc.get_threshold(), len(gc.callbacks)]",
    ),
    "warnings": (
        "import warnings\nwarnings.filters.insert(0, 'spy')\nwarnings.simplefilter('error')\nwarnings.onceregistry['spy'] = 1",
        "[len(__import__('warnings').filters), len(__import__('warnings').onceregistry)]",
    ),
    "rebound functions": (
        "import json, random, collections\njson.dumps = random.random = collections.Counter = lambda *_: 'spy'",
        "[__import__('json').dumps(1), __import__('random').random.__name__, __import__('collections').Counter.__name__]",
    ),
    "builtins": (
        "import builtins\nbuiltins.spy = 1\nbuiltins.sorted = None",
        "[hasattr(__import__('builtins'), 'spy'), sorted is None]",
    ),
    "the state of random": ("import random\nrandom.seed(5)\nrandom.gauss(0, 1)", "__import__('random').gauss(0, 1)"),
    "what runs at the end": ("import atexit\natexit.register(print, 'spy')", "__import__('atexit')._ncallbacks()"),
    "hooks": (
        "import sys\nsys.excepthook = sys.unraisablehook = print\nsys.addaudithook(lambda *_: None)\nsys.settrace(None)",
        "[__import__('sys').excepthook is print, __import__('sys').unraisablehook is print]",
    ),
    "modules": (
        "import sys, types\nsys.modules['spy'] = types.ModuleType('spy')\nimport wave, fileinput",
        "[name for name in ('spy', 'wave', 'fileinput') if name in __import__('sys').modules]",
    ),
    "the path": (
        "import sys\nsys.path.insert(0, '/spy')\nsys.argv.append('spy')",
        "[__import__('sys').argv, '/spy' in __import__('sys').path]",
    ),
    "subclasses": (
        "class Spy(dict): pass\nkeep = [Spy()]\nimport builtins\nbuiltins.keep = keep",
        "[cls.__name__ for cls in dict.__subclasses__() if 'Spy' in cls.__name__]",
    ),
    "tasks of asyncio": (
        "import asyncio\nasync def f():\n    asyncio.get_running_loop().call_later(0.2, print, 'spy')\nasyncio.run(f())",
        "__import__('time').sleep(0.3)",
    ),
    "logging": (
        "import logging\nlogging.basicConfig(level=1)\nlogging.addLevelName(33, 'SPY')",
        "[logging.root.handlers, logging.root.level, logging.getLevelName(33)] if (logging := __import__('logging')) else 0",
    ),
    "context variables": (
        "import contextvars, sys\nv = contextvars.ContextVar('spy')\nv.set(1)",
        "[v.name for v in __import__('contextvars').copy_context() if v.name == 'spy']",
    ),
    "the page's own names in JavaScript": (
        "import js\njs.spy = 1\njs.fetch = None",
        "[hasattr(__import__('js'), 'spy'), __import__('js').fetch is None]",
    ),
}

ASK = """
import gc, os
LIBRARY = [entry for entry in os.sys.path if entry.endswith('.zip')][0]
def attempt(call):
    try:
        return call()
    except BaseException:
        return None
"""


def leaving(program: str) -> str:
    return ASK + program


def looking_for(expression: str) -> str:
    return f"{ASK}print({expression})\n"


def test_no_run_sees_the_one_before(line: Page) -> None:
    start(line)
    clean = {name: output(record(line, looking_for(shows))) for name, (_, shows) in TRACES.items()}
    unseen, left = [], {}
    for name, (leaves, shows) in TRACES.items():
        if output(record(line, f"{leaving(leaves)}\n{looking_for(shows)}")) == clean[name]:
            unseen.append(name)
        left[name] = output(record(line, looking_for(shows)))
    assert left == clean
    assert unseen == [], "these do not show what they leave behind"


def test_what_a_program_lets_wait_never_comes(line: Page) -> None:
    start(line)
    assert finishes(line, "import js\nfrom pyodide.ffi import create_proxy, create_once_callable\n"
        "js.setTimeout(create_proxy(print), 30)\njs.setTimeout(create_once_callable(print), 30)\n"
        "js.Promise.new(lambda resolve, reject: js.setTimeout(resolve, 30)).then(print)")  # fmt: skip
    assert finishes(
        line, "import asyncio\nasync def f():\n    asyncio.get_running_loop().call_later(0.03, print, 'spy')\nasyncio.run(f())"
    )
    assert output(record(line, "import time\nx = [[n] for n in range(999)]\ntime.sleep(0.1)\nprint(len(x))")) == "999\n"


def test_the_same_object_of_javascript_can_be_met_in_every_run(line: Page) -> None:
    start(line)
    waits = (
        "import asyncio, js\nasync def f():\n    return await js.Promise.resolve(js.Object)\nprint(asyncio.run(f()) == js.Object)"
    )
    assert [output(record(line, waits)) for _ in range(3)] == ["True\n"] * 3


def test_a_run_may_need_a_hundred_megabytes(line: Page) -> None:
    start(line)
    for _ in range(2):
        assert output(record(line, "x = [0] * 25_000_000\nprint(len(x))")) == "25000000\n"
    assert output(record(line, "print(6 * 7)")) == "42\n"


def test_too_much_memory_is_given_back_by_another_worker(line: Page) -> None:
    start(line)
    assert finishes(line, "x = bytearray(400_000_000)")
    assert until(line, "spent")["kind"] == "spent"
    say(line, kind="draw", run=1, ask=1, base=None, step=0, view={"width": 600})
    assert until(line, "drawn")["step"] == 0, "it still answers about the last run"
    say(line, kind="record", run=2, source="print(1)", inputs=[])
    assert until(line, "spent", "recorded")["kind"] == "spent"


def test_what_was_asked_before_a_run_is_answered_before_it(line: Page) -> None:
    start(line)
    assert finishes(line, "x = [1, 2]\ny = 3")
    for ask in (1, 2):
        say(line, kind="draw", run=1, ask=ask, base=None, step=0, view={"width": 600})
    say(line, kind="record", run=2, source="print(1)", inputs=[])
    say(line, kind="draw", run=2, ask=3, base=None, step=0, view={"width": 600})
    assert [until(line, "drawn", "recorded", "failed").get("ask") for _ in range(4)] == [1, 2, None, 3]


def test_the_engines_own_files_come_later_and_stay(line: Page) -> None:
    start(line)
    with line.expect_response(lambda response: "/engine/sources-" in response.url):
        pass
    shows = "import os\nprint(os.path.exists('/codeviz/tracer/worker.py'))"
    said = [output(record(line, shows)) for _ in range(8)]
    assert said[-1] == "True\n", "from the first run after they have come"
    assert said == sorted(said), "and from then on"


def finishes(line: Page, source: str) -> bool:
    said = record(line, source)
    return bool(said["kind"] == "recorded" and said["outcome"]["kind"] == "finished")


HOLDS = """
import asyncio, js, sys
from pyodide.ffi import create_proxy
class Thing: pass
things = [Thing() for n in range(500)]
held = [create_proxy(thing) for thing in things]
async def collect():
    for n in range(20):
        js.gc()
        await asyncio.sleep(0.01)
"""


def test_what_javascript_lets_go_of_late_does_not_reach_the_next_run(playwright: Playwright, address: str) -> None:
    path = chromium.find()
    with playwright.chromium.launch(executable_path=path, args=[*ARGS, "--js-flags=--expose-gc"]) as browser:
        line = open_line(browser.new_context(base_url=address).new_page())
        start(line)
        record(line, HOLDS)  # the first program of all
        for _ in range(3):
            said = record(line, HOLDS + "asyncio.run(collect())\nprint({sys.getrefcount(thing) for thing in things})\n")
            assert output(said) == "{3}\n"
