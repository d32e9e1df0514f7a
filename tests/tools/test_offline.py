"""The list that the service worker keeps the site by."""

import gzip
import json
import struct
from pathlib import Path

from tools.build import plan
from tools.offline import CHANGEABLE, SOURCE, entry, sha256, version_of, with_worker


def listed(files: dict[str, Path]) -> dict[str, list[int | str]]:
    text = files["service-worker.js"].read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("const SITE = "))
    site: dict[str, dict[str, list[int | str]]] = json.loads(line.removeprefix("const SITE = ").partition("; //")[0])
    return site["files"]


def test_the_worker_lists_every_other_file_with_its_hash() -> None:
    files = plan()
    others = {place: source for place, source in files.items() if place not in ("service-worker.js", CHANGEABLE)}
    assert listed(files) == {place: entry(place, source) for place, source in others.items()}


def test_the_page_says_the_version_of_its_worker() -> None:
    files = plan()
    version = files["index.html"].read_text(encoding="utf-8").partition('data-version="')[2].partition('"')[0]
    assert f'const SITE = {{"version":"{version}"' in files["service-worker.js"].read_text(encoding="utf-8")


def test_a_changed_byte_and_a_moved_file_make_another_version(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("1")
    other.write_text("2")
    assert len({version_of({"a": one}), version_of({"a": other}), version_of({"b": one}), version_of({"a": one, "b": one})}) == 4


def test_a_packed_file_may_arrive_unpacked(tmp_path: Path) -> None:
    packed = tmp_path / "snapshot.gz"
    packed.write_bytes(gzip.compress(b"memory"))
    assert entry("snapshot.gz", packed)[2] == sha256(b"memory")


def test_the_plan_is_otherwise_as_it_was(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<html lang="en"><body></body></html>')
    files = {"index.html": page, "assets/a.js": page}
    made = with_worker(files)
    assert set(made) == {*files, "service-worker.js"}
    assert made["assets/a.js"] == page


def test_what_the_manifest_names_is_on_the_site_and_has_the_size_it_says() -> None:
    files = plan()
    manifest = json.loads(files["assets/manifest.webmanifest"].read_text(encoding="utf-8"))
    for picture in [*manifest["icons"], *manifest["screenshots"]]:
        content = files[f"assets/{picture['src']}"].read_bytes()
        if picture["type"] == "image/png":
            width, height = struct.unpack(">II", content[16:24])
            assert picture["sizes"] == f"{width}x{height}"


def test_the_worker_takes_what_the_manifest_has_shared() -> None:
    target = json.loads(plan()["assets/manifest.webmanifest"].read_text(encoding="utf-8"))["share_target"]
    worker = SOURCE.read_text(encoding="utf-8")
    assert f'method === "{target["method"]}" && path === "{target["action"].removeprefix("../")}"' in worker
    assert f'.get("{target["params"]["files"][0]["name"]}")' in worker
