"""The engine without its worker: commands in, notifications out. docs/messages.md lists both.

One session serves one page. It keeps the trace that was made or opened last; one that is still growing can be asked about while its program
waits for input. It knows no browser: `post(notification, content)` sends,
`wait(prompt)` gives a line of input (or raises NeedsInput), `clock()` gives seconds; `folder` is where programs write their files.
"""

from collections.abc import Callable
from typing import Any

from . import sealed
from .added import Unusable, lay
from .ask import changes, jumps, travel
from .ask.window import first_step, goes_on
from .draw.patch import patch
from .draw.picture import Drawing, following
from .draw.shown import shown_beside
from .draw.view import View, view_from
from .export import pictures
from .exporting import Unexportable, exported
from .meanwhile import PROGRESS_S, Meanwhile
from .record.left_files import Folder
from .record.limits import Limits
from .record.run import WAITING, NeedsInput, Run, Wait
from .trace.file import open_bytes, save_bytes
from .trace.model import Outcome
from .trace.store import Trace, TraceError, outcome_to_json

__builtins__ = sealed.BUILTINS

Post = Callable[[dict[str, Any], bytes | None], None]

CHANGES = {"next_change": (changes.next_change, "after"), "previous_change": (changes.previous_change, "before")}
NOWHERE = travel.NOWHERE | jumps.NOWHERE
EAGER_STEPS = 200  # a program may hang in any of its first lines: each of these steps is sent before its line runs
FLUSH_S = 0.02  # later, what a dead worker takes with it is this much of its work


