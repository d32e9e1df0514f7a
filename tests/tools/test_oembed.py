"""oEmbed: a document that consumers can use, and only where the build knows the site's address."""

import html
import json
import re

import pytest

from app.options import parsed
from tools.oembed import document, site, with_link
from tools.problem import BuildProblem


def test_the_document_has_what_the_type_rich_requires() -> None:
    found = json.loads(document("https://your.host/codeviz/"))
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert {"html", "width", "height"} <= set(found)
    place = html.unescape(re.findall('src="([^"]*)"', found["html"])[0])
    assert place.startswith("https://your.host/codeviz/embed.html#")
    options, problems = parsed(place.partition("#")[2])
    assert (problems, options["start"]) == ([], "touch")
    assert "class Basket" in options["code"]


def test_a_page_gets_the_tag_that_leads_there() -> None:
    page = with_link("<head></head>", "https://your.host/")
    assert page.startswith('<head><link rel="alternate" type="application/json+oembed" href="https://your.host/oembed.json"')


def test_the_address_is_the_builds_affair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE", raising=False)
    assert site() == ""
    monkeypatch.setenv("SITE", "https://your.host/codeviz")
    assert site() == "https://your.host/codeviz/"
    for wrong in ("your.host", "ftp://your.host/", "https://your.host/?a=b"):
        monkeypatch.setenv("SITE", wrong)
        with pytest.raises(BuildProblem, match="give the address of the site"):
            site()
