"""Recording: running a program under `sys.monitoring` and writing down every step of it."""

from .limits import Limits
from .run import record_program

__all__ = ["Limits", "record_program"]
