"""When a submission was handed in, and what the course takes for a late one.

Where ``deadlines.toml`` names the assignment, it rules: due date and extensions go into
nbgrader's own columns, so that formgrader, nbgrader's export and its own ``autograde``
agree with it. Where it does not, the gradebook's due date and nbgrader's plugin do. The
penalties of a class are written anew whenever an assignment is prepared, and before marks are
shown or exported: a date that changes, or a mark that a person gives, needs nobody judged again.
"""

from __future__ import annotations

import copy
import datetime
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from nbgrader import utils
from nbgrader.api import Assignment, Grade, Notebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from traitlets import TraitError

from autograder.errors import UsageError
from autograder.grading.deadlines import Deadline
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.database import Database
from autograder.grading.gradebook.reason import reason
from autograder.grading.gradebook.submitted import GRADED, MAX_SCORE, TASKS
from autograder.grading.handed_in import HandedIn
from autograder.grading.results import TIMESTAMP
from autograder.grading.rounding import DIGITS, FINEST


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


def handed_in(database: Database, assignment: str) -> dict[str, HandedIn]:
    """Student -> HandedIn, for all whose submission is recorded."""
    found = {}
    with database.reading() as session:
        row = session.scalar(select(Assignment).where(Assignment.name == assignment))
        if row is None:
            return {}
        for student, group in groupby(_rows(session, row), lambda each: each.student):
            rows = list(group)
            stamp, longer = rows[0].timestamp, rows[0].extension
            due = row.duedate and row.duedate + (longer or datetime.timedelta())
            found[student] = HandedIn(
                at=_aware(stamp) if stamp else None,
                due=_aware(due) if due else None,
                extension=longer or datetime.timedelta(),
                penalties={each.name: each.penalty for each in rows if each.penalty},
                score=sum(each.score for each in rows),
                points=sum(each.points for each in rows),
            )
    return found


def due_date(database: Database, assignment: str) -> datetime.datetime | None:
    """By when an assignment has to be handed in, in UTC."""
    with database.reading() as session:
        due = session.scalar(select(Assignment.duedate).where(Assignment.name == assignment))
    return _aware(due) if due else None


@dataclass(frozen=True)
class _Row:
    """A submitted notebook, with what it earned and what it could have earned."""

    submission: str
    notebook: str
    name: str
    student: str
    timestamp: datetime.datetime | None
    extension: datetime.timedelta | None
    penalty: float | None
    score: float
    points: float


def refresh(database: Database, course: NbgraderCourse, assignment: str) -> None:
    """Write the penalties as dates and marks are now, in one transaction: nothing else changes.

    Where all of them are as they should be, nothing is written at all.
    """
    wanted = select(Assignment).where(Assignment.name == assignment)
    with database.reading() as session:
        row = session.scalar(wanted)
        if row is None or not _changes(session, course, row).any:
            return

    def write(session: Session) -> None:
        row = session.scalar(wanted)
        if row is not None:
            write_penalties(session, course, row)

    database.write(write)


def write_penalties(
    session: Session, course: NbgraderCourse, assignment: Assignment, submission: str | None = None
) -> None:
    """Due date, extensions and penalties of all submissions, or of the one, as the rule is now."""
    changes = _changes(session, course, assignment, submission)
    if changes.due is not None:
        assignment.duedate = changes.due
    for table, records in (
        (SubmittedAssignment, changes.extensions),
        (SubmittedNotebook, changes.penalties),
    ):
        if records:
            session.execute(update(table), records)


@dataclass(frozen=True)
class _Changes:
    """What has to be written. due: None where it stays."""

    due: datetime.datetime | None
    extensions: list[dict[str, Any]]
    penalties: list[dict[str, Any]]

    @property
    def any(self) -> bool:
        return bool(self.due is not None or self.extensions or self.penalties)


