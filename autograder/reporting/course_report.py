"""All assignments of a course together: how each went, and what each student has."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.reporting.class_report import ClassReport


@dataclass(frozen=True)
class Total:
    """One student. marks: one an assignment, None where nothing is graded."""

    student: str
    marks: tuple[float | None, ...]

    @property
    def total(self) -> float:
        """The sum; what was not handed in counts as 0."""
        return sum(mark or 0.0 for mark in self.marks)


@dataclass(frozen=True)
class CourseReport:
    """The assignments that have results, and the students by name."""

    assignments: tuple[ClassReport, ...]
    students: tuple[Total, ...]

    @property
    def points(self) -> float:
        """The points of all these assignments."""
        return sum(one.summary.points for one in self.assignments)

    def to_json(self) -> dict[str, Any]:
        """The numbers as plain data, without those of the single students' exercises."""
        return {
            "points": self.points,
            "assignments": [
                {
                    "assignment": one.assignment,
                    "points": one.summary.points,
                    "students": len(one.summary.rows),
                    "marks": dataclasses.asdict(one.summary.spread) if one.summary.spread else None,
                    "need_a_person": one.summary.attention,
                    "wait_for_a_person": one.summary.waiting,
                    "not_graded": sorted({*one.ungraded, *one.outdated}),
                }
                for one in self.assignments
            ],
            "students": [
                {
                    "student": one.student,
                    "marks": {
                        report.assignment: mark
                        for report, mark in zip(self.assignments, one.marks, strict=True)
                    },
                    "total": one.total,
                }
                for one in self.students
            ],
        }


def course_report(reports: Sequence[ClassReport]) -> CourseReport:
    """The course page's numbers. Who handed in nothing, or is not graded yet, is in it, too."""
    marks = [{row.student: row.score for row in one.summary.rows} for one in reports]
    others = {student for one in reports for student in (*one.absent, *one.ungraded, *one.outdated)}
    students = sorted(others.union(*marks))
    totals = (Total(name, tuple(own.get(name) for own in marks)) for name in students)
    return CourseReport(tuple(reports), tuple(totals))
