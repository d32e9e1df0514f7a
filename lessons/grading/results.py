"""The author's cases as Exercism's `results.json`, version 3, so that its tools can read a verdict."""

from typing import Any

from .compare import Observation, difference, outcome_text
from .shown import call_text


def results(
    exercise: dict[str, Any], cases: list[dict[str, Any]], expected: list[Observation], observations: list[Observation]
) -> dict[str, Any]:
    """{"version": 3, "status", "message", "tests": [{"name", "status", "message", "output", "test_code"}]}; cases by chance are left out."""
    observes = exercise["observes"]
    names = [name for name, _ in exercise["parameters"]]
    tests: list[dict[str, Any]] = []
    for case, right, actual in zip(cases, expected, observations, strict=False):
        if case["from"] not in ("example", "hidden"):
            continue
        wrong = difference(actual, right, observes)
        code = call_text(exercise["call"], names, case["given"]) if exercise["call"] else "\n".join(case["given"])
        told = f"expected {outcome_text(right, observes)}, got {outcome_text(actual, observes)}" if wrong else None
        status = "pass" if not wrong else "error" if wrong in ("error", "ended") else "fail"
        tests.append(
            {
                "name": f"{case['from']} {len(tests) + 1}",
                "status": status,
                "message": told,
                "output": actual["output"][:500],
                "test_code": code,
            }
        )
    failed = any(difference(actual, right, observes) for right, actual in zip(expected, observations, strict=False))
    return {"version": 3, "status": "fail" if failed else "pass", "message": None, "tests": tests}
