"""What nbgrader's exchange needs to bring feedback back to a student.

`nbgrader submit` writes two small files beside a notebook: when it was handed in,
and a secret from which the name of the student's feedback is made. `nbgrader
generate_feedback` takes them from ``autograded/``, and `nbgrader release_feedback`
does not work without them. A student may have written them too: they are read with
the same care as a notebook, and kept only if they look like the exchange's own.
"""

from __future__ import annotations

import re

from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.lateness import timestamp_of
from autograder.grading.rebuild.reading import Unreadable, read_submission
from autograder.grading.results import SubmissionResult

_SECRET = re.compile(r"[0-9a-f]{32,256}")


def keep_for_exchange(course: NbgraderCourse, result: SubmissionResult) -> None:
    """Write ``timestamp.txt`` and ``submission_secret.txt`` beside a result, if there are any."""
    known = timestamp_of(result.timestamp) is not None
    kept = {
        "timestamp.txt": result.timestamp if known else "",
        "submission_secret.txt": _secret(course, result),
    }
    folder = course.autograded_path(result.student, result.assignment)
    for name, text in kept.items():
        # anew: nbgrader leaves files that nobody may write
        (folder / name).unlink(missing_ok=True)
        if text:
            (folder / name).write_text(text, "ascii")


def _secret(course: NbgraderCourse, result: SubmissionResult) -> str:
    path = course.submitted_path(result.student, result.assignment) / "submission_secret.txt"
    try:
        data = read_submission(path, max_bytes=300, beneath=course.root)
        text = data.decode("ascii").strip()
    except (Unreadable, UnicodeDecodeError):
        return ""
    return text if _SECRET.fullmatch(text) else ""
