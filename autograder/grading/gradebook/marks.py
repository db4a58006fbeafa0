"""What the gradebook holds about each graded cell of each student."""

from __future__ import annotations

from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select

from autograder.grading.gradebook.database import Database
from autograder.grading.gradebook.submitted import MAX_SCORE, of_submissions


@dataclass(frozen=True)
class Mark:
    """What the gradebook holds about one graded cell of one student.

    total: the manual score, else the automatic one, else 0; plus extra credit.
    comment: the person's, else the automatic one.
    """

    auto: float | None
    manual: float | None
    extra: float | None
    total: float
    max: float
    needs_manual_grade: bool
    comment: str | None


_SUBMISSIONS = select(SubmittedAssignment.student_id).join(
    Assignment, Assignment.id == SubmittedAssignment.assignment_id
)


def automatic_scores(database: Database, assignment: str) -> dict[str, dict[str, float | None]]:
    """Student -> "notebook/grade_id" -> the automatic score, for all who have a submission."""
    here = Assignment.name == assignment
    scores = of_submissions(
        select(SubmittedAssignment.student_id, Notebook.name, BaseCell.name, Grade.auto_score),
        Grade,
    ).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    with database.reading() as session:
        students = session.scalars(_SUBMISSIONS.where(here))
        found: dict[str, dict[str, float | None]] = {student: {} for student in students}
        for student, notebook, cell, score in session.execute(scores.where(here)):
            found[student][f"{notebook}/{cell}"] = score
    return found


def marks(database: Database, assignment: str) -> dict[str, dict[str, Mark]]:
    """Student -> "notebook/grade_id" -> Mark, for all who have a submission."""
    grades = of_submissions(
        select(
            SubmittedAssignment.student_id,
            SubmittedNotebook.id,
            Notebook.name,
            BaseCell.name,
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
            Grade.score,
            MAX_SCORE,
            Grade.needs_manual_grade,
        ),
        Grade,
    ).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    comments = of_submissions(
        select(SubmittedNotebook.id, BaseCell.name, Comment.comment), Comment
    ).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    with database.reading() as session:
        here = Assignment.name == assignment
        students = sorted(session.scalars(_SUBMISSIONS.where(here)))
        said = {(nb, cell): said for nb, cell, said in session.execute(comments.where(here))}
        marks: dict[str, dict[str, Mark]] = {student: {} for student in students}
        for student, nb, notebook, cell, *rest in session.execute(
            grades.where(here).order_by(Notebook.name, BaseCell.name)
        ):
            auto, manual, extra, total, most, person = rest
            comment = said.get((nb, cell))
            mark = Mark(auto, manual, extra, total, most, person, comment)
            marks[student][f"{notebook}/{cell}"] = mark
    return marks
