"""An exercise as its folder describes it: `lessons/<chapter>/<exercise>/`. docs/exercises.md is for authors.

Rule: this is read natively, when the site is built or checked; the page and the engine see `exercise_json` alone. What is wrong with a folder is said
with the file, the line where there is one, and what to do.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from lessons.grading.kinds import Unreadable
from lessons.grading.notation import kind_of
from lessons.grading.shown import call_text, tail
from lessons.markup import html_of

LESSONS = Path(__file__).parent
COURSE = LESSONS / "course.toml"
LANGUAGES = ("en",)
FIELDS = {
    "call": str,
    "parameters": dict,
    "observes": list,
    "where": str,
    "examples": list,
    "hidden": list,
    "mistakes": dict,
    "equivalent": dict,
    "constructs": dict,
    "teaches": list,
    "needs": list,
    "licence": str,
}
NEEDED = ("examples", "mistakes", "teaches", "licence")
LEAST_HINTS, LEAST_MISTAKES = 3, 2


class Faulty(ValueError):
    """A folder that is no exercise yet; the message names file, line and remedy."""

    def __init__(self, path: Path, sentence: str, line: int = 0):
        place = path.relative_to(LESSONS.parent) if path.is_relative_to(LESSONS.parent) else path
        super().__init__(f"{place}{f':{line}' if line else ''}: {sentence}")


class Words(NamedTuple):
    """The texts of an exercise in one language, Markdown. `mistakes`: {name: (idea, hint)}."""

    title: str
    statement: str
    hints: tuple[str, ...]
    mistakes: dict[str, tuple[str, str]]


class Chapter(NamedTuple):
    """A chapter: its id, its title, and the ids of its exercises in order."""

    id: str
    title: str
    exercises: tuple[str, ...]


def course() -> list[Chapter]:
    """All chapters, in the order of the course."""
    index = tomllib.loads(COURSE.read_text(encoding="utf-8"))
    return [Chapter(entry["id"], entry["title"], tuple(entry["exercises"])) for entry in index["chapter"]]


def folders() -> list[Path]:
    """The folders of all exercises, in the order of the course."""
    return [LESSONS / chapter.id / exercise for chapter in course() for exercise in chapter.exercises]


def exercise_of(folder: Path, language: str = "en") -> dict[str, Any]:
    """The exercise in a folder, as docs/exercises.md describes its JSON. Raises Faulty."""
    data = _data_of(folder / "exercise.toml")
    words = words_of(folder / f"{language}.md")
    mistakes = _sources(folder / "mistakes")
    _check_mistakes(folder, data, words, mistakes, language)
    solutions = _sources(folder / "solutions")
    if not solutions:
        raise Faulty(folder / "solutions", "There is no solution. Put one there, NAME.py; the first by name is the reference.")
    return {
        "id": f"{folder.parent.name}/{folder.name}",
        "title": words.title,
        "statement": html_of(words.statement),
        "hints": [html_of(hint) for hint in words.hints],
        "call": data.get("call", ""),
        "parameters": [[name, kind] for name, kind in data.get("parameters", {}).items()],
        "observes": data.get("observes", ["result"] if data.get("call") else ["output"]),
        "where": data.get("where", ""),
        "examples": [_example(data, example) for example in data["examples"]],
        "hidden": data.get("hidden", []),
        "constructs": data.get("constructs", {}),
        "starter": _text_of(folder / "starter.py"),
        "solutions": [{"name": name, "source": source} for name, source in solutions.items()],
        "mistakes": [
            {
                "name": name,
                "source": source,
                "smallest": data["mistakes"][name],
                "idea": html_of(words.mistakes[name][0], inline=True),
                "hint": html_of(words.mistakes[name][1]),
            }
            for name, source in mistakes.items()
        ],
        "equivalent": sorted(data.get("equivalent", {})),
        "teaches": data["teaches"],
        "needs": data.get("needs", []),
        "licence": data["licence"],
    }


def _example(data: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    """An example with what the page shows of it, and the call that is put below a program to run it."""
    if not data.get("call"):
        return {"given": example["given"], "shown": "\n".join(example["given"]), "expected": example["prints"], "below": ""}
    names = list(data.get("parameters", {}))
    shape = {"call": data["call"], "parameters": [[name, ""] for name in names], "observes": data.get("observes", ["result"])}
    return {
        "given": example["given"],
        "shown": call_text(data["call"], names, example["given"]),
        "expected": example["gives"],
        "below": tail(shape, example["given"]),
    }


def exercise_json(folder: Path, language: str = "en") -> str:
    """The same as JSON text."""
    return json.dumps(exercise_of(folder, language), ensure_ascii=False, separators=(",", ":"))


def course_json(language: str = "en") -> str:
    """What the page reads to list the exercises: `[{"id", "title", "exercises": [{"id", "title", "teaches"}]}]`."""
    chapters = []
    for chapter in course():
        entries = []
        for name in chapter.exercises:
            found = exercise_of(LESSONS / chapter.id / name, language)
            entries.append({field: found[field] for field in ("id", "title", "teaches")})
        chapters.append({"id": chapter.id, "title": chapter.title, "exercises": entries})
    return json.dumps(chapters, ensure_ascii=False, separators=(",", ":"))


# -- the files


def _data_of(path: Path) -> dict[str, Any]:
    text = _text_of(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Faulty(path, f"This is no TOML: {error}.") from None
    for field, value in data.items():
        if field not in FIELDS:
            raise Faulty(path, f"There is no field {field!r}; there are {', '.join(FIELDS)}.", _line_of(text, field))
        if not isinstance(value, FIELDS[field]):
            raise Faulty(
                path, f"{field} is a {type(value).__name__}; it must be a {FIELDS[field].__name__}.", _line_of(text, field)
            )
    for field in NEEDED:
        if not data.get(field):
            raise Faulty(path, f"The field {field!r} is missing or empty. Add it.")
    for name, kind in data.get("parameters", {}).items():
        try:
            kind_of(kind)
        except Unreadable as problem:
            raise Faulty(path, str(problem), _line_of(text, name)) from None
    wanted = "gives" if data.get("call") else "prints"
    for example in data["examples"]:
        if not isinstance(example, dict) or set(example) != {"given", wanted}:
            raise Faulty(
                path,
                f"An example has the fields 'given' (a list of texts) and {wanted!r}; this one is {example!r}.",
                _line_of(text, "examples"),
            )
    return data


def _line_of(text: str, name: str) -> int:
    found = re.search(rf"^\s*\[*{re.escape(name)}\b", text, re.MULTILINE)
    return text[: found.start()].count("\n") + 1 if found else 0


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Faulty(path, "This file is missing. Every exercise has one; docs/exercises.md says what is in it.") from None


def _sources(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}


def _check_mistakes(folder: Path, data: dict[str, Any], words: Words, mistakes: dict[str, str], language: str) -> None:
    text = folder / f"{language}.md"
    if len(words.hints) < LEAST_HINTS:
        raise Faulty(
            text, f"There are {len(words.hints)} hints; write at least {LEAST_HINTS}, from a nudge to nearly the solution."
        )
    if len(mistakes) < LEAST_MISTAKES:
        raise Faulty(folder / "mistakes", f"There are {len(mistakes)} wrong programs; write at least {LEAST_MISTAKES}.")
    for name in mistakes:
        if name not in data["mistakes"]:
            raise Faulty(folder / "exercise.toml", f"The mistake {name!r} has no smallest input. Add it under [mistakes].")
        if name not in words.mistakes:
            raise Faulty(
                text,
                f"The mistake {name!r} has no text. Add '### {name}' under '## Mistakes': the idea, an empty line, the hint.",
            )
    for name in [*data["mistakes"], *words.mistakes]:
        if name not in mistakes:
            raise Faulty(folder / "mistakes", f"There is no {name}.py, which other files of the exercise speak of. Write it.")


def words_of(path: Path) -> Words:
    """The texts in a file such as en.md: title, statement, `## Hints` (a numbered list), `## Mistakes` (`### name`, idea, hint)."""
    text = _text_of(path)
    title, _, rest = text.partition("\n")
    if not title.startswith("# "):
        raise Faulty(path, "The first line must be the title: '# Title'.", 1)
    statement, *sections = re.split(r"^## ", rest, flags=re.MULTILINE)
    found = {name.strip(): body for name, _, body in (section.partition("\n") for section in sections)}
    for name in ("Hints", "Mistakes"):
        if name not in found:
            raise Faulty(path, f"The section '## {name}' is missing. Add it.")
    hints = [hint.strip() for hint in re.split(r"^\d+\. ", found["Hints"], flags=re.MULTILINE)[1:]]
    mistakes = {}
    for section in re.split(r"^### ", found["Mistakes"], flags=re.MULTILINE)[1:]:
        name, _, body = section.partition("\n")
        idea, _, hint = body.strip().partition("\n\n")
        if not hint:
            raise Faulty(
                path,
                f"The mistake {name.strip()!r} needs two paragraphs: the idea, then the hint.",
                text[: text.find(f"### {name}")].count("\n") + 1,
            )
        mistakes[name.strip()] = (idea, hint.strip())
    return Words(title[2:].strip(), statement.strip(), tuple(hints), mistakes)
