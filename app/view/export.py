"""The dialog Export: what changes about it. Its fields are in index.html."""

from app.exports import FORMATS, IMAGES, ONE_STEP, THEMED


def slots(state):
    export = state.export
    if state.panel != "export":
        return [("export", "open", False)]
    name = export["format"]
    return [("export-" + entry[0], "checked", entry[0] == name) for entry in FORMATS] + [
        ("export-steps-row", "hidden", name == "cvt"),
        ("export-steps-name", "text", "Step" if name in ONE_STEP else "Steps"),
        ("export-steps", "value", export["steps"]),
        ("export-steps", "aria-invalid", "true" if export["error"] else "false"),
        ("export-code-row", "hidden", name not in IMAGES),
        ("export-theme-row", "hidden", name not in THEMED),
        ("export-save", "off", export["busy"] is not None),
        ("export-save", "text", "Print" if name == "pdf" else "Save file"),
        ("export-said", "text", export["said"]),
        ("export-said", "data-error", "true" if export["error"] else "false"),
        ("export", "open", True),
    ]
