"""The files that a program left: those that are new or changed, what is in them, and how much is kept."""

import base64
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
    told = {"size": 3, "cut": False}
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
