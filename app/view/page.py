"""The whole page as a list of values: (element's id, what of it, value).

`what` is text, html, value, checked, hidden, disabled, off, room, scale, split, open or the name of an attribute; `lazy` has a key and a function instead of a value: the function
is called only when the key is another one than before. app/dom.py sets those that changed.
"""

from app.state import is_busy, is_followed, is_noticed, is_stale, needs_input
from app.view import controls, dialogs, export, output, scene


def slots(state):
    trace = state.trace
    past = is_stale(state) or (is_noticed(state) and not is_followed(state))
    return (
        controls.slots(state)
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
                "settings",
                "lazy",
                dialogs.key(state, "settings"),
                lambda: dialogs.settings(state) if state.panel == "settings" else "",
            ),
            ("examples", "open", state.panel == "examples"),
            ("keys", "open", state.panel == "keys"),
            ("settings", "open", state.panel == "settings"),
        ]
        + export.slots(state)
    )
