"""The service worker with the list of all that it keeps: `with_worker(files)` adds it to the plan of the site.

Rule: the version is a hash of every file's place and content. A changed byte makes another worker, which is how a browser learns of a new
version; index.html says the version too, so that page and worker know whether they belong together.
"""

import gzip
import hashlib
import json
from pathlib import Path

from tools import hosts
from tools.cache import cached, key_of
from tools.places import ROOT
from tools.problem import BuildProblem

SOURCE = ROOT / "assets" / "service-worker.js"
PLACE = "service-worker.js"  # at the top: a worker may answer for its own folder and what is below it
CHANGEABLE = hosts.PLACE  # a host may write its own: no hash holds it, and no copy of the site has it
LIST = 'const SITE = { version: "", files: {} };'
PAGE = "index.html"
ROOT_ELEMENT = '<html lang="en"'


def with_worker(files: dict[str, Path]) -> dict[str, Path]:
    """The plan with index.html naming its version, and the worker."""
    version = version_of(files)
    made = cached("offline", key_of([SOURCE, Path(__file__)], version), lambda folder: make(folder, files, version))
    return {**files, PAGE: made / PAGE, PLACE: made / PLACE}


def version_of(files: dict[str, Path]) -> str:
    """A short hash of all that the site holds."""
    digest = hashlib.sha256(SOURCE.read_bytes())
    for place, source in sorted(files.items()):
        digest.update(f"{place}\0{sha256(source.read_bytes())}\0".encode())
    return digest.hexdigest()[:16]


def make(folder: Path, files: dict[str, Path], version: str) -> None:
    page = files[PAGE].read_text(encoding="utf-8")
    (folder / PAGE).write_text(replaced(page, ROOT_ELEMENT, f'{ROOT_ELEMENT} data-version="{version}"', PAGE), encoding="utf-8")
    listed = {
        place: entry(place, source) for place, source in sorted({**files, PAGE: folder / PAGE}.items()) if place != CHANGEABLE
    }
    site = json.dumps({"version": version, "files": listed}, separators=(",", ":"))
    worker = replaced(SOURCE.read_text(encoding="utf-8"), LIST, f"const SITE = {site};", SOURCE.name)
    (folder / PLACE).write_text(worker, encoding="utf-8")


def entry(place: str, source: Path) -> list[int | str]:
    """[bytes, hash]; of a packed file also the hash of what is in it, because some hosts unpack it on its way."""
    content = source.read_bytes()
    unpacked = [sha256(gzip.decompress(content))] if place.endswith(".gz") else []
    return [len(content), sha256(content), *unpacked]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def replaced(text: str, old: str, new: str, name: str) -> str:
    if text.count(old) != 1:
        raise BuildProblem(f"{name} must have exactly one {old}")
    return text.replace(old, new)
