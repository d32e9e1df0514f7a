"""tools/deep.py: the interpreter that frees what is deep."""

import pytest

from tools.deep import ADDED, CODE, NAME, deepened, sections_of
from tools.problem import BuildProblem
from tools.vendor import installed


def test_only_one_function_grows() -> None:
    wasm = installed(f"pyodide/{NAME}").read_bytes()
    longer = deepened(wasm)
    assert len(longer) == len(wasm) + len(ADDED)
    before, after = ({kind: made[body:end] for kind, _, body, end in sections_of(made) if kind} for made in (wasm, longer))
    assert [kind for kind in before if before[kind] != after[kind]] == [CODE]


def test_a_function_that_is_not_known_is_refused() -> None:
    with pytest.raises(BuildProblem, match="another version"):
        deepened(deepened(installed(f"pyodide/{NAME}").read_bytes()))
