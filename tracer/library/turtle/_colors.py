"""Colours: the names that Tk knows, `#rgb`, `#rrggbb`, and tuples of three numbers."""

import math
import re
from typing import Any

from ._sheet import TurtleGraphicsError, number

_NAMED = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000
blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00
chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan
008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f
darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray
2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dodgerblue 1e90ff firebrick
b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520
gray 808080 green 008000 greenyellow adff2f honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki
f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080
lightcyan e0ffff lightgoldenrod eedd82 lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightpink ffb6c1
lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslateblue 8470ff lightslategray 778899 lightsteelblue
b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa
mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen
00fa9a mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5
navajowhite ffdead navy 000080 navyblue 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500
orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff
ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 red ff0000 rosybrown bc8f8f royalblue 4169e1
saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue
87ceeb slateblue 6a5acd slategray 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle
d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee violetred d02090 wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow
ffff00 yellowgreen 9acd32
"""
_WORDS = _NAMED.split()
NAMES = {name: "#" + digits for name, digits in zip(_WORDS[::2], _WORDS[1::2], strict=True)}
_SHADES = {"1": 1.0, "2": 0.932, "3": 0.804, "4": 0.548}  # of the brightest shade of a name: red1 to red4
_GREY = re.compile(r"gr[ae]y(\d{1,3})")


def hex_of_name(name: str) -> str | None:
    """`#rrggbb` of a colour's name or of its digits; None where there is no such colour."""
    word = name.replace(" ", "").lower()
    if re.fullmatch(r"#[0-9a-f]{6}", word):
        return word
    if re.fullmatch(r"#[0-9a-f]{3}", word):
        return "#" + "".join(digit * 2 for digit in word[1:])
    if (grey := _GREY.fullmatch(word)) and int(grey[1]) <= 100:
        return _hex([round(2.55 * int(grey[1]))] * 3)
    word = word.replace("grey", "gray")
    if word in NAMES:
        return NAMES[word]
    if word[-1:] in _SHADES and word[:-1] in NAMES:
        parts = _parts(NAMES[word[:-1]])
        return _hex([round(part * 255 / (max(parts) or 255) * _SHADES[word[-1]]) for part in parts])
    return None


def checked(color: tuple[Any, ...], mode: float) -> Any:
    """A colour as it was given, as a name or a tuple. `color`: the arguments; `mode`: 1.0 or 255. Raises TurtleGraphicsError."""
    value: Any = color[0] if len(color) == 1 else color
    if isinstance(value, str):
        if not value or hex_of_name(value) is not None:
            return value
        raise TurtleGraphicsError(f"bad color string: {value}. Use a name such as 'red', or digits such as '#ff8800'.")
    if not isinstance(value, tuple | list):
        raise TurtleGraphicsError(f"bad color arguments: {value!r}. Use a name such as 'red', or three numbers.")
    if len(value) != 3:
        raise TurtleGraphicsError(f"bad color sequence: {tuple(value)}. A color has three numbers: red, green, blue.")
    parts = [number(part, "a color") for part in value]
    if not all(0 <= part <= mode for part in parts):
        other = "colormode(255) allows numbers up to 255." if mode == 1.0 else "colormode(1.0) allows fractions."
        raise TurtleGraphicsError(f"bad color sequence: {tuple(value)}. The numbers go from 0 to {mode}; {other}")
    return tuple(value)


def hex_of(color: Any, mode: float) -> str:
    """`#rrggbb` of a checked colour; "" for none."""
    if isinstance(color, str):
        return hex_of_name(color) or ""
    return _hex([math.floor(part * 255 / mode + 0.5) for part in color])


def with_mode(color: Any, before: float, mode: float) -> Any:
    """A colour of one colormode as the other has it."""
    if isinstance(color, str) or before == mode:
        return color
    return tuple(round(part * 255) if mode == 255 else part / 255 for part in color)


def _hex(parts: list[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def _parts(digits: str) -> list[int]:
    return [int(digits[at : at + 2], 16) for at in (1, 3, 5)]
