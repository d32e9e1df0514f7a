"""Our own links by their look: `#v1.…`. What is in them is app/address.py's business."""

import re

VERSION = 1
LINK = re.compile(r"#v(\d+)\.")
NEWER_LINK = (
    "This link was made by a newer CodeViz than this one, so it was not opened. Open it there, or copy it again from here."
)


def is_newer(fragment):
    """Whether it is a link, of a version that this page cannot read."""
    found = LINK.match(fragment)
    return found is not None and int(found.group(1)) > VERSION
