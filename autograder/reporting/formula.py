"""A formula in LaTeX as MathML, which browsers show without a script and without the network.

The converter takes what a student wrote, so its result is not believed: it is read as
XML and written anew, with the elements and attributes below and escaped text. What
cannot be converted stays as it was typed.
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markupsafe import Markup, escape

LONGEST = 2_000
DEEPEST = 60
# a fenced block of code, the last one perhaps never closed
_FENCED = re.compile(
    r"(^ {0,3}(?:```|~~~).*?(?:^ {0,3}(?:```|~~~)[^\n]*$|\Z))", re.DOTALL | re.MULTILINE
)
_BROKEN = re.compile(r"(?<![\\$])\$(?![\s$])[^$`]{1,2000}?(?<![\s\\])\$(?![\d$])")
_SPACE = "{http://www.w3.org/1998/Math/MathML}"
# the converter leaves < and & of a text as they are, and those of a formula it escapes
_TEXT = re.compile(r"\\text[a-z]*\{[^{}]*\}")
_OTHER_WORDS = {
    r"\arg": r"\operatorname{arg}",
    r"\begin{aligned}": r"\begin{align*}",
    r"\end{aligned}": r"\end{align*}",
}
# What the converter does not know, it copies: a command, or the mark of a column.
_UNKNOWN = re.compile(r"\\[A-Za-z]+|&")
_ELEMENTS = {
    *("mrow", "mi", "mn", "mo", "mtext", "mspace", "mpadded", "mphantom", "menclose", "mstyle"),
    *("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"),
    *("mtable", "mtr", "mtd"),
}
_ATTRIBUTES = {
    *("stretchy", "fence", "form", "accent", "accentunder", "columnalign", "notation", "width"),
    *("lspace", "rspace", "linethickness", "mathvariant", "separator", "movablelimits", "minsize"),
    *("displaystyle", "scriptlevel"),
}


def formula(latex: str, *, block: bool = False) -> Markup:
    """The formula as a ``<math>`` element; as code where it cannot be read.

    >>> formula("x^2")
    Markup('<math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>')
    """
    try:
        return mathml(latex, block=block)
    except ValueError:
        around = "$$" if block else "$"
        return Markup("<code>{}{}{}</code>").format(around, latex[:LONGEST], around)


def mathml(latex: str, *, block: bool = False) -> Markup:
    """The formula as a ``<math>`` element.  Raises ValueError for what is not understood."""
    if len(latex) > LONGEST:
        raise ValueError("too long")
    known = _TEXT.sub(lambda found: html.escape(found[0], quote=False), latex)
    for command, other in _OTHER_WORDS.items():
        known = known.replace(command, other)
    opening = Markup('<math display="block">') if block else Markup("<math>")
    try:
        tree = ElementTree.fromstring(convert(known))
        return opening + Markup("").join(_copied(child, 0) for child in tree) + Markup("</math>")
    except Exception as error:  # the converter has many, and a stranger's text finds more
        raise ValueError(f"{type(error).__name__}: {error}") from error


def unbroken(markdown: str) -> str:
    """The text with every formula between single dollars on one line, as Jupyter reads it.

    Markdown itself takes a line that begins with + for an item of a list.

    >>> unbroken("From $a\\n+ b$ on.")
    'From $a + b$ on.'
    """
    parts = _FENCED.split(markdown)
    parts[::2] = [_BROKEN.sub(_joined, part) for part in parts[::2]]
    return "".join(parts)


def _joined(found: re.Match[str]) -> str:
    """One line; a blank line ends a paragraph, so no formula reaches over it."""
    lines = [line.strip() for line in found[0].split("\n")]
    return " ".join(lines) if all(lines) else found[0]


def _copied(element: ElementTree.Element, depth: int) -> Markup:
    name = element.tag.removeprefix(_SPACE)
    if name not in _ELEMENTS or depth > DEEPEST:
        raise ValueError(f"no element of a formula: {name}")
    if name != "mtext" and _UNKNOWN.fullmatch((element.text or "").strip()):
        raise ValueError(f"not known: {element.text}")
    attributes = Markup("").join(
        Markup(' {}="{}"').format(key, value)
        for key, value in element.attrib.items()
        if key in _ATTRIBUTES and len(value) < 20
    )
    inner = escape(element.text or "") + Markup("").join(
        _copied(child, depth + 1) + escape(child.tail or "") for child in element
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), attributes, inner)
