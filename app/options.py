"""What the address of an embedded program asks for: its fragment, read into options.

Rules: an address comes from strangers and from hand; a value that makes no sense gets a sentence with the remedy, and its default. The names that
Python Tutor's addresses have mean what they mean there, so that a course page changes one host name.
"""

import json

from app.links import LINK, NEWER_LINK, is_newer

PARTS = ("code", "picture", "controls", "output")
MOST_CHARACTERS = 1_000_000  # of a program
SHOWN = 40  # characters of a wrong value that a sentence repeats

DEFAULTS = {
    "link": "",  # our own: a whole fragment, `#v1.…`
    "code": None,
    "src": "",
    "trace": "",
    "pictures": "",
    "step": 0,
    "line": 0,
    "inputs": [],
    "view": {},
    "hide": [],
    "stacked": False,
    "code_width": 0,  # px, 0: as it comes
    "code_height": 0,
    "editable": False,
    "live": False,
    "autoplay": False,
    "start": "load",
    "theme": "system",
    "show": PARTS,
    "host": "",
    "language": "",  # another one than Python 3, by name
    "runs": True,
}

# Python Tutor's names for what is not Python 3.
OTHERS = {
    "2": "Python 2", "2crazy": "Python 2", "js": "JavaScript", "ts": "TypeScript", "java": "Java", "ruby": "Ruby", "rb": "Ruby",
    "c": "C", "cpp": "C++",
}  # fmt: skip
# Known there, and without a meaning here or any more.
LEFT_ASIDE = (
    "origin", "drawParentPointers", "showOnlyOutputs", "resizeContainer", "testCasesJSON", "userUUID", "width", "height", "embedded", "showAllFrameLabels",
)  # fmt: skip

WHOLE = "a whole number of 0 or more"


def parsed(fragment):
    """(options, sentences about what could not be used) of a fragment, with its # or without."""
    options, problems = dict(DEFAULTS), []
    text = fragment[1:] if fragment[:1] == "#" else fragment
    if LINK.match("#" + text):
        link, _, text = text.partition("&")
        options["link"] = "#" + link
        if is_newer(options["link"]):
            problems.append(NEWER_LINK)
            options["link"] = ""
    given = {}
    for pair in text.split("&"):
        if not pair:
            continue
        name, _, value = pair.partition("=")
        try:
            given[name] = decoded(value)
        except ValueError:
            problems.append(
                "The value of {} is damaged: after % come two digits of a byte. Copy the address again.".format(cut(name))
            )
    for name in sorted(given):
        take(options, problems, name, given[name])
    if "mode" not in given:
        options["editable"] = options["editable"] or options["live"]
    elif given["mode"] == "edit" and "editable" not in given:
        options["editable"] = True
    if given.get("mode") == "edit" and "start" not in given:
        options["start"] = "touch"
    choose_source(options, problems)
    return options, problems


def take(options, problems, name, value):
    """Put one option where it belongs, or a sentence among the problems."""
    if name in LEFT_ASIDE:
        return
    reader = READERS.get(name)
    if reader is None:
        problems.append("There is no option {}; it was left aside. docs/embedding.md lists those there are.".format(cut(name)))
        return
    try:
        reader[0](options, value)
    except ValueError:
        problems.append("The option {} has the value “{}”. Write {}.".format(name, cut(value), reader[1]))


def choose_source(options, problems):
    """One program, not several; and none that is too long."""
    code = options["code"]
    if code is not None and len(code) > MOST_CHARACTERS:
        options["code"] = None
        problems.append(too_long(len(code)))
    named = [
        name
        for name, is_given in (
            ("pictures", options["pictures"]), ("a link", options["link"]), ("code", options["code"] is not None), ("src", options["src"]), ("trace", options["trace"]),
        )
        if is_given
    ]  # fmt: skip
    if len(named) > 1:
        problems.append(
            "The address gives {}; only one of them can be shown, and it is {}.".format(" and ".join(named), named[0])
        )
        for name, empty in (("code", None), ("src", ""), ("trace", "")):
            if named[0] != name:
                options[name] = empty


def too_long(count):
    """The sentence about a program of so many characters."""
    return "This program has {:,} characters; one in a page may have {:,}. Shorten it, or record it in a terminal and give trace=.".format(
        count, MOST_CHARACTERS
    )


