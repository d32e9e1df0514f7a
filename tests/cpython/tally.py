"""How many steps each test of a program would make, counted without recording it. Run as a script:

    python -m tests.cpython.tally FOLDER     runs FOLDER/program.py and writes {test: steps} as JSON, last of all

Only to choose: tests that a recording would take minutes for are left out of the comparison, by number and not by name.
"""

import json
import sys
import types
from pathlib import Path
from typing import Any

from tests.cpython.program import MARK

TOOL = 3
_events = sys.monitoring.events
COUNTED = (_events.LINE, _events.JUMP, _events.PY_START, _events.PY_RESUME, _events.PY_RETURN, _events.PY_YIELD)


class Tally:
    """The program's stdout: what it writes goes nowhere, but its outcomes part the count."""

    encoding, errors, closed = "utf-8", "strict", False

    def __init__(self) -> None:
        self.count = 0
        self.before = 0
        self.steps: dict[str, int] = {}

    def heard(self, *event: Any) -> None:
        """One step more."""
        self.count += 1

    def write(self, text: str) -> int:
        """As a stream's."""
        for line in text.splitlines():
            if line.startswith(MARK):
                test = line[1:].partition(" ")[0]
                self.steps[test] = self.steps.get(test, 0) + self.count - self.before
                self.before = self.count
        return len(text)

    def flush(self) -> None:
        """As a stream's."""


def listen(code: types.CodeType) -> None:
    """Count the events of `code` and of all code in it."""
    sys.monitoring.set_local_events(TOOL, code, sum(COUNTED))
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            listen(const)


def tally(folder: str) -> dict[str, int]:
    """Steps of each test. What the program leaves behind dies with this process."""
    path = f"{folder}/program.py"
    code = compile(Path(path).read_text(encoding="utf-8"), path, "exec", dont_inherit=True)
    counter: Any = Tally()
    sys.monitoring.use_tool_id(TOOL, "tally")
    for event in COUNTED:
        sys.monitoring.register_callback(TOOL, event, counter.heard)
    listen(code)
    main = types.ModuleType("__main__")
    main.__file__ = path
    sys.modules["__main__"] = main
    sys.path.insert(0, folder)
    sys.argv = [path]
    sys.stdout = counter
    try:
        exec(code, main.__dict__)
    except SystemExit:
        pass
    steps: dict[str, int] = counter.steps
    return steps


if __name__ == "__main__":
    out = sys.stdout
    out.write(json.dumps(tally(sys.argv[1])))
    out.flush()
