"""The whole page as a list of values: (element's id, what of it, value).

`what` is text, html, value, checked, hidden, disabled, off, room, scale, split, open, shown or the name of an attribute; `lazy` and `shown` have a key and a function instead of a value: the function
is called only when the key is another one than before. app/dom.py sets those that changed.
"""

from app.links import to_link
from app.snippets import WHERE, exported_of, preview_of, settled, snippet_of, told_of_pictures
from app.state import is_busy, is_followed, is_noticed, is_stale, needs_input
from app.view import added, controls, dialogs, export, output, scene, shown, task


def edge_slots(state):
    """What the page has alone, or what an address can ask for inside another page."""
    if not state.embed:
        return [
            ("unplugged", "html", dialogs.unplugged(state)),
            ("top", "data-news", "true" if state.offline.kind in ("waiting", "others") else "false"),
        ]
    shown, stacked = state.embed["show"], state.embed["stacked"]
    columns = "picture" in shown and len(shown) > 1 and not stacked and shown != ("picture", "controls")
    return [
        ("advice", "html", scene.advice(state)),
        ("main", "data-layout", "columns" if columns else "stack"),
        ("main", "data-show", " ".join(shown)),
        ("main", "data-editable", "true" if state.embed["editable"] else "false"),
        ("main", "code_height", state.embed["code_height"]),
    ]


def embedding_slots(state):
    """The dialog Embed."""
    if state.panel != "embed":
        return [("embed", "open", False), ("preview", "preview", "")]
    choices, said = settled(state.embedding, state.base)
    program, pictures = to_link(state), exported_of(state)
    fields = [
        ("embed-" + name, "aria-invalid", "true" if name in said else "false") for name in ("line", "height", "src", "trace")
    ]
    return fields + [
        ("embed", "open", True),
        ("snippet", "value", snippet_of(choices, program, pictures, state.base)),
        ("preview", "preview", preview_of(choices, program, pictures)),
        ("snippet-said", "text", state.snippet_copied),
        ("embed-pictures", "text", told_of_pictures(state)),
        ("embed-where", "text", WHERE[choices["kind"]]),
        ("embed-said", "text", " ".join([said[name] for name in sorted(said)])),
    ]


def slots(state):
    trace = state.trace
    past = is_stale(state) or (is_noticed(state) and not is_followed(state))
    return (
        edge_slots(state)
        + (
            [] if state.embed else task.slots(state) + export.slots(state) + embedding_slots(state) + added.slots(state)
        )  # in this order: one leads to the other, and must give the focus back before
        + controls.slots(state)
        + shown.slots(state)
        + [
            ("marks", "lazy", (trace.run if trace else -1, trace.steps if trace else 0), lambda: controls.marks(trace)),
            ("notice", "aria-live", "off" if is_busy(state) else "polite"),  # counting steps is nothing to listen to
            ("notice", "html", scene.notice(state)),
            ("sentence", "html", scene.step(state)),
            ("followed", "html", scene.followed(state)),
            ("announce", "text", state.said),
            ("main", "split", state.settings["split"]),
            ("split", "aria-valuenow", int(state.settings["split"])),
            ("scene", "data-stale", "true" if past else "false"),
            ("written", "lazy", output.key(state), lambda: output.html(state)),
            ("answer", "hidden", not needs_input(state)),
            (
                "examples",
                "lazy",
                dialogs.key(state, "examples"),
                lambda: dialogs.examples(state) if state.panel == "examples" else "",
            ),
            ("keys", "lazy", dialogs.key(state, "keys"), lambda: dialogs.keys(state) if state.panel == "keys" else ""),
            (
                "choices",
                "lazy",
                dialogs.key(state, "settings"),
                lambda: dialogs.settings(state) if state.panel == "settings" else "",
            ),
            ("examples", "open", state.panel == "examples"),
            ("keys", "open", state.panel == "keys"),
            ("settings", "open", state.panel == "settings"),
        ]
    )
