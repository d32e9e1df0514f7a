"""oEmbed for a static host: one document, about the site as a whole, and the tag by which consumers find it.

Rule: an oEmbed document names whole addresses, so it is made only where the build is told the site's own (`make build SITE=https://your.host/codeviz/`).
"""

import json
import os
from html import escape
from urllib.parse import quote, urlsplit

from tools.problem import BuildProblem

NAME = "oembed.json"
WIDTH_PX, HEIGHT_PX = 900, 480


def site() -> str:
    """The address of the site, with a slash at its end; "" when the build was told none. Raises BuildProblem for one that is none."""
    address = os.environ.get("SITE", "")
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise BuildProblem(f"SITE is {address!r}; give the address of the site, such as https://your.host/codeviz/")
    return address if address.endswith("/") or not address else address + "/"


def document(address: str) -> str:
    """The oEmbed document, of the type rich: the first example of the gallery."""
    from lessons.gallery_index import (
        examples,
    )  # pulls in the recorder, which a build that finds the page in the cache does not need

    example = examples()[0]
    place = f"{address}embed.html#code={quote(example.source)}&start=touch"
    return json.dumps(
        {
            "version": "1.0",
            "type": "rich",
            "title": example.title,
            "provider_name": "CodeViz",
            "provider_url": address,
            "width": WIDTH_PX,
            "height": HEIGHT_PX,
            "html": f'<iframe src="{escape(place)}" title="{escape(example.title)}" width="{WIDTH_PX}" height="{HEIGHT_PX}"></iframe>',
        }
    )


def with_link(page: str, address: str) -> str:
    """A page with the tag that leads to the document."""
    tag = f'<link rel="alternate" type="application/json+oembed" href="{escape(address)}{NAME}" title="CodeViz">'
    return page.replace("</head>", f"{tag}\n</head>", 1)
