"""The documents tell the truth: their Python examples run, their commands are there, their tables match the code."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from app.options import READERS
from tracer.cli.commands import main
from tracer.trace import model, records, scan

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def blocks(path: Path, *languages: str) -> list[str]:
    return [text for language, text in BLOCK.findall(path.read_text(encoding="utf-8")) if language in languages]


@each_document
def test_python_sessions_answer_as_written(path: Path) -> None:
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    globs: dict[str, object] = {}
    for text in blocks(path, "python", "pycon"):
        if ">>>" in text:
            test = parser.get_doctest(text, globs, path.name, str(path), 0)
            runner.run(test, clear_globs=False)
            globs = test.globs
    assert runner.summarize(verbose=False).failed == 0


@each_document
def test_other_python_examples_run(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for text in blocks(path, "python"):
        if ">>>" not in text:
            exec(compile(text, path.name, "exec"), {"__name__": "__main__"})


@each_document
def test_commands_of_the_tracer_run_as_written(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("program.py").write_text("total = 0\nfor n in (1, 2):\n    total += n\nprint(total)\n", encoding="utf-8")
    for line in "".join(blocks(path, "sh", "console", "bash")).splitlines():
        command = line.removeprefix("$ ").partition("  #")[0].strip()
        if command.startswith("python -m tracer "):
            assert main(shlex.split(command)[3:]) == 0, (command, capsys.readouterr().err)


@each_document
def test_make_targets_and_files_that_are_named_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets
    named = re.findall(r"`((?:app|assets|docs|lessons|tests|tools|tracer)/[\w/.-]+\.\w+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


@each_document
def test_links_lead_to_files(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), target


def test_every_option_of_an_embedded_program_is_in_its_table() -> None:
    text = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text, re.MULTILINE)
    assert {name for names in table for name in re.findall(r"`(\w+)`", names)} >= set(READERS)


def test_the_trace_format_lists_every_code() -> None:
    text = (ROOT / "docs/trace-format.md").read_text(encoding="utf-8")

    def numbered(names: tuple[str, ...]) -> str:
        return ", ".join(f"{code} `{name}`" for code, name in enumerate(names))

    assert f"Kinds of object: {numbered(records.KINDS)}." in text
    assert f"Kinds of frame: {numbered(records.FRAME_KINDS)}." in text
    assert f"Events: {numbered(model.EVENTS)}." in text
    for name in ("HEADER", "STRING", "CLASS", "CODE", "SOURCE", "WRITE", "INPUT", "END"):
        assert f"\n| `{chr(getattr(records, name))}` |" in text
    codes = sorted(int(code) for code in re.findall(r"^\| (\d+) \| [^|]+ \| [^|]*\|$", text, re.MULTILINE))
    assert codes == list(range(len(scan.OPERATIONS)))
    assert codes[-1] == records.SPAN
    for code in (records.SET_TOP, records.SET_NEW, records.SMALL_INT, records.SHORT, records.SHORT_BACK, records.LONG):
        assert f"\n| {code:#x} " in text
