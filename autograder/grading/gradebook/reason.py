"""Why something failed, in the words of whoever failed, as part of a sentence."""

from __future__ import annotations


def reason(error: BaseException) -> str:
    """The first line of what went wrong; of SQLAlchemy's long texts, the driver's own.

    >>> reason(ValueError("The disk is full.\\nSQL: INSERT ..."))
    'The disk is full'
    """
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
