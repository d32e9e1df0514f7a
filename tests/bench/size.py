"""What a first visit costs in bytes, as a static host would send them: each file gzipped, unless it is packed already."""

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser

from tests.browser.conftest import ARGS, NO_COPY
from tests.browser.unreliable import Host, hosting
from tools import chromium
from tools.places import DIST

ENGINE = ("engine/", "vendor/pyodide/", "assets/engine.js", "assets/eras.js", "assets/fresh.js", "assets/again.js")
CORE = ("engine/snapshot-", "vendor/pyodide/")
QUIET_MS = 4000  # the engine asks for its own sources two seconds after it is ready; that nothing more comes cannot be waited for otherwise
COPIED = "() => document.getElementById('unplugged').textContent.endsWith('works without a connection.')"


def main(browser: Browser) -> None:
    """Measure and print."""
    with hosting(DIST) as host:
        load = visited(browser, host, NO_COPY)
        host.asked.clear()
        copied = visited(browser, host, "")
    page = sum(sent(place) for place in load if not place.startswith(ENGINE))
    core = sum(sent(place) for place in load if place.startswith(CORE))
    all_of = sum(map(sent, load))
    print(f"| first load, compressed: the page itself | {page / 1e3:,.0f} kB | | ≤ 350 kB |")
    print(
        f"| first load, compressed: all of it ÷ Pyodide's core and the snapshot | {all_of / 1e6:.1f} MB | {all_of / core:.2f} | ≤ 1.15 |"
    )
    print(f"| what the copy for the next visits adds | {(sum(map(sent, copied)) - all_of) / 1e6:.1f} MB | | |")


def visited(browser: Browser, host: Host, script: str) -> list[str]:
    """The places that a visit asks the host for, in their order, with what it asked for twice."""
    # In a profile on the disk: the cache of a private window has no room for the largest files.
    options: dict[str, Any] = {
        "executable_path": chromium.find(),
        "args": ARGS,
        "base_url": host.address,
        "viewport": {"width": 1280, "height": 800},
    }
    with TemporaryDirectory() as profile, browser.browser_type.launch_persistent_context(profile, **options) as context:
        context.add_init_script(script)
        page = context.new_page()
        page.goto("")
        page.wait_for_function(COPIED if not script else "() => document.querySelector('.cm-content')", timeout=60_000)
        page.get_by_role("button", name="Run", exact=True).click()
        page.wait_for_function("() => document.getElementById('status').textContent.startsWith('Step 1 of')", timeout=60_000)
        page.wait_for_timeout(QUIET_MS)
    return [path.partition("?")[0].removeprefix("/") or "index.html" for path in host.asked]


def sent(place: str) -> int:
    """Bytes of this file's body."""
    content = Path(DIST / place).read_bytes()
    return min(len(content), len(gzip.compress(content, 6)))
