"""The command line as a person meets it: what it prints, what it writes, what it answers to mistakes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tracer.cli.commands import main

ROOT = Path(__file__).parents[3]
PROGRAM = "total = 0\nfor n in [1, 2]:\n    total += n\nprint('total', total)\n"


def tracer(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """`python -m tracer ARGUMENTS`, run as a person runs it."""
    command = [sys.executable, "-m", "tracer", *arguments]
    return subprocess.run(command, input=typed, capture_output=True, text=True, cwd=ROOT, timeout=120)


def plain(path: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(path)], input=typed, capture_output=True, text=True, timeout=60)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "sums.py"
    path.write_text(PROGRAM)
    return path


@pytest.fixture
def trace(program: Path) -> Path:
    assert tracer("record", str(program)).returncode == 0
    return program.with_suffix(".cvt")


def test_record_passes_the_output_on_and_counts_on_stderr(program: Path) -> None:
    done = tracer("record", str(program))
    assert (done.returncode, done.stdout) == (0, "total 3\n")
    assert done.stderr.startswith(f"{program.with_suffix('.cvt')}: ")
    assert "steps" in done.stderr and "seconds" in done.stderr and "bytes" in done.stderr
    assert program.with_suffix(".cvt").stat().st_size > 0


def test_a_program_finds_the_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("ant bee")
    path = tmp_path / "reads.py"
    path.write_text("from pathlib import Path\nprint((Path(__file__).parent / 'words.txt').read_text())\n")
    assert tracer("record", str(path)).stdout == "ant bee\n"


def test_a_program_is_named_as_python_names_it(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        "import linecache\nprint(__file__, (lambda: 0).__code__.co_filename)\n"
        "linecache.clearcache()\nlinecache.lazycache('copy', globals())\nprint(linecache.getline('copy', 2))\n1 / 0\n"
    )
    recorded, alone = tracer("record", str(path)), plain(path)
    assert recorded.stdout == alone.stdout
    assert recorded.stderr.startswith(alone.stderr)


def test_record_writes_where_it_is_told(program: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere.cvt"
    assert tracer("record", str(program), "-o", str(out)).returncode == 0
    assert out.exists() and not program.with_suffix(".cvt").exists()


@pytest.mark.parametrize(
    "source",
    ["print(1)\nimport sys\nsys.exit(3)\n", "print('before')\n1 / 0\n", "print(\n", "import sys\nsys.stderr.write('e')\n"],
)
def test_a_program_that_fails_is_recorded_all_the_same(source: str, tmp_path: Path) -> None:
    path = tmp_path / "failing.py"
    path.write_text(source)
    done = tracer("record", str(path))
    assert done.returncode == 0
    assert done.stdout == plain(path).stdout
    assert path.with_suffix(".cvt").exists()


def test_input_comes_from_a_file_or_from_the_terminal(tmp_path: Path) -> None:
    path, lines = tmp_path / "greet.py", tmp_path / "lines.txt"
    path.write_text("print('Hello', input('Who? '))\nprint(input())\n")
    lines.write_text("Ada\nGrace\n")
    assert tracer("record", str(path), "--input", str(lines)).stdout == "Who? Hello Ada\nGrace\n"
    assert tracer("record", str(path), typed="Bo\nCy\n").stdout == plain(path, "Bo\nCy\n").stdout


def test_a_program_imports_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "neighbour.py").write_text("answer = 42\n")
    (tmp_path / "asks.py").write_text("import neighbour\nprint(neighbour.answer)\n")
    assert tracer("record", str(tmp_path / "asks.py")).stdout == "42\n"


def test_a_program_is_decoded_as_python_decodes_it(tmp_path: Path) -> None:
    path = tmp_path / "latin.py"
    path.write_bytes("# -*- coding: latin-1 -*-\nprint(len('é'))\r\n".encode("latin-1"))
    assert tracer("record", str(path)).stdout == "1\n"


def test_max_steps_cuts_the_recording_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "endless.py"
    path.write_text("n = 0\nwhile True:\n    n += 1\n")
    done = tracer("record", str(path), "--max-steps", "50")
    assert done.returncode == 0
    assert "50 steps" in done.stderr
    shown = tracer("show", str(path.with_suffix(".cvt")), "--step", "50")
    assert shown.stdout.startswith("Step 50 of 50")


def test_show_draws_one_step_in_words(trace: Path) -> None:
    shown = tracer("show", str(trace), "--step", "4").stdout
    assert shown.splitlines()[:2] == ["Step 4 of 8: about to run line 2", "    2  for n in [1, 2]:"]
    assert "Output so far: none" in shown
    assert "    total  1" in shown.splitlines()


def test_show_as_json_is_one_step_of_the_json_export(trace: Path) -> None:
    whole = json.loads(tracer("export", str(trace), "--format", "json").stdout)
    step = json.loads(tracer("show", str(trace), "--step", "8", "--json").stdout)
    assert step == whole["steps"][7]


@pytest.mark.parametrize("format", ["json", "pytutor", "html"])
def test_export_writes_the_same_to_a_file_as_to_the_terminal(format: str, trace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert tracer("export", str(trace), "--format", format, "-o", str(out)).returncode == 0
    assert out.read_text(encoding="utf-8") == tracer("export", str(trace), "--format", format).stdout


def mistakes(folder: Path) -> dict[str, tuple[list[str], str]]:
    """Arguments that cannot work, and words of the answer."""
    trace, program = folder / "sums.cvt", folder / "sums.py"
    damaged, newer, empty = folder / "damaged.cvt", folder / "newer.cvt", folder / "empty.cvt"
    content = trace.read_bytes()
    damaged.write_bytes(content[:40] + b"?" + content[41:])
    newer.write_bytes(content[:6] + b"\x63" + content[7:])
    empty.write_bytes(b"")
    (folder / "bytes.py").write_bytes(b"x = '\xff'\n")
    return {
        "no command": ([], "COMMAND"),
        "an unknown command": (["replay"], "replay"),
        "a missing program": (["record", str(folder / "none.py")], "There is no program"),
        "a folder for a program": (["record", str(folder)], "is a folder"),
        "a program that is no text": (["record", str(folder / "bytes.py")], "UTF-8"),
        "a strange name": (["show", "a\tb", "--step", "1"], "There is no trace"),
        "an output in no folder": (["record", str(program), "-o", str(folder / "no" / "x.cvt")], "not there"),
        "missing inputs": (["record", str(program), "--input", str(folder / "none.txt")], "There is no input file"),
        "steps that are no number": (["record", str(program), "--max-steps", "many"], "'many'"),
        "no steps": (["record", str(program), "--max-steps", "0"], "'0'"),
        "a program for a trace": (["show", str(program), "--step", "1"], "not a CodeViz trace"),
        "a damaged trace": (["show", str(damaged), "--step", "1"], "damaged"),
        "a newer trace": (["show", str(newer), "--step", "1"], "version 99"),
        "an empty trace": (["export", str(empty), "--format", "json"], "not a CodeViz trace"),
        "no step": (["show", str(trace)], "--step"),
        "step 0": (["show", str(trace), "--step", "0"], "'0'"),
        "a step after the end": (["show", str(trace), "--step", "9"], "this trace of 8 steps"),
        "an unknown format": (["export", str(trace), "--format", "xml"], "'xml'"),
    }


def test_a_mistake_gets_one_line_and_status_2(trace: Path) -> None:
    for title, (arguments, words) in mistakes(trace.parent).items():
        done = tracer(*arguments)
        assert done.returncode == 2, title
        assert words in done.stderr, (title, done.stderr)
        assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr, (title, done.stderr)


def test_what_was_there_stays_when_writing_fails(trace: Path) -> None:
    before = trace.read_bytes()
    assert tracer("export", str(trace), "--format", "json", "-o", str(trace.parent)).returncode == 2
    assert trace.read_bytes() == before
    assert [path.name for path in trace.parent.iterdir() if path.suffix == ".part"] == []


def test_a_recording_begins_at_a_later_step(program: Path) -> None:
    done = tracer("record", str(program), "--from-step", "4")
    assert (done.returncode, done.stdout) == (0, "total 3\n")
    assert "5 steps from step 4 on" in done.stderr
    shown = tracer("show", str(program.with_suffix(".cvt")), "--step", "4").stdout
    assert shown.startswith("Step 4 of 8: about to run line 2")
    assert "Give a number from 4 to 8" in tracer("show", str(program.with_suffix(".cvt")), "--step", "3").stderr


def test_the_end_is_recorded_by_running_twice(tmp_path: Path) -> None:
    path = tmp_path / "asks.py"
    path.write_text("name = input('Who? ')\nfor n in range(9):\n    x = n\nprint(name)\n1 / 0\n")
    done = tracer("record", str(path), "--end", "--max-steps", "4", typed="Ada\n")
    assert done.stdout == "Who? Ada\n"
    assert "4 steps from step 21 on" in done.stderr
    assert "twice" not in done.stderr


def test_a_program_that_ends_before_the_recording_begins_says_so(program: Path) -> None:
    assert "The program ended after 8 steps" in tracer("record", str(program), "--from-step", "99").stderr


def exported(trace: Path, format: str, *options: str) -> bytes:
    out = trace.with_suffix(".out")
    done = tracer("export", str(trace), "--format", format, "-o", str(out), *options)
    assert (done.returncode, done.stderr) == (0, "")
    return out.read_bytes()


def test_images_and_hand_outs_are_written(trace: Path) -> None:
    assert b"Step 8 of 8</text>" in exported(trace, "svg")
    dark = exported(trace, "svg", "--steps", "3", "--theme", "dark", "--no-code")
    assert b"Step 3 of 8</text>" in dark
    assert b"#15181b" in dark
    assert b"print(" not in dark.partition(b"</desc>")[2]
    assert exported(trace, "svg-moving").count(b"<animate ") > 5
    assert exported(trace, "handout", "--steps", "1,3-4").count(b"<section>") == 3


def test_a_part_of_the_steps_can_be_replayed(trace: Path) -> None:
    assert len(exported(trace, "html", "--steps", "2-3")) < len(exported(trace, "html"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("svg", "--steps", "2-3"), "the format svg shows one step, and 2 are chosen. Choose one."),
        (("svg", "--steps", "10"), "'10' is not in this trace. Write steps from 1 to 8."),
        (("html", "--steps", "a-b"), "'a-b' is no step. Write steps such as 3,8,12-20, from 1 to 8."),
        (("html", "--steps", "3-2"), "'3-2' is not in this trace."),
    ],
)
def test_steps_that_are_not_there_are_refused_in_a_line(trace: Path, options: tuple[str, ...], words: str) -> None:
    done = tracer("export", str(trace), "--format", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("format", "package"), [("png", "resvg-py"), ("gif", "pillow"), ("pdf", "weasyprint")])
def test_what_a_format_needs_beside_python_is_said_in_a_line(
    trace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format: str, package: str
) -> None:
    for module in ("resvg_py", "PIL", "PIL.Image", "weasyprint"):
        monkeypatch.setitem(sys.modules, module, None)
    assert main(["export", str(trace), "--format", format, "-o", str(trace.with_suffix(".out"))]) == 2
    said = capsys.readouterr().err
    assert said == f"tracer: The format {format} needs the package {package}: pip install {package}, and try again.\n"
    assert not trace.with_suffix(".out").exists()


def test_a_drawing_is_exported_by_itself_where_that_makes_sense(tmp_path: Path) -> None:
    path, trace = tmp_path / "draws.py", tmp_path / "draws.cvt"
    path.write_text("import turtle\nturtle.forward(50)\n")
    assert tracer("record", str(path)).returncode == 0
    for format in ("svg", "svg-moving"):
        done = tracer("export", str(trace), "--format", format, "--drawing")
        assert (done.returncode, done.stdout.count("<polyline ")) == (0, 1)
        assert "import" not in done.stdout
    refused = tracer("export", str(trace), "--format", "html", "--drawing")
    assert refused.returncode == 2 and "--drawing is for images" in refused.stderr
    early = tracer("export", str(trace), "--format", "svg", "--drawing", "--steps", "1")
    assert early.returncode == 2 and "Choose a later step" in early.stderr
