"""What is inside the dialogs. Each is built when it opens."""

from app.view.text import escaped
from app.words import kept_of, listed, offline_of

KEYS = (
    (
        "Program",
        (
            ("Run", "Ctrl Enter or ⌘ Enter"),
            ("Stop", "Esc"),
            ("End of input, in its field", "Esc"),
            ("Live", "l"),
            ("Examples", "e"),
            ("Practice", "t"),
            ("Check an exercise", "k or Ctrl Shift Enter"),
            ("Hint", "h"),
            ("Export", "s"),
        ),
    ),
    (
        "Steps",
        (
            ("Next step", "→"),
            ("Previous step", "←"),
            ("First step", "Home"),
            ("Last step", "End"),
            ("Step over", "o"),
            ("Step out", "u"),
            ("Step back over", "b"),
            ("Play, pause", "Space"),
            ("Faster, slower", "+ −"),
        ),
    ),
    (
        "A variable",
        (
            ("Follow it", "click it, or v V"),
            ("Next change", "."),
            ("Previous change", ","),
        ),
    ),
    ("In the program", (("Next run of a line", "click its number"), ("Previous run of a line", "Shift click"))),
)

JUMPS = (
    ("line", "Line stop", "n"),
    ("call", "Call", "c"),
    ("return", "Return", "r"),
    ("output", "Output", "p"),
    ("exception", "Exception", "x"),
)

LEGEND = (
    ("call", "a call", '<rect x="7" y="4" width="2" height="9"/>'),
    ("output", "output", '<circle cx="8" cy="8" r="3"/>'),
    ("exception", "an exception", '<path d="M3 4h10L8 12z"/>'),
)

GROUPS = (
    (
        "primitives",
        "Numbers and text",
        (("inline", "in place"), ("objects", "as objects of their own"), ("nested", "everything nested")),
    ),
    ("arrows", "References", (("true", "as arrows"), ("false", "as labels"))),
    ("exited", "Frames of calls that ended", (("false", "go away"), ("true", "stay"))),
)
THEMES = (("system", "as the device"), ("light", "light"), ("dark", "dark"))


MADE_BY = '<p class="soft made-by"><a href="vendor/LICENSES.txt" target="_blank">Made with the work of others</a></p>'
FILE = (
    '<p class="file"><button type="button" class="link" data-do="open_file">Open a file</button>'
    "<span>a program (.py) or a recording (.cvt); dropping it on the page does the same</span></p>"
)


def head(title):
    return (
        '<header><h2>{}</h2><button type="button" class="icon" data-do="panel" data-arg="" aria-label="Close" title="Close (Esc)">'
        '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8"/></svg></button></header>'
    ).format(title)


def keys(state):
    groups = []
    for title, rows in KEYS:
        lines = ["<div><dt>{}</dt><dd>{}</dd></div>".format(what, kbd(how)) for what, how in rows]
        groups.append("<section><h3>{}</h3><dl>{}</dl></section>".format(title, "".join(lines)))
    groups.append("<section><h3>Jump to</h3><dl>{}</dl></section>".format("".join([jump(*entry) for entry in JUMPS])))
    legend = [
        '<li class="{}"><svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>{}</li>'.format(*(kind, shape, text))
        for kind, text, shape in LEGEND
    ]
    on = ' checked=""' if state.settings["keys"] else ""
    return (
        head("Keys")
        + '<div class="columns">'
        + "".join(groups)
        + '<section><h3>Marks on the slider</h3><ul class="legend">{}</ul></section></div>'.format("".join(legend))
        + '<p><label class="check"><input type="checkbox" data-set="keys"{}> Single keys work outside of text fields</label></p>'.format(
            on
        )
    )


def jump(name, title, letter):
    """A kind of step, with a button for the previous and one for the next of them."""
    keys = (("previous", letter.upper()), ("next", letter))
    buttons = [
        '<button type="button" class="link" data-do="jump_to" data-arg="{0}_{1}">{0} <kbd>{2}</kbd></button>'.format(
            which, name, key
        )
        for which, key in keys
    ]
    return "<div><dt>{}</dt><dd>{}</dd></div>".format(title, "".join(buttons))


