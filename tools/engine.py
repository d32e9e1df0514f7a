"""The engine as the worker fetches it: its sources in one archive, and a snapshot of the memory in which they are imported.

engine.json says which files belong together; assets/engine.js reads it. Names carry the hash of what they were made from, so that a
browser's cache never mixes two engines.
"""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

from tools.cache import cached, files_under, key_of
from tools.places import ROOT
from tools.problem import BuildProblem
from tools.vendor import PYODIDE, version

FOLDER = "/codeviz"  # where the sources lie in Pyodide
PACKAGES = (ROOT / "tracer", ROOT / "lessons")
NATIVE = ("tracer/cli/", "tracer/__main__.py", "lessons/gallery/", "lessons/gallery_index.py")  # read here, never in the browser
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
    return {f"engine/{path.name}": path for path in made.iterdir()}


def engine_sources() -> list[Path]:
    """The Python files that the engine needs in the browser."""
    sources = [path for path in files_under(*PACKAGES) if not place_of(path).startswith(NATIVE)]
    if ROOT / "tracer" / "worker.py" not in sources:
        raise BuildProblem("tracer/worker.py is missing: the worker has nothing to hand its messages to.")
    return sources


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
    """Write the archive, the snapshot and engine.json into `folder`."""
    archive, snapshot = folder / f"sources-{key}.zip", folder / f"snapshot-{key}.bin.gz"
    pack(sources, archive)
    tree = folder / "tree"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tree)
    print("Making the engine's memory snapshot ...", flush=True)
    done = subprocess.run(node(flag, SCRIPT, tree, FOLDER, snapshot), cwd=ROOT, capture_output=True, text=True)
    shutil.rmtree(tree)
    if done.returncode:
        raise BuildProblem(f"The snapshot could not be made:\n{(done.stderr or done.stdout).strip()}")
    manifest = {"pyodide": version(PYODIDE), "folder": FOLDER, "sources": archive.name, "snapshot": snapshot.name, "jspi": True}
    (folder / "engine.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def pack(sources: list[Path], archive: Path) -> None:
    """A zip of these files that is the same, byte for byte, whenever the sources are."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for source in sources:
            entry = zipfile.ZipInfo(place_of(source))  # dated 1980, as the format's first day is
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, source.read_bytes())
