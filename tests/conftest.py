"""What all tests share: Hypothesis without a stop-watch (this machine may be busy), and the same cases on every run of CI."""

import os

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")
