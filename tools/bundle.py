"""The editor as one file: assets/editor.js and the CodeMirror packages that it imports, put together by esbuild."""

import subprocess
from pathlib import Path

from tools.cache import cached, key_of
from tools.places import MODULES, ROOT
from tools.problem import BuildProblem

SOURCE = ROOT / "assets" / "editor.js"
OPTIONS = (
    "--bundle",
    "--format=esm",
    "--minify",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
)


def editor_bundle() -> Path:
    """The bundled editor. Raises BuildProblem when esbuild refuses the source."""
    key = key_of([SOURCE, ROOT / "package-lock.json"], *OPTIONS)
    return cached("editor", key, bundle) / "editor.js"


def bundle(folder: Path) -> None:
    esbuild = MODULES / ".bin" / "esbuild"
    done = subprocess.run(
        [esbuild, SOURCE, *OPTIONS, f"--outfile={folder / 'editor.js'}"], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode or done.stderr:
        raise BuildProblem(
            f"esbuild could not bundle assets/editor.js:\n{done.stderr.partition('node:child_process')[0].strip()}"
        )
