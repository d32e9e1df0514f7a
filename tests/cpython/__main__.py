"""The whole comparison with CPython's own tests, as a table: `make conformance`. Ends with 1 when something differs that no reason is known for.

python -m tests.cpython [module ...]
"""

import sys

from tests.cpython.comparison import Compared, compare, told
from tests.cpython.modules import MORE, MORE_STEPS, QUICK, reason_for
from tests.cpython.program import path_of


def main(modules: list[str]) -> int:
    """Compare and print; the exit status."""
    found: list[Compared] = []
    print(
        f"| module of Python {sys.version.split()[0]} | tests | too long | compared | other outcome |\n|---|---|---|---|---|",
        flush=True,
    )
    for module in modules:
        path = path_of(module)
        if path is None:
            print(f"| {module} | not there | | | |", flush=True)
            continue
        found.append(compare(module, path.read_text(encoding="utf-8"), MORE_STEPS))
        print(_row(found[-1]), flush=True)
    if not found:
        print("This Python comes without its tests: nothing was compared.", file=sys.stderr)
        return 2
    sums = [
        sum(numbers)
        for numbers in zip(*((f.tests, f.left_out, f.compared, len(f.known) + len(f.unknown)) for f in found), strict=True)
    ]
    print(f"| all {len(found)} | " + " | ".join(map(str, sums)) + " |\n")
    for result in found:
        for difference in result.known:
            print(f"- {result.module}, {difference.test}: {reason_for(result.module, difference.test)}")
    for result in found:
        if result.unknown:
            print(f"\n{result.module} differs without a known reason:\n{told(result.unknown)}", file=sys.stderr)
    return any(result.unknown for result in found)


def _row(result: Compared) -> str:
    other = len(result.known) + len(result.unknown)
    return f"| {result.module} | {result.tests} | {result.left_out} | {result.compared} | {other or ''} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or sorted({*QUICK, *MORE})))
