"""The dialog Export: what changes about it. Its fields are in index.html."""

from app.exports import FORMATS, IMAGES, ONE_STEP, THEMED, has_drawing, is_alone


def slots(state):
    export = state.export
    if state.panel != "export":
        return [("export", "open", False)]
    name, alone = export["format"], is_alone(export, state.trace)
    return [("export-" + entry[0], "checked", entry[0] == name) for entry in FORMATS] + [
        ("export-steps-row", "hidden", name == "cvt"),
        ("export-steps-name", "text", "Step" if name in ONE_STEP else "Steps"),
        ("export-steps", "value", export["steps"]),
        ("export-steps", "aria-invalid", "true" if export["error"] else "false"),
        ("export-options", "data-drawing", "true" if has_drawing(state.trace) else "false"),
        ("export-alone-row", "hidden", name not in THEMED or not has_drawing(state.trace)),
        ("export-alone", "checked", alone),
        ("export-code-row", "hidden", name not in IMAGES or alone),
        ("export-theme-row", "hidden", name not in THEMED or alone),
        ("export-save", "off", export["busy"] is not None),
        ("export-save", "text", "Print" if name == "pdf" else "Save file"),
        ("export-said", "text", export["said"]),
        ("export-said", "data-error", "true" if export["error"] else "false"),
        ("export", "open", True),
    ]
