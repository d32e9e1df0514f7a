"""What all tests share: Hypothesis without a stop-watch (this machine may be busy), the same cases on every run of CI, and the order."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

BROWSER = Path(__file__).parent / "browser"
IN_PYODIDE = sys.platform == "emscripten"  # several times slower, and the laws have been tried natively already

settings.register_profile(
    "house",
    deadline=None,
    derandomize=IN_PYODIDE or bool(os.environ.get("CI")),
    max_examples=20 if IN_PYODIDE else 100,
)
settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: once Playwright has started, an event loop runs in this thread, and no program could have its own."""
    items.sort(key=lambda item: item.path.is_relative_to(BROWSER))
