"""Who takes the course: nbgrader's table of students, which formgrader and exports show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.grading.gradebook.database import Database


@dataclass(frozen=True)
class Student:
    """One student, as nbgrader's own table has them; "" where nothing is known.

    lms_user_id: what the learning management system calls them.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


_COLUMNS = [getattr(api.Student, field.name) for field in fields(Student)]


def students(database: Database) -> list[Student]:
    """All that the gradebook knows, by id."""
    with database.reading() as session:
        records = session.execute(select(*_COLUMNS).order_by(api.Student.id)).all()
    return [Student(*(value or "" for value in record)) for record in records]


def enrol(database: Database, wanted: Iterable[Student]) -> int:
    """Write students into the table; how many of them were new or said something else.

    What is "" here leaves alone what the gradebook knows. Nobody is taken away.
    """
    known = {student.id: student for student in students(database)}
    due = [
        new
        for new in wanted
        if new.id not in known
        or any(value and value != old for value, old in _pairs(new, known[new.id]))
    ]

    def write(session: Session) -> None:
        for student in due:
            row = session.get(api.Student, student.id)
            if row is None:
                row = api.Student(id=student.id)
                session.add(row)
            for field in fields(Student):
                if value := getattr(student, field.name):
                    setattr(row, field.name, value)

    if due:
        database.write(write)
    return len(due)


def _pairs(new: Student, old: Student) -> Iterable[tuple[str, str]]:
    return zip(astuple(new), astuple(old), strict=True)
