"""Exported pictures, as an address brings them: checked before anything of them is shown.

Rule: they come from strangers. Their HTML has been cleaned by assets/embedded.js; here every number is a number and every name a name, so that nothing else
can become markup.
"""

from app.links import VERSION

DAMAGED = "The pictures in this address are damaged, so they are not shown. Export them again."
NEWER = (
    "The pictures in this address were made by a newer CodeViz than this one, so they are not shown. Export them with this one."
)

# The signs of which a name consists. No patterns: MicroPython's go so many calls deep as a text is long.
KEY = "abcdefghijklmnopqrstuvwxyz0123456789"
PATH = "MHVLCQSTAZ0123456789 .,-"
CLASS = "abcdefghijklmnopqrstuvwxyz "
MARKUP = "<>\"'& \n\t\r\f"
HEX = "0123456789abcdef"
MOVES = "translatero() 0123456789.-"
MOST_PX = 4000  # of a sheet's side


class Damaged(ValueError):
    """They cannot be shown; the message is a sentence."""


def checked(content):
    """The same value, of which all can be relied on. Raises Damaged."""
    try:
        if content["codeviz"] != VERSION:
            raise Damaged(NEWER)
        check_recording(content["recorded"])
        need(all_texts(content["texts"]))
        steps = content["recorded"]["steps"]
        need(0 < len(content["drawn"]) <= steps)
        for number, picture in enumerate(content["drawn"]):
            check_picture(picture, number, len(content["texts"]))
        need(is_number(content["step"]))
    except (KeyError, TypeError, IndexError, AttributeError):
        raise Damaged(DAMAGED) from None
    content["step"] = max(0, min(content["step"], len(content["drawn"]) - 1))
    return content


def check_recording(recorded):
    need(is_number(recorded["steps"]) and isinstance(recorded["source"], str))
    outcome = recorded["outcome"]
    need(
        isinstance(outcome["kind"], str)
        and isinstance(outcome.get("reason", ""), str)
        and isinstance(outcome.get("traceback", ""), str)
    )
    for step, stream, text in recorded["output"]:
        need(isinstance(step, int) and stream in (1, 2) and isinstance(text, str))
    if recorded.get("shown") is not None:
        check_shown(recorded["shown"])
    for step, text in recorded["inputs"]:
        need(isinstance(step, int) and isinstance(text, str))
    for kind in ("call", "output", "exception"):
        for step in recorded["marks"].get(kind, ()):
            need(is_number(step))


def check_picture(picture, number, texts):
    need(picture["step"] == number)
    for name in ("line", "was", "width", "height"):
        need(is_number(picture[name]))
    for name in ("sentence", "sentence_html", "note"):
        need(isinstance(picture[name], str))
    span = picture["span"]
    need(span is None or (len(span) == 4 and not [place for place in span if not is_number(place)]))
    for key, x, y, n in picture["parts"]:
        need(
            key
            and not key.strip(KEY)
            and isinstance(x, (int, float))
            and isinstance(y, (int, float))
            and is_number(n)
            and n < texts
        )
    for key, path, kind in picture["arrows"]:
        need(not [sign for sign in MARKUP if sign in key] and not path.strip(PATH) and not kind.strip(CLASS))


def check_shown(shown):
    """What it draws and shows. The marks, the tables and the pictures' addresses have been cleaned by assets/embedded.js."""
    for step, kind, content in shown["items"]:
        need(isinstance(step, int) and kind in ("picture", "table") and isinstance(content, str))
    drawing = shown["drawing"]
    if drawing is None:
        return
    marks, looks = drawing["marks"], drawing["looks"]
    need(all_texts(marks) and all_texts(looks) and isinstance(drawing["title"], str))
    for name in ("width", "height"):
        need(is_number(drawing[name]) and 0 < drawing[name] <= MOST_PX)
    for step, mark, appears in drawing["changes"]:
        need(isinstance(step, int) and is_number(mark) and mark < len(marks) and appears in (0, 1))
    for step, turtle, look, transform, words in drawing["poses"]:
        need(isinstance(step, int) and isinstance(turtle, int) and is_number(look) and look < len(looks))
        need(not transform.strip(MOVES) and isinstance(words, str))
    for step, color in drawing["backgrounds"]:
        need(isinstance(step, int) and (color == "none" or (color[:1] == "#" and len(color) == 7 and not color[1:].strip(HEX))))


def all_texts(texts):
    return isinstance(texts, list) and not [text for text in texts if not isinstance(text, str)]


def is_number(value):
    return isinstance(value, int) and value >= 0


def need(holds):
    if not holds:
        raise Damaged(DAMAGED)
