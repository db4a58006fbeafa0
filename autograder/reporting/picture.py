"""A figure from a notebook as an ``<img>`` that holds its own bytes.

Only an image element is used: a browser runs no script in it and fetches
nothing for it, not even for an SVG.
"""

from __future__ import annotations

import base64
import binascii

from markupsafe import Markup

from autograder.reporting.sanitise import joined, line

LARGEST = 1_500_000  # bytes of one picture
MOST_PIXELS = 40_000_000  # a small file can unfold to gigabytes in the reader's browser
_MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}

MIMES = (*_MAGIC, "image/svg+xml")


class NotAPicture(ValueError):
    """The bytes are not what they are said to be; the message goes on from "it …"."""


def picture(mime: str, data: object, alt: str) -> Markup:
    """The image element. Raises NotAPicture."""
    content = _svg(joined(data)) if mime == "image/svg+xml" else _pixels(mime, joined(data))
    return Markup('<img src="data:{};base64,{}" alt="{}">').format(
        mime, base64.b64encode(content).decode("ascii"), line(alt)
    )


def _pixels(mime: str, text: str) -> bytes:
    if len(text) > LARGEST * 3 // 2:
        raise NotAPicture("is too large for this page")
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise NotAPicture("cannot be read as a picture") from None
    if not content.startswith(_MAGIC[mime]):
        raise NotAPicture("cannot be read as a picture")
    if len(content) > LARGEST:
        raise NotAPicture("is too large for this page")
    if mime == "image/png":
        width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
        if content[12:16] != b"IHDR" or not 0 < width * height <= MOST_PIXELS:
            raise NotAPicture("has too many pixels, or none")
    return content


def _svg(text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    if len(content) > LARGEST:
        raise NotAPicture("is too large for this page")
    # Entities can unfold to gigabytes; no plotting library writes them.
    if "<svg" not in text[:5_000].lower() or "<!entity" in text.lower():
        raise NotAPicture("cannot be read as a picture")
    return content
