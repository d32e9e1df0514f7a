"""A verdict, in rounds: what to try next is decided here, tried elsewhere (`attempt`), and judged here again.

`begin` and `go_on` give either {"kind": "attempt", "order", "memory"} (let the program do this, and come back with what it did) or {"kind": "verdict", "verdict"}.
Rule: these run in an interpreter in which no learner's code has run; `memory` is what they want to know again and no program may see.
The verdict: docs/verdicts.md.
"""

from base64 import b64decode, b64encode
from typing import Any

from tracer.record.errors import syntax_outcome
from tracer.record.limits import Limits
from tracer.record.run import record_program
from tracer.trace.file import open_bytes, save_bytes
from tracer.trace.store import Trace

from . import shown
from .attempt import attempt
from .compare import Observation, behaviour, difference, outcome_text
from .constructs import complaints
from .parting import likeness, parting
from .plan import Inputs, cases_of
from .results import results

Exercise = dict[str, Any]
Answer = dict[str, Any]

FREE_STEPS = 5_000  # lines that every case may run
TIMES = 50  # and beyond them, so many times those of a program that works
MOST_ROUNDS = 40  # of shrinking
RECORDED = Limits(steps=20_000, bytes=20_000_000)


def begin(exercise: Exercise, source: str) -> Answer:
    """The first thing to do about a learner's program."""
    try:
        compile(source.removeprefix("\ufeff"), "program.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        outcome = syntax_outcome(error if isinstance(error, SyntaxError | ValueError) else ValueError(str(error)), source)
        return _verdict(exercise, "error", "syntax", outcome.reason, span=list(outcome.span) if outcome.span else None)
    broken = complaints(source, exercise["constructs"])
    if broken:
        return _verdict(exercise, "fail", "constructs", broken[0]["sentence"], span=_whole(source, broken[0]["line"]))
    cases = cases_of(exercise)
    return _attempt(exercise, source, {"phase": "cases", "cases": cases})


def go_on(exercise: Exercise, source: str, memory: dict[str, Any], observations: Any) -> Answer:
    """What follows from what the program did."""
    if memory["phase"] == "cases":
        return _judge(exercise, source, memory, observations)
    if memory["phase"] == "smaller":
        return _judge_smaller(exercise, source, memory, observations)
    return _compare(exercise, source, memory, observations)


def perform(order: dict[str, Any]) -> Any:
    """Carry out an order, in an interpreter that holds no answers: observations, or a recording."""
    if "record" in order:
        trace = record_program(order["record"], inputs=order["inputs"], limits=RECORDED)
        return b64encode(save_bytes(trace)).decode()
    return attempt(order)


def _whole(source: str, line: int) -> list[int] | None:
    """The whole of a line, as a span; None for no line."""
    if not line:
        return None
    text = source.splitlines()[line - 1]
    return [line, len(text) - len(text.lstrip()), line, len(text)]


# -- rounds


def _order(exercise: Exercise, source: str, cases: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "source": source,
        "call": exercise["call"],
        "parameters": [name for name, _ in exercise["parameters"]],
        "cases": [{"given": case["given"], "steps": case.get("steps", 10**6)} for case in cases],
    }


def _attempt(exercise: Exercise, source: str, memory: dict[str, Any]) -> Answer:
    """Have the program try the cases in memory. What is expected is found out first, which also says how long it may take."""
    cases = memory["cases"]
    expected = attempt(_order(exercise, exercise["solutions"][0]["source"], cases))
    for case, right in zip(cases, expected, strict=True):
        case["steps"] = FREE_STEPS + TIMES * right["steps"]
    return {"kind": "attempt", "order": _order(exercise, source, cases), "memory": memory | {"expected": expected}}


def _failing(exercise: Exercise, memory: dict[str, Any], observations: list[Observation]) -> list[tuple[float, int]]:
    """(rank, place) of every case that went wrong, the smallest first."""
    observes = exercise["observes"]
    return sorted(
        (memory["cases"][place]["rank"] if memory["cases"][place]["rank"] is not None else float("inf"), place)
        for place, (actual, right) in enumerate(zip(observations, memory["expected"], strict=False))
        if difference(actual, right, observes)
    )


def _judge(exercise: Exercise, source: str, memory: dict[str, Any], observations: list[Observation]) -> Answer:
    failing = _failing(exercise, memory, observations)
    tests = results(exercise, memory["cases"], memory["expected"], observations)
    if not failing:
        tried = len(memory["cases"])
        sentence = f"It does what it should, for all {tried} inputs that were tried." if tried > 1 else "It does what it should."
        lines = {"own": _lines(observations), "reference": _lines(memory["expected"])}
        return _verdict(exercise, "pass", "cases", sentence, tried=tried, results=tests, lines=lines)
    known = _recognised(exercise, memory, observations)
    memory |= {"tried": len(observations), "results": tests, "mistake": known, "rounds": 0}
    return _smaller(exercise, source, memory, failing, observations)


def _lines(observations: list[Observation]) -> int:
    """The lines that were run for all cases together."""
    return sum(observation["steps"] for observation in observations)


def _judge_smaller(exercise: Exercise, source: str, memory: dict[str, Any], observations: list[Observation]) -> Answer:
    failing = _failing(exercise, memory, observations)
    memory["tried"] += len(observations)
    if not failing:
        return _record(exercise, source, memory)
    return _smaller(exercise, source, memory, failing, observations)


def _smaller(
    exercise: Exercise, source: str, memory: dict[str, Any], failing: list[tuple[float, int]], observations: list[Observation]
) -> Answer:
    """The smallest case that went wrong is remembered, and smaller ones are tried where there may be any."""
    _, place = failing[0]
    case = memory["cases"][place]
    memory["smallest"] = {"case": case, "actual": observations[place], "expected": memory["expected"][place]}
    memory["rounds"] += 1
    # All that are smaller than one of the smallest have been tried.
    if case["from"] == "small" or case["rank"] is None or memory["rounds"] > MOST_ROUNDS:
        return _record(exercise, source, memory)
    inputs = Inputs(exercise)
    cases = [{"given": given, "from": "smaller", "rank": inputs.rank(given)} for given in inputs.smaller(case["given"])]
    if not cases:
        return _record(exercise, source, memory)
    return _attempt(exercise, source, memory | {"phase": "smaller", "cases": cases})


def _recognised(exercise: Exercise, memory: dict[str, Any], observations: list[Observation]) -> str:
    """The name of the known mistake that does the same in every case; "" for none."""
    observes = exercise["observes"]
    actual = behaviour(observations, observes)
    for mistake in exercise["mistakes"]:
        found = attempt(_order(exercise, mistake["source"], memory["cases"]))
        if behaviour(found, observes) == actual:
            return str(mistake["name"])
    return ""


def _record(exercise: Exercise, source: str, memory: dict[str, Any]) -> Answer:
    given = memory["smallest"]["case"]["given"]
    order = {
        "record": shown.program(source, shown.tail(exercise, given)),
        "inputs": [] if exercise["call"] else given,
    }
    return {"kind": "attempt", "order": order, "memory": memory | {"phase": "record"}}


def _compare(exercise: Exercise, source: str, memory: dict[str, Any], recording: str) -> Answer:
    """Where the program goes wrong, beside the solution that is most like it."""
    smallest = memory["smallest"]
    case, observes = smallest["case"], exercise["observes"]
    theirs: Trace = open_bytes(b64decode(recording))
    nearest = max(exercise["solutions"], key=lambda solution: likeness(source, solution["source"]))
    end = shown.tail(exercise, case["given"])
    working = record_program(
        shown.program(nearest["source"], end), inputs=[] if exercise["call"] else case["given"], limits=RECORDED
    )
    parted = parting(theirs, working)
    names = [name for name, _ in exercise["parameters"]]
    failing = {
        "given": case["given"],
        "call": shown.call_text(exercise["call"], names, case["given"]) if exercise["call"] else "",
        "below": end,
        "expected": outcome_text(smallest["expected"], observes),
        "actual": outcome_text(smallest["actual"], observes),
        "what": difference(smallest["actual"], smallest["expected"], observes),
    }
    known = next((mistake for mistake in exercise["mistakes"] if mistake["name"] == memory["mistake"]), None)
    return _verdict(
        exercise,
        "fail",
        "cases",
        "This is the smallest input that goes wrong.",
        tried=memory["tried"],
        results=memory["results"],
        failing=failing,
        mistake={"name": known["name"], "idea": known["idea"], "hint": known["hint"]} if known else None,
        parting=parted._asdict() if parted else None,
        working=b64encode(save_bytes(working)).decode(),
    )


def _verdict(exercise: Exercise, status: str, stage: str, sentence: str, **more: Any) -> Answer:
    verdict = {"version": 1, "exercise": exercise["id"], "status": status, "stage": stage, "sentence": sentence, "span": None}
    verdict |= {"tried": 0, "lines": None, "failing": None, "mistake": None, "parting": None, "working": ""} | more
    verdict.setdefault("results", {"version": 3, "status": status, "message": sentence, "tests": []})
    return {"kind": "verdict", "verdict": verdict}
