"""Plain text as HTML."""


def escaped(text):
    """`text` with &, <, > and quotes as HTML has them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