def kbd(how):
    """Keys as <kbd>; words between them stay words."""
    return " ".join(
        [word if word in ("or", "click", "its", "number", "it,") else "<kbd>" + word + "</kbd>" for word in how.split(" ")]
    )


def settings(state):
    parts = [radios(name, legend, choices, text_of(state.view[name])) for name, legend, choices in GROUPS]
    parts.append(radios("theme", "Colours", THEMES, state.settings["theme"]))
    refused = "This browser keeps nothing for this page: a program is here until its tab closes. Copy link keeps it."
    kept_nothing = '<p class="soft">' + refused + "</p>" if state.refused else ""
    return head("Settings") + "".join(parts) + packages(state) + kept_nothing + MADE_BY


def packages(state):
    """What is kept on this device, and what the learner did not want; nothing where there is neither."""
    rows = [
        "<li><b>{}</b> <span>{}</span></li>".format(escaped(name), escaped(kept_of(version, size, host)))
        for name, version, size, host in state.packages
    ]
    parts = []
    if rows:
        forget = '<button type="button" class="link" data-do="forget_packages">Remove them from this device</button>'
        parts.append('<ul class="packages">' + "".join(rows) + "</ul><p>" + forget + "</p>")
    if state.declined:
        again = '<button type="button" class="link" data-do="ask_again">Ask again</button>'
        parts.append("<p>Programs run without {}. {}</p>".format(escaped(listed(state.declined)), again))
    return "<fieldset><legend>Packages</legend>{}</fieldset>".format("".join(parts)) if parts else ""


def unplugged(state):
    """HTML of the line about the copy of the site on this device."""
    button = ' <button type="button" class="link" data-do="use_new">Use the new version</button>'
    return escaped(offline_of(state.offline)) + (button if state.offline.kind in ("waiting", "others") else "")


def text_of(value):
    return ("true" if value else "false") if value in (True, False) else value


def radios(name, legend, choices, chosen):
    options = [
        '<label class="choice"><input type="radio" name="{}" value="{}" data-set="{}"{}><span>{}</span></label>'.format(
            name, value, "theme" if name == "theme" else "option", ' checked=""' if value == chosen else "", text
        )
        for value, text in choices
    ]
    return '<fieldset><legend>{}</legend><div class="choices">{}</div></fieldset>'.format(legend, "".join(options))


def examples(state):
    """The gallery in its groups, in the order of the build."""
    if state.gallery is None:
        return head("Examples") + '<p class="soft">The examples are loading.</p>'
    groups = []
    for entry in state.gallery:
        if not groups or groups[-1][0] != entry["group"]:
            groups.append((entry["group"], []))
        groups[-1][1].append(example(entry, entry is state.gallery[0]))
    sections = ["<section><h3>{}</h3><ul>{}</ul></section>".format(escaped(name), "".join(items)) for name, items in groups]
    mine = ""
    if state.mine:
        mine = '<p class="mine">Your own program is kept. <button type="button" class="link" data-do="restore">Restore my program</button></p>'
    return head("Examples") + mine + FILE + '<div class="gallery">' + "".join(sections) + "</div>"


def example(entry, first):
    return '<li><button type="button" data-do="choose" data-arg="{}"{}><b>{}</b><span>{}</span></button></li>'.format(
        escaped(entry["id"]), ' autofocus=""' if first else "", escaped(entry["title"]), escaped(entry["watch"])
    )


DIALOGS = {"examples": examples, "keys": keys, "settings": settings}


def key(state, name):
    """Changes when the dialog is to be built again; what the learner clicks in it is there already."""
    if state.panel != name:
        return (name, "")
    return (name, "open", state.gallery is not None, state.mine != "", state.refused, state.packages, state.declined)
