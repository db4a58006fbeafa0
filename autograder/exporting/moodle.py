"""A CSV for Moodle's gradebook: Grades, Import, CSV file.

One row a student: who it is, then a mark and a feedback column for each assignment.
When importing, “Map from” names the first column and “Map to” the field of the profile
that it holds. The whole import fails where one student is unknown to Moodle, and where a
mark is above 100, unless the site allows more (“unlimitedgrades”). A mark and its
feedback have to be imported together, or Moodle deletes the marks.

UTF-8 without a byte-order mark, separated by commas: the importer's own defaults.

Sources: moodle/moodle, grade/import/csv/classes/load_data.php; docs.moodle.org, “Grade import”.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from autograder.errors import UsageError
from autograder.exporting.grades import Grade, Grades
from autograder.exporting.rounding import Scale
from autograder.exporting.worksheet import comment
from autograder.exporting.writing import Export, can_be_written, listed, sheet_of, text
from autograder.grading.gradebook import Student

MOST = 100
COLUMNS = ("Username", "ID number", "Email address")


def export(every: Sequence[Grades], scale: Scale, asked: str | None) -> Export:
    """One row a student who has a mark in any of the assignments.

    asked: the column that says who it is, one of COLUMNS; the user name by default.
    """
    column = next(
        (name for name in COLUMNS if name.casefold() == (asked or COLUMNS[0]).casefold()), ""
    )
    if not column:
        raise UsageError(f"Moodle knows no {asked!r}; --match takes one of {', '.join(COLUMNS)}.")
    header = [column]
    for grades in every:
        header += [text(grades.assignment), text(f"{grades.assignment} feedback")]
    rows, above = [header], []
    people, without = people_of(every, column)
    for person, identity in people:
        row = [identity]
        for grades in every:
            grade = grades.grades.get(person.id)
            mark = scale.mark(grade.total, grades.maximum) if grade else ""
            row += [mark, text(comment(grade)) if grade else ""]
            above += [person.id] if mark and Decimal(mark) > MOST else []
        rows.append(row)
    notes = (
        [f"They have no {column.casefold()} that can be written: {listed(without)}."]
        if without
        else []
    )
    if above:
        notes.append(
            f"Marks above {MOST}, for which Moodle refuses the file unless its site allows more: "
            f"{listed(list(dict.fromkeys(above)))}; scale with --out-of {MOST}."
        )
    return Export(
        sheet_of(rows, bom=False), frozenset(person.id for person, _ in people), tuple(notes)
    )


def people_of(every: Sequence[Grades], column: str) -> tuple[list[tuple[Student, str]], list[str]]:
    """Those with a mark and what names them in the other system; and those whom nothing names."""
    found: dict[str, Grade] = {}
    for grades in every:
        found |= dict(grades.grades)
    named, without = [], []
    for student in sorted(found):
        person = found[student].person
        identity = person.email if column == "Email address" else person.id
        if identity and can_be_written(identity):
            named.append((person, identity))
        else:
            without.append(student)
    return named, without
