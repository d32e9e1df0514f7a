"""Where matplotlib shows its figures while a program is recorded: `plt.show()` shows each open one and closes it, as a window would be."""

from typing import Any

import matplotlib.pyplot as plt  # type: ignore[import-not-found]
from matplotlib.backends.backend_agg import FigureCanvasAgg  # type: ignore[import-not-found]

from . import show as _show_value

FigureCanvas = FigureCanvasAgg


def show(*args: Any, **kwargs: Any) -> None:
    """As `plt.show`."""
    for number in plt.get_fignums():
        _show_value(plt.figure(number))
    plt.close("all")
