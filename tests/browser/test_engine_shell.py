"""assets/engine.js alone: a page that starts the worker and speaks to it, without the app."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tools.places import DIST
from tools.serve import SiteHandler, serving

from .engine_line import BLANK, output, record, say, start, until


def test_the_engine_comes_from_the_snapshot_and_records(line: Page) -> None:
    ready = start(line)
    assert (ready["how"], ready["coreMissing"]) == ("snapshot", "")
    assert output(record(line, "print(6 * 7)")) == "42\n"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"status": 404, "body": "gone"}, "there is no native core for this Python"),
        ({"body": b"\0asm\1\0\0\0", "content_type": "application/wasm"}, "the native core cannot be loaded"),
    ],
)
def test_the_engine_does_without_its_core(line: Page, complaints: list[str], answer: dict[str, Any], reason: str) -> None:
    line.context.route("**/core-*.wasm", lambda route: route.fulfill(**answer))
    ready = start(line)
    assert ready["how"] == "snapshot"
    assert ready["coreMissing"].startswith(reason)
    assert output(record(line, "print(6 * 7)")) == "42\n"
    complaints.clear()  # the browser's own about the 404


def test_a_browser_that_cannot_switch_stacks_gets_the_plain_engine(line: Page) -> None:
    line.route(
        "**/assets/engine.js*",
        lambda route: route.fulfill(
            body="delete WebAssembly.Suspending;\n" + route.fetch().text(), content_type="text/javascript"
        ),
    )
    ready = start(line)
    assert (ready["how"], ready["waits"], ready["coreMissing"]) == ("plain", False, "")
    assert output(record(line, "print(6 * 7)")) == "42\n"


def test_an_interpreter_that_cannot_be_had_is_told(line: Page, complaints: list[str]) -> None:
    line.context.route("**/pyodide.asm.wasm", lambda route: route.fulfill(status=404, body="gone"))
    crashed = start(line)
    assert (crashed["kind"], "404" in crashed["reason"]) == ("crashed", True)
    complaints.clear()  # the browser's own about the 404, and Pyodide's


def test_a_damaged_snapshot_is_no_obstacle(line: Page) -> None:
    line.context.route("**/snapshot-*.bin.gz", lambda route: route.fulfill(body=b"\x1f\x8bnothing of use"))
    assert start(line)["how"] == "plain"
    assert output(record(line, "print(6 * 7)")) == "42\n"


class UnpackingHandler(SiteHandler):
    """Declares .gz files to be compressed on the way, as some hosts do: the browser unpacks them by itself."""

    def end_headers(self) -> None:
        if self.path.endswith(".gz"):
            self.send_header("Content-Encoding", "gzip")
        super().end_headers()


def test_a_host_that_lets_the_browser_unpack_is_understood(browser: Browser) -> None:
    with serving(DIST, UnpackingHandler) as address, browser.new_page() as line:
        line.route("**/line.html", lambda route: route.fulfill(body=BLANK, content_type="text/html"))
        line.goto(address + "line.html")
        assert start(line)["how"] == "snapshot"


def test_a_program_waits_for_its_input(line: Page) -> None:
    start(line)
    source = "def ask(n):\n    return ask(n - 1) if n else [input() for _ in range(2)]\n\nprint(ask(50))\n"
    assert record(line, source, interactive=True)["kind"] == "waiting"
    say(line, kind="input", run=1, text="first")
    assert until(line, "waiting")["kind"] == "waiting"
    say(line, kind="input", run=1, text="second")
    assert output(until(line, "recorded")) == "['first', 'second']\n"


def test_asyncio_and_sleep_run(line: Page) -> None:
    start(line)
    source = "import asyncio, time\nasync def f():\n    await asyncio.sleep(0.01)\n    return 5\ntime.sleep(0.01)\nprint(asyncio.run(f()))\n"
    assert output(record(line, source)) == "5\n"


# Deep structures in one step: pickle's machine builds them without recursion, and without lines that would be recorded.
NESTED = """
import pickle
def nested(depth=4000):
    return pickle.loads(b"]" * depth + b"a" * (depth - 1) + b".")
"""
# Without the bounds that the shell sets, each of these ends the browser's stack and with it the interpreter.
ENDLESS = {
    "repr": "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
    "str": "class A:\n    def __str__(self): return str(self)\nstr(A())",
    "eq": "class A:\n    def __eq__(self, other): return self == other\nA() == A()",
    "hash": "class A:\n    def __hash__(self): return hash(self)\nhash(A())",
    "lt": "class A:\n    def __lt__(self, other): return self < other\nsorted([A(), A()])",
    "getattr": "class A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().b",
    "setattr": "class A:\n    def __setattr__(self, name, value): self.b = value\nA().b = 1",
    "call": "class A:\n    def __call__(self): return self()\nA()()",
    "key": "def key(x): return sorted([1, 2], key=key)\nkey(0)",
    "function": "def f(): return f()\nf()",
    "repr of nested lists": "repr(nested())",
    "comparison of nested lists": "nested() == nested()",
    "json": "import json\njson.dumps(nested())",
}


def test_endless_recursion_becomes_recursion_error(line: Page) -> None:
    start(line)
    ends = {}
    for name, source in ENDLESS.items():
        said = record(
            line,
            NESTED + f"def program():\n{indented(source)}\ntry:\n    program()\nexcept RecursionError:\n    print('caught')\n",
        )
        ends[name] = output(said) if said["kind"] == "recorded" else said.get("reason", said)
        if said["kind"] == "crashed":
            start(line)
    assert ends == dict.fromkeys(ENDLESS, "caught\n")


# Built in one step each; freed with the module, when nothing else holds their insides any more.
DEEP = {
    "nodes": "b'c__main__\\nNode\\n)\\x81}U\\x04next' * n + b'N' + b'sb' * n + b'.'",
    "lists": "b']' * n + b'a' * (n - 1) + b'.'",
    "tuples": "b')' + b'\\x85' * n + b'.'",
    "dicts": "b'}K\\x01' * n + b'}' + b's' * n + b'.'",
}


@pytest.mark.parametrize("depth", [2_000, 100_000])
def test_what_is_deep_can_be_freed(line: Page, depth: int) -> None:
    start(line)
    ends = {}
    for name, pickled in DEEP.items():
        said = record(line, f"import pickle\nclass Node:\n    pass\nn = {depth}\nx = pickle.loads({pickled})\nprint('made')\n")
        ends[name] = output(said) if said["kind"] == "recorded" else said.get("reason", said)
        if said["kind"] == "crashed":
            start(line)
    assert ends == dict.fromkeys(DEEP, "made\n")


def test_a_dead_interpreter_says_so_and_the_next_one_works(line: Page) -> None:
    start(line)
    say(line, kind="record", run=1, source="import ctypes\nctypes.string_at(0xFFFFFFF0, 100)", inputs=[], interactive=False)
    said = until(line, "recorded")
    if said["kind"] == "crashed":
        assert said["reason"]
        line.evaluate("worker.terminate()")
        start(line)
    assert output(record(line, "print('alive')")) == "alive\n"


def indented(source: str) -> str:
    return "".join(f"    {row}\n" for row in source.splitlines())
