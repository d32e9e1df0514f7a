"""What a look at an object gives: (children, names, text), as `forms` explains."""

from typing import Any

Contents = tuple[list[Any], tuple[str, ...], str]
