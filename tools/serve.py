"""Serve the built site on this machine: `python -m tools.serve [--port PORT]`.

The rule it keeps: a plain static server. No header that another host would have to copy, no rewriting, no listing of folders.
"""

import argparse
import contextlib
import functools
import http
import http.server
import socketserver
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.places import DIST

# What browsers insist on (modules, streaming wasm) and what Python's own table may lack on some machines.
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".py": "text/x-python",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for the many small files
    disable_nagle_algorithm = True  # otherwise each of them waits until the browser has confirmed its headers
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | TYPES

    def end_headers(self) -> None:
        # Ask again each time: after a build the next reload shows it. Unchanged files are answered with 304.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        self.connection.sendfile(source)  # by the system: the megabytes of WebAssembly do not pass through Python

    def list_directory(self, path: Any) -> None:
        self.send_error(http.HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal shows the address, the browser's own tools show the requests."""


class SiteServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser that went away is no news
            super().handle_error(request, client_address)

    def server_bind(self) -> None:
        # The base class would ask the network for this machine's name, which can take seconds.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]


def server_of(folder: Path, port: int, handler: type[SiteHandler] = SiteHandler) -> SiteServer:
    """A server of `folder` on this machine only; port 0 takes a free one. Raises OSError when the port is taken."""
    return SiteServer(("127.0.0.1", port), functools.partial(handler, directory=str(folder)))


@contextlib.contextmanager
def serving(folder: Path, handler: type[SiteHandler] = SiteHandler) -> Iterator[str]:
    """The address of `folder`, served on a free port for as long as the block runs."""
    with server_of(folder, 0, handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.serve", description="Serve dist/ on this machine.")
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    if not (DIST / "index.html").exists():
        print("There is nothing to serve yet: make build writes dist/.", file=sys.stderr)
        return 1
    try:
        server = server_of(DIST, port)
    except OSError as problem:
        print(f"Port {port} cannot be used ({problem.strerror}). Choose another: PORT=8123 make serve", file=sys.stderr)
        return 1
    print(f"CodeViz is at http://localhost:{server.server_port}/   (Ctrl-C ends it)", flush=True)
    with server, contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
