"""The server of `make serve`: a plain one, with the types that browsers insist on."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools.serve import serving

TYPES = {
    "page.html": "text/html",
    "style.css": "text/css",
    "script.js": "text/javascript",
    "script.mjs": "text/javascript",
    "program.wasm": "application/wasm",
    "config.toml": "application/toml",
    "font.woff2": "font/woff2",
    "icon.svg": "image/svg+xml",
    "app.webmanifest": "application/manifest+json",
    "data.json": "application/json",
}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[HTTPConnection]:
    """A connection to a server of one file of each type and an empty folder."""
    for name in TYPES:
        (tmp_path / name).write_text("content")
    (tmp_path / "folder").mkdir()
    with serving(tmp_path) as address:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
        yield connection
        connection.close()


def get(connection: HTTPConnection, path: str, **headers: str) -> HTTPResponse:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer


def test_every_kind_of_file_has_its_type(connection: HTTPConnection) -> None:
    assert {name: get(connection, f"/{name}").headers.get_content_type() for name in TYPES} == TYPES


def test_an_unchanged_file_is_not_sent_again(connection: HTTPConnection) -> None:
    modified = get(connection, "/data.json").headers["Last-Modified"]
    assert get(connection, "/data.json", **{"If-Modified-Since": modified}).status == 304


def test_folders_are_not_listed(connection: HTTPConnection) -> None:
    assert get(connection, "/folder/").status == 404
    assert get(connection, "/folder/../../etc/passwd").status == 404


def test_it_sends_no_header_that_another_host_would_have_to_copy(connection: HTTPConnection) -> None:
    assert [name for name in get(connection, "/page.html").headers if name.startswith(("Cross-Origin", "Content-Security"))] == []
