"""What others made goes out with its licence."""

import pytest

from tools import licenses
from tools.places import ROOT
from tools.problem import BuildProblem

ALLOWED = {"MIT", "MPL-2.0", "OFL-1.1", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}


def test_every_package_that_ships_is_there_with_its_text():
    (place,) = licenses.licenses().items()
    text = place[1].read_text(encoding="utf-8")
    for name, entry in licenses.shipped().items():
        assert entry["license"] in ALLOWED, name
        assert f"\n{name} {entry['version']} ({entry['license']})" in text
        assert licenses.text_of(name).read_text(encoding="utf-8").strip() in text
    assert {"pyodide", "gifenc", "@codemirror/state", "@micropython/micropython-webassembly-pyscript"} <= set(licenses.shipped())


def test_a_package_without_a_text_ends_the_build(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(licenses, "OURS", ROOT / "tools" / "none")
    with pytest.raises(BuildProblem, match="pyodide brings no text"):
        licenses.text_of("pyodide")
