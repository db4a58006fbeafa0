"""Whether a result is about what there is now: this submission, these cells of the assignment."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.grading.gradebook import Mark, NbgraderCourse
from autograder.grading.results import SubmissionResult
from autograder.grading.rounding import same_mark
from autograder.grading.work import read_work


def is_superseded(course: NbgraderCourse, result: SubmissionResult) -> bool:
    """Whether the student handed in again since, or the time of handing in was changed.

    False where the result does not say, and where the submission has been taken away.
    """
    graded = result.made_from.get("submission")
    folder = course.submitted_path(result.student, result.assignment)
    if graded is None or not folder.is_dir():
        return False
    # of the result's notebooks: a notebook that is new in the assignment is no new attempt
    names = [notebook.name for notebook in result.notebooks]
    return read_work(folder, course.root, names).digest != graded


def is_outdated(result: SubmissionResult, marks: Mapping[str, Mark]) -> bool:
    """Whether the gradebook has other cells than were graded, or gives other points for them.

    Then the assignment was changed, and the submission waits to be graded again. marks: the
    student's, as ``Gradebook.marks`` has them.
    """
    graded = result.cell_points
    # nbgrader keeps points below 0 as they are; here they are none
    known = {cell: max(mark.max, 0.0) for cell, mark in marks.items()}
    return graded.keys() != known.keys() or not all(
        same_mark(points, known[cell]) for cell, points in graded.items()
    )
