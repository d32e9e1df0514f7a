"""Find a Chromium for the browser tests, or install Debian's: `python -m tools.chromium` prints its path."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
NONE = """The browser tests need Chromium, and none is on this machine. Any of these will do:
    apt-get install chromium                      (Debian, Ubuntu; as root)
    .venv/bin/playwright install chromium         (any system; downloads Playwright's own)
    CHROMIUM=/path/to/chromium make test          (one that lies elsewhere)"""


def find() -> Path | None:
    """The path of a Chromium on this machine: $CHROMIUM, one on PATH, a Mac's, or Playwright's own."""
    return next((path for path in candidates() if os.access(path, os.X_OK)), None)


def candidates() -> Iterator[Path]:
    if chosen := os.environ.get("CHROMIUM"):
        yield Path(chosen)
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from map(Path, PLACES)
    from playwright.sync_api import sync_playwright  # here: it takes 0.3 s to import, and the lines above mostly suffice

    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def install() -> None:
    """Install Debian's chromium where this process may; do nothing elsewhere. Raises CalledProcessError when apt fails."""
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and (not shutil.which("sudo") or subprocess.run([*as_root, "true"], capture_output=True).returncode):
        return
    print("Installing Debian's chromium for the browser tests ...", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run([*as_root, "apt-get", "-qq", *words], check=True, env=quiet, stdout=subprocess.DEVNULL)


def main() -> int:
    try:
        path = find()
        if path is None:
            install()
            path = find()
    except subprocess.CalledProcessError as problem:
        print(f"{' '.join(problem.cmd)} failed with exit status {problem.returncode}.", file=sys.stderr)
        path = None
    print(path or NONE, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
