"""`python -m tracer`: record a program, show a step, export a trace."""

import sys

from .cli.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
