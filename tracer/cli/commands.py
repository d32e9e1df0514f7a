"""The three commands and their arguments.

Exit status: 0 when the command did what it was asked (`record`: also when the program raised), 2 when it could not, with one
line on stderr that says why. What the recorded program writes goes to where it would go without us; the numbers about the recording go to stderr.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn, TextIO

from ..ask.window import first_step
from ..export.as_json import json_pieces, snapshot_json
from ..export.pytutor import pytutor_pieces
from ..record import Limits
from ..record.run import Run
from ..record.streams import Echo
from ..trace.file import save_bytes
from ..trace.store import Trace
from .files import Refusal, read_inputs, read_program, read_trace, write_bytes, write_content, write_text
from .text_picture import text_picture

DRAWN = ("html", "svg", "svg-moving", "png", "gif", "handout", "pdf")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; try {self.prog} --help\n")


def main(arguments: list[str]) -> int:
    """Run one command; the exit status comes back."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        options.run(options)
        sys.stdout.flush()
    except Refusal as refusal:
        print(f"tracer: {refusal}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("tracer: interrupted", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="tracer", description="Record a Python program and look at every step of it.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    record = commands.add_parser("record", help="run a program and write a trace of it")
    record.set_defaults(run=_record)
    record.add_argument("program", metavar="PROGRAM", help="a Python file")
    record.add_argument("-o", dest="out", metavar="FILE.cvt", help="default: PROGRAM with the ending .cvt")
    record.add_argument("--input", metavar="FILE", help="lines for input(), one per line")
    record.add_argument("--max-steps", type=_positive, metavar="N", help="stop recording after N steps")
    begin = record.add_mutually_exclusive_group()
    begin.add_argument("--from-step", type=_positive, default=1, metavar="N", help="begin to record at step N of the program")
    begin.add_argument("--end", action="store_true", help="run the program twice and record its last steps")

    show = commands.add_parser("show", help="print one step of a trace")
    show.set_defaults(run=_show)
    show.add_argument("trace", metavar="FILE.cvt")
    show.add_argument("--step", type=_positive, required=True, metavar="K", help="counted from 1, as on the page")
    show.add_argument("--json", action="store_true", help="as JSON: docs/trace-json.md")

    export = commands.add_parser("export", help="write a trace in another format")
    export.set_defaults(run=_export)
    export.add_argument("trace", metavar="FILE.cvt")
    export.add_argument("--format", choices=("json", "pytutor", "pictures", *DRAWN), required=True)
    export.add_argument("-o", dest="out", metavar="OUT", help="default: standard output")
    export.add_argument(
        "--steps",
        metavar="N,N-N",
        help="of drawn formats: which, counted from 1 as on the page; default: all, of svg and png the last",
    )
    export.add_argument("--theme", choices=("light", "dark"), default="light", help="of images")
    export.add_argument("--no-code", action="store_true", help="images of the picture alone, without the program")
    export.add_argument("--drawing", action="store_true", help="images of nothing but what the turtles draw")
    return parser


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


def _record(options: argparse.Namespace) -> None:
    source = read_program(options.program)
    inputs = read_inputs(options.input) if options.input else None
    limits = Limits(steps=options.max_steps) if options.max_steps else Limits()
    path = Path(options.program)
    began = time.perf_counter()
    first = None if options.end else options.from_step - 1
    wait, echo, folder = None if options.input else _typed_line, _echo_to(sys.stdout, sys.stderr), str(path.parent.resolve())
    run = Run(source, path.name, inputs, limits, wait=wait, echo=echo, folder=folder, first_step=first)
    run.perform()
    if options.end:
        run = _end_of(run)
    trace = Trace(run.writer.stream)
    seconds = time.perf_counter() - began
    sys.stdout.flush()
    out = options.out or str(path.with_suffix(".cvt"))
    content = save_bytes(trace)
    write_bytes(out, content)
    ending = trace.outcome
    if ending.kind in ("cut", "stopped", "waiting", "syntax") or not len(trace):  # the others have said themselves what happened
        print(ending.traceback.rstrip() or ending.reason, file=sys.stderr)
    first = first_step(trace)
    begins = f" from step {first + 1:,} on" if first else ""
    print(f"{out}: {len(trace):,} steps{begins}, {seconds:.2f} seconds, {len(content):,} bytes", file=sys.stderr)


def _end_of(counted: Run) -> Run:
    """The end of the run that was only counted: the same once more, silently."""
    inputs = [text for _, text in Trace(counted.writer.stream).inputs]
    first = max(0, counted.recorder.steps - counted.limits.steps)
    run = Run(counted.source, counted.filename, inputs, counted.limits, folder=counted.folder, first_step=first)
    run.perform()
    if run.window.checks[-1] != counted.window.checks[-1]:
        print("This program does not run twice in the same way: the recording is of another run.", file=sys.stderr)
    return run


def _typed_line(stdin: TextIO = sys.stdin) -> str | None:
    line = stdin.readline()
    return line.removesuffix("\n") if line else None


def _echo_to(out: TextIO, err: TextIO) -> Echo:
    """Passes on what the program writes; the streams are those from before the program could replace them."""
    writers = {1: out.write, 2: err.write}

    def echo(stream: int, text: str) -> None:
        writers[stream](text)

    return echo


def _show(options: argparse.Namespace) -> None:
    trace = read_trace(options.trace)
    step = options.step - 1 - first_step(trace)
    if not 0 <= step < len(trace):
        raise Refusal(_no_such_step(trace, options.step))
    snapshot = trace.at(step)
    text = json.dumps(snapshot_json(snapshot), indent=1) if options.json else text_picture(trace, snapshot)
    write_text(None, [text.rstrip("\n"), "\n"])


def _no_such_step(trace: Trace, step: int) -> str:
    if not len(trace):
        return f"Step {step} is not in this trace: the program never ran. {trace.outcome.reason}"
    first = first_step(trace)
    return f"Step {step} is not in this trace of {len(trace):,} steps. Give a number from {first + 1} to {first + len(trace)}."


def _export(options: argparse.Namespace) -> None:
    trace = read_trace(options.trace)
    if options.format in DRAWN:
        from .drawn import drawn_file  # draws: only these formats need all of that

        content = drawn_file(trace, options)
        if isinstance(content, str):
            write_text(options.out, [content])
        else:
            write_content(options.out, content)
        return
    write_text(options.out, _pieces(trace, options.format))


def _pieces(trace: Trace, format: str) -> Iterator[str]:
    if format == "json":
        return json_pieces(trace)
    return pytutor_pieces(trace) if format == "pytutor" else _picture_pieces(trace)


def _picture_pieces(trace: Trace) -> Iterator[str]:
    from ..draw.view import View
    from ..export.pictures import MOST_CHARACTERS, WIDTH_PX, exported

    if not len(trace):
        raise Refusal(f"There is nothing to draw: the program never ran. {trace.outcome.reason}")
    text, unshown = exported(trace, View(width=WIDTH_PX))
    if unshown:
        print(
            f"What this program draws is left out: with it, the text would have more than {MOST_CHARACTERS:,} characters. It is there once somebody presses Run.",
            file=sys.stderr,
        )
    return iter([text, "\n"])
