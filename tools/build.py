"""Put the site together in dist/: `python -m tools.build`.

Rule: dist/ is a function of the tree. The plan names every file of the site; what is not in the plan is removed, what is the same stays.
"""

import shutil
import sys
from pathlib import Path

from tools.board import board_files
from tools.bundle import bundled
from tools.cache import cached, files_under, key_of
from tools.deep import NAME, deep_interpreter
from tools.engine import engine_files
from tools.oembed import site
from tools.offline import with_worker
from tools.pack import BROWSER, packed_modules
from tools.places import DIST, ROOT
from tools.problem import BuildProblem
from tools.vendor import vendored

# Sources; the site gets what the build makes of them.
BUNDLED = ("assets/editor.js", "assets/gif.js")
MADE = (*BUNDLED, "assets/service-worker.js", BROWSER)


def plan() -> dict[str, Path]:
    """{place below dist/: the file that belongs there}. Raises BuildProblem when something is missing."""
    files = {
        **sources("assets"),
        **{place: bundled(place.removeprefix("assets/")) for place in BUNDLED},
        **vendored(),
        f"vendor/pyodide/{NAME}": deep_interpreter(vendored()[f"vendor/pyodide/{NAME}"]),
        **page_files(),
        **lesson_files(),
        **engine_files(),
        **board_files(),
    }
    return with_worker(files)


def existing(name: str) -> Path:
    path = ROOT / name
    if not path.exists():
        raise BuildProblem(f"{name} is missing: the site cannot be built without it.")
    return path


def sources(folder: str) -> dict[str, Path]:
    """The files of a folder, at the same place on the site."""
    found = {path.relative_to(ROOT).as_posix(): path for path in files_under(existing(folder))}
    return {place: path for place, path in found.items() if place not in MADE}


def page_files() -> dict[str, Path]:
    """The page: its Python packed, index.html with the first example drawn into it, that example's recordings, and the gallery."""
    inputs = files_under(ROOT / "app", ROOT / "tracer", ROOT / "lessons")
    own = [ROOT / "tools" / name for name in ("first.py", "embed.py", "oembed.py", "pack.py", "build.py")]
    key = key_of(
        [existing("index.html"), existing("pyscript.toml"), existing(BROWSER), *inputs, *own], sys.version, site(), *vendored()
    )
    made = cached("page", key, make_page)
    return {path.name: path for path in made.iterdir()}


def lesson_files() -> dict[str, Path]:
    """{place below dist/: file} of the course and each of its exercises."""
    made = cached("lessons", key_of(files_under(ROOT / "lessons", ROOT / "tracer" / "trace"), sys.version), make_lessons)
    return {f"lessons/{path.relative_to(made).as_posix()}": path for path in files_under(made)}


def make_lessons(folder: Path) -> None:
    from lessons.exercises import course_json, exercise_json, folders

    (folder / "course.json").write_text(course_json(), encoding="utf-8")
    for exercise in folders():
        place = folder / exercise.parent.name / f"{exercise.name}.json"
        place.parent.mkdir(exist_ok=True)
        place.write_text(exercise_json(exercise), encoding="utf-8")


def make_page(folder: Path) -> None:
    # Imported here: they pull in the recorder, which a build that finds the page in the cache does not need.
    from lessons.gallery_index import gallery_json
    from tools.embed import NAMES, embed_html
    from tools.first import write_first
    from tools.oembed import NAME as OEMBED
    from tools.oembed import document, with_link

    shutil.copy(ROOT / "index.html", folder)
    write_first(folder)
    embedded = embed_html((ROOT / "index.html").read_text(encoding="utf-8"))
    for name in NAMES:
        (folder / name).write_text(embedded, encoding="utf-8")
    if site():
        (folder / OEMBED).write_text(document(site()), encoding="utf-8")
        for name in ("index.html", *NAMES):
            found = folder / name
            found.write_text(with_link(found.read_text(encoding="utf-8"), site()), encoding="utf-8")
    (folder / "page.py").write_text(packed_modules(), encoding="utf-8")
    (folder / "gallery.json").write_text(gallery_json(), encoding="utf-8")


def mirror(files: dict[str, Path], site: Path) -> int:
    """Make `site` hold exactly these files. Returns how many had to be written."""
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(site).as_posix() not in files:
            path.unlink()
    return sum(copy(source, site / place) for place, source in files.items())


def copy(source: Path, target: Path) -> bool:
    """Copy unless the target holds the same already. Returns whether it was written."""
    content = source.read_bytes()
    if target.exists() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return True


def main() -> int:
    try:
        files = plan()
    except BuildProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    written = mirror(files, DIST)
    size_mb = sum((DIST / place).stat().st_size for place in files) / 1e6
    print(f"dist/ is ready: {len(files)} files, {size_mb:.1f} MB, {written} of them new.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
