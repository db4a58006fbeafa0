"""The rows of an assignment: its notebooks and their cells, as the instructor has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Course,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, with_polymorphic

from autograder.errors import UsageError
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.database import Database
from autograder.grading.gradebook.lateness import write_penalties
from autograder.grading.gradebook.submitted import mirror
from autograder.grading.gradebook.wanted import Wanted, wanted_rows

_CELL_TYPES = {"GradeCell": GradeCell, "SolutionCell": SolutionCell, "TaskCell": TaskCell}
_TABLES: list[Any] = [kind.__table__ for kind in (GradeCell, SolutionCell, TaskCell, BaseCell)]


def prepare(
    database: Database,
    course: NbgraderCourse,
    assignment: str,
    notebooks: Mapping[str, dict[str, Any]],
) -> None:
    """Create or update the assignment's rows, in one transaction: ``Gradebook.prepare``."""
    wanted = {name: wanted_rows(course, assignment, name, nb) for name, nb in notebooks.items()}
    database.write(partial(_prepare, course, assignment, wanted))


def _prepare(
    course: NbgraderCourse, assignment: str, wanted: Mapping[str, Wanted], session: Session
) -> None:
    row = session.scalar(select(Assignment).where(Assignment.name == assignment))
    if row is None:
        if session.get(Course, course.course_id) is None:
            session.add(Course(id=course.course_id))
            session.flush()
        row = Assignment(name=assignment, course_id=course.course_id)
        session.add(row)
        session.flush()
    of_assignment = select(Notebook).where(Notebook.assignment_id == row.id)
    rows = {notebook.name: notebook for notebook in session.scalars(of_assignment)}
    for name, rows_wanted in wanted.items():
        if name not in rows:
            rows[name] = Notebook(name=name, assignment_id=row.id)
            session.add(rows[name])
        rows[name].kernelspec = rows_wanted.kernelspec
    session.flush()
    nothing = Wanted("", {}, {})
    for name, notebook in rows.items():
        _sync_cells(session, notebook, wanted.get(name, nothing))
        _sync_sources(session, notebook, wanted.get(name, nothing))
    gone = [notebook.id for name, notebook in rows.items() if name not in wanted]
    session.execute(delete(SubmittedNotebook).where(SubmittedNotebook.notebook_id.in_(gone)))
    session.execute(delete(Notebook).where(Notebook.id.in_(gone)))
    mirror(session, row.id)
    write_penalties(session, course, row)


def _sync_cells(session: Session, notebook: Notebook, wanted: Wanted) -> None:
    every = with_polymorphic(BaseCell, [GradeCell, SolutionCell, TaskCell])
    query = select(every).where(every.notebook_id == notebook.id)
    rows = {(row.type, row.name): row for row in session.scalars(query)}
    _remove(session, notebook, {rows[key].id: key[1] for key in rows.keys() - wanted.cells.keys()})
    for (kind, name), fields in wanted.cells.items():
        row = rows.get((kind, name))
        if row is None:
            session.add(_CELL_TYPES[kind](name=name, notebook_id=notebook.id, **fields))
        for attribute, value in fields.items() if row is not None else ():
            setattr(row, attribute, value)
    session.flush()


def _sync_sources(session: Session, notebook: Notebook, wanted: Wanted) -> None:
    query = select(SourceCell).where(SourceCell.notebook_id == notebook.id)
    rows = {row.name: row for row in session.scalars(query)}
    gone = [rows[name].id for name in rows.keys() - wanted.sources.keys()]
    session.execute(delete(SourceCell).where(SourceCell.id.in_(gone)))
    for name, fields in wanted.sources.items():
        row = rows.get(name)
        if row is None:
            session.add(SourceCell(name=name, notebook_id=notebook.id, **fields))
        for attribute, value in fields.items() if row is not None else ():
            setattr(row, attribute, value)
    session.flush()


def _remove(session: Session, notebook: Notebook, cells: Mapping[str, str]) -> None:
    """Delete cells (id -> name) and their grades, unless a person has worked on them."""
    if not cells:
        return
    by_hand = [
        *session.scalars(
            select(Grade.cell_id).where(
                Grade.cell_id.in_(cells),
                or_(Grade.manual_score.is_not(None), Grade.extra_credit.is_not(None)),
            )
        ),
        *session.scalars(
            select(Comment.cell_id).where(
                Comment.cell_id.in_(cells), func.coalesce(Comment.manual_comment, "") != ""
            )
        ),
    ]
    if by_hand:
        raise UsageError(
            f"The cell {cells[by_hand[0]]!r} is gone from notebook {notebook.name!r}, but a person "
            "has marked or commented on it; put the cell back, or clear these marks and comments "
            "in formgrader first."
        )
    session.execute(delete(Grade).where(Grade.cell_id.in_(cells)))
    session.execute(delete(Comment).where(Comment.cell_id.in_(cells)))
    for table in _TABLES:
        session.execute(delete(table).where(table.c.id.in_(cells)))
