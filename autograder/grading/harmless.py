"""What a student wrote and drew, made harmless before it is kept in ``autograded/``.

formgrader and nbgrader's feedback show HTML, SVG, LaTeX and markdown of a notebook as they
are, in the browser and with the rights of whoever looks. So nothing live gets there:

    HTML        text, lists and tables, by nh3 with a short list of tags; no address
    SVG         inside an image element, where no script runs and nothing is fetched
    PNG, JPEG   decoded and written anew: what comes out is pixels and nothing else
    markdown    its tags, entities and links other than to the web become plain text
    LaTeX       without the commands by which MathJax makes links and attributes
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from collections.abc import Iterable
from typing import Any

import nh3

MOST_PIXELS = 20_000_000
LONGEST_HTML = 50_000
LARGEST_SVG = 1_500_000
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
_ENTITY = re.compile(r"&(?=#|[A-Za-z])")
_LINK = re.compile(r"\](?=\((?!\s*https?://)|:(?!\s*https?://))", re.IGNORECASE)
_COMMAND = re.compile(
    r"\\(?=(href|url|require|class|cssId|style|html\w*|unicode|mmlToken|bbox|def|newcommand|let)\b)"
)
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}


def outputs(raw: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outputs of a cell, with nothing live in them."""
    made = []
    for output in raw:
        if "data" not in output:
            made.append(output)
            continue
        data = dict(_content(mime, value) for mime, value in output["data"].items())
        data = {mime: value for mime, value in data.items() if value}
        if data:
            made.append({**output, "data": data})
    return made


def hypertext(source: str) -> str:
    """HTML reduced to text, lists and tables."""
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
        longest = max((len(run) for run in re.findall("`+", source)), default=0)
        fence = "`" * max(3, longest + 1)
        return "markdown", f"{fence}\n{source}\n{fence}"
    return cell_type, markdown(source) if cell_type == "markdown" else source


def markdown(source: str) -> str:
    """Markdown whose tags, entities and links (but to the web) are shown and do nothing.

    >>> markdown("a < b, <b onclick=f()>c</b>, [d](javascript:e)")
    'a < b, &lt;b onclick=f()>c&lt;/b>, [d]\\\\(javascript:e)'
    """
    source = _TAG.sub("&lt;", _ENTITY.sub("&amp;", source))
    return latex(_LINK.sub(r"]\\", source))


def latex(source: str) -> str:
    """Formulas without the commands that make links, attributes or new commands."""
    return _COMMAND.sub(r"\\ ", source)


def picture(mime: str, encoded: str) -> str | None:
    """The same pixels, written anew, in base64; None where they cannot be read."""
    from PIL import Image

    try:
        content = base64.b64decode(encoded, validate=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=(_FORMATS[mime],)) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                plain = image.convert("RGBA" if mime == "image/png" else "RGB")
    except (binascii.Error, ValueError, OSError, SyntaxError, MemoryError, EOFError):
        return None
    plain.info.clear()
    written = io.BytesIO()
    plain.save(written, _FORMATS[mime])
    return base64.b64encode(written.getvalue()).decode("ascii")


def _content(mime: str, value: Any) -> tuple[str, Any]:
    """One content of an output: its type, perhaps another, and what is left of it."""
    if mime in _FORMATS:
        return mime, picture(mime, value)
    if mime == "text/html":
        return mime, hypertext(value) if len(value) <= LONGEST_HTML else None
    if mime == "image/svg+xml":
        return "text/html", _svg(value)
    if mime == "text/markdown":
        return mime, markdown(value)
    if mime == "text/latex":
        return mime, latex(_TAG.sub("< ", value))
    return mime, value


def _svg(source: str) -> str | None:
    # Entities can unfold to gigabytes; no plotting library writes them.
    if len(source) > LARGEST_SVG or "<!entity" in source.lower():
        return None
    encoded = base64.b64encode(source.encode("utf-8", "replace")).decode("ascii")
    return f'<img alt="A drawing" src="data:image/svg+xml;base64,{encoded}">'
