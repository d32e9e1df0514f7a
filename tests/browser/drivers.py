"""Browsers that Playwright cannot drive as they are: Firefox over WebDriver BiDi, WebKitGTK over WebDriver. Only what a learner does: look and press keys.

Both standards take the same lists of actions (W3C WebDriver, section 15; BiDi, section 7.9).
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from websockets.sync.client import ClientConnection, connect

WAIT_S = 120  # a plain load of Pyodide on a busy machine
KEYS = {"Control": "\ue009", "Enter": "\ue007", "Escape": "\ue00c", "Home": "\ue011", "End": "\ue010", "ArrowRight": "\ue014"}
FIREFOX_PREFERENCES = {  # it asks nobody but the site
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "services.settings.server": "data:,none",
    "toolkit.telemetry.enabled": False,
}
MINI_BROWSER = ("/usr/lib/*/webkit2gtk-4.*/MiniBrowser", "/usr/libexec/webkit2gtk-4.*/MiniBrowser")


class Driven(Protocol):
    """A window of such a browser."""

    def goto(self, address: str) -> None: ...
    def evaluate(self, expression: str) -> Any: ...
    def perform(self, actions: list[dict[str, Any]]) -> None: ...


def press(window: Driven, *keys: str) -> None:
    """These keys together: down in this order, up in the other."""
    values = [KEYS.get(key, key) for key in keys]
    window.perform(
        [{"type": "keyDown", "value": value} for value in values]
        + [{"type": "keyUp", "value": value} for value in reversed(values)]
    )


def type_text(window: Driven, text: str) -> None:
    for letter in text:
        press(window, "Enter" if letter == "\n" else letter)


def wait_for(window: Driven, expression: str) -> Any:
    """Wait until the expression is true, and give its value."""
    end = time.monotonic() + WAIT_S
    while not (value := window.evaluate(expression)):
        seen = window.evaluate("document.body.innerText")
        assert time.monotonic() < end, f"{expression} did not come true; the page shows:\n{seen}"
        time.sleep(0.1)  # neither standard can wait for a condition
    return value


class Firefox:
    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.asked = 0
        self.ask("session.new", capabilities={})
        self.context = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> Any:
        self.asked += 1
        self.connection.send(json.dumps({"id": self.asked, "method": method, "params": params}))
        while (answer := json.loads(self.connection.recv(timeout=WAIT_S))).get("id") != self.asked:
            pass  # an event
        assert answer["type"] == "success", answer
        return answer["result"]

    def goto(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        wanted = {"expression": f"JSON.stringify({expression})", "target": {"context": self.context}, "awaitPromise": False}
        answer = self.ask("script.evaluate", **wanted)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"].get("value", "null"))

    def perform(self, actions: list[dict[str, Any]]) -> None:
        self.ask("input.performActions", context=self.context, actions=[{"type": "key", "id": "keys", "actions": actions}])


@contextmanager
def firefox(profile: Path) -> Iterator[Driven]:
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in FIREFOX_PREFERENCES.items())
    )
    command = ["firefox-esr", "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile), "about:blank"]
    with ended(subprocess.Popen(command, stderr=subprocess.PIPE, text=True)) as process:
        assert process.stderr is not None
        address = next(found[1] for line in process.stderr if (found := re.search(r"BiDi listening on (ws://\S+)", line)))
        with connect(f"{address}/session", max_size=None, proxy=None) as connection:
            yield Firefox(connection)


class WebKit:
    def __init__(self, address: str, binary: str) -> None:
        self.address = address
        options = {"binary": binary, "args": ["--automation"]}
        made = self.ask("POST", "", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}})
        self.address = f"{address}/{made['sessionId']}"

    def ask(self, method: str, path: str, content: Any = None) -> Any:
        request = urllib.request.Request(self.address + path, method=method)
        request.data = None if content is None else json.dumps(content).encode()
        with urllib.request.urlopen(request, timeout=WAIT_S) as answer:
            return json.loads(answer.read())["value"]

    def goto(self, address: str) -> None:
        self.ask("POST", "/url", {"url": address})

    def evaluate(self, expression: str) -> Any:
        return self.ask("POST", "/execute/sync", {"script": f"return {expression}", "args": []})

    def perform(self, actions: list[dict[str, Any]]) -> None:
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})


@contextmanager
def webkit(profile: Path) -> Iterator[Driven]:
    home = {**os.environ, "HOME": str(profile), "XDG_DATA_HOME": str(profile), "XDG_CACHE_HOME": str(profile)}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with display() as shown, ended(subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=home | shown)):
        listening(port)
        window = WebKit(f"http://127.0.0.1:{port}/session", mini_browser())
        yield window
        window.ask("DELETE", "")


def listening(port: int) -> None:
    """Wait until somebody does at this port."""
    end = time.monotonic() + WAIT_S
    while True:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        assert time.monotonic() < end, f"nobody listens at port {port}"
        time.sleep(0.05)


def mini_browser() -> str:
    """The browser that WebKitGTK brings for tests; "" where there is none."""
    found = [str(path) for pattern in MINI_BROWSER for path in Path("/").glob(pattern.lstrip("/"))]
    return found[0] if found else ""


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """Where windows can be: this machine's own place for them, or one that nobody sees."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield {}
        return
    reading, writing = os.pipe()
    with ended(subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24"], pass_fds=[writing])):
        os.close(writing)
        with os.fdopen(reading) as told:
            yield {"DISPLAY": f":{told.readline().strip()}"}


@contextmanager
def ended(process: subprocess.Popen[Any]) -> Iterator[subprocess.Popen[Any]]:
    """The process, which goes when the block ends."""
    with process:
        try:
            yield process
        finally:
            process.terminate()


def missing(*programs: str) -> str:
    """The first of these that this machine has not; "" where it has all."""
    return next((program for program in programs if not shutil.which(program)), "")
