"""What two runs of the same tests say, side by side, test by test."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from tests.cpython.modules import reason_for
from tests.cpython.program import MARK, program_of
from tests.cpython.runs import LATE, run_plainly, run_recorded, steps_of
from tests.tracer.plain import Ran


class Difference(NamedTuple):
    """`test` is Class.method, or "stderr" or "status" of the whole program."""

    test: str
    plain: str
    recorded: str


def outcomes_of(ran: Ran) -> dict[str, str]:
    """From each test to its outcome, with what it wrote. Addresses differ from run to run, and times."""
    found: dict[str, str] = {}
    written: list[str] = []
    for line in comparable(ran.stdout).split("\n"):
        if not line.startswith(MARK):
            written.append(line)
            continue
        test, _, outcome = line[1:].partition(" ")
        test = test.removeprefix("__main__.")
        said = "\n".join(written).strip()
        found[test] = found.get(test, "") + outcome + (f" after {said[-300:]!r}" if said else "")
        written.clear()
    return found


def differences(plain: Ran, recorded: Ran) -> Iterator[Difference]:
    """All that is not the same. Of a recording that took too long, what it came to."""
    before, after = outcomes_of(plain), outcomes_of(recorded)
    for test in before | after:
        if before.get(test) != after.get(test) and not (recorded.status == LATE and test not in after):
            yield Difference(test, before.get(test, "nothing"), after.get(test, "nothing"))
    if recorded.status == LATE:
        return
    if plain.status != recorded.status:
        yield Difference("status", str(plain.status), str(recorded.status))
    texts = [comparable(ran.stderr) for ran in (plain, recorded)]
    if texts[0] != texts[1]:
        yield Difference("stderr", texts[0][-600:], texts[1][-600:])


def comparable(text: str) -> str:
    """Without what differs from run to run: addresses, times, names of temporary folders."""
    text = re.sub(r"\b[0-9]+\.[0-9]+s\b", "", re.sub(r"0x[0-9a-fA-F]+", "0x", text))
    return re.sub(r"(?<=/)tmp\w{8}\b", "tmp", text)


class Compared(NamedTuple):
    """One module: how many tests it has, how many were left out, how many compared, what differs and why that may be."""

    module: str
    tests: int
    left_out: int
    compared: int
    known: list[Difference]
    unknown: list[Difference]


def compare(module: str, text: str, most_steps: int) -> Compared:
    """The tests of `module`, whose text is given, plain and recorded; those of more steps than `most_steps` are left out."""
    steps = steps_of(program_of(text))
    source, left_out = without_long(text, steps, most_steps)
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda run: run(source), (run_plainly, run_recorded)))
    return side_by_side(module, len(steps), left_out, runs[0], runs[1])


def without_long(text: str, steps: dict[str, int], most_steps: int) -> tuple[str, int]:
    """(the program without tests of more than `most_steps`, how many those are)."""
    long = frozenset(test.removeprefix("__main__.") for test, count in steps.items() if count > most_steps)
    return program_of(text, long), len(long)


def side_by_side(module: str, tests: int, left_out: int, plain: Ran, recorded: Ran) -> Compared:
    """Two runs of one module as a result."""
    known: list[Difference] = []
    unknown: list[Difference] = []
    for found in differences(plain, recorded):
        (known if reason_for(module, found.test) else unknown).append(found)
    both = outcomes_of(plain).keys() & outcomes_of(recorded).keys()
    return Compared(module, tests, left_out, len(both), known, unknown)


def told(unknown: list[Difference]) -> str:
    """Differences as a person reads them."""
    return "\n".join(f"{test}\n    plain:    {plain}\n    recorded: {recorded}" for test, plain, recorded in unknown[:20])
