"""A program as an activity of a learning platform: `python -m tools.scorm PROGRAM.py --site https://your.host/codeviz/ [--version 2004] [-o FILE.zip]`.

The zip holds a page with the program's pictures in the element of assets/embed.js, and assets/scorm.js, which reports score and completion. CodeViz itself stays on its host.
"""

import argparse
import sys
import zipfile
from html import escape
from pathlib import Path

from app.snippets import inside
from tools.places import ROOT
from tracer.draw.view import View
from tracer.export.pictures import exported
from tracer.record import record_program

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<script src="{site}assets/embed.js" defer></script>
<script src="scorm.js" defer></script>
</head>
<body>
<codeviz-embed title="{title}">{inside}</codeviz-embed>
</body>
</html>
"""

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="codeviz-{name}" version="1" xmlns="{imscp}" xmlns:adlcp="{adlcp}">
  <metadata><schema>ADL SCORM</schema><schemaversion>{schema}</schemaversion></metadata>
  <organizations default="lesson">
    <organization identifier="lesson">
      <title>{title}</title>
      <item identifier="program" identifierref="page"><title>{title}</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:{kind}="sco" href="lesson.html">
      <file href="lesson.html"/>
      <file href="scorm.js"/>
    </resource>
  </resources>
</manifest>
"""

VERSIONS = {
    "1.2": {
        "imscp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "schema": "1.2",
        "kind": "scormtype",
    },
    "2004": {
        "imscp": "http://www.imsglobal.org/xsd/imscp_v1p1",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
        "schema": "2004 4th Edition",
        "kind": "scormType",
    },
}


def files(source: str, name: str, title: str, site: str, version: str) -> dict[str, str]:
    """{name in the zip: text}. Raises ValueError for a program that does not run at all."""
    trace = record_program(source)
    if not len(trace):
        raise ValueError(trace.outcome.reason)
    drawn, _ = exported(trace, View(width=450))
    words = {"title": escape(title), "site": escape(site)}
    manifest = MANIFEST.format(name=escape(name), **words, **VERSIONS[version])
    page = PAGE.format(inside=inside(source, drawn), **words)
    return {
        "imsmanifest.xml": manifest,
        "lesson.html": page,
        "scorm.js": (ROOT / "assets" / "scorm.js").read_text(encoding="utf-8"),
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.scorm", description="Pack a program as a SCORM activity.")
    parser.add_argument("program", type=Path)
    parser.add_argument("--site", required=True, metavar="URL", help="where CodeViz is")
    parser.add_argument("--title", help="default: the program's name")
    parser.add_argument("--version", choices=VERSIONS, default="1.2")
    parser.add_argument("-o", dest="out", type=Path, metavar="FILE.zip", help="default: PROGRAM with the ending .zip")
    options = parser.parse_args(arguments)
    if not options.site.startswith(("https://", "http://")):
        parser.error(f"--site is {options.site!r}; give the address of CodeViz, such as https://your.host/codeviz/")
    site = options.site if options.site.endswith("/") else options.site + "/"
    try:
        source = options.program.read_text(encoding="utf-8")
        found = files(source, options.program.stem, options.title or options.program.stem, site, options.version)
    except (OSError, ValueError) as problem:
        print(f"{options.program} cannot be packed: {problem}", file=sys.stderr)
        return 2
    out = options.out or options.program.with_suffix(".zip")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in found.items():
            archive.writestr(name, text)
    print(f"{out}: SCORM {options.version}, {out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
