"""Start of an embedded program: the fragment is read, what it names is fetched from this host, and the engine waits for its turn or for a hand.

Rule: nothing is fetched from another host, whatever an address says; and from this one only what everybody may have, for an address comes from strangers, and the page around is told
what the program is.
"""

import json

import js
from pyscript import document, ffi, js_import, window

from app import address
from app.host_link import HostLink
from app.options import parsed
from app.pictures import DAMAGED, Damaged, checked

ELSEWHERE = "“{}” is on another host. CodeViz fetches nothing from there: put the file beside CodeViz, or use the element <codeviz-embed src=…>."
MISSING = "“{}” could not be fetched (the host answered {}). Check the address, from the folder of embed.html on."
UNREACHABLE = "“{}” could not be fetched. Check the address and the connection."
TOO_MUCH = "“{}” has {:,} bytes; what is shown in a page may have {:,}. Record less of it."
NO_FILE = "“{}” is empty. Record the program again."
BROKEN_LINK = "This link is damaged or cut short, so it was not opened. Copy it again from CodeViz."
NOTHING = "No program is named in this address. It needs code=, src=, trace= or a link of CodeViz; docs/embedding.md tells how."

MOST_BYTES = 64_000_000


async def begin(runtime):
    """Take what the address asks for, and listen to whoever comes."""
    runtime.listen()
    runtime.engine.begin()
    (page,) = await js_import(window.URL.new("assets/embedded_page.js", document.baseURI).href)
    page.onTouch(lambda: runtime.tell(("touched",)))
    page.onAddress(lambda: runtime.spawn(take(runtime, page)))
    await take(runtime, page)
    await runtime.editor.load(runtime.state.text)
    origin = runtime.state.embed["host"]
    if origin:
        host = HostLink(page, origin, runtime)
        runtime.after = host.after
        host.ready()


async def take(runtime, page):
    """What the address says now."""
    options, problems = parsed(address.fragment())
    runtime.tell(("embed", options, problems, int(window.innerWidth)))
    runtime.tell(("begin", runtime.page.stage_width()))
    await bring(runtime, page, options)
    if not (problems or runtime.state.text or runtime.state.job or options["host"] or runtime.state.advice):
        runtime.tell(("advise", NOTHING))


async def bring(runtime, page, options):
    """The program that these options name, if any."""
    if options["pictures"]:
        await show(runtime, options)
        return
    if options["trace"]:
        content = await fetched(runtime, options["trace"])
        if content is not None:
            runtime.tell(("open_trace", content))
        return
    payload = {"source": options["code"], "inputs": options["inputs"], "step": options["step"]}
    if options["link"]:
        payload = await address.unpacked(options["link"])
        if payload is None:
            runtime.tell(("advise", BROKEN_LINK))
            return
    elif options["src"]:
        content = await fetched(runtime, options["src"])
        payload["source"] = None if content is None else text_of(content)
    if payload["source"] is not None:
        at_once = options["start"] == "load" and page.takeTurn()
        runtime.tell(("bring", payload, bool(at_once)))


async def show(runtime, options):
    """The pictures that came with the address."""
    try:
        content = json.loads(str(await window.codevizPictures(options["pictures"])))
        if options["step"]:
            content["step"] = options["step"]
        found = checked(content)
        found["recorded"]["shown"] = of_javascript(found["recorded"].get("shown"))
        runtime.tell(("pictures", found))
    except Damaged as problem:
        runtime.tell(("advise", str(problem)))
    except ValueError:  # no JSON, or not all of it
        runtime.tell(("advise", DAMAGED))


def of_javascript(shown):
    """What a program shows is JavaScript's on the page, wherever it comes from: it is looked at there."""
    return js.JSON.parse(json.dumps(shown)) if shown else None


async def fetched(runtime, name):
    """The bytes of a file on this host, an ArrayBuffer; None, and a sentence, when there are none to be had."""
    place = url_of(name)
    if place is None:
        return advise(runtime, ELSEWHERE.format(name))
    try:
        answer = await window.fetch(place, ffi.to_js({"credentials": "omit"}))
        if not answer.ok:
            return advise(runtime, MISSING.format(name, answer.status))
        content = await answer.arrayBuffer()
    except Exception:  # no connection, or a host that does not let us
        return advise(runtime, UNREACHABLE.format(name))
    if content.byteLength > MOST_BYTES:
        return advise(runtime, TOO_MUCH.format(name, int(content.byteLength), MOST_BYTES))
    return content if content.byteLength else advise(runtime, NO_FILE.format(name))


def url_of(name):
    """The whole address of a file on this host; None for one elsewhere."""
    if not js.URL.canParse(name, document.baseURI):
        return None
    place = js.URL.new(name, document.baseURI)
    return place.href if place.origin == window.location.origin else None


def text_of(content):
    """A program's text; a byte order mark is none of it."""
    return js.TextDecoder.new().decode(content).replace("\r\n", "\n")


def advise(runtime, sentence):
    runtime.tell(("advise", sentence))
