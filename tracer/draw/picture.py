"""One step of a trace as a picture: parts with places, arrows, and the sentence over them (docs/messages.md, "A picture").

Rule: the same trace, step and view give the same picture, and an object stands in the next one where it stood in the last.
"""

from bisect import bisect_left, bisect_right
from typing import Any, NamedTuple

from ..ask.sentence import sentence
from ..ask.window import first_step
from ..trace.model import Snapshot
from .arrows import Arrows
from .changes import Changes, changed_oids, changes_between
from .ended import Ended
from .objects import Objects
from .paper import Texts
from .reach import MOST_OBJECTS
from .recall import Recall
from .scene import Scene
from .stack import draw_frames
from .stage import Cast
from .standing import Standing
from .view import View

MOST_CHARS = 1_000_000  # of texts: a page holds them too
MOST_SCENES = 4  # views whose places are kept: going to and fro between two must cost nothing
BOTTOM = 8  # px under the lowest part

__all__ = ["Drawing", "View"]


class Set(NamedTuple):
    """What is kept for one view: the scene, and what draws on it."""

    scene: Scene
    objects: Objects
    arrows: Arrows


class Drawing:
    """All pictures of one trace. Holds the texts that were sent, and the places of the views that were asked for last."""

    def __init__(self) -> None:
        self._texts = Texts()
        self._sets: dict[Any, Set] = {}
        self._recall: Recall | None = None
        self._ended = Ended()
        self._ahead: tuple[Any, dict[str, Any]] | None = None  # (step and view, their picture)

    @property
    def texts(self) -> list[str]:
        """All texts so far; a text's number is its index."""
        return self._texts.all

    def forget_if_full(self) -> None:
        """Where the texts have become many, begin their numbers anew: whoever scrubs through a long trace for hours needs no more memory."""
        if self._texts.chars > MOST_CHARS:
            self._texts.give_up()
            self._ahead = None
            for found in self._sets.values():
                found.objects.give_up_texts()

    def draw(self, trace: Any, step: int, view: View) -> dict[str, Any]:
        """The picture of `step`. Raises IndexError when there is no such step."""
        known, self._ahead = self._ahead, None
        picture = known[1] if known and known[0] == (step, view.layout_key) else self._draw(trace, step, view)
        texts = self._texts
        return {**picture, "era": texts.era, "texts": texts.after(view.known if view.era == texts.era else 0)}

    def draw_ahead(self, trace: Any, step: int, view: View) -> None:
        """Have the picture of `step` ready for the next `draw`."""
        self._ahead = (step, view.layout_key), self._draw(trace, step, view)

    def _draw(self, trace: Any, step: int, view: View) -> dict[str, Any]:
        if self._recall is None or self._recall.trace is not trace or self._recall.hide != view.hide:
            self._recall, self._ended = Recall(trace, view.hide), Ended()
        before, now = self._recall.pair(step)
        scene, objects, arrows = self._set(self._recall, view)
        cast, changes = _cast(scene, before, now)
        ended = self._ended.boxes(self._recall, now, view, scene.stage.manner) if view.exited else []
        standing: dict[str, Standing] = {}
        frames, frames_end = draw_frames(scene, now, cast.boxes, ended, changes, self._texts, standing)
        boxes, boxes_end = objects.draw(cast, now.heap, step, changes, standing)
        return {
            "step": step,
            "steps": len(trace),
            "event": now.event,
            "line": now.line,
            "was": before.line if before else 0,
            "span": list(now.span) if now.span else None,
            **_sentence(trace, before, now),
            "note": "",
            "output_chars": now.output_chars,
            "inputs": now.inputs,
            "width": view.width,
            "height": max(frames_end, boxes_end) + BOTTOM,
            "parts": frames + boxes,
            "arrows": arrows.draw(scene, standing, changes) if view.arrows else [],
        }

    def _set(self, recall: Recall, view: View) -> Set:
        key = view.layout_key
        found = self._sets.pop(key, None)
        if found is None:
            scene = Scene(recall, view)
            found = Set(scene, Objects(scene, self._texts), Arrows())
            while len(self._sets) >= MOST_SCENES:
                del self._sets[next(iter(self._sets))]
        self._sets[key] = found
        return found


def _cast(scene: Scene, before: Snapshot | None, now: Snapshot) -> tuple[Cast, Changes]:
    """Who is in the picture, and what changed in it. What changed far inside a long list is shown too."""
    stage = scene.stage
    boxes = stage.shown_frames(now, scene.frame_names)
    cast = stage.cast(now, boxes, changed_oids(before, now) if len(now.heap) > MOST_OBJECTS else (), {})
    changes = changes_between(before, now, cast.contents)
    far = {oid: places for oid, places in changes.indices.items() if cast.contents[oid].more}
    if far:
        cast = stage.cast(now, boxes, far, far)
    scene.prepare(cast, now)
    return cast, changes


def _sentence(trace: Any, before: Snapshot | None, now: Snapshot) -> dict[str, str]:
    lines, written = trace.source.split("\n"), _written(trace, now.step - 1)
    said = sentence(before, now, lines, written, first_step=first_step(trace))
    return {"sentence": said.text, "sentence_html": said.html}


def _written(trace: Any, step: int) -> str:
    """What the program wrote to its output after `step` began and before the next."""
    writes = trace.writes
    start = bisect_left(writes, step, key=lambda write: write.step)
    end = bisect_right(writes, step, key=lambda write: write.step)
    return "".join(write.text for write in writes[start:end] if write.stream == 1)


def following(trace: Any, former: int, step: int, view: View) -> tuple[Any, int, View] | None:
    """The step that comes next for somebody who walks; None where they jumped."""
    ahead = step + (step - former)
    return (trace, ahead, view) if abs(step - former) == 1 and 0 <= ahead < len(trace) else None
