"""Wheels, unpacked and compiled."""

import io
import marshal
import zipfile
from pathlib import Path

from tracer import installer


def wheel(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for place, text in files.items():
            archive.writestr(place.replace("__", "/") + ".py", text)
        archive.writestr("foo-1.data/purelib/more.py", "y = 2")
        archive.writestr("foo-1.data/scripts/run", "")
        archive.writestr("../outside.py", "")
        archive.writestr("/absolute.py", "")
    return made.getvalue()


def under(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.suffix == ".py")


def test_a_wheel_lies_where_its_modules_are_found(tmp_path: Path) -> None:
    installer.install(wheel(foo__a="x = 1"), False, None, str(tmp_path / "site"))
    assert under(tmp_path) == ["site/foo/a.py", "site/more.py"], "and nothing outside of its folder"


def test_modules_are_compiled_once(tmp_path: Path) -> None:
    content = wheel(foo="x = 1", broken="x = (")
    first, second = tmp_path / "first", tmp_path / "second"
    compiled = installer.install(content, False, None, str(first))
    assert installer.install(content, False, compiled, str(second)) == b""
    (pyc,) = second.glob("__pycache__/foo.*.pyc")
    assert marshal.loads(pyc.read_bytes()[16:]).co_consts[0] == 1
    assert not list(second.glob("__pycache__/broken.*"))
