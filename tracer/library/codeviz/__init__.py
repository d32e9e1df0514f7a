"""What a recorded program can ask of CodeViz: `from codeviz import show`."""

import base64
import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any

PICTURE, TABLE = 3, 4  # streams: docs/trace-format.md
PNG = b"\x89PNG\r\n\x1a\n"
MOST_ROWS = 200

_show: Callable[[int, str], None] = globals()["show"]  # whoever hands this module out has put it there


def show(value: Any) -> None:
    """Show a picture or a table beside the output.

    `value`: SVG as a text, a PNG as bytes, a figure of matplotlib, rows (a list of lists, or of dicts), or any object with
    `_repr_svg_`, `_repr_png_` or `_repr_html_`, as libraries for notebooks give their objects. Raises TypeError for anything else.
    """
    for stream, text in _ways(value):
        if text:
            _show(stream, text)
            return
    raise TypeError(f"show() has no picture and no table of a {type(value).__name__}. print() writes it as text.")


def _ways(value: Any) -> Iterable[tuple[int, str | None]]:
    if isinstance(value, str):
        yield PICTURE, value if "<svg" in value[:2000] else None
    elif isinstance(value, bytes | bytearray):
        yield PICTURE, _png(bytes(value)) if value.startswith(PNG) else None
    elif isinstance(value, type):
        return
    else:
        yield PICTURE, _said(value, "_repr_svg_")
        yield PICTURE, _png(_said(value, "_repr_png_"))
        if callable(getattr(value, "savefig", None)):
            yield PICTURE, _figure(value)
        yield TABLE, _said(value, "_repr_html_")
        yield TABLE, _rows(value)


def _said(value: Any, name: str) -> Any:
    method = getattr(value, name, None)
    found = method() if callable(method) else None
    return found[0] if isinstance(found, tuple) else found


def _png(content: Any) -> str | None:
    if isinstance(content, str):  # some libraries give it in base64
        return "data:image/png;base64," + "".join(content.split())
    return "data:image/png;base64," + base64.b64encode(content).decode() if content else None


def _figure(figure: Any) -> str:
    import io

    file = io.BytesIO()
    figure.savefig(file, format="svg")
    return file.getvalue().decode()


def _rows(value: Any) -> str | None:
    if not isinstance(value, list | tuple) or not value:
        return None
    rows = list(value)[:MOST_ROWS]
    if all(isinstance(row, Mapping) for row in rows):
        names = list(dict.fromkeys(name for row in rows for name in row))
        head = "<tr>" + "".join(f"<th>{html.escape(str(name))}</th>" for name in names) + "</tr>"
        cells = [[row.get(name, "") for name in names] for row in rows]
    elif all(isinstance(row, list | tuple) for row in rows):
        head, cells = "", [list(row) for row in rows]
    else:
        return None
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in cells)
    more = f"<p>… {len(value) - MOST_ROWS} more rows</p>" if len(value) > MOST_ROWS else ""
    return f"<table>{head}{body}</table>{more}"
