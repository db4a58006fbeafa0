"""Whose row is this? Students of the gradebook and rows of another system's file.

The gradebook knows a student by id, e-mail and the id in the learning system; the file
has columns of its own. The first column that matches most rows is taken, or the one
that was asked for. A row that fits two students, or a student whom two rows fit, is
matched with nobody: a mark in the wrong row is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.errors import UsageError
from autograder.exporting.sheet import Sheet
from autograder.grading.gradebook import Student

KEYS = ("id", "lms_user_id", "email")


@dataclass(frozen=True)
class Match:
    """Which row is whose.

    column: the file's column that was compared. rows: row -> student id.
    doubtful: values of the column that fit more than one.
    """

    column: str
    rows: Mapping[int, str]
    doubtful: tuple[str, ...]


def match(
    sheet: Sheet,
    rows: Sequence[int],
    columns: Iterable[str],
    people: Mapping[str, Student],
    asked: str | None,
) -> Match:
    """Find the students' rows.

    columns: names of the columns that may hold an id, in order of preference; those
    that the file does not have are passed over. asked: the one that a person chose.
    Raises UsageError where no row is any student's.
    """
    there = {name.casefold() for name in sheet.header}
    names = [asked] if asked else [name for name in columns if name.casefold() in there]
    found = [
        _by(sheet, rows, sheet.column(name, "--match"), people, key)
        for name in names
        for key in KEYS
    ]
    best = max(found, key=lambda one: len(one.rows), default=None)
    if best is None or not best.rows:
        where = " or ".join(repr(name) for name in names) or "any column"
        raise UsageError(
            f"No row of {sheet.name} has a student of the gradebook in {where}; name the column "
            "with the students' ids with --match."
        )
    return best


def _by(
    sheet: Sheet, rows: Sequence[int], column: int, people: Mapping[str, Student], key: str
) -> Match:
    values = {row: sheet.get(row, column).strip() for row in rows}
    exactly = _owners(people, key, str)
    loosely = _owners(people, key, str.casefold)  # logins and addresses mean the same in capitals
    found, doubtful = {}, []
    for row, value in values.items():
        owners = exactly.get(value) or loosely.get(value.casefold(), [])
        if value and len(owners) > 1:
            doubtful.append(value)
        elif value and owners:
            found[row] = owners[0]
    times = Counter(found.values())
    doubtful += [values[row] for row, student in found.items() if times[student] > 1]
    certain = {row: student for row, student in found.items() if times[student] == 1}
    return Match(sheet.header[column], certain, tuple(dict.fromkeys(doubtful)))


def _owners(
    people: Mapping[str, Student], key: str, folded: Callable[[str], str]
) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for student, person in people.items():
        if value := str(getattr(person, key)).strip():
            owners.setdefault(folded(value), []).append(student)
    return owners
