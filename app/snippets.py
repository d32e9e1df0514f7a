"""What to paste into a page of one's own to have a program there: an iframe, or the element of assets/embed.js. docs/embedding.md has the options.

Rule: only what is not the default is written, so that a person can read it; what is written, app/options.py reads back.
"""

import json

from app.options import PARTS
from app.state import is_stale
from app.view.text import escaped

TITLE = "A Python program, step by step"
HEIGHT = 480
HEIGHTS = (100, 2000)  # px: what embed.js takes
NO_LINE = "“{}” is no line. Write the number of a line, from 1."
NO_HEIGHT = "“{}” is no height. Write a whole number of px, from 100 to 2,000."
ELSEWHERE = "“{}” is on another host, and CodeViz fetches nothing from there. Put the file on the host of CodeViz."
NO_ADDRESS = "“{}” is no address of a file. Write one such as loops.py or lessons/loops.py."
ONE_OF_BOTH = "There is a program and a recording: the recording is shown. Empty one of the two fields."
WHERE = {
    "iframe": "Both are fetched from the host of CodeViz, from the folder of embed.html on.",
    "element": "The program is fetched from the host of your page, the recording from that of CodeViz.",
}
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~*,/:[]"
MOST_PICTURES = 200_000  # characters in somebody's page


def settled(choices, base):
    """(choices, {field: a sentence}) with nothing that makes no sense in the fields under More: it is left out, and said."""
    found, said = dict(choices), {}
    for name in ("line", "height", "src", "trace"):
        found[name] = text = choices[name].strip()
        sentence = problem_of(name, text, choices["kind"], base) if text else ""
        if sentence:
            found[name], said[name] = "", sentence.format(text)
    if found["src"] and found["trace"]:
        found["src"], said["src"] = "", ONE_OF_BOTH
    return found, said


def problem_of(name, text, kind, base):
    """What is wrong with a field, a sentence with a place for its text; "" when nothing is."""
    if name in ("line", "height"):
        low, high = HEIGHTS if name == "height" else (1, 10**6)
        is_number = len(text) < 8 and not text.strip("0123456789") and low <= int(text) <= high
        return "" if is_number else NO_HEIGHT if name == "height" else NO_LINE
    if [sign for sign in text if sign in ' <>"\\' or ord(sign) < 33]:
        return NO_ADDRESS
    if name == "src" and kind == "element":
        return ""  # the page around fetches it, from wherever it may
    scheme = text.split("/")[0].split("?")[0]
    whole = ":" in scheme or text[:2] == "//"
    return ELSEWHERE if whole and not text.startswith(origin_of(base)) else ""


def origin_of(base):
    """Scheme, host and port of an address, with a slash behind them."""
    return "/".join(base.split("/")[:3]) + "/"


def is_fetched(choices):
    """Whether the program comes from an address and not from the editor."""
    return bool(choices["src"] or choices["trace"])


def options_of(choices, program, pictures):
    """[(name in the address, value)]. `program`: {"source", "inputs", "step", "view"}. `pictures`: the exported text or ""."""
    found = []
    shown = [name for name in PARTS if choices[name]]
    view = program["view"]
    if choices["here"] and program["step"]:
        found.append(("curInstr", str(program["step"])))
    if view.get("primitives", "inline") != "inline":
        found.append(("heapPrimitives", "true" if view["primitives"] == "objects" else "false"))
    if view.get("arrows") is False:
        found.append(("textReferences", "true"))
    if view.get("exited"):
        found.append(("cumulative", "true"))
    if choices["line"]:
        found.append(("line", choices["line"]))
    if program["inputs"] and not pictures and not is_fetched(choices):
        found.append(("rawInputLstJSON", json.dumps(list(program["inputs"]))))
    for name, value in (("verticalStack", choices["stacked"]), ("live", choices["live"]), ("autoplay", choices["autoplay"])):
        if value:
            found.append((name, "true"))
    if choices["editable"] and not choices["live"]:
        found.append(("editable", "true"))
    if choices["theme"] != "system":
        found.append(("theme", choices["theme"]))
    if choices["hide"].strip():
        found.append(("hide", choices["hide"].strip()))
    if shown and len(shown) < len(PARTS):
        found.append(("show", ",".join(shown)))
    if not pictures and not choices["trace"] and choices["start"] != ("load" if choices["kind"] == "iframe" else "touch"):
        found.append(("start", choices["start"]))
    return found


def fragment_of(choices, program, pictures):
    """What stands behind the # of the address."""
    what = ("pictures", pictures) if pictures else ("code", program["source"])
    for name in ("src", "trace"):
        if choices[name]:
            what = (name, choices[name])
    return "&".join([name + "=" + encoded(value) for name, value in [what] + options_of(choices, program, pictures)])


def preview_of(choices, program, pictures):
    """The same for the preview, in which no engine starts by itself, however long somebody tries options out."""
    return fragment_of(dict(choices, kind="iframe", start="touch"), program, pictures)


def snippet_of(choices, program, pictures, base):
    """The text to copy. `base`: the address of the site, with a slash at its end."""
    if choices["kind"] == "iframe":
        place = base + "embed.html#" + fragment_of(choices, program, pictures)
        return '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>\n'.format(
            escaped(place), TITLE, choices["height"] or HEIGHT
        )
    named = [(name, choices[name]) for name in ("src", "trace", "height") if choices[name]]
    options = named + options_of(choices, program, pictures)
    attributes = "".join([' {}="{}"'.format(name, escaped(value)) for name, value in options])
    script = '<script src="{}assets/embed.js" defer></script>\n'.format(escaped(base))
    return script + '<codeviz-embed title="{}"{}>{}</codeviz-embed>\n'.format(
        TITLE, attributes, "" if is_fetched(choices) else inside(program["source"], pictures)
    )


def inside(source, pictures):
    """What stands in the element."""
    if pictures:
        return '\n<script type="application/x-codeviz-pictures">{}</script>\n'.format(pictures)
    low = source.lower()
    if "</script" in low or "<!--" in low:
        return "\n" + source.replace("&", "&amp;").replace("<", "&lt;").rstrip("\n") + "\n"
    return '\n<script type="text/x-python">\n{}\n</script>\n'.format(source.rstrip("\n"))


def encoded(value):
    """Percent-encoded, as UTF-8."""
    pieces = []
    for sign in value:
        pieces.append(sign if sign in PLAIN else "".join(["%{:02X}".format(byte) for byte in sign.encode()]))
    return "".join(pieces)


def exported_of(state):
    """The pictures of the program in the editor; "" where they are not wanted, or there are none."""
    source, text, _ = state.exported
    choices = state.embedding
    wanted = choices["pictures"] and choices["start"] == "touch" and not is_fetched(settled(choices, state.base)[0])
    return text if wanted and source == state.text else ""


def told_of_pictures(state):
    """About the pictures that go along, or why there are none."""
    if not state.embedding["pictures"]:
        return ""
    if state.embedding["start"] == "load":
        return "Not where Python starts at once."
    if is_fetched(settled(state.embedding, state.base)[0]):
        return "Not where the program comes from an address."
    text = exported_of(state)
    if text:
        without = " What the program draws is too large to be among them." if state.exported[2] else ""
        return "They add {:,} characters.".format(len(text)) + without
    if not state.trace or is_stale(state):
        return "There are none yet: press Run first."
    return "They come as soon as Python has drawn them."
