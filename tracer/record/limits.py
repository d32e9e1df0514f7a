"""How much a recording may take, and the sentence for each limit that was reached."""

from typing import NamedTuple


class Limits(NamedTuple):
    """What stops a recording. Each has a reason.

    steps: a trace of more is hard to look through, and it must fit into a tab's memory (some 20 bytes a step and more).
    seconds: a program that seems to hang in a terminal should end; 0 is for ever. The page stops by its button instead.
    output_chars: a page cannot show more, and a print in an endless loop fills any memory.
    shown_chars: of pictures, tables and drawings; about as much as a page can hold beside the trace.
    depth: calls within calls, until the program sets a limit itself; Python's own number, so that RecursionError comes where the learner expects it.
    objects: alive at once; each is looked at before every step, and beyond this a step takes seconds.
    elements: of one list, dict or set that are recorded; each is looked at before every step.
    chars: of one string's or number's text that are recorded.
    bytes: of the recording itself; a program that makes a long text longer, step by step, writes all of it at each step.
    """

    steps: int = 1_000_000
    seconds: float = 0
    output_chars: int = 1_000_000
    shown_chars: int = 20_000_000
    depth: int = 1_000
    objects: int = 200_000
    elements: int = 10_000
    chars: int = 10_000
    bytes: int = 256_000_000

    def check(self) -> None:
        """Raise ValueError with a sentence when a limit makes no sense."""
        for name, value in self._asdict().items():
            least = 0 if name == "seconds" else 1
            if value < least:
                raise ValueError(f"The limit {name} is {value}; it must be at least {least}.")


def sentence(name: str, limits: Limits, first_step: int = 0) -> str:
    """What the learner reads when the limit `name` ended the recording, which began at `first_step`."""
    return {
        "steps": f"The recording ends here, after {limits.steps:,} steps: the limit for one recording."
        + ("" if first_step else " Try a smaller input, or record with a higher limit."),
        "bytes": f"The recording ends here: it has become larger than {limits.bytes / 1_000_000:g} MB, the limit for one recording. "
        "Do long texts or arrays change at each step?",
        "seconds": f"The recording ends here, after {limits.seconds:g} seconds: the limit that was set.",
        "objects": f"The recording ends here: the program keeps more than {limits.objects:,} objects, "
        "the limit for one recording. Try a smaller input.",
        "output_chars": f"The recording ends here: the program has written {limits.output_chars:,} characters, "
        "the limit for one recording. Does a loop print without end?",
        "shown_chars": f"The recording ends here: the program has drawn or shown more than {limits.shown_chars:,} characters of pictures, "
        "the limit for one recording. Does a loop draw without end?",
        "failed": "The recording ends here: CodeViz could not follow the program any further. What it did before is shown.",
        "stopped": "The recording was stopped here.",
    }[name]


def too_short(steps: int) -> str:
    """What the learner reads when the program ended before the first step that was to be recorded."""
    return f"The program ended after {steps:,} steps, before the recording was to begin."
