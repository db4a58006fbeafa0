"""When a submission was handed in, and what the course takes for a late one."""

from __future__ import annotations

import copy
import datetime
import re
import sys
from typing import Any

from nbgrader import utils
from nbgrader.api import Assignment, Grade, Notebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from traitlets import TraitError

from autograder.errors import UsageError
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.database import Database
from autograder.grading.gradebook.reason import reason
from autograder.grading.handed_in import HandedIn
from autograder.grading.results import TIMESTAMP


def timestamp_of(stamp: str) -> datetime.datetime | None:
    """A submission's own time in UTC; None where it cannot be read."""
    stamp = stamp.strip()
    if not TIMESTAMP.fullmatch(stamp):
        return None
    # nbgrader takes " +0330" for 330 seconds; without the blank it is read as it is meant.
    stamp = re.sub(r" ([+-]\d)", r"\1", stamp)
    try:
        return utils.parse_utc(stamp)
    except (ValueError, OverflowError):
        return None


def write_penalties(
    session: Session,
    course: NbgraderCourse,
    assignment: Assignment,
    submission: SubmittedAssignment,
) -> None:
    """The course's own rule for late submissions, as nbgrader applies it."""
    scores = session.execute(
        select(SubmittedNotebook.id, func.coalesce(func.sum(Grade.score), 0.0))
        .outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .where(SubmittedNotebook.assignment_id == submission.id)
        .group_by(SubmittedNotebook.id)
    ).all()
    late = 0.0
    if assignment.duedate is not None and submission.timestamp is not None:
        due = assignment.duedate + (submission.extension or datetime.timedelta())
        late = max(0.0, (submission.timestamp - due).total_seconds())
    plugin = _late_plugin(course) if late > 0 else None
    penalties = []
    for notebook, score in scores:
        penalty = None
        if plugin is not None:
            penalty = plugin.late_submission_penalty(submission.student_id, score, late)
        if penalty is not None:
            penalty = min(max(penalty, 0.0), score)
        penalties.append({"id": notebook, "late_submission_penalty": penalty})
    if penalties:
        session.execute(update(SubmittedNotebook), penalties)


def _late_plugin(course: NbgraderCourse) -> Any:
    path = list(sys.path)
    sys.path.insert(0, str(course.root))  # where nbgrader finds a course's own plugin
    try:
        step = AssignLatePenalties(config=copy.deepcopy(course.config))
        step.init_plugin()
    except (ImportError, TraitError, AttributeError) as error:
        raise UsageError(
            f"The plugin for late submissions cannot be loaded ({reason(error)}); "
            "correct AssignLatePenalties.plugin_class in nbgrader_config.py."
        ) from None
    finally:
        sys.path[:] = path
    return step.plugin_inst


def handed_in(database: Database, assignment: str) -> dict[str, HandedIn]:
    """Student -> when the submission was handed in and was due, and its penalties."""
    submissions = (
        select(
            SubmittedAssignment.id,
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedAssignment.extension,
            Assignment.duedate,
        )
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
    )
    taken_off = (
        select(
            SubmittedNotebook.assignment_id,
            Notebook.name,
            SubmittedNotebook.late_submission_penalty,
        )
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(Assignment.name == assignment)
    )
    with database.reading() as session:
        penalties: dict[str, dict[str, float]] = {}
        for submission, notebook, penalty in session.execute(taken_off):
            if penalty:
                penalties.setdefault(submission, {})[notebook] = penalty
        found = {}
        for submission, student, at, extension, due in session.execute(submissions):
            more = extension or datetime.timedelta()
            due = None if due is None else due + more
            found[student] = HandedIn(at, due, more, penalties.get(submission, {}))
    return found
