"""The page that goes into other pages, made of index.html: `embed_html(page)`.

Rule: one page, one markup. What only the page by itself has stands between `<!-- page:alone -->` and `<!-- /page:alone -->`; what only an embedded one has,
inside `<!-- page:embedded … /page:embedded -->`.
"""

import re

from tools.first import preload_html
from tools.problem import BuildProblem

NAMES = ("embed.html", "iframe-embed.html")  # the second is what Python Tutor calls it: a course page changes one host name
ALONE = re.compile(r"<!-- page:alone -->.*?<!-- /page:alone -->\n?", re.DOTALL)
EMBEDDED = re.compile(r"<!-- page:embedded (.*?) /page:embedded -->", re.DOTALL)
ROOT_TAG = '<html lang="en">'


def embed_html(page: str) -> str:
    """The embedded page. Raises BuildProblem where index.html is not as it was."""
    if page.count(ROOT_TAG) != 1 or not ALONE.search(page) or not EMBEDDED.search(page):
        raise BuildProblem("index.html has lost the places that tools/embed.py looks for.")
    page = ALONE.sub("", page.replace(ROOT_TAG, '<html lang="en" data-page="embed">'))
    page = EMBEDDED.sub(lambda found: found[1], page)
    page = re.sub(r"<!-- first:preload -->.*?<!-- /first:preload -->", lambda _: preload_html(), page, flags=re.DOTALL)
    page = re.sub(r"<!--.*?-->\n?", "", page, flags=re.DOTALL)
    # Of ten programs on one page most wait for their turn: the browser would complain that what it fetched for them lies unused.
    return re.sub(r'<link rel="preload"[^>]*>\n?', "", page)
