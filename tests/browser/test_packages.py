"""Packages that a program imports: from beside the site, from this device, and from another host when the learner has agreed."""

import re

from playwright.sync_api import Page, Route, expect

from .engine_line import open_line, output, record, start
from .learner import ENGINE_MS, at, button, notice, run, shot, visit, write
from .learner import output as written
from .wheels import BAR, Wheels

USES_FOO = "import foo\nprint(foo.double(21))\n"


def test_a_package_beside_the_site_is_there_in_every_run(line: Page) -> None:
    start(line)
    program = "import termcolor\nprint(termcolor.__name__, termcolor.colored('a', 'red', force_color=True))"
    said = [output(record(line, program)) for _ in range(3)]
    assert said == ["termcolor \x1b[31ma\x1b[0m\n"] * 3
    assert output(record(line, "import sys\nprint('termcolor' in sys.modules)")) == "False\n"


def test_a_package_brings_what_it_needs(line: Page) -> None:
    start(line)
    program = "import requests\nprint(requests.Request('GET', 'http://a/', params={'b': 'c d'}).prepare().url)"
    assert [output(record(line, program)) for _ in range(2)] == ["http://a/?b=c+d\n"] * 2


def test_the_learner_is_asked_once_and_before_anything_is_fetched(learner: Page, wheels: Wheels) -> None:
    visit(learner)
    run(learner, "a = 1\n")
    write(learner, USES_FOO)
    button(learner, "Run").click()
    host = wheels.address.removeprefix("http://").rstrip("/")
    expect(notice(learner)).to_contain_text(
        f"foo is not part of Python. It can be loaded from {host}, with 1 package that it needs.", timeout=ENGINE_MS
    )
    shot(learner, "packages-asked")
    assert wheels.asked == []
    button(learner, "Load it").click()
    at(learner, 1)
    expect(written(learner)).to_contain_text("42", timeout=ENGINE_MS)
    assert sorted(wheels.asked) == ["/bar-1.0-py3-none-any.whl", "/foo-1.0-py3-none-any.whl"]
    run(learner, USES_FOO + "print(foo.double(1))\n")
    expect(notice(learner)).not_to_contain_text("not part of Python")
    assert len(wheels.asked) == 2


def test_a_program_can_run_without_it(learner: Page, wheels: Wheels) -> None:
    visit(learner)
    write(learner, USES_FOO)
    button(learner, "Run").click()
    expect(button(learner, "Run without it")).to_be_visible(timeout=ENGINE_MS)
    button(learner, "Run without it").press("Enter")
    expect(notice(learner)).to_contain_text("No module named 'foo'", timeout=ENGINE_MS)
    assert wheels.asked == []
    button(learner, "Settings").click()
    expect(learner.locator("#choices")).to_contain_text("Programs run without foo.")
    button(learner, "Ask again").click()
    learner.keyboard.press("Escape")
    button(learner, "Run").click()
    expect(button(learner, "Load it")).to_be_visible(timeout=ENGINE_MS)


def test_what_was_loaded_is_there_in_the_next_visit_without_a_question(learner: Page, wheels: Wheels) -> None:
    visit(learner)
    write(learner, USES_FOO)
    button(learner, "Run").click()
    button(learner, "Load it").click(timeout=ENGINE_MS)
    expect(written(learner)).to_contain_text("42", timeout=ENGINE_MS)
    asked = len(wheels.asked)
    next_visit = learner.context.new_page()
    visit(next_visit)
    run(next_visit, USES_FOO + "print(1)\n")
    button(next_visit, "Last step").click()
    expect(written(next_visit)).to_contain_text("42")
    assert len(wheels.asked) == asked
    button(next_visit, "Settings").click()
    expect(next_visit.locator("#choices")).to_contain_text(re.compile(r"foo\s*1\.0, 1 kB, from localhost"))
    shot(next_visit, "packages-settings")
    button(next_visit, "Remove them from this device").click()
    expect(next_visit.locator("#choices")).not_to_contain_text("Packages")


