"""The HTML of a box, read back as a tree: what other formats are drawn from.

Only the markup of `tracer/draw` is understood: small, always closed, every text escaped. Rule: texts stay escaped from here to the file, so that nothing
a program made is ever out of its escapes. What is escaped for HTML there is escaped for XML too.
"""

from re import compile as pattern
from typing import NamedTuple

from .. import sealed

__builtins__ = sealed.BUILTINS

_TOKEN = pattern(r"<(/?)(\w+)((?: [\w-]+=\"[^\"]*\")*)>|([^<]+)")
_ATTRIBUTE = pattern(r" ([\w-]+)=\"([^\"]*)\"")
_PX = pattern(r"(?:^|[; ])(?:max-)?width:([\d.]+)px")
EMPTY_TAGS = ("br",)


class Node(NamedTuple):
    """An element: its tag, its classes, its width in px where it has one (else 0), its children: elements and escaped texts."""

    tag: str
    classes: tuple[str, ...]
    width: float
    children: "list[Node | str]"

    def elements(self) -> "list[Node]":
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]

    def find(self, tag: str, name: str = "") -> "Node | None":
        """The first child of this tag, and of this class where one is given."""
        return next((child for child in self.elements() if child.tag == tag and (not name or name in child.classes)), None)

    @property
    def text(self) -> str:
        """All that can be seen of its text, still escaped."""
        if "unseen" in self.classes:
            return ""
        return "".join(child if isinstance(child, str) else "\n" if child.tag == "br" else child.text for child in self.children)


def tree(html: str) -> Node:
    """The element that a part's text is. Raises ValueError for markup that is none of ours."""
    top: list[Node | str] = []
    open_nodes = [Node("", (), 0, top)]
    at = 0
    for found in _TOKEN.finditer(html):
        if found.start() != at:
            break
        at = found.end()
        closing, tag, attributes, text = found.groups()
        if text is not None:
            open_nodes[-1].children.append(text)
        elif closing:
            if open_nodes.pop().tag != tag or not open_nodes:
                raise ValueError(f"{tag!r} ends without a beginning")
        else:
            node = _node(tag, attributes)
            open_nodes[-1].children.append(node)
            if tag not in EMPTY_TAGS:
                open_nodes.append(node)
    if at != len(html) or len(open_nodes) != 1 or len(top) != 1 or not isinstance(top[0], Node):
        raise ValueError(f"markup that is none of ours at {at} of {html!r}")
    return top[0]


def _node(tag: str, attributes: str) -> Node:
    known = dict(_ATTRIBUTE.findall(attributes))
    width = _PX.search(known.get("style", ""))
    return Node(tag, tuple(known.get("class", "").split()), float(width[1]) if width else 0, [])


def unescaped(text: str) -> str:
    """The text itself."""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text
