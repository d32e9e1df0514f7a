"""The files that a program left: those that are new or changed, what is in them, and how much is kept."""

import base64
import json
from pathlib import Path

import pytest

from tracer.record import left_files
from tracer.record.left_files import Folder
from tracer.session import Session


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "before.txt").write_text("old")
    found = Folder(str(tmp_path))
    found.begin()
    return found


def test_what_is_new_or_changed_is_told_of(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("ä\n")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "before.txt").write_text("new")
    folder.end()
    told = {"size": 3, "cut": False, "changes": None}
    assert folder.files == [
        {"name": str(Path("deep/before.txt")), "text": "new", "bytes": base64.b64encode(b"new").decode(), **told},
        {"name": "notes.txt", "text": "ä\n", "bytes": base64.b64encode("ä\n".encode()).decode(), **told},
    ]
    (tmp_path / "before.txt").write_text("changed")
    folder.begin()
    assert folder.files == []
    (tmp_path / "before.txt").write_text("once more")
    folder.end()
    assert [file["name"] for file in folder.files] == ["before.txt"]


def test_long_ones_are_cut_and_what_is_no_text_is_no_text(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(left_files, "MOST_BYTES", 30_000)
    (tmp_path / "a.txt").write_text("x" * 10_001)
    (tmp_path / "b.bin").write_bytes(b"\xff\xfe")
    (tmp_path / "c.txt").write_text("y" * 20_000)
    folder.end()
    assert [(file["cut"], None if file["text"] is None else len(file["text"])) for file in folder.files] == [
        *((True, 10_000), (False, None), (False, None)),
    ]
    assert [file["bytes"] is None for file in folder.files] == [False, False, True]


def test_links_lead_nowhere(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "before.txt")
    (tmp_path / "round").symlink_to(tmp_path)
    folder.end()
    assert folder.files == []


def test_the_page_hears_of_the_files_of_a_run_once(tmp_path: Path) -> None:
    told: list[dict[str, object]] = []
    session = Session(lambda notification, content: told.append(notification), None, lambda: 0.0, Folder(str(tmp_path)))
    place = str(tmp_path / "sums.csv")
    session.command({"kind": "record", "run": 1, "source": f"with open({place!r}, 'w') as f:\n    f.write('1,2')\n"}, None)
    shown = told[-1]["shown"]
    assert isinstance(shown, dict) and (shown["drawing"], shown["items"]) == (None, [])
    assert [(file["name"], file["text"]) for file in shown["files"]] == [("sums.csv", "1,2")]
    session.command({"kind": "record", "run": 2, "source": "x = 1\n"}, None)
    assert told[-1]["shown"] is None


class Seen:
    """What somebody outside of Python has seen."""

    def __init__(self, told: dict[str, object]):
        self._told = told
        self.heard: list[object] = []

    def begin(self) -> None:
        self.heard.append("begin")

    def follow(self, address: int) -> None:
        self.heard.append(address)

    def told(self) -> str:
        return json.dumps(self._told)


def test_what_became_of_a_file_is_told_with_the_steps_of_the_recording(tmp_path: Path) -> None:
    written = [[-1, 0, 0, ""], [4, 1, 0, "YQ=="], [9, 2, 1, "Yg=="]]
    watch = Seen(
        {"a.txt": written, "gone.txt": [[3, 0, 0, ""], [8, -1, 0, ""]], "untouched.txt": [[-1, 5, 0, ""]], "b.txt": None}
    )
    folder = Folder(str(tmp_path), watch)
    folder.begin()
    folder.follow(64)
    (tmp_path / "a.txt").write_text("ab")
    (tmp_path / "b.txt").write_text("b")
    folder.end(first_step=5)
    assert watch.heard == ["begin", 64]
    assert [(file["name"], file["size"], file["changes"]) for file in folder.files] == [
        ("a.txt", 2, [[-1, 0, 0, ""], [-1, 1, 0, "YQ=="], [4, 2, 1, "Yg=="]]),
        ("b.txt", 1, None),
        ("gone.txt", 0, [[-1, 0, 0, ""], [3, -1, 0, ""]]),
    ]


def test_where_steps_are_counted_in_python_only_the_end_is_told(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path), Seen({"a.txt": [[-1, 1, 0, "YQ=="]]}))
    folder.begin()
    folder.follow(0)
    (tmp_path / "a.txt").write_text("a")
    folder.end()
    assert [(file["name"], file["changes"]) for file in folder.files] == [("a.txt", None)]
