"""Who handed in what and when, by when it was due, and what lateness takes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from autograder.collecting.place import handed_in as handed_in_at
from autograder.grading.gradebook import Gradebook, NbgraderCourse
from autograder.grading.handed_in import HandedIn
from autograder.grading.rounding import FINEST

_NOW = datetime.timedelta()


@dataclass(frozen=True)
class Entry:
    """One student. Times have a zone; None where nobody knows.

    extended: the due date is the student's own. late: by how much, nothing within the grace.
    takes: what the rule takes, in words. taken: the marks that the gradebook takes now;
    expected: those that it takes once penalties are written anew; None if not graded.
    """

    student: str
    name: str
    submitted: bool
    handed_in: datetime.datetime | None
    due: datetime.datetime | None
    extended: bool
    late: datetime.timedelta
    takes: str
    taken: float | None
    expected: float | None

    @property
    def stale(self) -> bool:
        """Whether a date or a mark has changed since the penalty was written."""
        if self.taken is None or self.expected is None:
            return False
        return abs(self.taken - self.expected) > FINEST


def overview(course: NbgraderCourse, assignment: str) -> list[Entry]:
    """All students of the roster, and all who handed in, by id."""
    course.notebooks(assignment)
    submitted = set(course.submissions(assignment))
    with Gradebook(course) as gradebook:
        names = {student.id: student.name for student in gradebook.roster()}
        recorded = gradebook.handed_in(assignment)
        due = gradebook.due_date(assignment)
    return [
        _entry(course, assignment, student, names, student in submitted, recorded, due)
        for student in sorted(names.keys() | submitted)
    ]


def _entry(
    course: NbgraderCourse,
    assignment: str,
    student: str,
    names: dict[str, str],
    submitted: bool,
    recorded: dict[str, HandedIn],
    due: datetime.datetime | None,
) -> Entry:
    deadline, book = course.deadlines.of(assignment), recorded.get(student)
    place = course.submitted_path(student, assignment)
    handed_in = handed_in_at(place, course.root) if submitted else None
    graded = book if book and book.at == handed_in else None
    late, takes, expected = _NOW, "", graded.penalty if graded else None
    if deadline is not None:
        due = deadline.due_for(student)
        if handed_in is not None:
            late = deadline.late_by(student, handed_in)
            takes = deadline.takes(student, handed_in)
            if graded and (deadline.costs or not late):
                expected = deadline.penalty(student, handed_in, graded.score, graded.points)
    else:
        due = book.due if book else due
        if handed_in is not None and due is not None:
            late = max(handed_in - due, _NOW)
    return Entry(
        student=student,
        name=names.get(student, ""),
        submitted=submitted,
        handed_in=handed_in,
        due=due,
        extended=bool(deadline and deadline.extension(student) is not None),
        late=late,
        takes=takes,
        taken=graded.penalty if graded else None,
        expected=expected,
    )
