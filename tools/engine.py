"""The engine as the worker fetches it: its sources in one file, a snapshot of the memory in which they are imported, and the native core.

engine.json says which files belong together; assets/engine.js reads it. Names carry the hash of what they were made from, so that a
browser's cache never mixes two engines.
"""

import json
import subprocess
from pathlib import Path

from tools.cache import cached, files_under, key_of
from tools.native import native_core
from tools.places import ROOT
from tools.problem import BuildProblem
from tools.vendor import PYODIDE, version
from tracer.export.resources import NAMES as RESOURCES

FOLDER = "/codeviz"  # where the sources lie in Pyodide
PACKAGES = (ROOT / "tracer", ROOT / "lessons")
NATIVE = ("tracer/cli/", "tracer/__main__.py")  # read here, never in the browser
GRADING = "lessons/grading/"  # of lessons/, what runs in the browser
SCRIPT = ROOT / "tools" / "snapshot.mjs"

# Node's names for stack switching (JSPI), newest first; since Node 25 it needs none.
FLAGS = ("", "--experimental-wasm-jspi", "--experimental-wasm-stack-switching")
HAS_JSPI = "process.exit('Suspending' in WebAssembly || 'Suspender' in WebAssembly ? 0 : 1)"


def engine_files() -> dict[str, Path]:
    """{place below dist/: file} of all that the worker fetches beside the interpreter."""
    sources = engine_sources()
    flag = jspi_flag()
    key = key_of([*sources, SCRIPT, Path(__file__)], version(PYODIDE), flag)
    made = cached("engine", key, lambda folder: make_engine(folder, sources, key, flag))
    core = native_core()
    files = {path.name: path for path in made.iterdir()} | {f"core-{key_of([core])}.wasm": core}
    manifest = cached("manifest", key_of([], *sorted(files)), lambda folder: write_manifest(folder, sorted(files)))
    return {f"engine/{name}": path for name, path in files.items()} | {"engine/engine.json": manifest / "engine.json"}


def engine_sources() -> list[Path]:
    """The files that the engine needs in the browser: its Python, and what exported files carry."""
    sources = [path for path in files_under(*PACKAGES) if path.suffix == ".py" and belongs(place_of(path))]
    if ROOT / "tracer" / "worker.py" not in sources:
        raise BuildProblem("tracer/worker.py is missing: the worker has nothing to hand its messages to.")
    return [*sources, *(ROOT / name for name in RESOURCES)]


def belongs(place: str) -> bool:
    """Whether this source runs in the browser."""
    if place.startswith("lessons/"):
        return place == "lessons/__init__.py" or place.startswith(GRADING)
    return not place.startswith(NATIVE)


def place_of(source: Path) -> str:
    return source.relative_to(ROOT).as_posix()


def jspi_flag() -> str:
    """The flag with which the installed Node can switch stacks; "" when it needs none. Raises BuildProblem when it cannot."""
    for flag in FLAGS:
        if subprocess.run(node(flag, "--eval", HAS_JSPI), capture_output=True).returncode == 0:
            return flag
    raise BuildProblem(
        "This Node cannot switch WebAssembly stacks (JSPI), which the engine's snapshot needs: install Node 20 or newer."
    )


def node(flag: str, *words: str | Path) -> list[str | Path]:
    return ["node", *filter(None, [flag]), *words]


def make_engine(folder: Path, sources: list[Path], key: str, flag: str) -> None:
    """Write the sources and the snapshot into `folder`."""
    texts, snapshot = folder / f"sources-{key}.json", folder / f"snapshot-{key}.bin.gz"
    texts.write_text(json.dumps({place_of(source): source.read_text(encoding="utf-8") for source in sources}), encoding="utf-8")
    print("Making the engine's memory snapshot ...", flush=True)
    done = subprocess.run(node(flag, SCRIPT, texts, FOLDER, snapshot), cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise BuildProblem(f"The snapshot could not be made:\n{(done.stderr or done.stdout).strip()}")


def write_manifest(folder: Path, names: list[str]) -> None:
    """Write engine.json: which of these files is what."""
    parts = {name.partition("-")[0]: name for name in names}
    manifest = {"pyodide": version(PYODIDE), "folder": FOLDER, **parts, "jspi": True}
    (folder / "engine.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
