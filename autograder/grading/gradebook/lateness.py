"""When a submission was handed in, and what the course takes for a late one."""

from __future__ import annotations

import copy
import datetime
import re
import sys
from typing import Any

from nbgrader import utils
from nbgrader.api import Assignment, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from traitlets import TraitError

from autograder.errors import UsageError
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.reason import reason
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
    # here, since it brings all of nbconvert with it, and most submissions are not late
    from nbgrader.preprocessors import AssignLatePenalties

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
