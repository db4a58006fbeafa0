"""What nbgrader's exchange needs to bring feedback back to a student.

`nbgrader submit` writes two small files beside a notebook: when it was handed in,
and a secret from which the name of the student's feedback is made. `nbgrader
generate_feedback` takes them from ``autograded/`` to ``feedback/``, and `nbgrader
release_feedback` stops at the first page without them. A student may have written
them too: they are read with the same care as a notebook, and kept only if they look
like the exchange's own.
"""

from __future__ import annotations

import re
from pathlib import Path

from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.lateness import timestamp_of
from autograder.grading.rebuild.reading import Unreadable, read_submission
from autograder.grading.results import TIMESTAMP_FILE, SubmissionResult
from autograder.grading.whole import write_file

_SECRET_FILE = "submission_secret.txt"
_SECRET = re.compile(r"[0-9a-f]{32,256}")


def keep_for_exchange(course: NbgraderCourse, result: SubmissionResult) -> None:
    """Write ``timestamp.txt`` and ``submission_secret.txt`` beside a result, if there are any."""
    known = timestamp_of(result.timestamp) is not None
    folder = course.autograded_path(result.student, result.assignment)
    _keep(folder / TIMESTAMP_FILE, result.timestamp if known else "")
    _keep(folder / _SECRET_FILE, _secret(course, result))


def keep_beside_feedback(course: NbgraderCourse, student: str, assignment: str) -> bool:
    """Put the same two files beside a student's feedback.

    Returns whether both are there, so that `nbgrader release_feedback` can bring it back.
    """
    graded = course.autograded_path(student, assignment)
    place = course.feedback_path(student, assignment)
    found = []
    for name in (TIMESTAMP_FILE, _SECRET_FILE):
        try:
            text = (graded / name).read_text("ascii")
        except FileNotFoundError:
            text = ""
        _keep(place / name, text)
        found.append(bool(text))
    return all(found)


def _keep(path: Path, text: str) -> None:
    """Write the file anew, in one step; without a text there is none."""
    if not text:
        path.unlink(missing_ok=True)
        return
    write_file(path, text)  # a new one: nbgrader leaves files that nobody may write


def _secret(course: NbgraderCourse, result: SubmissionResult) -> str:
    path = course.submitted_path(result.student, result.assignment) / _SECRET_FILE
    try:
        data = read_submission(path, max_bytes=300, beneath=course.root)
        text = data.decode("ascii").strip()
    except (Unreadable, UnicodeDecodeError):
        return ""
    return text if _SECRET.fullmatch(text) else ""
