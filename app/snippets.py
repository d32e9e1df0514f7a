"""What to paste into a page of one's own to have a program there: an iframe, or the element of assets/embed.js. docs/embedding.md has the options.

Rule: only what is not the default is written, so that a person can read it; what is written, app/options.py reads back.
"""

import json

from app.options import PARTS
from app.state import is_stale
from app.view.text import escaped

TITLE = "A Python program, step by step"
HEIGHT = 480
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~*,/:[]"
MOST_PICTURES = 200_000  # characters in somebody's page


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
    if program["inputs"] and not pictures:
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
    if not pictures and choices["start"] != ("load" if choices["kind"] == "iframe" else "touch"):
        found.append(("start", choices["start"]))
    return found


def fragment_of(choices, program, pictures):
    """What stands behind the # of the address."""
    what = ("pictures", pictures) if pictures else ("code", program["source"])
    return "&".join([name + "=" + encoded(value) for name, value in [what] + options_of(choices, program, pictures)])


def preview_of(choices, program, pictures):
    """The same for the preview, in which no engine starts by itself, however long somebody tries options out."""
    return fragment_of(dict(choices, kind="iframe", start="touch"), program, pictures)


def snippet_of(choices, program, pictures, base):
    """The text to copy. `base`: the address of the site, with a slash at its end."""
    if choices["kind"] == "iframe":
        place = base + "embed.html#" + fragment_of(choices, program, pictures)
        return '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>\n'.format(
            escaped(place), TITLE, HEIGHT
        )
    attributes = "".join([' {}="{}"'.format(name, escaped(value)) for name, value in options_of(choices, program, pictures)])
    script = '<script src="{}assets/embed.js" defer></script>\n'.format(escaped(base))
    return script + '<codeviz-embed title="{}"{}>{}</codeviz-embed>\n'.format(
        TITLE, attributes, inside(program["source"], pictures)
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
    wanted = state.embedding["pictures"] and state.embedding["start"] == "touch"
    return text if wanted and source == state.text else ""


def told_of_pictures(state):
    """About the pictures that go along, or why there are none."""
    if not state.embedding["pictures"]:
        return ""
    if state.embedding["start"] == "load":
        return "Not where Python starts at once."
    text = exported_of(state)
    if text:
        without = " What the program draws is too large to be among them." if state.exported[2] else ""
        return "They add {:,} characters.".format(len(text)) + without
    if not state.trace or is_stale(state):
        return "There are none yet: press Run first."
    return "They come as soon as Python has drawn them."
