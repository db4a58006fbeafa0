"""What a cell showed, read as data from a stranger and made into nbformat outputs.

Only four types of output and eight types of content pass, each bounded again: the
student's process may send anything.  HTML and SVG pass as they are; whoever shows them
has to sanitise them.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from autograder.isolation.limits import Limits

_TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml")
_IMAGES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_ESCAPES = re.compile(
    r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|[@-Z\\-_])"
    r"|[\x00-\x07\x0b\x0c\x0e-\x1f\x7f]"
)
_MAX_OUTPUTS = 2_000


def clean(text: object, limit: int) -> str:
    """Bounded text without control sequences and halves of characters.

    >>> clean("\\x1b[31mred\\x1b[0m", 10)
    'red'
    """
    if not isinstance(text, str):
        return ""
    whole = text[: 2 * limit].encode("utf-8", "replace").decode("utf-8")
    return _ESCAPES.sub("", whole)[:limit]


def read_outputs(raw: object, limits: Limits, count: int | None) -> tuple[dict[str, Any], ...]:
    """The outputs of one cell, validated; what does not fit is left out.

    count: the number to show beside the value of the last expression.
    """
    reader = _Reader(limits, count)
    found = raw if isinstance(raw, list) else []
    read = [reader.output(one) for one in found[:_MAX_OUTPUTS] if isinstance(one, dict)]
    outputs = [one for one in read if one is not None]
    if reader.cut or len(found) > _MAX_OUTPUTS:
        note = "[The rest of this output was left out: it is too long.]\n"
        outputs.append({"output_type": "stream", "name": "stderr", "text": note})
    return tuple(outputs)


class _Reader:
    def __init__(self, limits: Limits, count: int | None) -> None:
        self._characters = limits.output_chars
        self._figures = limits.figures
        self._count = count
        self.cut = False

    def output(self, raw: dict[Any, Any]) -> dict[str, Any] | None:
        # An array from a stranger makes a comparison fail; text does not.
        kind, name = clean(raw.get("output_type"), 50), clean(raw.get("name"), 50)
        if kind == "stream" and name in ("stdout", "stderr"):
            text = self._text(raw.get("text"))
            return {"output_type": kind, "name": name, "text": text} if text else None
        if kind == "error":
            lines = raw.get("traceback")
            lines = lines[:200] if isinstance(lines, list) else []
            return {
                "output_type": kind,
                "ename": clean(raw.get("ename"), 200),
                "evalue": clean(raw.get("evalue"), 4000),
                "traceback": [self._text(line) for line in lines],
            }
        if kind == "display_data" or kind == "execute_result":
            data = self._data(raw.get("data"))
            output: dict[str, Any] = {
                "output_type": kind,
                "metadata": _sizes(raw.get("metadata")),
                "data": data,
            }
            if kind == "execute_result":
                output["execution_count"] = self._count
            return output if data else None
        return None

    def _data(self, raw: object) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for mime, value in raw.items() if isinstance(raw, dict) else ():
            if mime in _TEXTS and isinstance(value, str):
                text = self._text(value)
                # Half a page of HTML is worse than none.
                whole = len(text) == len(clean(value, len(value)))
                if text and (whole or mime == "text/plain"):
                    kept[mime] = text
            elif mime in _IMAGES and isinstance(value, bytes):
                if value.startswith(_IMAGES[mime]) and self._figures > 0:
                    self._figures -= 1
                    kept[mime] = base64.b64encode(value).decode("ascii")
                else:
                    self.cut = True
            elif mime == "application/json":
                try:
                    text = json.dumps(value, allow_nan=False, ensure_ascii=False)
                    text.encode("utf-8")  # half a character cannot be written
                except (TypeError, ValueError, RecursionError):
                    continue
                if len(self._text(text)) == len(text):
                    kept[mime] = json.loads(text)
        return kept

    def _text(self, raw: object) -> str:
        text = clean(raw, self._characters)
        self._characters -= len(text)
        if isinstance(raw, str) and len(raw) > len(text) and self._characters <= 0:
            self.cut = True
        return text


def _sizes(raw: object) -> dict[str, dict[str, int]]:
    """The display sizes of images; all other metadata is dropped."""
    kept: dict[str, dict[str, int]] = {}
    for mime, sizes in raw.items() if isinstance(raw, dict) else ():
        if mime in _IMAGES and isinstance(sizes, dict):
            pairs: list[tuple[str, object]] = [
                (name, sizes.get(name)) for name in ("width", "height")
            ]
            kept[mime] = {k: n for k, n in pairs if type(n) is int and 0 < n < 10_000}
    return kept
