"""Files that come with a program."""

from pathlib import Path
from typing import Any

import pytest

from tracer import packages
from tracer.added import Unusable, added_files, sources
from tracer.record.left_files import Folder
from tracer.session import Session

SCORES, DOTS = b"Ada,3\n", bytes(range(256))
LISTED = [["dots.png", 256, 1_000], ["scores.csv", 6, 2_000_000]]


class Engine:
    """A session whose programs work in a folder."""

    def __init__(self, folder: Path):
        self.said: list[dict[str, Any]] = []
        self.session = Session(lambda told, content: self.said.append(told), None, lambda: 0.0, Folder(str(folder)))

    def record(self, source: str, files: list[Any] = LISTED, content: bytes = DOTS + SCORES, **fields: Any) -> dict[str, Any]:
        self.session.command({"kind": "record", "run": 1, "source": source, "files": files, **fields}, content)
        return self.said[-1]


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.chdir(tmp_path)
    return Engine(tmp_path)


def output(said: dict[str, Any]) -> str:
    return "".join(text for _, _, text in said["output"])


def test_every_run_finds_them_as_they_were_added(engine: Engine) -> None:
    reads = "print(open('scores.csv').read().strip(), open('dots.png', 'rb').read() == bytes(range(256)))\n"
    changes = "import os\nopen('scores.csv', 'w').write('other!')\nos.remove('dots.png')\n"
    for _ in range(2):
        said = engine.record(reads)
        assert (output(said), said["shown"]) == ("Ada,3 True\n", None)
        said = engine.record(changes)
        assert [(file["name"], file["text"]) for file in said["shown"]["files"]] == [("scores.csv", "other!")]


def test_they_have_the_times_they_had(engine: Engine) -> None:
    assert output(engine.record("import os\nprint(os.stat('scores.csv').st_mtime)\n")) == "2000.0\n"


def test_a_later_part_of_a_run_finds_them_too(engine: Engine) -> None:
    source = "for n in range(30): pass\nprint(open('scores.csv').read(), end='')\n"
    assert output(engine.record(source, first_step=20)) == "Ada,3\n"


def test_a_module_among_them_is_imported(engine: Engine) -> None:
    helper = b"import json\ndef double(n): return json.loads(str(2 * n))\n"
    said = engine.record("import helper\nprint(helper.double(4))\n", [["helper.py", len(helper), 0]], helper)
    assert (output(said), said["steps"]) == ("8\n", 3)


def test_a_module_that_python_has_itself_is_refused_where_it_is_imported(engine: Engine) -> None:
    for name in ("random", "turtle", "_csv"):
        said = engine.record(f"import {name}\n", [[f"{name}.py", 0, 0]], b"")
        assert said["kind"] == "failed" and said["sentence"].startswith(
            f"{name}.py cannot be imported: Python has a module {name}"
        )
    helper = b"import random\n"
    said = engine.record("import helper\n", [["helper.py", len(helper), 0], ["random.py", 0, 0]], helper)
    assert said["kind"] == "failed"
    assert output(engine.record("print(open('random.py').read())\n", [["random.py", 0, 0]], b"")) == "\n"


@pytest.mark.parametrize("listed", [[["../a", 0, 0]], [["a/b", 0, 0]], [["", 0, 0]], [[".", 0, 0]], [["a", 9, 0]], [["a", -1, 0]], [["a"]], ["a"], [[1, 0, 0]]])  # fmt: skip
def test_what_is_no_list_of_files_is_refused(engine: Engine, tmp_path: Path, listed: list[Any]) -> None:
    assert engine.record("a = 1\n", listed, b"1234")["kind"] == "failed"
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_the_folder_cannot_have_is_told(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    said = engine.record("a = 1\n", [["taken", 0, 0]], b"")
    assert said["kind"] == "failed" and "Remove it below the output." in said["sentence"]


def test_what_modules_among_them_import_is_looked_for_and_they_themselves_are_not() -> None:
    message = {"source": "import helper\n", "files": [["helper.py", 16, 0], ["a.txt", 3, 0]]}
    texts = sources(message, b"import nowhere1\nabc")
    assert texts == ["import helper\n", "import nowhere1\n"]
    assert packages.missing(*texts, added=["helper"]) == ["nowhere1"]
    with pytest.raises(Unusable):
        added_files({"source": "", "files": [["a", 4, 0]]}, b"abc")
