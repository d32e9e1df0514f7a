"""What all tests share: Hypothesis without a stop-watch (this machine may be busy), and the same cases on every run of CI."""

import os
import sys

from hypothesis import settings

IN_PYODIDE = sys.platform == "emscripten"  # several times slower, and the laws have been tried natively already

settings.register_profile(
    "house",
    deadline=None,
    derandomize=IN_PYODIDE or bool(os.environ.get("CI")),
    max_examples=20 if IN_PYODIDE else 100,
)
settings.load_profile("house")
