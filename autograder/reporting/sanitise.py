"""What a stranger wrote, made safe to put on a page.

How it works. Code, outputs, names, file names, written answers and parts of
messages come from students, who may be hostile to whoever opens the page.

* Text is cleaned (``clean``), bounded (``shorten``) and escaped: by the template,
  which escapes every plain str, or by a function that returns ``Markup`` (`plain`, and here).
* HTML goes through nh3 with the short list of tags below. No attribute can hold
  an address, so nothing is fetched and no link leads anywhere.
* Markdown becomes HTML and goes the same way.
* A picture is shown only as ``<img src="data:…">``, where no script can run.

``Markup`` means: safe as it stands. Only functions of this package make it.
"""

from __future__ import annotations

import re
from typing import Any

import mistune
from markupsafe import Markup, escape

from autograder.grading import harmless
from autograder.reporting.formula import formula, unbroken
from autograder.reporting.plain import clean, joined, line, plain, prose, shorten

__all__ = ["clean", "hypertext", "joined", "line", "plain", "prose", "shorten", "written"]

_HEADING = re.compile(r"<(/?)h[1-6]\b", re.IGNORECASE)
_NOT_SHOWN = re.compile(
    r"<(?:script|svg|img|iframe|object|embed|video|audio|canvas|form|input|button)\b",
    re.IGNORECASE,
)
_NOTE = Markup('<p class="note">Pictures, scripts or controls in this part are not shown here.</p>')


def hypertext(fragment: object) -> Markup:
    """HTML of a student, reduced to text, lists and tables."""
    source = joined(fragment)
    # the page's own headings keep their order
    tidy = _HEADING.sub(r"<\1p", clean(source[: harmless.LONGEST_HTML]))
    safe = harmless.hypertext(tidy) if len(source) <= harmless.LONGEST_HTML else None
    if safe is None:
        return Markup("<pre>{}</pre>").format(plain(source))
    return Markup(safe) + (_NOTE if _NOT_SHOWN.search(source) else Markup(""))


def written(text: object) -> Markup:
    """Markdown as safe HTML, its formulas as MathML."""
    source = unbroken(_PLACE.sub("", plain(text)))
    renderer = _Renderer(escape=False)
    try:
        made = str(mistune.create_markdown(renderer=renderer, plugins=_PLUGINS)(source))
    except RecursionError:  # nested deeper than anybody writes
        return Markup("<pre>{}</pre>").format(source)
    return Markup(_PLACE.sub(lambda place: renderer.formula(place[0]), hypertext(made)))


# the private use area: characters that mean nothing outside of one program
_FIRST, _LAST = 0xE000, 0xF8FF
_PLACE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_PLUGINS = ["table", "strikethrough", "math"]


class _Renderer(mistune.HTMLRenderer):
    """Headings become bold lines, addresses plain text, and formulas go round the sanitiser.

    Each formula leaves a character that nobody may write in its place.
    """

    def __init__(self, *, escape: bool) -> None:
        super().__init__(escape=escape)
        self._formulas: list[Markup] = []

    def formula(self, place: str) -> Markup:
        """The formula that stands at a place."""
        number = ord(place) - _FIRST
        return self._formulas[number] if number < len(self._formulas) else Markup("")

    def _placed(self, made: Markup) -> str:
        if len(self._formulas) > _LAST - _FIRST:
            return str(made.striptags())
        self._formulas.append(made)
        return chr(_FIRST + len(self._formulas) - 1)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f"<p><strong>{text}</strong></p>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return text if text == url else f"{text} (<code>{escape(line(url))}</code>)"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return f"[picture: {text or 'without a description'}]"

    def inline_math(self, text: str) -> str:
        return self._placed(formula(text))

    def block_math(self, text: str) -> str:
        return f"<p>{self._placed(formula(text, block=True))}</p>\n"
