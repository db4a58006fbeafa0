"""Who the students are, and when each of them handed in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from nbgrader.api import Assignment, Notebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from autograder.grading.gradebook.database import Database


@dataclass(frozen=True)
class Person:
    """A student as nbgrader's student table has one; "" where it has nothing."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""


@dataclass(frozen=True)
class HandedIn:
    """When a submission came, and what that costs.

    timestamp: in UTC; None where there is none. late: seconds after what was due
    for this student. penalties: notebook -> points.
    """

    timestamp: datetime.datetime | None
    late: float
    penalties: Mapping[str, float]


def people(database: Database) -> dict[str, Person]:
    """All students that the gradebook knows, by id."""
    columns = (Student.id, Student.first_name, Student.last_name, Student.email)
    with database.reading() as session:
        rows = session.execute(select(*columns, Student.lms_user_id).order_by(Student.id))
        return {row[0]: Person(*(value or "" for value in row)) for row in rows}


def handed_in(database: Database, assignment: str) -> dict[str, HandedIn]:
    """Student -> HandedIn, for all who have a submission."""
    here = Assignment.name == assignment
    of_assignment = Assignment.id == SubmittedAssignment.assignment_id
    submissions = select(
        SubmittedAssignment.student_id,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        Assignment.duedate,
    ).join(Assignment, of_assignment)
    penalties = (
        select(
            SubmittedAssignment.student_id, Notebook.name, SubmittedNotebook.late_submission_penalty
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Assignment, of_assignment)
    )
    costs: dict[str, dict[str, float]] = {}
    found = {}
    with database.reading() as session:
        for student, notebook, penalty in session.execute(penalties.where(here)):
            if penalty:
                costs.setdefault(student, {})[notebook] = penalty
        for student, stamp, extension, due in session.execute(submissions.where(here)):
            late = 0.0
            if stamp is not None and due is not None:
                last = due + (extension or datetime.timedelta())
                late = max(0.0, (stamp - last).total_seconds())
            known = None if stamp is None else stamp.replace(tzinfo=datetime.UTC)
            found[student] = HandedIn(known, late, costs.get(student, {}))
    return found
