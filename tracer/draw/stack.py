"""The frames' part of a picture: the stack from the outermost call down, folded where it is too high, then calls that ended.

Rule: a frame is found again by the id of its call.
"""

from ..trace.model import Snapshot
from .changes import Changes
from .frames import FrameBox, with_home
from .paper import Part, Texts
from .rows import more_button
from .scene import Scene
from .standing import Standing


def draw_frames(
    scene: Scene,
    snapshot: Snapshot,
    boxes: list[FrameBox],
    ended: list[FrameBox],
    changes: Changes,
    texts: Texts,
    standing: dict[str, Standing],
) -> tuple[list[Part], int]:
    """(parts, the y below them). `standing` is given the frames."""
    m, y = scene.m, scene.m.title
    parts: list[Part] = [["hf", 0, 0, texts.number('<h2 class="over">Frames</h2>')]]
    missing = len(snapshot.frames) - len(boxes)
    ended = [with_home(box, scene.frame_names) for box in ended]
    for index, box in enumerate((*boxes, *ended)):
        key = f"f{box.frame.id}"
        shape = scene.stage.frame(box, snapshot.heap, scene.frame_width)
        parts.append([key, 0, y, texts.boxed(shape, changes.slots)])
        standing[key] = Standing(0, 0, y, y, shape.width, shape)
        y += shape.height + m.frame_gap
        if missing and index == 0:
            words = f"… {missing} more frames"
            button = more_button("frames", len(snapshot.frames), words, f"{missing} more frames, show them")
            html = f'<p class="fold" style="width:{scene.frame_width}px">{button}</p>'
            parts.append(["fold", 0, y, texts.number(html)])
            y += m.row + m.frame_gap
    return parts, y
