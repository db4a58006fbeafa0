"""What one student handed in, read once: a student may hand in again meanwhile."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.rebuild.reading import Unreadable, read_submission
from autograder.grading.results import TIMESTAMP, TIMESTAMP_FILE

_TIMESTAMP_BYTES = 100


@dataclass(frozen=True)
class Work:
    """notebooks: the bytes, or why there are none.

    timestamp: the text of timestamp.txt, as nbgrader's exchange writes it, or "".
    """

    notebooks: tuple[bytes | Unreadable, ...]
    timestamp: str

    @property
    def digest(self) -> str:
        """A hash of all of it: ``made_from["submission"]`` of the result that is made of it."""
        each = (hashlib.sha256(_raw(notebook)).hexdigest() for notebook in self.notebooks)
        return hashed((self.timestamp, *each))


def read_work(folder: Path, beneath: Path, notebooks: Iterable[str]) -> Work:
    """What lies in ``submitted/<student>/<assignment>`` for these notebooks of the assignment.

    beneath: the course folder, below which no link is followed.
    """
    return Work(
        tuple(_bytes(folder / f"{name}.ipynb", beneath) for name in notebooks),
        _timestamp(_bytes(folder / TIMESTAMP_FILE, beneath, max_bytes=_TIMESTAMP_BYTES)),
    )


def hashed(parts: Iterable[str]) -> str:
    """A hash of several texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _bytes(path: Path, beneath: Path, **bounds: int) -> bytes | Unreadable:
    try:
        return read_submission(path, beneath=beneath, **bounds)
    except Unreadable as error:
        return error


def _timestamp(data: bytes | Unreadable) -> str:
    try:
        text = "" if isinstance(data, Unreadable) else data.decode("ascii").strip()
    except UnicodeDecodeError:
        return ""
    # Anything else may be a line of somebody's file, and would be shown on the page.
    return text if TIMESTAMP.fullmatch(text) else ""


def _raw(data: bytes | Unreadable) -> bytes:
    return str(data).encode() if isinstance(data, Unreadable) else data
