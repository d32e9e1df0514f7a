"""A verdict in one interpreter: for authors and tests. In the browser each round has a fresh one (assets/checking.js)."""

from typing import Any

from lessons.grading.verdict import begin, go_on, perform


def verdict_of(exercise: dict[str, Any], source: str) -> dict[str, Any]:
    """The verdict on a program, as docs/verdicts.md describes it."""
    answer = begin(exercise, source)
    while answer["kind"] == "attempt":
        answer = go_on(exercise, source, answer["memory"], perform(answer["order"]))
    verdict: dict[str, Any] = answer["verdict"]
    return verdict