def _changes(
    session: Session, course: NbgraderCourse, assignment: Assignment, submission: str | None = None
) -> _Changes:
    deadline = course.deadlines.of(assignment.name)
    due = assignment.duedate if deadline is None else _naive(deadline.due)
    changed, longer = [], []
    plugin: Any = None
    for _, group in groupby(_rows(session, assignment, submission), lambda row: row.submission):
        rows = list(group)
        first = rows[0]
        extension = first.extension
        if deadline is not None:
            extension = deadline.extension(first.student)
            if extension != first.extension:
                longer.append({"id": first.submission, "extension": extension})
        penalties: Iterable[float | None] = [None] * len(rows)
        late = _seconds_late(first, due, deadline, extension)
        if late > 0 and deadline is not None and deadline.costs:
            penalties = _shared(deadline, rows)
        elif late > 0:
            plugin = plugin or _late_plugin(course)
            penalties = [_by_plugin(plugin, row, late) for row in rows]
        changed += [
            {"id": row.notebook, "late_submission_penalty": penalty}
            for row, penalty in zip(rows, penalties, strict=True)
            if penalty != row.penalty
        ]
    return _Changes(None if due == assignment.duedate else due, longer, changed)


def _rows(
    session: Session, assignment: Assignment, submission: str | None = None
) -> Iterable[_Row]:
    """Every submitted notebook, those of a submission one behind the other."""
    query = (
        select(
            SubmittedAssignment.id,
            SubmittedNotebook.id,
            Notebook.name,
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedAssignment.extension,
            SubmittedNotebook.late_submission_penalty,
            func.coalesce(func.sum(Grade.score), 0.0),
            func.coalesce(func.sum(MAX_SCORE), 0.0),
        )
        .select_from(SubmittedNotebook)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .outerjoin(GRADED, GRADED.c.id == Grade.cell_id)
        .outerjoin(TASKS, TASKS.c.id == Grade.cell_id)
        .where(SubmittedAssignment.assignment_id == assignment.id)
        .group_by(SubmittedNotebook.id, SubmittedAssignment.id, Notebook.id)
        .order_by(SubmittedAssignment.id, SubmittedNotebook.id)
    )
    if submission is not None:
        query = query.where(SubmittedAssignment.id == submission)
    return [_Row(*record) for record in session.execute(query)]


def _seconds_late(
    row: _Row,
    due: datetime.datetime | None,
    deadline: Deadline | None,
    extension: datetime.timedelta | None,
) -> float:
    if due is None or row.timestamp is None:
        return 0.0
    if deadline is not None:
        return deadline.late_by(row.student, _aware(row.timestamp)).total_seconds()
    until = due + (extension or datetime.timedelta())
    return max(0.0, (row.timestamp - until).total_seconds())


def _shared(deadline: Deadline, rows: list[_Row]) -> list[float]:
    """The penalty of a submission, shared among its notebooks by what they earned."""
    score, points = sum(row.score for row in rows), sum(row.points for row in rows)
    assert rows[0].timestamp is not None
    left = deadline.penalty(rows[0].student, _aware(rows[0].timestamp), score, points)
    penalties = [0.0] * len(rows)
    for place, row in enumerate(rows):
        if row.score > 0 and left > 0:
            # of what is left; the last one has all of it, since rounded shares need not add up
            share = left * row.score / score if score > row.score else left
            all_of_it = share > row.score - FINEST
            penalties[place] = row.score if all_of_it else round(share, DIGITS)
            left, score = left - penalties[place], score - row.score
    return penalties


def _by_plugin(plugin: Any, row: _Row, late: float) -> float | None:
    penalty = plugin.late_submission_penalty(row.student, row.score, late)
    return None if penalty is None else max(min(penalty, row.score), 0.0)


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


def _naive(time: datetime.datetime) -> datetime.datetime:
    """As the gradebook keeps times: in UTC, without saying so."""
    return time.astimezone(datetime.UTC).replace(tzinfo=None)


def _aware(time: datetime.datetime) -> datetime.datetime:
    return time.replace(tzinfo=datetime.UTC)
