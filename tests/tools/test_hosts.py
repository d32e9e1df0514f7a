"""Where packages come from."""

import json
from pathlib import Path

import pytest

from tools import board, hosts
from tools.problem import BuildProblem
from tools.vendor import PYODIDE, version


def test_the_table_has_the_hosts_that_pyodide_and_micropip_name() -> None:
    table = json.loads(board.board_files()[hosts.PLACE].read_text(encoding="utf-8"))
    assert table["pyodide"].startswith("https://")
    assert table["pyodide"].endswith(f"/v{version(PYODIDE)}/full/")
    assert table["index"].startswith("https://")
    assert table["index"].endswith("/simple/")
    assert (table["files"], table["programs_may_ask"]) == ("", [])


def test_a_site_without_micropip_is_not_built() -> None:
    with pytest.raises(BuildProblem, match="has no micropip"):
        hosts.hosts_file([Path("requests-1.whl")])
