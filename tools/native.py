"""The native core: native/*.c as one WebAssembly side module, Python's extension module _codeviz.

The compiler and the linker are ziglang's, a package from PyPI; nothing of Emscripten's is needed, nor a network. Compiled by hand:

    python -m ziglang cc $COMPILE -c native/core.c -o core.o        (the same for each file of native/)
    python -m ziglang wasm-ld $LINK core.o layout.o -o core.wasm

Rule: the same sources give the same bytes, wherever the project lies. `python -m tools.native` compiles and prints the result's place.
"""

import os
import subprocess
import sys
from importlib.metadata import version as installed_version
from pathlib import Path

from tools.cache import cached, files_under, key_of
from tools.places import CACHE, ROOT
from tools.problem import BuildProblem
from tools.vendor import PYODIDE, installed, version
from tools.wasm import exports, imports

SOURCES = ROOT / "native"
COMPILER = "ziglang"
PARTS = ("native.py", "wasm.py")  # of tools/, that make the core

# Pyodide's own module uses each of these features, so every browser that can run it has them.
CPU = "mvp+bulk_memory+mutable_globals+nontrapping_fptoint+sign_ext"
COMPILE = (
    *("-target", "wasm32-emscripten", f"-mcpu={CPU}", "-std=c17", "-O3", "-flto", "-g0"),
    *("-fPIC", "-fvisibility=hidden", "-ffreestanding"),  # position-independent, one name to be seen, no libc's headers
    *("-fwrapv", "-fno-strict-aliasing", "-fno-sanitize=all"),  # objects are seen through several structs, as in CPython itself
    *("-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"),  # methods get a self that few of them need
)
LINK = (
    *("-shared", "--experimental-pic", "--unresolved-symbols=import-dynamic"),  # what is missing, the main module has
    *(
        "--lto-O3",
        "--no-entry",
        "--export-if-defined=PyInit__codeviz",
        "--strip-debug",
    ),  # function names stay, for who reads a stack
)
LOADER = ("memory", "__memory_base", "__table_base")  # what the one who loads a module decides


def native_core() -> Path:
    """The compiled core. Raises BuildProblem with the compiler's words when it refuses."""
    own = [ROOT / "tools" / name for name in PARTS]
    key = key_of([*files_under(SOURCES), *own], installed_version(COMPILER), version(PYODIDE))
    return cached("native", key, lambda folder: compile_core(SOURCES, folder)) / "core.wasm"


def compile_core(sources: Path, folder: Path) -> None:
    """Write core.wasm into `folder`, from all .c files in `sources`."""
    objects = [compiled(source, folder) for source in sorted(sources.glob("*.c"))]
    if not objects:
        raise BuildProblem(f"{sources.name}/ holds no C file: the native core has nothing to be made from.")
    linking = ("wasm-ld", *LINK, *(path.name for path in objects), "-o", "core.wasm")
    run_zig(folder, *linking, refused="The native core cannot be linked")
    for path in objects:
        path.unlink()
    if unknown := unknown_names(folder / "core.wasm"):
        raise BuildProblem(
            f"The native core uses {', '.join(unknown)}: the Python in Pyodide {version(PYODIDE)} does not give that away."
        )


def unknown_names(core: Path) -> list[str]:
    """What the core takes and nobody gives. The linker believes every name, and the browser would notice only at the first call."""
    given = {*exports(installed(f"{PYODIDE}/pyodide.asm.wasm")), *LOADER}
    return sorted({name for _, name in imports(core)} - given)


def compiled(source: Path, folder: Path) -> Path:
    """The object file of one C file. Its own name is all that the compiler gets to know of where it lies."""
    made = folder / f"{source.stem}.o"
    compiling = ("cc", *COMPILE, "-c", source.name, "-o", made)
    run_zig(source.parent, *compiling, refused=f"{source.parent.name}/{source.name} does not compile")
    return made


def run_zig(folder: Path, *words: str | Path, refused: str) -> None:
    """Run the compiler in `folder`. What it keeps for itself lies under .build/, not in anybody's home."""
    places = {f"ZIG_{kind}_CACHE_DIR": str(CACHE / "zig") for kind in ("LOCAL", "GLOBAL")}
    done = subprocess.run(
        [sys.executable, "-m", COMPILER, *words], cwd=folder, env=os.environ | places, capture_output=True, text=True
    )
    if done.returncode:
        raise BuildProblem(f"{refused}:\n{(done.stderr or done.stdout).strip()}")


def main() -> int:
    try:
        print(native_core().relative_to(ROOT))
    except BuildProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
