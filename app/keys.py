"""Which key means what, outside of text fields. Pure: a key's description in, a message out."""

MESSAGES = {
    "ArrowRight": ("next",),
    "ArrowLeft": ("previous",),
    "Home": ("first",),
    "End": ("last",),
    " ": ("play",),
    "o": ("over",),
    "u": ("out",),
    "b": ("back_over",),
    "n": ("jump_to", "next_line"),
    "N": ("jump_to", "previous_line"),
    "c": ("jump_to", "next_call"),
    "C": ("jump_to", "previous_call"),
    "r": ("jump_to", "next_return"),
    "R": ("jump_to", "previous_return"),
    "p": ("jump_to", "next_output"),
    "P": ("jump_to", "previous_output"),
    "x": ("jump_to", "next_exception"),
    "X": ("jump_to", "previous_exception"),
    "v": ("follow_next",),
    "V": ("follow_previous",),
    ".": ("next_change",),
    ",": ("previous_change",),
    "l": ("live",),
    "e": ("panel", "examples"),
    "t": ("panel", "practice"),
    "k": ("check",),
    "h": ("hint",),
    "s": ("panel", "export"),
    "?": ("panel", "keys"),
    "+": ("faster",),
    "-": ("slower",),
}
NATIVE = ("ArrowRight", "ArrowLeft", "Home", "End")  # what a slider, a choice or a scrolling region does itself


def message_for(key, command, shift, alt, kind, settings, busy, panel):
    """The message for this key press, or None.

    `command`: Ctrl or ⌘ is held. `kind`: where the focus is: text, slider, choice, button, other.
    """
    if command:
        return ("check" if shift else "run",) if key == "Enter" and not panel else None
    if alt or panel or kind == "text":
        return None
    if key == "Escape":
        return ("stop",) if busy else None
    if key in NATIVE:
        return None if kind in ("slider", "choice") or shift else MESSAGES[key]
    if key == " " and kind in ("button", "choice"):
        return None
    return MESSAGES.get(key) if settings["keys"] else None
