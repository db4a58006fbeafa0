"""An SVG drawing of a stranger's, as an image element in which it can do nothing.

In an ``<img>`` no script runs and nothing is fetched. What is left is work for the browser:
a drawing that uses a part which uses a part … unfolds to billions of lines, so that is counted.
"""

from __future__ import annotations

import base64
from xml.etree import ElementTree

LONGEST = 1_500_000
MOST_ELEMENTS = 200_000  # once everything that is used stands where it is used
DEEPEST = 40
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = ("href", "{http://www.w3.org/1999/xlink}href")
_DRAWN = {
    *("svg", "g", "path", "defs", "use", "symbol", "rect", "circle", "ellipse", "line", "polyline"),
    *("polygon", "text", "tspan", "clipPath", "title", "desc", "metadata", "style", "marker"),
    *("linearGradient", "radialGradient", "stop"),
}


class _TooMuch(ValueError):
    """More than a plotting library draws."""


def drawing(source: str) -> str | None:
    """The image element; None for what no plotting library makes."""
    if len(source) > LONGEST or "<!entity" in source.lower():
        return None
    try:
        root = ElementTree.fromstring(source)
        _Count(root).of(root, 0)
    except (ElementTree.ParseError, ValueError, RecursionError):
        return None
    encoded = base64.b64encode(source.encode("utf-8", "replace")).decode("ascii")
    return f'<img alt="A drawing" src="data:image/svg+xml;base64,{encoded}">'


class _Count:
    """How many elements a drawing has once everything that is used stands where it is used."""

    def __init__(self, root: ElementTree.Element) -> None:
        self._named = {e.get("id"): e for e in root.iter() if e.get("id")}
        self._known: dict[ElementTree.Element, int] = {}

    def of(self, element: ElementTree.Element, depth: int) -> int:
        """The count below one element; ValueError for too much, or an element that is not drawn."""
        if element in self._known:
            return self._known[element]
        name = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
        if name not in _DRAWN or depth > DEEPEST:
            raise _TooMuch(name)
        if name == "metadata":
            return 1
        count = 1 + sum(self.of(child, depth + 1) for child in element)
        for link in _LINK:
            used = self._named.get((element.get(link) or "").removeprefix("#"))
            if used is not None:
                count += self.of(used, depth + 1)
        if count > MOST_ELEMENTS:
            raise _TooMuch(name)
        self._known[element] = count
        return count
