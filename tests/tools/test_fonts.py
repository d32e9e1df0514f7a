"""The typefaces on the site: smaller, and with every letter."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tools import fonts
from tools.places import MODULES


@pytest.mark.parametrize("name", fonts.FONTS)
def test_every_letter_is_there_in_the_weights_that_the_page_uses(name: str):
    source, features = fonts.FONTS[name]
    with TTFont(MODULES / source) as whole, TTFont(fonts.fonts()[f"vendor/fonts/{name}"]) as part:
        assert part.getBestCmap().keys() == whole.getBestCmap().keys()
        (axis,) = part["fvar"].axes
        assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", *fonts.WEIGHTS)
        assert {part["hmtx"][glyph][0] for glyph in part.getBestCmap().values()} <= {
            width for width, _ in whole["hmtx"].metrics.values()
        }
        found = {
            record.FeatureTag
            for table in ("GSUB", "GPOS")
            if table in part
            for record in part[table].table.FeatureList.FeatureRecord
        }
        assert found <= set(features)


def test_the_same_source_gives_the_same_bytes(tmp_path: Path):
    source, features = fonts.FONTS["jetbrains-mono.woff2"]
    for name in ("one", "two"):
        fonts.write_part(MODULES / source, tmp_path / name, features)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