def cut(text):
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def decoded(value):
    """The text of a percent-encoded value; + is a space. Raises ValueError when it is damaged."""
    first, *rest = value.replace("+", " ").split("%")
    if not rest:
        return first
    pieces = [first.encode()]
    for piece in rest:
        digits = piece[:2]
        if len(digits) < 2 or digits.strip("0123456789abcdefABCDEF"):
            raise ValueError(piece)
        pieces.append(bytes([int(digits, 16)]) + piece[2:].encode())
    try:
        return b"".join(pieces).decode()
    except UnicodeError:
        raise ValueError(value) from None


def one_of(choices, name):
    def read(options, value):
        if value not in choices:
            raise ValueError(value)
        options[name] = value

    return read


def of_view(choices, name):
    def read(options, value):
        if value not in choices:
            raise ValueError(value)
        options["view"] = dict(options["view"])
        options["view"][name] = choices[value]

    return read


def flag(name):
    def read(options, value):
        if value not in ("true", "false"):
            raise ValueError(value)
        options[name] = value == "true"

    return read


def number(name, least=0, most=2**30):
    def read(options, value):
        if not value.isdigit() or not least <= int(value) <= most:
            raise ValueError(value)
        options[name] = int(value)

    return read


def text(name):
    def read(options, value):
        if not value:
            raise ValueError(value)
        options[name] = value

    return read


def program(options, value):
    options["code"] = value.replace("\r\n", "\n").replace("\r", "\n")


def lines(options, value):
    """`rawInputLstJSON`: a JSON list of texts; "" is none."""
    try:
        found = json.loads(value) if value else []
    except ValueError:
        raise ValueError(value) from None
    if not isinstance(found, list) or [entry for entry in found if not isinstance(entry, (str, int, float))]:
        raise ValueError(value)
    options["inputs"] = [str(entry) for entry in found]


def language(options, value):
    """`py`: 3, 311, 3anaconda and the like are Python 3."""
    name = OTHERS.get(value.split("_")[0]) or OTHERS.get(value)
    if name:
        options["language"], options["runs"] = name, name == "Python 2"
    elif not value.startswith(("3", "py3")):
        raise ValueError(value)


def globs(options, value):
    options["hide"] = [glob.strip() for glob in value.split(",") if glob.strip()]


def parts(options, value):
    named = [name.strip() for name in value.split(",")]
    if not named or [name for name in named if name not in PARTS]:
        raise ValueError(value)
    options["show"] = tuple([name for name in PARTS if name in named])


def origin(options, value):
    """Of the page around it: scheme, host and port, as browsers write it."""
    scheme, slashes, rest = value.partition("://")
    if scheme not in ("http", "https") or not slashes or not rest or [sign for sign in "/ ?#@*" if sign in rest]:
        raise ValueError(value)
    options["host"] = value


def mode(options, value):
    if value not in ("display", "edit", "visualize"):
        raise ValueError(value)


BOOLEAN = "true or false"
# name in the address: (reader, what to write)
READERS = {
    # Python Tutor's
    "code": (program, "a program"),
    "curInstr": (number("step"), "the number of a step, counted from 0"),
    "cumulative": (of_view({"true": True, "false": False}, "exited"), BOOLEAN),
    "heapPrimitives": (of_view({"nevernest": "inline", "false": "nested", "true": "objects"}, "primitives"), "false, true or nevernest"),
    "textReferences": (of_view({"true": False, "false": True}, "arrows"), BOOLEAN),
    "verticalStack": (flag("stacked"), BOOLEAN),
    "codeDivWidth": (number("code_width", 0, 4000), "a width in px, at most 4000"),
    "codeDivHeight": (number("code_height", 0, 4000), "a height in px, at most 4000"),
    "rawInputLstJSON": (lines, "a JSON list of the lines of input, such as [\"Ada\"]"),
    "py": (language, "3"),
    "mode": (mode, "display or edit"),
    # ours
    "theme": (one_of(("system", "light", "dark"), "theme"), "system, light or dark"),
    "editable": (flag("editable"), BOOLEAN),
    "live": (flag("live"), BOOLEAN),
    "autoplay": (flag("autoplay"), BOOLEAN),
    "start": (one_of(("load", "touch"), "start"), "load or touch"),
    "hide": (globs, "names of variables with commas between them, such as _*,count"),
    "line": (number("line", 1), "the number of a line, counted from 1"),
    "show": (parts, "some of code,picture,controls,output"),
    "src": (text("src"), "the address of a program on the host of CodeViz"),
    "trace": (text("trace"), "the address of a .cvt file on the host of CodeViz"),
    "pictures": (text("pictures"), "what the export made"),
    "host": (origin, "the origin of the page around it, such as https://school.example"),
}  # fmt: skip
