"""Whether something else lies in ``submitted/`` than what a result was made of."""

from __future__ import annotations

from autograder.grading.gradebook import NbgraderCourse
from autograder.grading.results import SubmissionResult
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
