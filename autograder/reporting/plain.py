"""What a stranger wrote, as plain text: cleaned, bounded, on one line, or escaped.

Names and messages are in every table and on every page. What shows them alone needs nothing
of what `sanitise` has for HTML, Markdown and formulas.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LONGEST_LINE = 200
LONGEST_PROSE = 4_000
LONGEST_TEXT = 20_000

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
# Half a surrogate pair cannot be written as UTF-8.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# They make a line read otherwise than it runs. The plain marks for
# right-to-left text, which Persian needs, stay.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CODE = re.compile(r"`([^`\n]+)`")


def clean(text: str) -> str:
    """Text as a terminal would show it: no colour codes, no control characters.

    >>> clean("\\x1b[31mred\\x1b[0m"), clean("10 %\\r99 %")
    ('red', '99 %')
    """
    text = _ANSI.sub("", text).replace("\r\n", "\n")
    if "\r" in text:  # a progress bar writes each state over the one before
        text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return _OVERRIDES.sub("\N{REPLACEMENT CHARACTER}", _CONTROL.sub("", text))


def shorten(text: str, limit: int) -> str:
    """The beginning and the end of a text that is longer than limit characters.

    The end stays because the last line of a traceback says the most.
    """
    if len(text) <= limit:
        return text
    head, tail = limit * 3 // 5, limit * 2 // 5
    left_out = len(text) - head - tail
    return f"{text[:head]}\n… {left_out:,} characters are left out here …\n{text[-tail:]}"


def plain(text: object, limit: int = LONGEST_TEXT) -> str:
    """Any value as bounded, clean text; the page escapes it."""
    # Cut before cleaning, too: the patterns need not read 100 MB.
    return shorten(clean(shorten(joined(text), 10 * limit)), limit)


def line(text: object, limit: int = LONGEST_LINE) -> str:
    """Any value as one bounded line: a name, a title."""
    words = " ".join(clean(joined(text)[: 10 * limit]).split())
    return words if len(words) <= limit else words[: limit - 1] + "…"


def joined(value: object) -> str:
    """A text of a notebook: nbformat allows a str or a list of str."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "".join(part for part in value if isinstance(part, str))
    return "" if value is None or isinstance(value, dict) else str(value)


def prose(text: object, limit: int = LONGEST_PROSE) -> Markup:
    """A message in which `backticks` mark code, escaped; new lines stay.

    >>> prose("`f(x)` is < 0")
    Markup('<code>f(x)</code> is &lt; 0')
    """
    parts = _CODE.split(plain(text, limit).strip())
    made = [
        Markup("<code>{}</code>").format(part) if odd % 2 else escape(part)
        for odd, part in enumerate(parts)
    ]
    return Markup("").join(made).replace("\n", Markup("<br>\n"))