def test_what_is_not_the_listed_file_is_not_used(learner: Page, wheels: Wheels) -> None:
    (wheels.folder / "bar-1.0-py3-none-any.whl").write_bytes(b"something else")
    visit(learner)
    write(learner, USES_FOO)
    button(learner, "Run").click()
    button(learner, "Load it").click(timeout=ENGINE_MS)
    expect(notice(learner)).to_contain_text("What arrived is not the bar that was listed", timeout=ENGINE_MS)
    wheels.put("bar", BAR)
    button(learner, "Try again").click()
    expect(written(learner)).to_contain_text("42", timeout=ENGINE_MS)


def test_without_a_connection_it_is_told_what_to_do(learner: Page, complaints: list[str]) -> None:
    visit(learner)
    run(learner, "a = 1\n")
    learner.context.set_offline(True)
    write(learner, USES_FOO)
    button(learner, "Run").click()
    expect(notice(learner)).to_contain_text("foo is not on this device, and there is no connection.", timeout=ENGINE_MS)
    shot(learner, "packages-offline")
    learner.context.set_offline(False)
    button(learner, "Try again").click()
    button(learner, "Load it").click(timeout=ENGINE_MS)
    expect(written(learner)).to_contain_text("42", timeout=ENGINE_MS)
    complaints[:] = [each for each in complaints if "ERR_INTERNET_DISCONNECTED" not in each]


def test_a_host_that_is_gone_is_told(learner: Page, wheels: Wheels, complaints: list[str]) -> None:
    wheels.stand_in(learner.context, "http://localhost:9/")
    visit(learner)
    write(learner, USES_FOO)
    button(learner, "Run").click()
    button(learner, "Load it").click(timeout=ENGINE_MS)
    expect(notice(learner)).to_contain_text("foo did not come: localhost:9 cannot be reached from here.", timeout=ENGINE_MS)
    assert complaints.pop().startswith(("console error: Failed to load resource", "request to another host: http://localhost:9/"))
    complaints.clear()


def test_the_folder_beside_the_site_is_asked_before_any_other_host(learner: Page, wheels: Wheels) -> None:
    def beside(route: Route) -> None:
        route.fulfill(path=wheels.folder / route.request.url.rpartition("/")[2], content_type="application/zip")

    learner.context.route(re.compile(r"/packages/(foo|bar)-.*\.whl$"), beside)
    visit(learner)
    run(learner, USES_FOO)
    button(learner, "Last step").click()
    expect(written(learner)).to_contain_text("42")
    assert wheels.asked == []


def test_modules_that_nest_deeper_than_a_program_may_can_be_imported(learner: Page, wheels: Wheels) -> None:
    lists = "x = " + "[" * 80 + "]" * 80
    wheels.put("deep", {"deep.py": lists, "deeper.py": "x = " + "(" * 190 + ")" * 190})
    line = open_line(learner)
    start(line)
    assert "Stack overflow" in record(line, lists)["outcome"]["reason"]
    for _ in range(2):
        said = record(line, "import deep\nprint(deep.x[0] == [])", packages={"agreed": ["deep"]})
        assert output(said) == "False\n"


def test_an_unknown_module_is_looked_for_on_pypi(learner: Page, wheels: Wheels) -> None:
    wheels.put("rare", {"rare.py": "import bar, foo\nname = 'rare'\n"}, depends=("foo",), locked=False)
    visit(learner)
    write(learner, "import rare\nprint(rare.name)\n")
    button(learner, "Run").click()
    expect(notice(learner)).to_contain_text(
        "rare is not part of Python. There may be a package of this name on", timeout=ENGINE_MS
    )
    assert wheels.asked == []
    button(learner, "Look for it").click()
    at(learner, 1)
    expect(written(learner)).to_contain_text("rare", timeout=ENGINE_MS)
    button(learner, "Run").click()
    expect(written(learner)).to_contain_text("rare", timeout=ENGINE_MS)


