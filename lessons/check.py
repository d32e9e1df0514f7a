"""Whether an exercise holds what it promises: its solutions pass, its mistakes fail as described, its cases catch slips, its hints do not give it away.

Each complaint names a file and says what to do.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lessons.exercises import LESSONS, Faulty, exercise_of, words_of
from lessons.grading.attempt import attempt
from lessons.grading.compare import outcome_text
from lessons.judge import passing, verdict_of
from lessons.mutants import mutants

LEAST_KILLED = 0.95  # of the mutants that change something
MOST_GIVEN_AWAY = 0.7  # of a solution's lines that one hint may hold


def complaints(folder: Path, language: str = "en") -> list[str]:
    """All that is wrong with an exercise; none where it is as it should be."""
    try:
        exercise = exercise_of(folder, language)
    except Faulty as fault:
        return [str(fault)]
    return [
        *_about_examples(folder, exercise),
        *_about_solutions(folder, exercise),
        *_about_mistakes(folder, exercise),
        *_about_mutants(folder, exercise),
        *_about_hints(folder, exercise, language),
    ]


def _said(folder: Path, name: str, sentence: str) -> str:
    path = folder / name
    return f"{path.relative_to(LESSONS.parent) if path.is_relative_to(LESSONS.parent) else path}: {sentence}"


def _about_examples(folder: Path, exercise: dict[str, Any]) -> Iterator[str]:
    order = {
        "source": exercise["solutions"][0]["source"],
        "call": exercise["call"],
        "parameters": [name for name, _ in exercise["parameters"]],
        "cases": [{"given": example["given"], "steps": 100_000} for example in exercise["examples"]],
    }
    for example, found in zip(exercise["examples"], attempt(order), strict=True):
        actual = outcome_text(found, exercise["observes"])
        if actual != example["expected"]:
            yield _said(
                folder,
                "exercise.toml",
                f"The example {example['shown']!r} is to give {example['expected']!r}; the reference gives {actual!r}. Correct one of them.",
            )


def _about_solutions(folder: Path, exercise: dict[str, Any]) -> Iterator[str]:
    for solution in exercise["solutions"]:
        verdict = verdict_of(exercise, solution["source"])
        if verdict["status"] != "pass":
            failing = verdict["failing"] or {}
            yield _said(
                folder,
                f"solutions/{solution['name']}.py",
                f"This solution does not pass: {verdict['sentence']} {failing.get('given', '')} Correct it, or the condition on inputs.",
            )
    if verdict_of(exercise, exercise["starter"])["status"] == "pass":
        yield _said(folder, "starter.py", "What the learner begins with passes already. Leave something to do.")


def _about_mistakes(folder: Path, exercise: dict[str, Any]) -> Iterator[str]:
    for mistake in exercise["mistakes"]:
        place, verdict = f"mistakes/{mistake['name']}.py", verdict_of(exercise, mistake["source"])
        if verdict["status"] == "pass":
            yield _said(folder, place, "This wrong program passes. Add a case that it fails, or widen the kinds of input.")
        elif verdict["failing"] is None:
            yield _said(folder, place, f"This wrong program does not get as far as being tried: {verdict['sentence']}")
        else:
            if verdict["failing"]["given"] != mistake["smallest"]:
                yield _said(
                    folder,
                    "exercise.toml",
                    f"The smallest input that breaks {mistake['name']} is {verdict['failing']['given']}, "
                    f"and not {mistake['smallest']}. Correct it under [mistakes].",
                )
            known = (verdict["mistake"] or {"name": None})["name"]
            if known != mistake["name"]:
                yield _said(folder, place, f"It is taken for {known!r}, which does the same for all inputs. Keep one of the two.")


def _about_mutants(folder: Path, exercise: dict[str, Any]) -> Iterator[str]:
    alive, tried = survivors(exercise)
    if tried and len(alive) / tried > 1 - LEAST_KILLED:
        yield _said(
            folder,
            "exercise.toml",
            f"{len(alive)} of {tried} small changes to the solutions are not noticed: {'; '.join(alive)}. "
            "Add cases, or list under [equivalent] those that change nothing, each with the reason.",
        )
    known = _equivalent(exercise) if exercise["equivalent"] else set()
    for change in exercise["equivalent"]:
        if change not in known:
            yield _said(folder, "exercise.toml", f"There is no change {change!r} that lives. Remove it under [equivalent].")


def survivors(exercise: dict[str, Any]) -> tuple[list[str], int]:
    """("solution, change" of each mutant that passes although it is not listed as equivalent, how many mutants were tried)"""
    alive, tried, passes = [], 0, passing(exercise)
    for solution in exercise["solutions"]:
        for mutant in mutants(solution["source"]):
            name = f"{solution['name']}, {mutant.change}"
            if name in exercise["equivalent"]:
                continue
            tried += 1
            if passes(mutant.source):
                alive.append(name)
    return alive, tried


def _equivalent(exercise: dict[str, Any]) -> set[str]:
    """Those of the listed changes that exist and pass."""
    passes = passing(exercise)
    return {
        name
        for solution in exercise["solutions"]
        for mutant in mutants(solution["source"])
        if (name := f"{solution['name']}, {mutant.change}") in exercise["equivalent"] and passes(mutant.source)
    }


def _about_hints(folder: Path, exercise: dict[str, Any], language: str) -> Iterator[str]:
    words = words_of(folder / f"{language}.md")
    texts = [*words.hints, *(hint for _, hint in words.mistakes.values())]
    for solution in exercise["solutions"]:
        lines = {
            ast.unparse(node).split("\n")[0] for node in ast.walk(ast.parse(solution["source"])) if isinstance(node, ast.stmt)
        }
        given = {line.strip() for line in exercise["starter"].splitlines()}
        own = {line for line in lines if line not in given}
        for hint in texts:
            held = sum(line in hint for line in own)
            if len(own) > 1 and held / len(own) > MOST_GIVEN_AWAY:
                yield _said(
                    folder,
                    f"{language}.md",
                    f"This hint holds the solution {solution['name']!r}: {hint!r}. Leave more to the learner.",
                )
