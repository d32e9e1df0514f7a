"""The packages that come with the site."""

import io
import json
import re
import zipfile
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

import pytest

from tools.board import board_files, entry_of
from tools.problem import BuildProblem

ALLOWED = re.compile(r"MIT|BSD|Apache|MPL|Mozilla Public")
MOST_BYTES = 2_500_000


def metadata_of(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode())


def test_what_ships_is_pure_small_and_may_be_shipped() -> None:
    wheels = [path for place, path in board_files().items() if place.endswith(".whl")]
    assert [path.name for path in wheels if not path.name.endswith("-none-any.whl")] == []
    assert sum(path.stat().st_size for path in wheels) < MOST_BYTES
    for path in wheels:
        metadata = metadata_of(path)
        kinds = [each for each in metadata.get_all("Classifier", []) if each.startswith("License")]
        said = " ".join(filter(None, [metadata["License-Expression"], metadata["License"], *kinds]))
        assert ALLOWED.search(said), (path.name, said)
        assert not re.search(r"\bA?L?GPL|PSF|Python Software Foundation", said), (path.name, said)


def test_the_index_knows_every_package_that_another_needs() -> None:
    index = json.loads(board_files()["packages/index.json"].read_text(encoding="utf-8"))
    assert {other for entry in index.values() for other in entry["depends"]} <= set(index)
    assert {"requests", "pyodide-http", "micropip"} <= set(index)


def test_what_is_no_wheel_is_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("foo.py", "")
    (tmp_path / "foo-1.0-py3-none-any.whl").write_bytes(made.getvalue())
    with pytest.raises(BuildProblem, match="is no wheel"):
        entry_of(tmp_path / "foo-1.0-py3-none-any.whl")


def test_a_site_can_bring_wheels_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mine/__init__.py", "")
        archive.writestr(
            "mine-1.0.dist-info/METADATA", "Name: Mine\nVersion: 1.0\nRequires-Dist: six\nRequires-Dist: x; extra == 'y'\n"
        )
    (tmp_path / "mine-1.0-py3-none-any.whl").write_bytes(made.getvalue())
    monkeypatch.setenv("PACKAGES", str(tmp_path))
    files = board_files()
    entry = json.loads(files["packages/index.json"].read_text(encoding="utf-8"))["mine"]
    assert (entry["modules"], entry["depends"], entry["file"]) == (["mine"], ["six"], "mine-1.0-py3-none-any.whl")
    assert files["packages/mine-1.0-py3-none-any.whl"].parent == tmp_path
    monkeypatch.setenv("PACKAGES", str(tmp_path / "nowhere"))
    with pytest.raises(BuildProblem, match="there is no such folder"):
        board_files()
