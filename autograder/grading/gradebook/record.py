"""A graded submission, written into the gradebook."""

from __future__ import annotations

from functools import partial
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    SourceCell,
    Student,
    SubmittedAssignment,
)
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from autograder.errors import UsageError
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.database import Database
from autograder.grading.gradebook.lateness import timestamp_of, write_penalties
from autograder.grading.gradebook.submitted import mirror, of_submissions
from autograder.grading.results import CellResult, SubmissionResult
from autograder.grading.rounding import FINEST

NO_RESPONSE = "No response."


def record(database: Database, course: NbgraderCourse, result: SubmissionResult) -> None:
    """Write one graded submission, in one transaction: ``Gradebook.record``."""
    database.write(partial(_record, course, result, database.name))


def _record(course: NbgraderCourse, result: SubmissionResult, book: str, session: Session) -> None:
    assignment = session.scalar(select(Assignment).where(Assignment.name == result.assignment))
    if assignment is None:
        raise UsageError(
            f"The gradebook {book} has no assignment {result.assignment!r}; prepare it first."
        )
    if session.get(Student, result.student) is None:
        session.add(Student(id=result.student))
        session.flush()
    submission = session.scalar(
        select(SubmittedAssignment).where(
            SubmittedAssignment.assignment_id == assignment.id,
            SubmittedAssignment.student_id == result.student,
        )
    )
    if submission is None:
        submission = SubmittedAssignment(assignment_id=assignment.id, student_id=result.student)
        session.add(submission)
    # nbgrader keeps the time of an earlier attempt where this one has none
    submission.timestamp = timestamp_of(result.timestamp)
    session.flush()
    mirror(session, assignment.id, submission.id)
    _write_grades(session, submission.id, result, book)
    _write_comments(session, submission.id, result)
    write_penalties(session, course, assignment, submission.id)


def _write_grades(session: Session, submission: str, result: SubmissionResult, book: str) -> None:
    judged = _judged(result)
    handed_in = {notebook.name for notebook in result.notebooks}
    query = select(Grade.id, Grade.manual_score, Notebook.name, BaseCell.name)
    rows = session.execute(
        of_submissions(query, Grade).where(SubmittedAssignment.id == submission)
    ).all()
    for notebook, name in sorted(judged.keys() - {(nb, name) for *_, nb, name in rows}):
        raise UsageError(
            f"The gradebook {book} has no graded cell {name!r} in notebook "
            f"{notebook!r} of {result.assignment!r}; prepare the assignment again."
        )
    grades = []
    for grade, manual, notebook, name in rows:
        cell = judged.get((notebook, name))
        if cell is not None:
            auto = cell.score
            person = manual is not None or auto is None or cell.verdict == "not judged"
        elif notebook in handed_in:
            auto, person = None, True
        else:  # as nbgrader: a notebook that is not there is worth nothing
            auto, person = 0.0, False
        grades.append({"id": grade, "auto_score": auto, "needs_manual_grade": person})
    if grades:
        session.execute(update(Grade), grades)


def _write_comments(session: Session, submission: str, result: SubmissionResult) -> None:
    judged = _judged(result)
    texts = {nb.name: _texts(nb.notebook) for nb in result.notebooks if nb.notebook}
    ran_before = {nb.name for nb in result.notebooks} - texts.keys()
    query = select(Comment.id, Notebook.name, BaseCell.name, BaseCell.type, SourceCell.source)
    rows = session.execute(
        of_submissions(query, Comment)
        .outerjoin(
            SourceCell,
            (SourceCell.notebook_id == BaseCell.notebook_id) & (SourceCell.name == BaseCell.name),
        )
        .where(SubmittedAssignment.id == submission)
    ).all()
    comments = []
    for comment, notebook, name, kind, released in rows:
        cell, answer = judged.get((notebook, name)), texts.get(notebook, {}).get(name)
        if cell is None and notebook in ran_before:
            continue  # a result read from its file knows nothing about this cell
        silent = (cell is not None and cell.message == NO_RESPONSE) or (
            answer is not None and answer.strip() == (released or "").strip()
        )
        said = NO_RESPONSE if silent and kind != "TaskCell" else None
        comments.append({"id": comment, "auto_comment": said})
    if comments:
        session.execute(update(Comment), comments)


def _judged(result: SubmissionResult) -> dict[tuple[str, str], CellResult]:
    judged = {(nb.name, cell.grade_id): cell for nb in result.notebooks for cell in nb.cells}
    for cell in judged.values():
        # A database takes nan for "no score" and shows it as such: a lost mark.
        if cell.score is not None and not 0 <= cell.score <= cell.points + FINEST:
            raise ValueError(f"{cell.grade_id}: {cell.score} of {cell.points} points")
    return judged


def _texts(notebook: dict[str, Any]) -> dict[str, str]:
    """grade_id -> the text of the cell, in a notebook as the grading engine writes it."""
    texts = {}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        source = cell["source"]
        if name is not None:
            texts[name] = source if isinstance(source, str) else "".join(source)
    return texts
