"""The gradebook as the rest of the grading sees it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.grading.gradebook.assignment import prepare
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.database import Database
from autograder.grading.gradebook.lateness import due_date, handed_in, refresh
from autograder.grading.gradebook.marks import Mark, automatic_scores, marks
from autograder.grading.gradebook.record import record
from autograder.grading.gradebook.students import Student, enrol, students
from autograder.grading.handed_in import HandedIn
from autograder.grading.results import SubmissionResult


class Gradebook:
    """nbgrader's gradebook of a course, with one writer: this object.

    >>> with Gradebook(course) as gradebook:        # doctest: +SKIP
    ...     gradebook.prepare("ps1", {"problem1": notebook})
    ...     gradebook.record(result)
    """

    def __init__(self, course: NbgraderCourse, *, create: bool = True) -> None:
        """create: make the gradebook if there is none; without it, raise NoGradebook."""
        self._course = course
        self._database = Database(course.db_url, create=create)

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

    def refresh_penalties(self, assignment: str) -> None:
        """Write what being late costs as dates and marks are now; nobody is judged again.

        A person marks after the penalty was written: before marks are shown, this comes first.
        """
        refresh(self._database, self._course, assignment)

    def students(self) -> list[str]:
        """The ids of all students that the gradebook knows, sorted."""
        return [student.id for student in self.roster()]

    def roster(self) -> list[Student]:
        """All students that the gradebook knows, by id, with what it knows about them."""
        return students(self._database)

    def enrol(self, wanted: Iterable[Student]) -> int:
        """Write students into the gradebook; how many were new or said something else."""
        return enrol(self._database, wanted)

    def strangers(self, assignment: str) -> list[str]:
        """A sentence for each extension in ``deadlines.toml`` of somebody whom nobody knows."""
        roster = self.roster()
        known = {student.id for student in roster}.union(self._course.submissions(assignment))
        listed = any(student.name or student.email for student in roster)
        return self._course.deadlines.strangers(assignment, known, listed=listed)

    def due_date(self, assignment: str) -> datetime.datetime | None:
        """By when an assignment has to be handed in; None if nobody has said."""
        return due_date(self._database, assignment)

    def automatic_scores(self, assignment: str) -> dict[str, dict[str, float | None]]:
        """Student -> "notebook/grade_id" -> the automatic score, for all who have a submission."""
        return automatic_scores(self._database, assignment)

    def marks(self, assignment: str) -> dict[str, dict[str, Mark]]:
        """Student -> "notebook/grade_id" -> Mark, for all who have a submission."""
        return marks(self._database, assignment)

    def handed_in(self, assignment: str) -> dict[str, HandedIn]:
        """Student -> when the submission was handed in and was due, and its penalties."""
        return handed_in(self._database, assignment)
