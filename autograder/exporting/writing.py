"""A CSV of our own: what is text, what is a number, and where it is written.

Spreadsheets run a cell that begins with = + - @, a tab or a carriage return as a formula.
A text that begins so gets an apostrophe in front, as OWASP advises
(owasp.org/www-community/attacks/CSV_Injection). Where a list is separated by semicolons, as
in much of Europe, a spreadsheet cuts our fields at theirs, at tabs and at line ends: what
begins so behind one of these gets an apostrophe, too. Numbers are ours and stay numbers.

A student's id in a file for a machine is different: with an apostrophe in front it would
match nobody. There it is written as it is, as long as it can do nothing: letters,
digits and . _ - + @ are no call and no address of a cell elsewhere. Any other id that
begins with such a sign is left out, and told.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.whole import write_file
from autograder.reporting.sanitise import line

BOM = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# nothing of a run is read twice: a person may paste a page of blanks into a comment
_BEHIND = re.compile(r"([;\t\r\n][\"\s]*+)([=+\-@＝＋－＠]?)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HARMLESS_ID = re.compile(r"[\w.@+-]+")


@dataclass(frozen=True)
class Export:
    """A file that is ready to be written.

    students: who has a mark in it; notes: who and what is not, in plain sentences.
    """

    content: bytes
    students: frozenset[str]
    notes: tuple[str, ...] = ()

    @property
    def filled(self) -> int:
        """How many students have a mark in it."""
        return len(self.students)


def text(value: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> text("=1+1"), text("Ada"), text("  -2"), text("Ada;=1+1")
    ("'=1+1", 'Ada', "'  -2", "Ada;'=1+1")
    """
    clean = _BEHIND.sub(lambda run: "'".join(filter(None, run.groups())), _CONTROL.sub("", value))
    # spreadsheets drop blanks in front, and look again
    return (
        f"'{clean}" if clean.startswith(_FORMULA) or clean.lstrip().startswith(_FORMULA) else clean
    )


def can_be_written(identity: str) -> bool:
    """Whether an id can stand in a file as it is, without being a formula that does something."""
    return text(identity) == identity or _HARMLESS_ID.fullmatch(identity) is not None


def sheet_of(rows: Iterable[Sequence[str]], *, bom: bool) -> bytes:
    """Rows as CSV, in UTF-8. bom: with the mark by which Excel knows the encoding."""
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return (BOM if bom else b"") + made.getvalue().encode("utf-8", "replace")


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raises UsageError where there is a file already, unless forced."""
    if os.path.lexists(path) and not force:
        raise UsageError(
            f"There is already a file {str(path)!r}; name another one with --output, or replace "
            "it with --force."
        )


def save(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file in one move.  Raises UsageError where there is one, unless forced."""
    refuse_existing(path, force=force)
    write_file(path, content)


def listed(names: Sequence[str], most: int = 8) -> str:
    """Names for a sentence: all of a few, the first of many."""
    shown = "; ".join(line(name, 80) for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")