class Session:
    """Answers commands. `command(message, content)` takes one; what it has to say goes to `post`."""

    def __init__(self, post: Post, wait: Wait | None, clock: Callable[[], float], folder: Folder | None = None):
        self._post = post
        self._wait = wait
        self._clock = clock
        self._folder = folder or Folder(None)
        self._run = 0
        self._trace: Trace | None = None
        self._drawing = Drawing()
        self._drawn: tuple[Any, dict[str, Any]] | None = None  # the question answered last, and the whole picture
        self._expected: tuple[Trace, int, View] | None = None  # what will be asked for next
        self._flushed = self._told = 0.0
        self._live: Trace | None = None  # of the program under way

    def command(self, message: dict[str, Any], content: bytes | None) -> None:
        """Carry out one command; a command that cannot be is answered with `failed`."""
        performers = {
            "record": self._record,
            "open": self._open,
            "draw": self._draw,
            "find": self._find,
            "save": self._save,
            "pictures": self._pictures,
            "export": self._export,
        }
        kind = message.get("kind")
        try:
            performer = performers.get(str(kind))
            if performer is None:
                raise Refused(f"The engine does not know the command {kind!r}; is the page of another version?")
            performer(message, content)
        except (Refused, TraceError, Unexportable, Unusable) as refusal:
            self._fail(message, str(refusal))
        except RecursionError:
            self._fail(message, "This is nested too deeply to be shown. Choose another step.")

    def _fail(self, message: dict[str, Any], sentence: str) -> None:
        answer = {"kind": "failed", "run": message.get("run"), "command": message.get("kind"), "sentence": sentence}
        if "ask" in message:
            answer["ask"] = message["ask"]
        self._post(answer, None)

    # -- recording

    def _record(self, message: dict[str, Any], content: bytes | None) -> None:
        self._run = message["run"]
        self._trace = None
        try:
            limits = Limits()._replace(**message.get("limits", {}))
            limits.check()
        except (TypeError, ValueError) as error:
            raise Refused(f"These limits cannot be used: {error}") from None
        wait = self._wait if message.get("interactive") else None
        self._live = Trace()
        self._begin_drawing()
        self._flushed = self._clock()
        self._meanwhile = Meanwhile(self._clock)
        run = Run(
            message["source"],
            inputs=message.get("inputs"),
            bounds=limits,
            seed=message.get("seed", 0),
            wait=wait or _nobody,
            on_flush=self._tick,
            first_step=_first_step(message),
            modules=lay(message, content, self._folder),
        )
        self._current = run
        self._folder.follow(run.recorder.steps_address)
        run.perform()
        self._folder.end(run.window.first or 0)
        piece = run.trace_piece()
        live, self._live = self._live, None
        live.extend(piece)
        self._adopt(live)
        self._recorded(live, piece, total=run.recorder.steps, checks=run.window.checks)

    def _tick(self, run: Run) -> None:
        now = self._clock()
        if run.recorder.steps <= EAGER_STEPS or now - self._flushed >= FLUSH_S:
            self._flushed = now
            live, piece = self._grown(run)
            news = self._meanwhile.news(live, run.recorder.steps)
            self._post({"kind": "progress", "run": self._run, **news}, piece)

    def _grown(self, run: Run) -> tuple[Trace, bytes]:
        """The trace so far, and what it grew by."""
        live, piece = self._live, run.trace_piece()
        assert live is not None
        live.extend(piece)
        return live, piece

    def tell_waiting(self) -> None:
        """The program under way wants a line of input. Until it comes, what was recorded so far can be asked about."""
        live, piece = self._grown(self._current)
        self._meanwhile.all_told(live)
        self._begin_drawing()  # a drawing knows the length of its trace
        self._tell_of("waiting", live, WAITING, piece)

    # -- a trace that is there

    def _adopt(self, trace: Trace) -> None:
        self._trace = trace
        self._begin_drawing()

    def _begin_drawing(self) -> None:
        self._drawing = Drawing()
        self._drawn = self._expected = None

    def _open(self, message: dict[str, Any], content: bytes | None) -> None:
        try:
            trace = open_bytes(content or b"")
        except TraceError:
            if content or "source" not in message:
                raise
            empty = Run(message["source"])  # stopped before its first byte came
            trace = Trace(empty.writer.stream)
        self._folder.begin()
        self._run = message["run"]  # only now: where the bytes cannot be opened, the trace before can still be asked about
        self._adopt(trace)
        self._recorded(trace, None)

    def _recorded(self, trace: Trace, piece: bytes | None, **counted: Any) -> None:
        self._tell_of("recorded", trace, trace.outcome, piece, counted)

    def _tell_of(
        self, kind: str, trace: Trace, outcome: Outcome, piece: bytes | None, counted: dict[str, Any] | None = None
    ) -> None:
        first = first_step(trace)
        self._post(
            {
                "kind": kind,
                "run": self._run,
                "steps": len(trace),
                "outcome": outcome_to_json(outcome),
                "output": [list(write) for write in trace.writes],
                "inputs": [list(pair) for pair in trace.inputs],
                "marks": travel.marks(trace),
                "source": trace.source,
                "bytes": trace.size_bytes,
                "first_step": first,
                "total": first + len(trace),
                "checks": [],
                "goes_on": goes_on(trace),
                "shown": shown_beside(trace, self._folder.files),
                **(counted or {}),
            },
            piece,
        )

    def _known(self, message: dict[str, Any]) -> Trace:
        trace = self._live if self._trace is None else self._trace
        if trace is None or message.get("run") != self._run:
            raise Refused(f"Run {message.get('run')} is not here any more. Press Run to record the program again.")
        return trace

    def _step(self, trace: Trace, step: Any) -> int:
        if not isinstance(step, int) or not 0 <= step < len(trace):
            raise Refused(f"Step {step} is not in this recording of {len(trace)} steps.")
        return step

    def _draw(self, message: dict[str, Any], content: bytes | None) -> None:
        trace = self._known(message)
        self._show(trace, self._step(trace, message.get("step")), message, "")

    def _find(self, message: dict[str, Any], content: bytes | None) -> None:
        trace = self._known(message)
        start, how, line = self._step(trace, message.get("from")), message.get("how"), message.get("line")
        if how in CHANGES:
            self._find_change(trace, start, message)
            return
        if how in travel.WAYS:
            found = travel.WAYS[how](trace, start)
        elif how in jumps.JUMPS:
            found = jumps.JUMPS[how](trace, start)
        elif how in travel.LINE_WAYS and isinstance(line, int):
            found = travel.LINE_WAYS[how](trace, start, line)
        else:
            raise Refused(f"The engine cannot look for {how!r}; is the page of another version?")
        note = NOWHERE[how].format(line=line) if found is None else ""
        self._show(trace, start if found is None else found, message, note)

    def _find_change(self, trace: Trace, start: int, message: dict[str, Any]) -> None:
        search, words = CHANGES[message["how"]]
        frame, name = message.get("frame"), message.get("name")
        if not isinstance(frame, int) or not isinstance(name, str):
            raise Refused("The engine was not told which variable to follow; is the page of another version?")
        found = search(trace, start, frame, name)
        if found.looked is not None:
            looked_at = abs(found.looked - start)
            note = f"{name} does not change in {looked_at:,} steps {words} here. Press again to look further."
        else:
            note = "" if found.step is not None else f"{name} does not change {words} this step."
        step = found.looked if found.step is None else found.step
        self._show(trace, start if step is None else step, message, note)

    def _show(self, trace: Trace, step: int, message: dict[str, Any], note: str) -> None:
        ask, base = message.get("ask"), message.get("base")
        view = view_from(message.get("view") or {})
        self._drawing.forget_if_full()
        picture = self._drawing.draw(trace, step, view)
        picture.update(kind="drawn", run=self._run, ask=ask)
        if note:
            picture["note"] = note
        former, self._drawn = self._drawn, (ask, picture)
        self._expected = following(trace, former[1]["step"] if former else step - 1, step, view)
        is_base = former is not None and base is not None and former[0] == base and former[1]["era"] == picture["era"]
        changes = patch(former[1], picture) if former is not None and is_base else None
        self._post(picture if changes is None else {**changes, "base": base}, None)

    def draw_ahead(self) -> None:
        """Nobody asks for anything: draw what will probably be asked for next. Where that goes wrong it will go wrong again, and be told."""
        expected, self._expected = self._expected, None
        if expected is not None:
            try:
                self._drawing.draw_ahead(*expected)
            except (TraceError, RecursionError):
                pass

    def _pictures(self, message: dict[str, Any], content: bytes | None) -> None:
        trace = self._known(message)
        step = self._step(trace, message.get("step", 0))
        view = view_from({**(message.get("view") or {}), "width": pictures.WIDTH_PX, "open": {}, "known": 0, "era": 0})
        text, unshown = pictures.exported(trace, view, step)
        self._post({"kind": "pictures", "run": self._run, "text": text, "unshown": unshown}, None)

    def _save(self, message: dict[str, Any], content: bytes | None) -> None:
        self._post({"kind": "saved", "run": self._run}, save_bytes(self._known(message)))

    def _export(self, message: dict[str, Any], content: bytes | None) -> None:
        trace = self._known(message)
        self._told = self._clock()

        def told(done: int, all: int) -> None:
            now = self._clock()
            if now - self._told >= PROGRESS_S:
                self._told = now
                self._post({"kind": "exporting", "run": self._run, "done": done, "all": all}, None)

        file = exported(trace, message, told)
        self._post({"kind": "exported", "run": self._run, "format": message["format"]}, file)


def _first_step(message: dict[str, Any]) -> int | None:
    first = message.get("first_step", 0)
    if first is not None and (not isinstance(first, int) or first < 0):
        raise Refused(f"A recording cannot begin at step {first!r}; it is counted from 0.")
    return first


class Refused(Exception):
    """A command that cannot be carried out; the message is a sentence."""


def _nobody() -> str | None:
    raise NeedsInput
