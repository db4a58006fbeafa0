"""The cells of a rebuilt notebook, and the two things read of a cell in JSON.

The text and the ``grade_id`` are read in one way on both sides, the instructor's
and the student's, so that the same file gives the same cells.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Any

# A NUL stops compile() and PostgreSQL; half a surrogate pair cannot be written as UTF-8.
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")


class Kind(enum.Enum):
    """What a cell is for; it decides where the cell runs and who marks it."""

    ANSWER = "answer"  # the student's code
    TEST = "test"  # the instructor's graded code
    CONTEXT = "context"  # the instructor's other code: imports, data
    WRITTEN = "written"  # the student's answer, marked by a person
    TASK = "task"  # marked by a person; the answer is in the student's own cells
    EXTRA = "extra"  # a code cell that the student added
    TEXT = "text"  # markdown or raw, of either


@dataclass(frozen=True)
class Cell:
    """One cell of a rebuilt notebook.

    source: the text; of a missing ANSWER or WRITTEN cell, the released text.
    metadata: the instructor's; {} for a cell of the student.
    missing: the student's notebook had no such cell, and it was not put back for
        the student. An ANSWER is then not to be run: the student may have defined
        the same name in an own cell. A CONTEXT is then for the trusted side alone.
    unchanged: the answer is still the released text: "no response".
    """

    kind: Kind
    source: str
    grade_id: str | None
    points: float
    cell_type: str
    metadata: dict[str, Any]
    missing: bool = False
    unchanged: bool = False


@dataclass(frozen=True)
class Rebuilt:
    """The instructor's notebook with a student's answers and own cells in it.

    notes: what could not be read, is missing or was put back, in plain words.
    """

    cells: tuple[Cell, ...]
    notes: tuple[str, ...]


def grade_id_of(raw: Any) -> str | None:
    """A cell's ``grade_id``, in whatever the JSON holds in place of a cell."""
    for key in ("metadata", "nbgrader", "grade_id"):
        raw = raw.get(key) if isinstance(raw, dict) else None
    return raw if isinstance(raw, str) and raw else None


def text_of(value: Any) -> str | None:
    """A cell's text, which JSON holds as one string or as a list of lines."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str):
        return None
    return _UNUSABLE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
