"""The address: a program in its fragment, compressed. A fragment never leaves the browser.

`#v1.` and base64url of deflate-raw of JSON {"source", "inputs", "step", "view"}.
"""

import json
from binascii import a2b_base64, b2a_base64

import js
from pyscript import document, ffi, window

PREFIX = "#v1."
LONGEST = 2_000_000  # characters of an unpacked program; more is no program but an attack on memory


async def packed(payload):
    """The fragment for this payload."""
    data = await through(js.CompressionStream.new("deflate-raw"), json.dumps(payload).encode())
    return PREFIX + b2a_base64(data).decode().strip().replace("+", "-").replace("/", "_").rstrip("=")


async def unpacked(fragment):
    """The payload of a fragment, with every field there; None when it is damaged."""
    try:
        text = fragment[len(PREFIX) :].replace("-", "+").replace("_", "/")
        data = a2b_base64((text + "=" * (-len(text) % 4)).encode())
        payload = json.loads((await through(js.DecompressionStream.new("deflate-raw"), data)).decode())
        return checked(payload)
    except Exception:  # whatever is wrong with it, to the learner it is a damaged link
        return None


def checked(payload):
    view = payload.get("view", {})
    return {
        "source": str(payload["source"]),
        "inputs": [str(line) for line in payload.get("inputs", [])],
        "step": int(payload.get("step", 0)),
        "view": view if isinstance(view, dict) else {},
    }


async def through(transform, data):
    blob = js.Blob.new(ffi.to_js([js.Uint8Array.new(data)]))
    buffer = await js.Response.new(blob.stream().pipeThrough(transform)).arrayBuffer()
    if buffer.byteLength > LONGEST:
        raise ValueError("too long")
    return bytes(js.Uint8Array.new(buffer))


def base():
    """The address of the site, with a slash at its end."""
    return window.URL.new("./", document.baseURI).href


def fragment():
    return window.location.hash


def is_link(text):
    return text.startswith("#v")


def show(text):
    """Write the fragment into the address bar without a new entry in the history; "" takes it away."""
    place = window.location.pathname + window.location.search
    window.history.replaceState(None, "", place + text)


def open_tab(place):
    """Whether the browser opened a new tab for this address."""
    return window.open(place, "_blank") is not None


async def copy(text):
    """Whether the clipboard took it."""
    try:
        await window.navigator.clipboard.writeText(text)
        return True
    except Exception:  # no permission, or no clipboard here
        return False
