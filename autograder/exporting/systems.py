"""The systems that marks can go to, by the names that the command line has for them."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.errors import UsageError
from autograder.exporting import brightspace, canvas, moodle, table, worksheet
from autograder.exporting.grades import Grades
from autograder.exporting.rounding import Scale
from autograder.exporting.sheet import Sheet
from autograder.exporting.writing import Export
from autograder.grading.gradebook import NbgraderCourse


def made(
    system: str,
    graded: Sequence[Grades],
    scale: Scale,
    sheet: Sheet | None,
    column: str | None,
    asked: str | None,
) -> Export:
    """The file for a system. sheet: what the system exported, to be filled in, if it does that.

    column: the one to fill; asked: the one with the students' ids. Raises UsageError for a
    file in which nothing can be filled.
    """
    if sheet is not None and system == "canvas":
        return _canvas(graded, scale, sheet, column, asked)
    if sheet is not None:
        return worksheet.fill(sheet, graded[0], scale, column, asked)
    if system == "moodle":
        return moodle.export(graded, scale, asked)
    if system == "brightspace":
        return brightspace.export(graded, scale, asked, column)
    return table.export(graded)


def _canvas(
    graded: Sequence[Grades],
    scale: Scale,
    sheet: Sheet,
    column: str | None,
    asked: str | None,
) -> Export:
    """Canvas's file with a column for each assignment that has one there."""
    made: list[Export] = []
    notes: list[str] = []
    for one in graded:
        try:
            made.append(canvas.fill(sheet, one, scale, column, asked))
        except UsageError as error:
            if len(graded) == 1:
                raise
            notes.append(f"{one.assignment} is left out. {error}")
    if not made:
        raise UsageError(f"No assignment has a column in {sheet.name}; nothing is written.")
    notes += [note for one in made for note in one.notes]
    # each fills the same sheet, so the last one has all of it
    students = frozenset(student for one in made for student in one.students)
    return Export(made[-1].content, students, tuple(notes))


def zipped(folder: NbgraderCourse, one: Grades, sheet: Sheet, asked: str | None) -> Export:
    """The zip of feedback pages that Moodle takes, for the rows of its worksheet."""
    pages = {
        student: sorted(folder.feedback_path(student, one.assignment).glob("*.html"))
        for student in one.grades
    }
    return worksheet.feedback_zip(sheet, one, asked, pages)
