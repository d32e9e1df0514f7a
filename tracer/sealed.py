"""Builtins that the learner's program cannot rebind.

A module that works while learner code runs sets `__builtins__ = sealed.BUILTINS` before its first function:
Python binds a function to the builtins that its globals name at that time. So `builtins.len = None` in the program
changes what the program sees and nothing of what the recorder sees.
"""

import builtins
from json import encoder
from typing import Any

BUILTINS: Any = dict(vars(builtins))  # Any: the checker takes `__builtins__` for a module
__builtins__ = BUILTINS


def _refuse(value: Any) -> Any:
    raise TypeError(f"a {type(value).__name__} does not belong in a message")


_encode = encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, _refuse, encoder.encode_basestring_ascii, None, ":", ",", False, False, True
)


def to_json(value: Any) -> str:
    """`value` as JSON, by C code alone: `json.dumps` is Python that looks up builtins."""
    return "".join(_encode(value, 0))
