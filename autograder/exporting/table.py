"""Everything by exercise: one line for each graded cell of each student.

The sum of ``total`` over a student's lines is the mark: what being late costs stands in
a line of its own, without exercise and cell. Nothing is rounded. Times are in UTC and say
so; ``late_seconds`` counts from what was due for this student.

The CSV is UTF-8 with a byte-order mark, without which Excel reads names in the code page
of the country.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from autograder.exporting.grades import Grade, Grades
from autograder.exporting.writing import Export, sheet_of, text

Value = str | float | int | None


@dataclass(frozen=True)
class Row:
    """One line of the table, which ``--json`` gives with the same names."""

    student: str
    first_name: str
    last_name: str
    assignment: str
    exercise: str
    cell: str
    automatic: float | None
    manual: float | None
    extra: float | None
    total: float
    maximum: float
    penalty: float | None
    late_seconds: int
    timestamp: str
    verdict: str
    mistake: str
    comment: str


def rows(every: Sequence[Grades]) -> Iterator[Row]:
    """The lines, by assignment and student, in the order of the notebooks."""
    for grades in every:
        for grade in grades.grades.values():
            yield from _of_student(grades.assignment, grade)


def export(every: Sequence[Grades]) -> Export:
    """The table as CSV: texts are made harmless for spreadsheets, numbers stay numbers."""
    names = [field.name for field in fields(Row)]
    lines = [[_written(getattr(row, name)) for name in names] for row in rows(every)]
    filled = frozenset(student for grades in every for student in grades.grades)
    return Export(sheet_of([names, *lines], bom=True), filled)


def _of_student(assignment: str, grade: Grade) -> Iterator[Row]:
    person = grade.person
    about = (person.id, person.first_name, person.last_name, assignment)
    when = (round(grade.late), grade.timestamp.isoformat() if grade.timestamp else "")
    for line in grade.lines:
        given = (line.auto, line.manual, line.extra)
        said = (line.verdict, line.mistake, line.comment)
        place = (line.exercise, line.cell)
        yield Row(*about, *place, *given, line.total, line.maximum, None, *when, *said)
    if grade.penalty:
        cost = float(grade.penalty)
        none = (None, None, None)
        yield Row(*about, "", "", *none, -cost, 0.0, cost, *when, "handed in late", "", "")


def _written(value: Value) -> str:
    if value is None:
        return ""
    return text(value) if isinstance(value, str) else f"{value:.12g}"
