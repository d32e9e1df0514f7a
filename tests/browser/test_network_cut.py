"""Packages and requests of programs when the network is cut, slow, or refuses."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.places import DIST
from tools.serve import serving

from .learner import ENGINE_MS, at, button, notice, output, run, shot, visit, write
from .unreliable import Host, hosting
from .wheels import BAR, Wheels, wheels_in

USES_RARE = "import rare\nprint(rare.name)\n"
USES_FOO = "import foo\nprint(foo.double(21))\n"
ASKS = "import requests, urllib.request\nTHERE = {!r}\nurllib.request.urlopen(THERE) if {} else requests.get(THERE)\n"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """The built site, on a host that can be stopped."""
    shutil.copytree(DIST, tmp_path / "site")
    with hosting(tmp_path / "site") as host:
        yield host


def test_a_package_that_was_loaded_once_is_there_with_all_hosts_gone(browser: Browser, host: Host, tmp_path: Path) -> None:
    with browser.new_context(base_url=host.address, viewport={"width": 1280, "height": 800}) as context:
        (tmp_path / "wheels").mkdir()
        with wheels_in(tmp_path / "wheels") as wheels:
            wheels.put("bar", BAR, locked=False)
            wheels.put("rare", {"rare.py": "import bar\nname = 'rare', bar.two\n"}, depends=("bar",), locked=False)
            (host.folder / "assets" / "packages.json").write_text(wheels.table)
            page = visit(context.new_page())
            expect(page.locator("#unplugged")).to_have_text("CodeViz works without a connection.", timeout=ENGINE_MS)
            write(page, USES_RARE)
            button(page, "Run").click()
            button(page, "Look for it").click(timeout=ENGINE_MS)
            expect(output(page)).to_contain_text("('rare', 2)", timeout=ENGINE_MS)
            page.close()
        host.left = 0
        context.set_offline(True)

        page = visit(context.new_page())
        run(page, USES_RARE + "print('again')\n")
        button(page, "Last step").click()
        expect(output(page)).to_contain_text("('rare', 2)\nagain")
        run(page, "import tabulate\nprint(tabulate.tabulate([[1]]))\n")  # from beside the site, and never used before
        button(page, "Last step").click()
        expect(output(page)).to_contain_text("-\n1\n-")


def test_stop_ends_a_download_and_the_next_run_begins_it_anew(learner: Page, wheels: Wheels) -> None:
    visit(learner)
    run(learner, "a = 1\nb = 2\n")
    never = f"{wheels.address}foo-*.whl"
    learner.context.route(never, lambda route: None)  # it does not come
    write(learner, USES_FOO)
    button(learner, "Run").click()
    button(learner, "Load it").click(timeout=ENGINE_MS)
    expect(notice(learner)).to_contain_text("Loading foo.", timeout=ENGINE_MS)
    shot(learner, "packages-loading")
    button(learner, "Stop").click()
    expect(notice(learner)).to_have_text("Stopped. Nothing was recorded until then.", timeout=ENGINE_MS)
    expect(button(learner, "Run")).to_be_visible()
    expect(learner.locator("#scene")).to_have_attribute("data-stale", "true")
    button(learner, "Next step").click()  # in the recording before
    at(learner, 2)
    shot(learner, "packages-loading-stopped")
    learner.context.unroute(never)
    button(learner, "Run").click()
    expect(output(learner)).to_contain_text("42", timeout=ENGINE_MS)


@pytest.mark.parametrize("by_urllib", [True, False])
def test_a_request_that_is_refused_or_cut_off_is_explained(
    learner: Page, by_urllib: bool, tmp_path: Path, complaints: list[str]
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.txt").write_text("a")
    with serving(tmp_path / "there") as address:  # it lets no pages of other sites ask it
        other = address.split("/")[2]
        table = {"programs_may_ask": [address]}
        learner.context.route("**/assets/packages.json", lambda route: route.fulfill(json=table))
        visit(learner)
        run(learner, ASKS.format(address + "a.txt", by_urllib))
        refused = f"{other} could not be asked: it does not answer, or it does not let pages of other sites ask it (CORS)."
        expect(notice(learner)).to_contain_text(refused)
        shot(learner, "request-refused")
        learner.context.set_offline(True)
        run(learner, ASKS.format(address + "a.txt", by_urllib) + "#\n")
        expect(notice(learner)).to_contain_text(f"There is no connection, so {other} cannot be asked.")
        shot(learner, "request-offline")
        learner.context.set_offline(False)
        run(learner, ASKS.format("http://elsewhere.test/", by_urllib))
        expect(notice(learner)).to_contain_text("This page lets programs ask its own host only")
    named = [f"request to another host: {address}", "CORS", "ERR_FAILED", "ERR_INTERNET_DISCONNECTED"]
    complaints[:] = [each for each in complaints if not any(word in each for word in named)]
