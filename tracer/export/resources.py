"""The style sheets and the script that exported files carry, read once: where the engine starts from a snapshot, its files are not there later."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


PICTURE_CSS = _text("assets/picture.css")
REPLAY_CSS = _text("tracer/export/replay.css")
DRAWN_JS = _text("assets/drawn.js")
REPLAY_JS = _text("tracer/export/replay.js")
NAMES = (
    "assets/picture.css",
    "assets/drawn.js",
    "tracer/export/replay.css",
    "tracer/export/replay.js",
)  # the build takes them along
