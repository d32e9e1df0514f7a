"""The files that come with a program: what the command `record` says of them, and whether it can be so.

Rule: a file is no module that Python has itself. Such a one would be found by nobody, or would be found by Python's own modules too.
"""

from typing import Any

from . import packages, sealed
from .record.left_files import Added, Folder

__builtins__ = sealed.BUILTINS

HIDDEN = (
    "{0}.py cannot be imported: Python has a module {0} of its own, and the program gets that one. "
    "Remove the file below the output, rename it on your device, and add it again."
)


class Unusable(Exception):
    """Files that a program cannot get; the message is a sentence."""


def lay(message: dict[str, Any], content: bytes | None, folder: Folder) -> str | None:
    """Begin with this folder, and in it the files that come with a command. Returns where the program finds modules of its own, None for nowhere. Raises Unusable."""
    files = added_files(message, content)
    hidden = packages.hidden(_texts(message["source"], files), [file.module for file in files if file.module])
    if hidden is not None:
        raise Unusable(HIDDEN.format(hidden))
    try:
        folder.begin(files)
    except OSError as error:
        raise Unusable(f"An added file does not reach the program: {error}. Remove it below the output.") from None
    return folder.path if any(file.module for file in files) else None


def added_files(message: dict[str, Any], content: bytes | None) -> list[Added]:
    """The files that a command lists as [name, bytes, modified]; their bytes lie in `content`, one after the other. Raises Unusable for what is no such list."""
    rest = memoryview(content or b"")
    files = []
    for each in message.get("files", ()):
        name, size, modified = each if isinstance(each, list) and len(each) == 3 else ("", 0, 0)
        is_name = isinstance(name, str) and name.strip(". ") and not set(name) & set("/\\\0")
        if not is_name or not isinstance(size, int) or not 0 <= size <= len(rest) or not isinstance(modified, int | float):
            raise Unusable(f"{each!r} is no file that could be added for a program.")
        files.append(Added(name, rest[:size], int(modified)))
        rest = rest[size:]
    return files


def sources(message: dict[str, Any], content: bytes | None) -> list[str]:
    """The texts of a command: the program, and the modules that come with it."""
    try:
        return _texts(message["source"], added_files(message, content))
    except Unusable:  # `lay` says it
        return [message["source"]]


def _texts(source: str, files: list[Added]) -> list[str]:
    return [source, *(bytes(file.content).decode("utf-8", "replace") for file in files if file.module)]
