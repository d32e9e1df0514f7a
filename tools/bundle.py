"""Scripts that import packages, each as one file put together by esbuild: the editor with CodeMirror, the encoder of GIFs."""

import subprocess
from pathlib import Path

from tools.cache import cached, key_of
from tools.places import MODULES, ROOT
from tools.problem import BuildProblem

OPTIONS = (
    "--bundle",
    "--format=esm",
    "--minify",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
)


def bundled(name: str) -> Path:
    """assets/NAME with what it imports. Raises BuildProblem when esbuild refuses the source."""
    source = ROOT / "assets" / name
    key = key_of([source, ROOT / "package-lock.json"], *OPTIONS)
    return cached(name.removesuffix(".js"), key, lambda folder: bundle(source, folder)) / name


def bundle(source: Path, folder: Path) -> None:
    esbuild = MODULES / ".bin" / "esbuild"
    done = subprocess.run(
        [esbuild, source, *OPTIONS, f"--outfile={folder / source.name}"], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode or done.stderr:
        raise BuildProblem(
            f"esbuild could not bundle assets/{source.name}:\n{done.stderr.partition('node:child_process')[0].strip()}"
        )
