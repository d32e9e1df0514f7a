"""The two typefaces, cut down to what the page uses: half of their bytes, which every first visit waits for.

Weights from regular to bold. No ligatures in programs: `!=` must look as it is typed.
"""

from importlib.metadata import version as installed_version
from pathlib import Path

from tools.cache import cached, key_of
from tools.places import MODULES, ROOT
from tools.problem import BuildProblem

# {name on the site: (file of an npm package, features of OpenType that stay)}
FONTS = {
    "inter.woff2": (
        "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
        ("kern", "calt", "tnum", "ccmp", "mark", "mkmk"),
    ),
    "jetbrains-mono.woff2": ("@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2", ()),
}
WEIGHTS = (400, 700)


def fonts() -> dict[str, Path]:
    """{place below dist/: file}. Raises BuildProblem when a package is missing."""
    for source, _ in FONTS.values():
        if not (MODULES / source).exists():
            raise BuildProblem(f"node_modules/{source} is missing: make build installs it, with npm ci.")
    key = key_of([ROOT / "tools" / "fonts.py", ROOT / "package-lock.json"], installed_version("fonttools"))
    folder = cached("fonts", key, make)
    return {f"vendor/fonts/{name}": folder / name for name in FONTS}


def make(folder: Path) -> None:
    for name, (source, features) in FONTS.items():
        write_part(MODULES / source, folder / name, features)


def write_part(source: Path, target: Path, features: tuple[str, ...]) -> None:
    """All letters of `source`, in WEIGHTS, with these features. The same source gives the same bytes."""
    from fontTools.subset import Options, Subsetter  # only a build that does not find its fonts in the cache needs it
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = Subsetter(Options(layout_features=list(features), notdef_outline=True))
        subsetter.populate(unicodes=font.getBestCmap())
        subsetter.subset(font)
        instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
        font.flavor = "woff2"
        font.save(target)
