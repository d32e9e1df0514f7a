"""A verdict in one interpreter: for authors and tests. In the browser each round has a fresh one (assets/checking.js)."""

from collections.abc import Callable
from typing import Any

from lessons.grading.attempt import attempt
from lessons.grading.compare import difference
from lessons.grading.verdict import begin, go_on, perform


def verdict_of(exercise: dict[str, Any], source: str) -> dict[str, Any]:
    """The verdict on a program, as docs/verdicts.md describes it."""
    answer = begin(exercise, source)
    while answer["kind"] == "attempt":
        answer = go_on(exercise, source, answer["memory"], perform(answer["order"]))
    verdict: dict[str, Any] = answer["verdict"]
    return verdict


def passing(exercise: dict[str, Any]) -> Callable[[str], bool]:
    """A function that says whether a program, which keeps to the required constructs, passes: for many programs of one exercise."""
    answer = begin(exercise | {"constructs": {}}, exercise["solutions"][0]["source"])
    order, expected = answer["order"], answer["memory"]["expected"]

    def passes(source: str) -> bool:
        observations = attempt(order | {"source": source})
        tried = zip(observations, expected, strict=False)
        return not any(difference(actual, right, exercise["observes"]) for actual, right in tried)

    return passes
