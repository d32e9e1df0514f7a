"""A module of CPython's own tests as a learner's program: its text, and a few lines that run its tests.

The text is read where the tests run, and only there: nothing of it is kept. It runs as `__main__`, as when one starts the file
itself; its own `if __name__ == "__main__":` gives way to `RUNNER`, which prints one line for each test. Line numbers stay.
"""

import ast
import importlib.util
from pathlib import Path

MARK = "\N{PILCROW SIGN}"  # begins a line that tells an outcome
QUIET = "import test.support\ntest.support.use_resources = []\n"  # as CPython runs its tests: none that want a network, or hours

RUNNER = f"""
import sys as _sys, unittest as _unittest

class _Outcomes(_unittest.TestResult):
    def __init__(self, write):
        super().__init__()
        self.write = write
    def tell(self, test, outcome, error=None):
        said = "" if error is None else f" {{error[0].__name__}}: {{str(error[1])[:300]!r}}"
        self.write(f"\\n{MARK}{{test.id()}} {{outcome}}{{said}}\\n")
    def addSuccess(self, test): self.tell(test, "passed")
    def addFailure(self, test, error): self.tell(test, "failed", error)
    def addError(self, test, error): self.tell(test, "failed", error)
    def addSkip(self, test, reason): self.tell(test, "skipped")
    def addExpectedFailure(self, test, error): self.tell(test, "failed as expected", error)
    def addUnexpectedSuccess(self, test): self.tell(test, "passed against expectation")
    def addSubTest(self, test, part, error):
        if error is not None: self.tell(part, "failed", error)

_unittest.TestSuite(PICK(_unittest.defaultTestLoader.loadTestsFromModule(_sys.modules["__main__"]))).run(_Outcomes(_sys.stdout.write))
"""
ALL = "PICK = lambda suite: suite"
SOME = """
def PICK(suite):
    if isinstance(suite, _unittest.TestSuite):
        return [picked for part in suite for picked in PICK(part)]
    return [] if suite.id().removeprefix("__main__.") in {left_out!r} else [suite]
"""


def path_of(module: str) -> Path | None:
    """Where the text of `test.MODULE` lies; None where this Python has no tests."""
    try:
        spec = importlib.util.find_spec(f"test.{module}")
    except ModuleNotFoundError:
        return None
    return Path(spec.origin) if spec and spec.origin else None


DOCTESTS = """
import doctest as _doctest, sys as _sys
for _test in sorted(_doctest.DocTestFinder().find(_sys.modules["__main__"]), key=lambda test: test.name):
    print("test", _test.name, len(_test.examples))
    for _example in _test.examples:
        try:
            exec(compile(_example.source, "<example>", "single"), _test.globs)
        except Exception as _error:
            print(type(_error).__name__, _error)
"""


def program_of(text: str, left_out: frozenset[str] = frozenset()) -> str:
    """The text of a test module as a program that runs its tests, but those `left_out` (Class.method)."""
    pick = SOME.format(left_out=set(left_out)) if left_out else ALL
    return _unstarted(text) + RUNNER.replace("class _Outcomes", f"{pick}\nclass _Outcomes", 1)


def doctests_of(text: str) -> str:
    """The text of a module as a program that runs the examples of its docstrings as the learner's own code."""
    return _unstarted(text) + DOCTESTS


def _unstarted(text: str) -> str:
    """`text` without what it does when it is started itself."""
    lines = text.split("\n")
    last = ast.parse(text).body[-1]
    if isinstance(last, ast.If) and ast.unparse(last.test) == "__name__ == '__main__'":
        assert last.end_lineno
        lines[last.lineno - 1 : last.end_lineno] = [""] * (last.end_lineno - last.lineno + 1)
    return "\n".join([*lines, ""])
