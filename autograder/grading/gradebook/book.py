"""The gradebook as the rest of the grading sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbgrader.api import Student
from sqlalchemy import select

from autograder.grading.gradebook.assignment import prepare
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.database import Database
from autograder.grading.gradebook.lateness import handed_in
from autograder.grading.gradebook.marks import Mark, automatic_marks, marks
from autograder.grading.gradebook.record import record
from autograder.grading.handed_in import HandedIn
from autograder.grading.results import SubmissionResult


class Gradebook:
    """nbgrader's gradebook of a course, with one writer: this object.

    >>> with Gradebook(course) as gradebook:        # doctest: +SKIP
    ...     gradebook.prepare("ps1", {"problem1": notebook})
    ...     gradebook.record(result)
    """

    def __init__(self, course: NbgraderCourse) -> None:
        self._course = course
        self._database = Database(course.db_url)

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def prepare(self, assignment: str, notebooks: Mapping[str, dict[str, Any]]) -> None:
        """Create or update the assignment's rows from the instructor's notebooks.

        notebooks: name -> nbformat 4 JSON of the source notebook. In a changed
        assignment the grades of the cells that remain are kept. Raises UsageError,
        and changes nothing, where a cell is gone that a person has marked.
        """
        prepare(self._database, self._course, assignment, notebooks)

    def record(self, result: SubmissionResult) -> None:
        """Write one graded submission, in one transaction; an earlier one is replaced."""
        record(self._database, self._course, result)

    def students(self) -> list[str]:
        """The ids of all students that the gradebook knows, sorted."""
        with self._database.reading() as session:
            return sorted(session.scalars(select(Student.id)))

    def automatic_marks(self, assignment: str) -> dict[str, float]:
        """Student -> the sum of the automatic scores, for all who have a submission."""
        return automatic_marks(self._database, assignment)

    def marks(self, assignment: str) -> dict[str, dict[str, Mark]]:
        """Student -> "notebook/grade_id" -> Mark, for all who have a submission."""
        return marks(self._database, assignment)

    def handed_in(self, assignment: str) -> dict[str, HandedIn]:
        """Student -> when the submission was handed in and was due, and its penalties."""
        return handed_in(self._database, assignment)
