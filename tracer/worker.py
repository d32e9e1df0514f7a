"""The engine inside its worker: the one file of the engine that knows Pyodide. assets/engine.js is the shell around it.

`connect(post)` gives it its voice; `receive` takes each message of the page. While a program waits for input, `receive` is suspended
in the middle of the program (JavaScript Promise Integration), and the message with the line comes in through another call of it.
"""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import network, packages, sealed
from .added import sources
from .record import lent
from .record.left_files import Folder, Watch
from .record.run import NeedsInput
from .session import Session

__builtins__ = sealed.BUILTINS

try:
    from pyodide.ffi import can_run_sync, run_sync
except ImportError:  # outside Pyodide, where only the tests come

    def can_run_sync() -> bool:
        """No stack can be switched here."""
        return False

    def run_sync(awaitable: Any) -> Any:
        """Never called."""
        raise RuntimeError("no stack can be switched here")


lent.prepare()

_session: Session | None = None
_why_not: Callable[[str], str] = str
_loop: asyncio.AbstractEventLoop | None = None  # the page's; a program may have loops of its own
_line: asyncio.Future[str | None] | None = None


def connect(
    post: Callable[[str, bytes | None], None],
    clock: Callable[[], float] = time.perf_counter,
    why_not: Callable[[str], str] = lambda address: f"{address} could not be asked.",
    watch: Watch | None = None,
) -> None:
    """Begin: notifications go to `post(json_text, bytes or None)`; `clock` is one that no program has to do with.

    `why_not(address)`: why a program's request failed. `watch` sees what becomes of the program's files.
    """
    global _session, _why_not
    _why_not = why_not

    def send(notification: dict[str, Any], content: bytes | None) -> None:
        post(sealed.to_json(notification), content)

    _session = Session(send, _wait_for_line, clock, Folder(str(Path.cwd()), watch))


async def receive(text: str, content: bytes | None = None) -> None:
    """Take one command of the page."""
    global _loop
    _loop = asyncio.get_running_loop()
    message = json.loads(text)
    if message.get("kind") == "input":
        if _line is not None and not _line.done():
            _line.set_result(message.get("text"))
        return
    assert _session is not None, "connect comes first"
    if message.get("kind") == "record" and packages.uses_network(*sources(message, content)):
        network.prepare(_why_not)
    _session.command(message, content)
    _loop.call_soon(_session.draw_ahead)  # after what has come in meanwhile


def _wait_for_line() -> str | None:
    global _line
    if not can_run_sync():
        raise NeedsInput
    assert _session is not None
    assert _loop is not None
    _line = _loop.create_future()
    _session.tell_waiting()
    line: str | None = run_sync(_line)
    return line


def raw_output(descriptor: int, text: str) -> None:
    """What reached a file descriptor past Python's streams, after the call that wrote it. No program is there to show it with."""
