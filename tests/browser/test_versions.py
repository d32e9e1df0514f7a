"""assets/service-worker.js on a little site: what is on this device is one version, complete, whatever happens to the host meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.unreliable import PARTS, Host, hosting, told, versions

REQUESTS = len(PARTS) + 5  # of an installation: the worker, the page, its parts, worker.js, same.txt, offline.js


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with hosting(tmp_path / "site") as host:
        host.deploy("1")
        yield host


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context


def opened(context: BrowserContext, host: Host) -> Page:
    page = context.new_page()
    page.goto(host.address)
    return page


def kept(context: BrowserContext, host: Host) -> Page:
    """A page that is kept on this device, and looks for no new version any more."""
    page = opened(context, host)
    told(page, "ready")
    page.reload()
    told(page, "ready")
    return page


def test_a_site_that_was_kept_needs_no_host(context: BrowserContext, host: Host) -> None:
    page = kept(context, host)
    host.left = 0
    page.reload()
    assert versions(page) == {"1"}
    page.goto(f"{host.address}index.html?anything#v1.x")
    assert versions(page) == {"1"}


def test_the_first_page_is_given_to_its_worker_at_once(context: BrowserContext, host: Host) -> None:
    page = opened(context, host)
    assert told(page, "ready") == "ready"
    assert page.evaluate("navigator.serviceWorker.controller !== null")


def test_what_the_browser_has_already_is_not_asked_for_again(context: BrowserContext, host: Host) -> None:
    told(opened(context, host), "ready")
    assert [part for part in PARTS if host.asked.count(f"/{part}") > 1] == []


@pytest.mark.parametrize("answered", range(0, REQUESTS, 3))
def test_a_first_visit_that_is_cut_off_goes_on_later(context: BrowserContext, host: Host, answered: int) -> None:
    page = context.new_page()
    page.route("**/assets/offline.js", lambda route: route.abort())  # the page alone, with nothing kept
    page.goto(host.address)
    page.unroute_all()
    host.left = answered
    page.evaluate(
        "() => import('./assets/offline.js?again').then(({ start }) => start((...said) => told.push(said.join(' '))), () => told.push('failed'))"
    )
    said = told(page, "failed network", "failed", "ready")
    assert said.startswith("failed") or answered >= REQUESTS - len(PARTS)
    host.left = None
    page.reload()
    told(page, "ready")
    host.left = 0
    page.reload()
    assert versions(page) == {"1"}


@pytest.mark.parametrize("answered", range(0, REQUESTS, 3))
def test_an_update_that_is_cut_off_leaves_the_old_version(context: BrowserContext, host: Host, answered: int) -> None:
    page = kept(context, host)
    host.deploy("2")
    host.left = answered
    page.reload()
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((here) => here.update()).catch(() => told.push('cut'))")
    told(page, "kept network", "waiting", "cut")
    assert versions(page) == {"1"}
    page.reload()
    assert versions(page) == {"1"}
    host.left = None
    page.reload()
    told(page, "waiting")
    assert versions(page) == {"1"}
    with page.expect_navigation():
        page.evaluate("() => useNew()")
    assert versions(page) == {"2"}
    host.left = 0
    page.reload()
    assert versions(page) == {"2"}


def test_a_file_of_another_version_is_refused(context: BrowserContext, host: Host) -> None:
    page = kept(context, host)
    host.deploy("2")
    (host.folder / "deep" / "c.js").write_text('parts.push("3");\n')
    page.reload()
    assert told(page, "kept") == "kept changed deep/c.js"
    page.reload()
    assert versions(page) == {"1"}
    host.deploy("2")
    page.reload()
    told(page, "waiting")


def test_an_old_version_that_is_deployed_again_is_whole(context: BrowserContext, host: Host) -> None:
    page = kept(context, host)
    for version in ("2", "1"):
        host.deploy(version)
        page.reload()
        told(page, "waiting")
        with page.expect_navigation():
            page.evaluate("() => useNew()")
        assert versions(page) == {version}
    host.left = 0
    page.reload()
    assert versions(page) == {"1"}


def test_a_full_disk_leaves_the_old_version(context: BrowserContext, host: Host) -> None:
    page = kept(context, host)
    quota = context.new_cdp_session(page)
    quota.send("Storage.overrideQuotaForOrigin", {"origin": host.address.rstrip("/"), "quotaSize": 100_000})
    host.deploy("2", ballast=100_000)
    page.reload()
    assert told(page, "kept", "waiting") == "kept full"
    page.reload()
    assert versions(page) == {"1"}
    names: list[str] = page.evaluate(
        "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => url)"
    )
    assert len(names) == REQUESTS - 1  # what had been fetched of the new version has made room again


def test_no_page_is_taken_over_while_another_one_is_open(context: BrowserContext, host: Host) -> None:
    page = kept(context, host)
    other = opened(context, host)
    host.deploy("2")
    page.reload()
    told(page, "waiting")
    page.evaluate("() => useNew()")
    told(page, "others")
    assert versions(other) == versions(page) == {"1"}
    other.close()
    with page.expect_navigation():
        page.evaluate("() => useNew()")
    assert versions(page) == {"2"}


def test_a_page_from_the_host_gets_no_worker_of_the_kept_version(context: BrowserContext, host: Host) -> None:
    page = kept(context, host)
    host.deploy("2")
    page.route("**/service-worker.js", lambda route: route.abort())
    context.new_cdp_session(page).send("Page.reload", {"ignoreCache": True})  # Shift and reload
    page.wait_for_function("() => navigator.serviceWorker.controller === null && window.parts?.length === 6")
    assert versions(page) == {"2"}
    said = page.evaluate(
        """() => new Promise((resolve) => {
          const worker = new Worker(`worker.js?v=${document.documentElement.dataset.version}`);
          worker.onmessage = ({ data }) => resolve(data);
        })"""
    )
    assert said == "2"


def test_what_the_browser_has_thrown_away_comes_back_or_the_version_ends(context: BrowserContext, host: Host) -> None:
    page = kept(context, host)
    forget = "async () => { for (const name of await caches.keys()) await caches.delete(name); }"
    page.evaluate(forget)
    page.reload()
    assert versions(page) == {"1"}
    page.evaluate(forget)
    context.new_cdp_session(page).send("Network.clearBrowserCache")
    host.deploy("2")
    page.reload()
    assert versions(page) == {"2"}
    told(page, "ready")
