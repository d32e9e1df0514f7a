"""What ends a build with a sentence instead of a traceback."""


class BuildProblem(Exception):
    """Its text says what happened and what to do; tools/build.py prints it and ends with status 1."""
