"""The style sheet of the picture and the engine's measures are one thing: the engine computes sizes, the sheet keeps to them."""

import re
from pathlib import Path

import pytest

from tracer.draw import rows
from tracer.draw.metrics import COMPACT, WIDE

SHEET = (Path(__file__).parents[3] / "assets" / "picture.css").read_text()
COMPACT_PART = SHEET[SHEET.index("@container picture") :]


def rule(selector, sheet=SHEET):
    """The declarations of the first rule with exactly this selector."""
    found = re.search(rf"(?:^|\n)\s*{re.escape(selector)} \{{(.*?)\}}", sheet, re.DOTALL)
    assert found, f"no rule for {selector}"
    return found[1]


@pytest.mark.parametrize(
    ("selector", "says"),
    [
        ("#picture .frame h3", f"height: {WIDE.head}px"),
        ("#picture .head", f"height: {WIDE.head}px"),
        ("#picture .slot", f"min-height: {WIDE.row}px"),
        ("#picture .slot", f"padding: 0 {WIDE.pad}px"),
        ("#picture .note", f"height: {WIDE.note}px"),
        ("#picture .cell", f"height: {WIDE.cell}px"),
        ("#picture ul.cells .cell", f"height: {WIDE.row}px"),
        ("#picture .caption", f"height: {WIDE.caption}px"),
        ("#picture .box.atom", f"height: {WIDE.row + 2}px"),
        ("#picture .slot.open dd", f"line-height: {rows.LINE}px"),
    ],
)
def test_sizes_are_those_the_engine_counts_with(selector, says):
    assert says in rule(selector)


def test_the_type_is_as_large_as_the_engine_counts():
    assert f"font: {WIDE.font}px/" in rule("#picture")
    assert f"font-size: {COMPACT.font}px" in rule("#picture .part, #picture .head", COMPACT_PART)
    assert f"padding-left: {COMPACT.pad}px" in COMPACT_PART
    assert pytest.approx(0.6) == WIDE.char / WIDE.font == COMPACT.char / COMPACT.font


def test_colours_are_the_pages_variables_only():
    inside = " ".join(re.findall(r"\{([^{}]*)\}", SHEET))
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl|: *(?:white|black|red|blue|gr[ae]y)\b", inside)


def test_nothing_moves_for_those_who_do_not_want_it():
    quiet = SHEET[SHEET.index("prefers-reduced-motion: reduce") :]
    assert "transition: none" in quiet


def test_what_changed_is_told_by_weight_and_a_line_too():
    for selector in ("#picture .cell.changed", "#picture .slot.changed :is(b, .by-number)"):
        assert "font-weight: 700" in rule(selector) and "inset 0 -2px" in rule(selector)
