"""What a student wrote and drew, made harmless before it is kept in ``autograded/``.

formgrader and nbgrader's feedback show HTML, SVG, LaTeX and markdown of a notebook as they
are, in the browser and with the rights of whoever looks. So nothing live gets there:

    HTML        text, lists and tables, by nh3 with a short list of tags; no address
    SVG         inside an image element, where no script runs and nothing is fetched
    PNG, JPEG   decoded and written anew: what comes out is pixels and nothing else
    markdown    its tags, pictures and links (but to the web) become plain text
    LaTeX       without the commands by which MathJax makes links and attributes

All of it is bounded: for one output, and for a whole notebook (``Kept``). It is done in
the process that judges the submission, within its limits of time and memory. Where it does
not come to an end there, words are shown as they were typed (``as_typed``), and no outputs.
"""

from __future__ import annotations

import base64
import io
import json
import re
import warnings
from collections.abc import Iterable
from typing import Any

import nh3

from autograder.grading.drawing import drawing

MOST_PIXELS = 20_000_000  # of one picture
ALL_PIXELS = 60_000_000
ALL_CHARACTERS = 40_000_000  # of what is kept of a notebook's outputs
LONGEST_HTML = 50_000
MOST_UNCLOSED = 50
TAGS = {
    *("p", "br", "hr", "div", "span", "b", "strong", "i", "em", "u", "s", "del", "sub", "sup"),
    *("code", "pre", "kbd", "samp", "blockquote", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "p": {"dir"},
    "div": {"dir"},
}
# These go with all that is in them; of other tags the words stay.
DROPPED = {"script", "style", "svg", "math", "iframe", "object", "template", "noscript", "title"}
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"\](?=\((?!\s*https?://)|:(?!\s*https?://))", re.IGNORECASE)
_PICTURE = re.compile(r"!(?=\[)")
# nbconvert makes an id of a heading, and formgrader finds its score boxes by their ids.
_HEADING = re.compile(
    # the front is taken whole: tried shorter and shorter, a line of dashes takes the square of it
    r"^((?:[ >*+-]|\d+[.)])*+)(#{1,6}[ \t]+|(?=\S.*\n {0,3}(?:=+|-+)[ \t]*$))",
    re.MULTILINE,
)
_NO_ID = "\N{ZERO WIDTH SPACE}"
# A browser opens these again in every block behind them, each time all of them.
_REOPENED = re.compile(
    r"<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.IGNORECASE
)
_COMMAND = re.compile(
    r"\\(?=(href|url|require|class|cssId|style|html\w*|unicode|mmlToken|bbox|def|newcommand|let)\b)"
)
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
NO_ROOM = {
    "output_type": "stream",
    "name": "stderr",
    "text": "[The rest of the outputs was left out: they are too long.]\n",
}


class Kept:
    """What is kept of one notebook's outputs, as long as there is room."""

    def __init__(self) -> None:
        self._pixels = ALL_PIXELS
        self._characters = ALL_CHARACTERS

    def outputs(self, raw: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """The outputs of a cell, with nothing live in them."""
        made = []
        for output in raw:
            if "data" in output:
                data = dict(self._content(*content) for content in output["data"].items())
                output = {**output, "data": {mime: value for mime, value in data.items() if value}}
                if not output["data"]:
                    continue
            self._characters -= len(json.dumps(output))
            if self._characters < 0:
                made.append(NO_ROOM)
                break
            made.append(output)
        return made

    def _content(self, mime: str, value: Any) -> tuple[str, Any]:
        """One content of an output: its type, perhaps another, and what is left of it."""
        if mime in FORMATS:
            return mime, self._picture(mime, value)
        if mime == "text/html":
            return mime, hypertext(value) if len(value) <= LONGEST_HTML else None
        if mime == "image/svg+xml":
            return "text/html", drawing(value)
        if mime == "text/markdown":
            return mime, markdown(value)
        if mime == "text/latex":
            return mime, latex(_TAG.sub("< ", value))
        return mime, value

    def _picture(self, mime: str, encoded: str) -> str | None:
        if self._pixels <= 0:
            return None
        found = picture(mime, encoded, min(MOST_PIXELS, self._pixels))
        if found is None:
            return None
        pixels, made = found
        self._pixels -= pixels
        return made


def hypertext(source: str) -> str | None:
    """HTML reduced to text, lists and tables; None where it is made to multiply."""
    unclosed = sum(-1 if closing else 1 for closing in _REOPENED.findall(source))
    if unclosed > MOST_UNCLOSED:
        return None
    return nh3.clean(
        source,
        tags=TAGS,
        clean_content_tags=DROPPED,
        attributes=ATTRIBUTES,
        url_schemes=set(),
        link_rel=None,
    )


def text(cell_type: str, source: str) -> tuple[str, str]:
    """(type, source) of a cell of words: raw becomes markdown, which shows it as it was typed."""
    if cell_type == "raw":
        return as_typed(cell_type, source)
    return cell_type, markdown(source) if cell_type == "markdown" else source


def as_typed(cell_type: str, source: str) -> tuple[str, str]:
    """(type, source) that shows words as they were typed: it is one step, whatever is in them."""
    if cell_type == "code":
        return cell_type, source
    longest = max((len(run) for run in re.findall("`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return "markdown", f"{fence}\n{source}\n{fence}"


def markdown(source: str) -> str:
    """Markdown whose tags, pictures and links (but to the web) are shown and do nothing.

    >>> markdown("a < b, <b onclick=f()>c</b>, [d](javascript:e)")
    'a < b, < b onclick=f()>c< /b>, [d]\\\\(javascript:e)'
    """
    source = _PICTURE.sub(r"\!", _LINK.sub(r"]\\", _TAG.sub("< ", source)))
    return latex(_HEADING.sub(rf"\1\2{_NO_ID}", source))


def latex(source: str) -> str:
    """Formulas without the commands that make links, attributes or new commands."""
    return _COMMAND.sub(r"\\ ", source)


def picture(mime: str, encoded: str, most: int = MOST_PIXELS) -> tuple[int, str] | None:
    """How many pixels, and the same pixels written anew, in base64; None if it cannot be read."""
    from PIL import Image

    try:
        content = base64.b64decode(encoded, validate=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=(FORMATS[mime],)) as image:
                pixels = image.width * image.height
                if pixels > most:
                    return None
                plain = image.convert("RGBA" if mime == "image/png" else "RGB")
        plain.info.clear()
        written = io.BytesIO()
        plain.save(written, FORMATS[mime])
    except Exception:  # a decoder of strangers' bytes has many ways to say no
        return None
    return pixels, base64.b64encode(written.getvalue()).decode("ascii")
