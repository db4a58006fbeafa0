"""Formulas as MathML: every browser shows them without a script, and readers can hear them.

A formula that cannot be converted is a warning, and a warning fails the build.
"""

from __future__ import annotations

import html
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from autograder.reporting.formula import mathml

_LOG = logging.getLogger(__name__)


def _visit(self: Any, node: nodes.Element, *, block: bool) -> None:
    latex = node.astext()
    try:
        made = str(mathml(latex, block=block))
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
