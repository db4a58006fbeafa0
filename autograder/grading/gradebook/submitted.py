"""The rows that stand for a submission's notebooks and cells."""

from __future__ import annotations

from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

GRADED: Any = GradeCell.__table__
TASKS: Any = TaskCell.__table__

# What a cell is worth, in a query of ``of_submissions``.
MAX_SCORE: Any = func.coalesce(GRADED.c.max_score, TASKS.c.max_score, 0.0)


def mirror(session: Session, assignment: str, submission: str | None = None) -> None:
    """Give each submission (or the one) a row for each notebook, grade and comment."""
    only = [SubmittedAssignment.assignment_id == assignment]
    if submission is not None:
        only.append(SubmittedAssignment.id == submission)
    of_submission = SubmittedAssignment.id == SubmittedNotebook.assignment_id

    cells: dict[str, list[tuple[str, str]]] = {
        notebook: []
        for notebook in session.scalars(
            select(Notebook.id).where(Notebook.assignment_id == assignment)
        )
    }
    for notebook, cell, kind in session.execute(
        select(BaseCell.notebook_id, BaseCell.id, BaseCell.type).where(
            BaseCell.notebook_id.in_(cells)
        )
    ):
        cells[notebook].append((cell, kind))

    handed_in = select(
        SubmittedNotebook.assignment_id, SubmittedNotebook.notebook_id, SubmittedNotebook.id
    )
    handed_in = handed_in.join(SubmittedAssignment, of_submission).where(*only)
    there = {(student, notebook) for student, notebook, _ in session.execute(handed_in)}
    students = session.scalars(select(SubmittedAssignment.id).where(*only))
    pairs = [(student, notebook) for student in students for notebook in cells]
    new = [{"assignment_id": s, "notebook_id": n} for s, n in pairs if (s, n) not in there]
    if new:
        session.execute(insert(SubmittedNotebook), new)

    submitted = session.execute(handed_in).all()
    for table, other in ((Grade, "SolutionCell"), (Comment, "GradeCell")):
        own = select(table.notebook_id, table.cell_id)
        own = own.join(SubmittedNotebook, SubmittedNotebook.id == table.notebook_id)
        own = own.join(SubmittedAssignment, of_submission).where(*only)
        have = {(notebook, cell) for notebook, cell in session.execute(own)}
        new = [
            {"notebook_id": row, "cell_id": cell}
            for _, notebook, row in submitted
            for cell, kind in cells[notebook]
            if kind != other and (row, cell) not in have
        ]
        if new:
            session.execute(insert(table), new)


def of_submissions(query: Any, table: Any) -> Any:
    """Join grades or comments with their cells, notebooks and submissions."""
    return (
        query.select_from(table)
        .join(BaseCell, BaseCell.id == table.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == table.notebook_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .outerjoin(GRADED, GRADED.c.id == table.cell_id)
        .outerjoin(TASKS, TASKS.c.id == table.cell_id)
    )
