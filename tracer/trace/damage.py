"""What happens when bytes are no trace, or a damaged one: a sentence, and nothing else."""

from .. import sealed

__builtins__ = sealed.BUILTINS

# What decoding bytes that are no trace can end in.
DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, MemoryError, RecursionError, AssertionError)


class TraceError(Exception):
    """Bytes that are no trace, or a trace of a version that is not known here; the message is a sentence."""


def unreadable(step: int, error: BaseException) -> TraceError:
    """The sentence about a step that cannot be read."""
    return TraceError(f"Step {step + 1} of this trace cannot be read: it is damaged ({type(error).__name__}).")
