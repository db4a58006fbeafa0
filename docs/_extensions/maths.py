"""Formulas as MathML: every browser shows them without a script, and readers can hear them.

A formula that cannot be converted is a warning, and a warning fails the build.
"""

from __future__ import annotations

import html
import re
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging

_LOG = logging.getLogger(__name__)
# What the converter does not know, it copies: a command, or the mark of a column.
_UNKNOWN = re.compile(r">\s*(\\[A-Za-z]+|&(?:amp;)?)\s*</m[ion]>")
_TEXT = re.compile(r"\\text[a-z]*\{[^{}]*\}")
_OTHER_WORDS = {
    r"\arg": r"\operatorname{arg}",
    r"\begin{aligned}": r"\begin{align*}",
    r"\end{aligned}": r"\end{align*}",
}


def mathml(latex: str, *, block: bool = False) -> str:
    r"""The formula as a ``<math>`` element; ValueError if a part of it is not understood.

    >>> mathml("x^2")
    '<math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    """
    # the converter leaves the < and & of a text as they are, and those of a formula it escapes
    safe = _TEXT.sub(lambda found: html.escape(found[0], quote=False), latex)
    for command, known in _OTHER_WORDS.items():
        safe = safe.replace(command, known)
    try:
        made = convert(safe)
    except Exception as error:  # it has many ways to say no
        raise ValueError(f"{type(error).__name__} {error}") from error
    if unknown := _UNKNOWN.search(made):
        raise ValueError(f"unknown: {unknown[1]}")
    opening = '<math display="block">' if block else "<math>"
    return opening + made.partition(">")[2]


def _visit(self: Any, node: nodes.Element, *, block: bool) -> None:
    latex = node.astext()
    try:
        made = mathml(latex, block=block)
    except ValueError as error:
        _LOG.warning("a formula cannot be shown (%s): %s", error, latex, location=node)
        made = f"<code>{html.escape(latex)}</code>"
    self.body.append(f'<div class="formula">{made}</div>' if block else made)
    raise nodes.SkipNode


def _inline(self: Any, node: nodes.Element) -> None:
    _visit(self, node, block=False)


def _block(self: Any, node: nodes.Element) -> None:
    _visit(self, node, block=True)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.config.html_math_renderer = "mathml"  # type: ignore[attr-defined]
    return {"parallel_read_safe": True, "parallel_write_safe": True}
