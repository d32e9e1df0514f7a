"""What a recording is written with: the state as it was last written down, and how a step gets into the stream.

There are two of a kind, with the same bytes as the result: one in Python, which says what a recording means, and the native core, which is fast.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from .. import native, sealed
from . import native_ledger
from .changes import Changes
from .forms import Forms
from .handlers import Handlers
from .limits import Limits
from .shadow import Shadow
from .stack import Stack
from .steps import Steps
from .window import Window
from .writer import Writer

__builtins__ = sealed.BUILTINS


class Ledger(NamedTuple):
    """The parts. `serve(recorder)` puts faster listeners in the recorder's place, where there are any."""

    writer: Writer
    shadow: Shadow
    stack: Stack
    steps: Steps
    handlers: Handlers
    serve: Callable[[Any], None]
    is_native: bool
    changes: Changes | None = None  # None: the ledger itself hears what changes


def open_ledger(limits: Limits, window: Window, before: Callable[[], None], *, natively: bool = True) -> Ledger:
    """A fresh ledger, native where that is wanted and can be had. `before`: called before a step when there is something to do."""
    module = native.load() if natively else None
    if module is None:
        return in_python(limits, window, before)
    writer, shadow, stack, steps, handlers, serve = native_ledger.parts(module, limits, window, before)
    return Ledger(writer, shadow, stack, steps, handlers, serve, is_native=True)


def in_python(limits: Limits, window: Window, before: Callable[[], None]) -> Ledger:
    """A ledger in Python alone."""
    writer = Writer()
    shadow = Shadow(writer, Forms(limits), holds=True)
    changes = Changes(shadow)
    stack = Stack(writer, shadow, changes)
    stack.recursion_limit = limits.depth
    if not window.is_open:
        changes.stop()  # nothing is heard of the lines before it
    steps = Steps(writer, shadow, stack, changes, window, before)
    return Ledger(writer, shadow, stack, steps, Handlers(), lambda recorder: None, is_native=False, changes=changes)
