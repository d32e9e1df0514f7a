"""What a program does with some inputs. This runs the learner's code, in an interpreter that holds no answers.

Rule: whoever can bend what is reported here can bend it to anything but the right answers, which are not there: they lie with the page's shell
until this interpreter has been put back (docs/verdicts.md).
"""

import sys
import types
from typing import Any

from tracer import sealed
from tracer.monitor import Budget, OutOfSteps
from tracer.record import safe, streams
from tracer.record.interpreter import Guest, guest, set_recursion_limit

from .values import text_of, value_of

__builtins__ = sealed.BUILTINS

FILENAME = "program.py"
MOST_OUTPUT = 20_000  # characters of one case
MOST_ENDLESS = 2  # cases that used up their steps; after these no other is tried
DEPTH = 1_000


def attempt(order: dict[str, Any]) -> list[dict[str, Any]]:
    """What the program of an order does in each of its cases, in their order; fewer than there are cases where it seems to be endless.

    order: {"source", "call": an expression with the names of `parameters`, "" for a program that reads lines, "parameters": [name],
    "cases": [{"given": [text], "steps": most lines it may run}]}
    observation: {"result", "arguments": [text], "output", "error": [type, message, line] or null, "ended": "", "steps", "exit" or "input", "steps": lines and jumps run}
    """
    code = compile(order["source"].removeprefix("\ufeff"), FILENAME, "exec", dont_inherit=True)
    call = compile(order["call"], "<call>", "eval", dont_inherit=True) if order["call"] else None
    found: list[dict[str, Any]] = []
    endless = 0
    with guest(None) as host:
        host.enter(types.ModuleType("__main__"), 0, None)
        set_recursion_limit(DEPTH)
        budget = Budget(code)
        try:
            for case in order["cases"]:
                observation = _observe(host, budget, code, call, order["parameters"], case)
                found.append(observation)
                endless += observation["ended"] == "steps"
                if endless >= MOST_ENDLESS:
                    break
        finally:
            budget.stop()
    return found


class _Output:
    """What was written, up to a limit."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.room = MOST_OUTPUT

    def take(self, text: str) -> None:
        if self.room > 0:
            self.pieces.append(text[: self.room])
            self.room -= len(text)


def _observe(
    host: Guest, budget: Budget, code: types.CodeType, call: types.CodeType | None, parameters: list[str], case: dict[str, Any]
) -> dict[str, Any]:
    given, output = list(case["given"]), _Output()
    values = [value_of(text) for text in given] if call else []
    main = types.ModuleType("__main__")
    main.__dict__.update(__builtins__=sys.modules["builtins"], __file__=FILENAME)
    host.enter_again(main, 0)
    sys.stdout = sys.stderr = streams.output_stream(output.take, 1)
    lines = iter(() if call else given)
    sys.stdin = streams.input_stream(lambda: next(lines, None))
    observation: dict[str, Any] = {"result": "", "arguments": [], "output": "", "error": None, "ended": ""}
    budget.start(case["steps"])
    try:
        exec(code, main.__dict__)
        if call:
            output.pieces.clear()  # what it wrote before it was called is no part of the answer
            result = eval(
                call, main.__dict__, dict(zip(parameters, values, strict=True))
            )  # a program may give such a name to something else
            observation["result"] = text_of(result)
    except OutOfSteps:
        observation["ended"] = "steps"
    except BaseException as error:
        observation["error"] = _told(error)
        if safe.derives(type(error), SystemExit):
            observation["ended"] = "exit"
        elif safe.derives(type(error), EOFError) and not call:
            observation["ended"] = "input"
    observation["steps"] = budget.end()
    if budget.is_over:
        observation["ended"] = "steps"
    observation["arguments"] = [text_of(value) for value in values]
    observation["output"] = "".join(output.pieces)
    return observation


def _told(error: BaseException) -> list[Any]:
    """[name of its class, message, line of the program where it came from]"""
    line, traceback = 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == FILENAME:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    args = BaseException.args.__get__(error)  # type: ignore[attr-defined]
    message = args[0] if args and type(args[0]) is str else ""
    return [safe.name_of(type(error)), message, line]