def test_a_package_that_does_not_exist_is_told(learner: Page, wheels: Wheels, complaints: list[str]) -> None:
    visit(learner)
    write(learner, "import nosuchthing\n")
    button(learner, "Run").click()
    button(learner, "Look for it").click(timeout=ENGINE_MS)
    expect(notice(learner)).to_contain_text("No package called nosuchthing was found", timeout=ENGINE_MS)
    button(learner, "Run without it").click()
    expect(notice(learner)).to_contain_text("No module named 'nosuchthing'", timeout=ENGINE_MS)


ASKS = """
import urllib.request, requests
def attempt(ask, address):
    try:
        return ask(address)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
print(attempt(lambda address: urllib.request.urlopen(address).read()[:2], HERE))
print(attempt(lambda address: requests.get(address).json()["folder"], HERE))
print(attempt(urllib.request.urlopen, THERE))
print(attempt(requests.get, THERE))
"""


def test_programs_ask_their_own_host_and_no_other(learner: Page, wheels: Wheels, address: str) -> None:
    open_line(learner)
    start(learner)
    there = wheels.address + "bar-1.0-py3-none-any.whl"
    for _ in range(2):
        said = output(record(learner, f"HERE, THERE = {address + 'engine/engine.json'!r}, {there!r}\n{ASKS}")).splitlines()
        own, other = address.split("/")[2], there.split("/")[2]
        refused = f"This page lets programs ask its own host only, {own}, and not {other}."
        assert said == ["b'{\\n'", "/codeviz", f"URLError: <urlopen error {refused}>", f"ConnectionError: {refused}"]
    assert wheels.asked == []


OWN_ONLY = "This page lets programs ask its own host only"
WAYS = {
    "asyncio.run(main())": OWN_ONLY,
    "js.XMLHttpRequest.new().open('GET', THERE, False)": OWN_ONLY,
    "js.WebSocket.new(THERE.replace('http', 'ws'))": OWN_ONLY,
    "js.EventSource.new(THERE)": OWN_ONLY,
    "js.eval('new Worker(URL.createObjectURL(new Blob([``])))')": "Programs start no workers of their own here.",
    "js.eval('delete self.fetch; self.fetch = 1')\nasyncio.run(main())": OWN_ONLY,
    "js.caches": "caches",
    "js.indexedDB": "indexedDB",
}


def test_javascript_in_a_program_is_told_the_same(learner: Page, wheels: Wheels) -> None:
    open_line(learner)
    start(learner)
    before = f"import asyncio, js\nTHERE = {wheels.address!r}\nasync def main(): await js.fetch(THERE)\n"
    outcomes = {way: record(learner, before + way)["outcome"] for way in WAYS}
    assert {way: said in outcomes[way]["traceback"] for way, said in WAYS.items()} == dict.fromkeys(WAYS, True), outcomes
    assert wheels.asked == []


def test_a_site_can_let_programs_ask_other_hosts(learner: Page, wheels: Wheels) -> None:
    learner.context.route("**/assets/packages.json", lambda route: route.fulfill(json={"programs_may_ask": [wheels.address]}))
    open_line(learner)
    start(learner)
    (wheels.folder / "hello.txt").write_text("hello")
    asks = f"import urllib.request\nprint(urllib.request.urlopen({wheels.address + 'hello.txt'!r}).read())\n"
    assert output(record(learner, asks)) == "b'hello'\n"


def test_a_name_like_a_slip_is_looked_for_when_it_is_meant(learner: Page, wheels: Wheels) -> None:
    wheels.put("typer", {"typer.py": "name = 'no slip'\n"}, locked=False)
    visit(learner)
    run(learner, "import typer\nprint(typer.name)\n")
    expect(notice(learner)).to_contain_text("No module named 'typer'")
    shot(learner, "packages-slip")
    button(learner, "Look for a package of this name").press("Enter")
    expect(notice(learner)).to_contain_text(
        "typer is not part of Python. There may be a package of this name on", timeout=ENGINE_MS
    )
    assert wheels.asked == []
    button(learner, "Look for it").click()
    expect(written(learner)).to_contain_text("no slip", timeout=ENGINE_MS)
