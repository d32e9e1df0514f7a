"""The gallery: example programs for learners, each a file of its own, in the order of the page.

`gallery/gallery.toml` says what belongs to which group and what to watch; the program `ID.py` beside it is
shown to learners as it stands. Rule: this is read natively, when the site is built; the page and the engine
see `gallery_json()` alone.
"""

import json
import tomllib
from pathlib import Path
from typing import NamedTuple

GALLERY = Path(__file__).parent / "gallery"


class Example(NamedTuple):
    """One program. `watch`: one sentence on what to look at. `inputs`: the lines a person would type."""

    id: str
    title: str
    group: str
    watch: str
    source: str
    inputs: tuple[str, ...]


def examples() -> list[Example]:
    """Every example, in the order of the page; the first is the one that is there before anything has loaded.

    Raises KeyError where the index lacks a title or a sentence, OSError where a program is missing.
    """
    index = tomllib.loads((GALLERY / "gallery.toml").read_text(encoding="utf-8"))
    return [
        Example(
            id=id,
            title=entry["title"],
            group=group["title"],
            watch=entry["watch"],
            source=(GALLERY / f"{id}.py").read_text(encoding="utf-8"),
            inputs=tuple(entry.get("inputs", ())),
        )
        for group in index["group"]
        for id, entry in group.items()
        if id != "title"
    ]


def gallery_json() -> str:
    """What the page reads: `[{"id", "title", "watch", "group", "source", "inputs"}]` as JSON text."""
    fields = ("id", "title", "watch", "group", "source", "inputs")
    return json.dumps([{field: getattr(example, field) for field in fields} for example in examples()])
