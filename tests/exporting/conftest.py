"""A small class whose marks are known, in a gradebook of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from grading.courses import NAME, Course, answer, answered, by_hand, check
from nbgrader.api import Gradebook as TheirGradebook

from autograder.cli import main
from autograder.exporting import Grades, read_grades
from autograder.grading.gradebook import Gradebook
from autograder.grading.results import CellResult, NotebookResult, SubmissionResult

CELLS = [
    answer("f", "def f():\n    return 1"),
    check("f-hidden", "assert f() == 1", points=6),
    by_hand("why", "Because.", "markdown", points=4),
]
STAMP = "2026-03-01 11:00:00.000000 UTC"
HIS_MISTAKE = {
    "exercise": "f",
    "diagnosis": {"kind": "mistake", "mistake": "returns_two", "message": "You return two."},
}


def result(student: str, score: float, assignment: str = NAME) -> SubmissionResult:
    """What the grader found: the test's score; the written answer waits for a person."""
    right = score == 6
    cells = (
        CellResult(
            "f-hidden", 6, score, "right" if right else "wrong", "", "outside",
            () if right else (HIS_MISTAKE,),
        ),
        CellResult("why", 4, None, "manual"),
    )  # fmt: skip
    cell = {
        "cell_type": "markdown",
        "source": "Why not.",
        "metadata": {"nbgrader": {"grade_id": "why"}},
    }
    notebook = NotebookResult(assignment, cells, (), {"cells": [cell]})
    return SubmissionResult(assignment, student, (notebook,), (), "none", "1", STAMP, 1.0)


@dataclass(frozen=True)
class Class:
    """A graded class on disk."""

    course: Course

    def grade(self, student: str, score: float, assignment: str = NAME) -> None:
        """Hand in and record."""
        self.course.hand_in(student, answered(CELLS), name=assignment, assignment=assignment)
        made = result(student, score, assignment)
        opened = self.course.opened
        path = opened.autograded_path(student, assignment)
        path.mkdir(parents=True)
        made.write(path / "results.json")
        with Gradebook(opened) as gradebook:
            source = self.course.root / "source" / assignment / f"{assignment}.ipynb"
            gradebook.prepare(assignment, {assignment: json.loads(source.read_text())})
            gradebook.record(made)

    def by_hand(
        self, student: str, score: float, extra: float | None = None, comment: str | None = None
    ) -> None:
        """What a person does in formgrader, through nbgrader's own objects."""
        with TheirGradebook(f"sqlite:///{self.course.root}/gradebook.db") as gradebook:
            grade = gradebook.find_grade("why", NAME, NAME, student)
            grade.manual_score, grade.extra_credit = score, extra
            grade.needs_manual_grade = False
            gradebook.find_comment("why", NAME, NAME, student).manual_comment = comment
            gradebook.db.commit()

    def penalty(self, student: str, points: float) -> None:
        """As nbgrader writes one for a late submission."""
        with TheirGradebook(f"sqlite:///{self.course.root}/gradebook.db") as gradebook:
            found = gradebook.find_submission_notebook(NAME, NAME, student)
            found.late_submission_penalty = points
            gradebook.db.commit()

    def about(self, student: str, **fields: str) -> None:
        """Names and addresses in nbgrader's student table; a new student is made."""
        with TheirGradebook(f"sqlite:///{self.course.root}/gradebook.db") as gradebook:
            gradebook.update_or_create_student(student, **fields)

    def due(self, when: str) -> None:
        with TheirGradebook(f"sqlite:///{self.course.root}/gradebook.db") as gradebook:
            gradebook.update_or_create_assignment(NAME, duedate=when)

    @property
    def grades(self) -> Grades:
        with Gradebook(self.course.opened) as gradebook:
            return read_grades(self.course.opened, gradebook, NAME)

    def export(self, *arguments: object) -> Result:
        """The command ``export`` on this course."""
        line = ["export", *map(str, arguments), "--course", str(self.course.root)]
        return CliRunner().invoke(main, line)


@pytest.fixture
def marked(tmp_path: Path) -> Class:
    """ada 6 + 4, bob 3 + 2.125 with a mistake: all of it marked by a person."""
    made = Class(Course(tmp_path))
    made.course.add(CELLS)
    for student, score, manual in (("ada", 6.0, 4.0), ("bob", 3.0, 2.125)):
        made.grade(student, score)
        made.by_hand(student, manual)
    return made


@pytest.fixture
def template(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a file as another system would export it."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "template.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
