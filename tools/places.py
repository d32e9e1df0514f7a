"""Where things lie in the project. Each is an absolute path, whatever the working directory is."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
CACHE = ROOT / ".build"
MODULES = ROOT / "node_modules"
