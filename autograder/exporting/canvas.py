"""Canvas's own gradebook export, with one column filled in.

Canvas takes back the file that it exports: columns Student, ID, SIS User ID, SIS Login
ID, Section, then ``Title (id)`` for each assignment, then totals. Below the header may
stand a row “Manual Posting”, then “Points Possible”, where columns that cannot be
imported say “(read only)”. Separator, decimal comma and byte-order mark follow the
settings of whoever exports; the importer reads both. ``EX`` is an excused student and
``N/A`` one to whom the assignment is not given: these stay.

Sources: instructure/canvas-lms, lib/gradebook_exporter.rb and lib/gradebook_importer.rb;
the guide “How do I import grades in the Gradebook?” of community.canvaslms.com.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from autograder.errors import UsageError
from autograder.exporting.grades import Grades
from autograder.exporting.matching import match
from autograder.exporting.rounding import Scale
from autograder.exporting.sheet import Sheet
from autograder.exporting.writing import Export, listed

IDS = ("SIS Login ID", "SIS User ID", "ID", "Integration ID")
# of the student that Canvas itself makes for trying things out
_TEST_STUDENT = ("student, test", "test student")
_OF_ASSIGNMENT = re.compile(r"(.*)\(\d+\)\s*", re.DOTALL)
_READ_ONLY = re.compile(r"read\s+only", re.IGNORECASE)
_KEPT = ("ex", "n/a")


def fill(
    sheet: Sheet, grades: Grades, scale: Scale, column: str | None, asked: str | None
) -> Export:
    """The template with the marks in one column.

    column: its heading; by default the one with the assignment's name. asked: the
    column with the students' ids.
    """
    place = _column(sheet, grades.assignment, column)
    top = _points_row(sheet)
    possible = sheet.get(top, place) if top else ""
    title = sheet.header[place]
    if _READ_ONLY.search(possible) or not _OF_ASSIGNMENT.fullmatch(title):
        raise UsageError(
            f"Canvas computes the column {title!r} itself and takes no marks for it; "
            "name the column of an assignment with --column."
        )
    rows = [row for row in range(1, len(sheet.rows)) if row > top and not _is_test(sheet, row)]
    people = {student: grade.person for student, grade in grades.grades.items()}
    found = match(sheet, rows, IDS, people, asked)
    notes = _unlike(title, possible, scale, grades)
    kept, changed, filled = [], 0, set()
    for row, student in found.rows.items():
        before = sheet.get(row, place).strip()
        if before.casefold() in _KEPT:
            kept.append(f"{student} ({before})")
            continue
        after = scale.mark(grades.grades[student].total, grades.maximum)
        changed += bool(before) and before.replace(",", ".") not in (after, _padded(after))
        sheet.fill_number(row, place, after)
        filled.add(student)
    unknown = [_name(sheet, row) for row in rows if row not in found.rows]
    missing = sorted(people.keys() - set(found.rows.values()))
    if kept:
        notes.append(f"Left as Canvas has them, excused or not assigned: {listed(kept)}.")
    if changed:
        notes.append(f"Marks in the column {title!r} that are replaced by others: {changed}.")
    notes += unmatched(sheet.name, found.column, unknown, missing, found.doubtful)
    return Export(sheet.to_bytes(), frozenset(filled), tuple(notes))


def unmatched(
    file: str, column: str, unknown: list[str], missing: list[str], doubtful: tuple[str, ...]
) -> list[str]:
    """Sentences about those who are on one side only."""
    notes = []
    if doubtful:
        notes.append(
            f"In the column {column!r} of {file}, these fit more than one student or row, so they "
            f"got no mark ({len(doubtful)}): {listed(doubtful)}."
        )
    if unknown:
        notes.append(
            f"In {file}, but without a mark in the gradebook, so their rows are as they were "
            f"({len(unknown)}): {listed(unknown)}."
        )
    if missing:
        notes.append(f"With a mark, but not in {file} ({len(missing)}): {listed(missing)}.")
    return notes


def _column(sheet: Sheet, assignment: str, asked: str | None) -> int:
    if asked is not None:
        return sheet.column(asked, "--column")
    titled = {
        place: found[1]
        for place, title in enumerate(sheet.header)
        if (found := _OF_ASSIGNMENT.fullmatch(title))
    }
    mine = [place for place, title in titled.items() if _plain(title) == _plain(assignment)]
    if len(mine) == 1:
        return mine[0]
    raise UsageError(
        f"{'Several columns' if mine else 'No column'} of {sheet.name} "
        f"{'are' if mine else 'is'} named like {assignment}; choose one with --column: "
        f"{', '.join(repr(sheet.header[place]) for place in titled) or 'it has no assignment'}."
    )


def _plain(title: str) -> str:
    return re.sub(r"[\W_]+", " ", title).strip().casefold()


def _points_row(sheet: Sheet) -> int:
    """The row with what each column is worth; students stand below it."""
    for row in range(1, min(4, len(sheet.rows))):
        if "points possible" in sheet.get(row, 0).casefold():
            return row
    return 0


def _is_test(sheet: Sheet, row: int) -> bool:
    return sheet.get(row, 0).strip().casefold() in _TEST_STUDENT


def _name(sheet: Sheet, row: int) -> str:
    return sheet.get(row, 0).strip() or f"row {row + 1}"


def _unlike(title: str, possible: str, scale: Scale, grades: Grades) -> list[str]:
    """A note where Canvas counts another number of points than is written."""
    try:
        points = Decimal(possible.strip().replace(",", "."))
    except InvalidOperation:
        return []
    if points == scale.full(grades.maximum):
        return []
    return [
        f"Canvas counts {points.normalize():f} points for {title!r}, and marks out of "
        f"{scale.full(grades.maximum).normalize():f} were written; scale them with "
        f"--out-of {points.normalize():f}, or change the points in Canvas."
    ]


def _padded(mark: str) -> str:
    """As Canvas itself writes a mark: with two decimal places."""
    return f"{Decimal(mark):.2f}"
