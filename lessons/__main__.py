"""For authors: `python -m lessons new CHAPTER/NAME`, `check [CHAPTER/NAME …]`, `preview`. docs/exercises.md says what an exercise is made of."""

import argparse
import sys
from pathlib import Path

from lessons.check import complaints
from lessons.exercises import LESSONS, folders

DRAFT = {
    "exercise.toml": """call = "name(number)"
teaches = ["..."]
needs = []
licence = "MIT"

[parameters]
number = "int(-9, 9)"

[[examples]]
given = ["1"]
gives = "1"

[mistakes]
first_wrong_idea = ["0"]
second_wrong_idea = ["0"]
""",
    "en.md": """# Title

What the learner is to write.

## Hints
1. A nudge.
2. The idea.
3. Nearly the solution.

## Mistakes
### first_wrong_idea
The idea behind it, in one sentence.

The hint for who has it.

### second_wrong_idea
The idea behind it, in one sentence.

The hint for who has it.
""",
    "starter.py": "def name(number):\n    return 0\n",
    "solutions/reference.py": "def name(number):\n    return number\n",
    "mistakes/first_wrong_idea.py": "def name(number):\n    return number + 1\n",
    "mistakes/second_wrong_idea.py": "def name(number):\n    return number - 1\n",
}


def new(name: str) -> int:
    """A folder with all that an exercise needs, to be filled."""
    folder = LESSONS / name
    if folder.exists():
        print(f"{name} is there already.", file=sys.stderr)
        return 1
    for place, text in DRAFT.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    print(f"{folder} is there. Fill it, put it into lessons/course.toml, and run: python -m lessons check {name}")
    return 0


def check(names: list[str]) -> int:
    """Print what is wrong. Gives the exit status."""
    wrong = 0
    for folder in [LESSONS / name for name in names] or folders():
        found = complaints(folder)
        wrong += bool(found)
        print("\n".join(found) if found else f"{folder.relative_to(LESSONS)} holds.")
    return min(wrong, 1)


def preview() -> int:
    """Build the site and serve it on this machine."""
    from tools import build, serve

    return build.main() or serve.main()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m lessons", description="Write exercises.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("new", help="a folder to begin with").add_argument("name", help="CHAPTER/NAME")
    commands.add_parser("check", help="whether exercises hold what they promise").add_argument(
        "names", nargs="*", help="CHAPTER/NAME"
    )
    commands.add_parser("preview", help="build the site and serve it here")
    known = parser.parse_args()
    if known.command == "new":
        return new(known.name)
    if known.command == "check":
        return check([str(Path(name)) for name in known.names])
    sys.argv = sys.argv[:1]
    return preview()


if __name__ == "__main__":
    sys.exit(main())
