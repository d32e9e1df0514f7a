"""What a program imports, and where that is to be had."""

import json
from typing import Any

from tracer import packages


def entry(*modules: str, depends: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"version": "1", "file": "f.whl", "sha256": "0", "modules": list(modules), "depends": list(depends)}


def names(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(wheel["name"], wheel["table"]) for wheel in found["wheels"]]


def test_imports_are_found_wherever_they_stand() -> None:
    source = (
        "import nowhere1, json\ndef f():\n    from nowhere2.deep import x\ntry:\n    import nowhere1\nexcept ImportError: pass\n"
    )
    assert packages.missing(source) == ["nowhere1", "nowhere2"]


def test_what_can_be_imported_is_not_missing() -> None:
    assert (
        packages.missing("import sys, tracer, os.path, codeviz, turtle\nfrom . import here\nfrom __future__ import annotations\n")
        == []
    )


def test_a_program_that_does_not_compile_misses_nothing() -> None:
    for source in ("import (", "import nowhere\0", "(" * 1000):
        assert packages.missing(source) == []


def test_requests_go_through_the_browser() -> None:
    assert "pyodide_http" in packages.missing("import urllib.request\n")
    assert "pyodide_http" in packages.missing("from urllib import request\n")
    assert "pyodide_http" not in packages.missing("import urllib.parse\n")


def test_the_first_table_that_knows_a_module_counts() -> None:
    tables = {"board": {"bar": entry("bar")}, "lock": {"foo": entry("foo", depends=("bar",)), "bar": entry("bar")}}
    (found,) = packages.plan(["foo"], tables)["found"]
    assert names(found) == [("bar", "board"), ("foo", "lock")]


def test_packages_that_need_each_other_come_once() -> None:
    tables = {"lock": {"a": entry("a", depends=("b",)), "b": entry("b", depends=("a", "gone"))}}
    (found,) = packages.plan(["a"], tables)["found"]
    assert sorted(names(found)) == [("a", "lock"), ("b", "lock")]


def test_a_slip_of_the_finger_is_no_package() -> None:
    modules = ["maht", "randon", "Math", "tkinter", "rarething"]
    assert packages.plan(modules, {}) == {"found": [], "unknown": ["rarething"], "slips": ["maht", "randon", "Math"]}


def test_a_name_that_is_meant_or_known_is_no_slip() -> None:
    planned = packages.plan(["typer", "randon", "tkinter"], {}, ["typer", "tkinter"])
    assert (planned["unknown"], planned["slips"]) == (["typer"], ["randon"])
    planned = packages.plan(["typer"], {"lock": {"typer": entry("typer")}})
    assert ([found["package"] for found in planned["found"]], planned["slips"]) == (["typer"], [])


def test_pyodides_lock_file_is_read() -> None:
    lock = {"packages": {"Foo_Bar": {"version": "1", "file_name": "f", "sha256": "0", "imports": ["foo"], "depends": [],
                                     "package_type": "shared_library"}}}  # fmt: skip
    text = packages.plan_json('["foo"]', "[]", "{}", "{}", json.dumps(lock))
    (found,) = json.loads(text)["found"]
    assert (found["package"], found["wheels"][0]["library"]) == ("foo-bar", True)
