"""What a class got in one assignment: the gradebook's marks, with what the grader knows.

A mark is max(0, Σ over the notebooks of (cells − late penalty)), as in ``nbgrader export``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from autograder.errors import UsageError
from autograder.exporting.rounding import exact
from autograder.grading.gradebook import Gradebook, Mark, NbgraderCourse, Student
from autograder.grading.handed_in import HandedIn
from autograder.grading.journal import WAITING, Journal
from autograder.grading.rounding import DIGITS
from autograder.grading.superseded import is_outdated, is_superseded
from autograder.reporting.entry import UNDECIDED, Part, entries
from autograder.reporting.tally import recognised

_FINE = Decimal(1).scaleb(-DIGITS)


@dataclass(frozen=True)
class Line:
    """One graded cell of one student. mistake: the name of the one that was recognised."""

    exercise: str
    cell: str
    notebook: str
    auto: float | None
    manual: float | None
    extra: float | None
    total: float
    maximum: float
    verdict: str
    mistake: str
    comment: str
    waits: bool


@dataclass(frozen=True)
class Grade:
    """What one student got. penalties: notebook -> points taken off.

    outdated: the mark is not that of what lies there now: of another submission or of other
    cells, or the result waits until the gradebook can be used.
    """

    person: Student
    lines: tuple[Line, ...]
    penalties: Mapping[str, float]
    timestamp: datetime.datetime | None
    late: float
    outdated: bool = False

    @property
    def total(self) -> Decimal:
        """The mark: cells and extra credit, less what being late costs."""
        left = self._cells - sum(map(exact, self.penalties.values()))
        # shares of a penalty are floats: what lies beyond would decide how a half is rounded
        return max(Decimal(0), left.quantize(_FINE, ROUND_HALF_UP).normalize() + Decimal(0))

    @property
    def penalty(self) -> Decimal:
        """The points that being late takes away; never more than there are."""
        return self._cells - self.total

    @property
    def waits(self) -> bool:
        """Whether a person still has to mark something."""
        return any(line.waits for line in self.lines)

    @property
    def _cells(self) -> Decimal:
        return sum((exact(line.total) for line in self.lines), Decimal(0))

    @property
    def by_exercise(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Exercise -> (points got, points to get), in the order of the notebooks."""
        sums: dict[str, tuple[Decimal, Decimal]] = {}
        for line in self.lines:
            got, most = sums.get(line.exercise, (Decimal(0), Decimal(0)))
            sums[line.exercise] = (got + exact(line.total), most + exact(line.maximum))
        return sums


@dataclass(frozen=True)
class Grades:
    """What a class got in one assignment, by student id.

    ungraded: handed in, but not in the gradebook. absent: in the gradebook's list
    of students, but nothing was handed in.
    """

    assignment: str
    maximum: Decimal
    grades: Mapping[str, Grade]
    ungraded: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def waiting(self) -> tuple[str, ...]:
        """Who has an answer that waits for a person."""
        return tuple(student for student, grade in self.grades.items() if grade.waits)

    @property
    def outdated(self) -> tuple[str, ...]:
        """Whose submission, result or assignment is newer than the mark."""
        return tuple(student for student, grade in self.grades.items() if grade.outdated)


def read_grades(course: NbgraderCourse, gradebook: Gradebook, assignment: str) -> Grades:
    """The marks of an assignment.  Raises UsageError where nothing of it is graded."""
    course.notebooks(assignment)  # a name that does not exist is told with the nearest
    marks, times = gradebook.marks(assignment), gradebook.handed_in(assignment)
    people = {student.id: student for student in gradebook.roster()}
    if not marks:
        raise UsageError(
            f"Nothing of {assignment} is graded yet; run `autograder grade {assignment}` first."
        )
    grades = {
        student: _grade(course, assignment, people[student], own, times[student])
        for student, own in marks.items()
    }
    maximum = max(
        sum((exact(mark.max) for mark in own.values()), Decimal(0)) for own in marks.values()
    )
    handed_in = course.submissions(assignment)
    return Grades(
        assignment,
        maximum,
        grades,
        ungraded=tuple(sorted(set(handed_in) - grades.keys())),
        absent=tuple(sorted(people.keys() - grades.keys() - set(handed_in))),
    )


def _grade(
    course: NbgraderCourse,
    assignment: str,
    person: Student,
    marks: Mapping[str, Mark],
    when: HandedIn,
) -> Grade:
    by_notebook: dict[str, dict[str, Mark]] = {}
    for key, mark in marks.items():
        # neither a notebook's name nor a cell's may hold a slash: both come from the instructor
        notebook, _, cell = key.partition("/")
        by_notebook.setdefault(notebook, {})[cell] = mark
    # a result that waits for the gradebook is about another attempt than these marks
    unrecorded = (course.autograded_path(person.id, assignment) / WAITING).is_file()
    result = None if unrecorded else Journal(course, assignment).kept(person.id)
    known = {nb.name: nb.cells for nb in result.notebooks} if result else {}
    several = len(by_notebook) > 1
    lines: list[Line] = []
    for notebook, own in by_notebook.items():
        # a cell that a changed assignment no longer has is in no gradebook
        cells = [cell for cell in known.get(notebook, ()) if cell.grade_id in own]
        for entry in entries(cells, own):
            name = f"{notebook}: {entry.name}" if several else entry.name
            lines += [_line(name, notebook, part, own) for part in entry.parts]
    return Grade(
        person,
        tuple(lines),
        when.penalties,
        when.at,
        when.late.total_seconds(),
        outdated=unrecorded
        or (result is not None and (is_superseded(course, result) or is_outdated(result, marks))),
    )


def _line(exercise: str, notebook: str, part: Part, marks: Mapping[str, Mark]) -> Line:
    mark = marks[part.cell.grade_id]
    return Line(
        exercise=exercise,
        cell=part.cell.grade_id,
        notebook=notebook,
        auto=mark.auto,
        manual=mark.manual,
        extra=mark.extra,
        total=mark.total,
        maximum=mark.max,
        verdict=part.state.value,
        mistake=", ".join(name for _, name, _ in recognised([part.cell])),
        comment=mark.comment or "",
        waits=part.state in UNDECIDED,
    )
