"""Putting the site together: what is in dist/, and what a second build does."""

from pathlib import Path

import pytest

from tools import cache
from tools.build import mirror, plan
from tools.cache import cached, key_of
from tools.places import ROOT


def test_mirror_makes_the_folder_hold_exactly_the_plan(tmp_path: Path) -> None:
    source, site = tmp_path / "source.txt", tmp_path / "site"
    source.write_text("new")
    (site / "old" / "deep").mkdir(parents=True)
    (site / "old" / "deep" / "file").write_text("left over")
    assert mirror({"a/b.txt": source, "c.txt": source}, site) == 2
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*")) == ["a", "a/b.txt", "c.txt"]


def test_a_second_mirror_writes_nothing(tmp_path: Path) -> None:
    source, site = tmp_path / "source.txt", tmp_path / "site"
    source.write_text("same")
    mirror({"a.txt": source}, site)
    before = (site / "a.txt").stat().st_mtime_ns
    assert mirror({"a.txt": source}, site) == 0
    assert (site / "a.txt").stat().st_mtime_ns == before


def test_a_key_changes_with_each_of_its_inputs() -> None:
    one, other = ROOT / "Makefile", ROOT / "LICENSE"
    keys = [key_of([one]), key_of([other]), key_of([one, other]), key_of([one], "word"), key_of([one], "wo", "rd")]
    assert len(set(keys)) == len(keys)
    assert key_of([one, other]) == key_of([other, one])


def test_what_is_cached_is_made_once_and_replaced_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "CACHE", tmp_path)
    made: list[str] = []

    def make(folder: Path) -> None:
        made.append(folder.name)
        (folder / "result").write_text("done")

    first = cached("thing", "k1", make)
    assert cached("thing", "k1", make) == first
    assert (first / "result").read_text() == "done"
    assert cached("thing", "k2", make) != first
    assert len(made) == 2
    assert not first.exists()


def test_a_build_that_failed_leaves_nothing_behind_that_looks_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "CACHE", tmp_path)

    def fail(folder: Path) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        cached("thing", "key", fail)
    made: list[Path] = []
    assert cached("thing", "key", made.append).exists()
    assert len(made) == 1


def test_the_site_holds_nothing_that_it_does_not_need() -> None:
    places = set(plan())
    assert {
        "index.html",
        "page.py",
        "assets/start.js",
        "assets/engine.js",
        "assets/editor.js",
        "engine/engine.json",
    } <= places
    assert [place for place in places if place.endswith((".map", ".ts", ".md", ".pyc"))] == []
    assert [place for place in places if place.startswith(("tests/", "tools/", "node_modules/"))] == []
