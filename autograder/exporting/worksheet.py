"""Moodle's offline grading worksheet, filled in, and the zip of feedback files beside it.

The worksheet has the columns Identifier (``Participant 12345``), Full name, further
columns about the user, Status, Grade, Maximum Grade, Grade can be changed, Last modified
(submission), Last modified (grade) and, if comments are switched on, Feedback comments.
The importer needs Identifier, Grade and Last modified (grade); it passes over, without a
word, a grade above the maximum and one that is locked. So those are told here.

A feedback file is given to the student whose number is in the name of its folder,
``fullname_12345_plugintype_pluginname``, as in ``Participant_12345_assignsubmission_file_``.

Sources: moodle/moodle, mod/assign/gradingtable.php, mod/assign/feedback/offline/
importgradeslib.php and locallib.php, mod/assign/feedback/file/importziplib.php.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from html import escape
from pathlib import Path

from autograder.exporting.canvas import unmatched
from autograder.exporting.grades import Grade, Grades
from autograder.exporting.matching import Match, match
from autograder.exporting.rounding import Scale
from autograder.exporting.sheet import Sheet
from autograder.exporting.writing import Export, listed, text
from autograder.reporting.entry import number
from autograder.reporting.sanitise import line

IDS = ("Username", "ID number", "Email address")
_NUMBER = re.compile(r"(\d+)\s*$")
_LOCKED = ("no", "nein", "non", "nej", "nee")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def fill(
    sheet: Sheet, grades: Grades, scale: Scale, column: str | None, asked: str | None
) -> Export:
    """The worksheet with grades, and with comments where there is an empty column for them."""
    place = sheet.column(column or "Grade", "--column")
    found = _match(sheet, grades, asked)
    optional = {name.casefold(): index for index, name in enumerate(sheet.header)}
    maximum, changeable, comments = (
        optional.get(name)
        for name in ("maximum grade", "grade can be changed", "feedback comments")
    )
    above, locked, said = [], [], []
    filled: set[str] = set()
    for row, student in found.rows.items():
        grade = grades.grades[student]
        after = scale.mark(grade.total, grades.maximum)
        if changeable is not None and sheet.get(row, changeable).strip().casefold() in _LOCKED:
            locked.append(student)
            continue
        if maximum is not None and (most := _number(sheet.get(row, maximum))) is not None:
            above += [student] if Decimal(after) > most else []
        sheet.fill_number(row, place, after)
        filled.add(student)
        if comments is not None:
            if sheet.get(row, comments).strip():
                said.append(student)
            else:
                sheet.fill(row, comments, text(comment(grade)))
    unknown = [sheet.get(row, 0).strip() for row in _rows(sheet) if row not in found.rows]
    notes = []
    if above:
        notes.append(
            f"Above the maximum grade, so Moodle will pass over them: {listed(above)}; change the "
            "maximum in Moodle, or scale with --out-of."
        )
    if locked:
        notes.append(f"Moodle does not let their grade be changed: {listed(locked)}.")
    if said:
        notes.append(f"Comments that stood there were left as they are: {listed(said)}.")
    missing = sorted(grades.grades.keys() - set(found.rows.values()))
    notes += unmatched(sheet.name, found.column, unknown, missing, found.doubtful)
    return Export(sheet.to_bytes(), frozenset(filled), tuple(notes))


def feedback_zip(
    sheet: Sheet, grades: Grades, asked: str | None, pages: Mapping[str, Sequence[Path]]
) -> Export:
    """The zip of feedback pages that Moodle hands out.  pages: student -> their pages."""
    found = _match(sheet, grades, asked)
    made, without = io.BytesIO(), []
    filled: set[str] = set()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for row, student in found.rows.items():
            number = _NUMBER.search(sheet.get(row, 0))
            if number is None or not pages.get(student):
                without.append(student)
                continue
            for page in pages[student]:
                name = f"Participant_{number[1]}_assignsubmission_file_/{page.name}"
                # a time of its own would make other bytes of the same pages
                archive.writestr(_entry(name), page.read_bytes())
            filled.add(student)
    notes = (f"There is no feedback page for {listed(without)}.",) if without else ()
    return Export(made.getvalue(), frozenset(filled), notes)


def comment(grade: Grade) -> str:
    """The marks by exercise and what a person wrote, as HTML: that is what Moodle takes."""
    parts = [
        f"{line(name)}: {number(float(got))} of {number(float(most))}"
        for name, (got, most) in grade.by_exercise.items()
    ]
    if grade.penalty:
        parts.append(f"Handed in late: −{number(float(grade.penalty))}")
    parts += [
        f"{line(one.exercise)}: {line(one.comment, 2000)}" for one in grade.lines if one.comment
    ]
    return "<br>".join(escape(part) for part in parts)


def _match(sheet: Sheet, grades: Grades, asked: str | None) -> Match:
    people = {student: grade.person for student, grade in grades.grades.items()}
    return match(sheet, _rows(sheet), IDS, people, asked)


def _rows(sheet: Sheet) -> range:
    return range(1, len(sheet.rows))


def _number(field: str) -> Decimal | None:
    try:
        return Decimal(field.strip().replace(",", "."))
    except InvalidOperation:
        return None


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
