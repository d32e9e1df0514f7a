"""A page without a browser: messages in, state and effects out, and an engine that answers from a table."""

from typing import Any

from app.state import State
from app.update import update


def recorded(run: int, source: str, steps: int = 20, **fields: Any) -> tuple[str, dict[str, Any]]:
    """The engine says that a program was recorded."""
    outcome = {"kind": "finished", "reason": "", "code": 0, "span": None, "traceback": ""}
    outcome.update(fields.pop("outcome", {}))
    message = {"kind": "recorded", "run": run, "steps": steps, "source": source, "outcome": outcome}
    message |= {"output": [], "inputs": [], "marks": {"call": [], "output": [], "exception": []}, "bytes": 1}
    return ("engine", message | fields)


def drawn(ask: int, step: int, *, run: int = 1, line: int = 1, was: int = 0, **fields: Any) -> tuple[str, dict[str, Any]]:
    """The engine sends a picture."""
    message = {"kind": "drawn", "run": run, "ask": ask, "step": step, "steps": 20, "event": "line", "line": line, "was": was}
    message |= {"span": None, "sentence": f"At {step}.", "sentence_html": f"At <b>{step}</b>.", "note": "", "texts": {}}
    message |= {"parts": [], "arrows": [], "width": 600, "height": 100, "output_chars": 0, "inputs": 0}
    return ("engine", message | fields)


def waiting(run: int, source: str, steps: int = 2, **fields: Any) -> tuple[str, dict[str, Any]]:
    """The engine says that the program waits for input."""
    _, message = recorded(run, source, steps, outcome={"kind": "waiting", "reason": "It waits."}, **fields)
    return ("engine", message | {"kind": "waiting"})


READY = ("engine", {"kind": "ready", "how": "snapshot", "waits": True})


class Walk:
    """Tells messages one after the other; `effects` are those of the last one."""

    def __init__(self, *messages: tuple[Any, ...]):
        self.state = State()
        self.effects: list[tuple[Any, ...]] = []
        for message in messages:
            self.tell(*message)

    def tell(self, *message: Any) -> "Walk":
        self.state, self.effects = update(self.state, message)
        return self

    def all(self, name: str) -> list[Any]:
        """What the last message's effects of this name carry."""
        return [effect[1] if len(effect) == 2 else effect[1:] for effect in self.effects if effect[0] == name]

    def posted(self) -> list[str]:
        """The kinds of the commands that went to the engine."""
        return [command["kind"] for command in self.all("post") + self.all("post_kept")]


def running(source: str = "a = 1\nb = 2\n", steps: int = 20, **fields: Any) -> Walk:
    """A program was typed, run, recorded, and its first picture is there."""
    walk = Walk(READY, ("typed", source), ("run",), recorded(1, source, steps, **fields))
    ask = walk.state.asked[0]
    return walk.tell(*drawn(ask, walk.state.step))
