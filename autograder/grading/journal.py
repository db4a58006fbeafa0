"""The journal of a class: what was graded, kept before the gradebook has it.

``autograded/<student>/<assignment>/`` holds the notebooks as they ran and one of

    results-waiting.json   graded; the gradebook does not have it yet
    results.json           graded, and in the gradebook

Each is written beside its place and put there whole, after the notebooks, and the one
becomes the other by a change of name, after the gradebook's own transaction.  So at any
moment, whatever kills the run, a submission is either not graded, or waiting, or done.
Two runs at once take turns, a submission at a time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import functools
import json
import os
from collections.abc import Iterator
from pathlib import Path

from autograder.grading.gradebook import NbgraderCourse, keep_for_exchange
from autograder.grading.results import SubmissionResult
from autograder.grading.submission import fingerprint
from autograder.grading.tasks import Task
from autograder.grading.whole import write_file

DONE, WAITING = "results.json", "results-waiting.json"
# what reading a damaged result may raise
UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError)


class Journal:
    """The results of one assignment."""

    def __init__(self, course: NbgraderCourse, assignment: str) -> None:
        self._course, self._assignment = course, assignment

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """No other run keeps or records a result of this assignment meanwhile."""
        place = os.open(self._source, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # some file systems over a network cannot
                fcntl.flock(place, fcntl.LOCK_EX)
            yield
        finally:
            os.close(place)

    def keep(self, result: SubmissionResult) -> None:
        """Write a result that the gradebook does not have yet, in place of an earlier one."""
        folder = self._folder(result.student)
        folder.mkdir(parents=True, exist_ok=True)
        for name in (DONE, WAITING):
            (folder / name).unlink(missing_ok=True)
        for notebook in result.notebooks:
            text = json.dumps(notebook.notebook, indent=1, ensure_ascii=False)
            write_file(folder / f"{notebook.name}.ipynb", text)
        keep_for_exchange(self._course, result)
        result.write(folder / WAITING)

    def is_recorded(self, student: str) -> None:
        """The gradebook has it now."""
        folder = self._folder(student)
        (folder / WAITING).replace(folder / DONE)

    def is_lost(self, student: str) -> None:
        """The gradebook does not have it any more: it waits again."""
        folder = self._folder(student)
        (folder / DONE).replace(folder / WAITING)

    def known(self, task: Task) -> tuple[SubmissionResult, bool] | None:
        """What was made from the same assignment, bytes and engine; and whether it is recorded.

        None for what the grader itself could not finish: another time it may.
        """
        for name, recorded in ((DONE, True), (WAITING, False)):
            folder = self._folder(task.student)
            try:
                result = SubmissionResult.read(folder / name)
            except UNREADABLE:
                continue
            complete = all(
                (folder / f"{nb.template.name}.ipynb").is_file() for nb in task.notebooks
            )
            if complete and not result.fault and result.fingerprint == fingerprint(task):
                return result, recorded
        return None

    def whole(self, result: SubmissionResult) -> SubmissionResult:
        """A result that was read from its file, with the notebooks that lie beside it."""
        folder = self._folder(result.student)
        notebooks = tuple(
            dataclasses.replace(
                nb, notebook=json.loads((folder / f"{nb.name}.ipynb").read_text("utf-8"))
            )
            for nb in result.notebooks
        )
        return dataclasses.replace(result, notebooks=notebooks)

    def results(self) -> Iterator[SubmissionResult]:
        """What is in the gradebook, with the notebooks as they ran, by student."""
        for student in self._course.submissions(self._assignment):
            yield from self._read(student, DONE)

    def bare_results(self) -> Iterator[SubmissionResult]:
        """What is in the gradebook, by student, without the notebooks: much faster."""
        for student in self._course.submissions(self._assignment):
            if (path := self._folder(student) / DONE).is_file():
                yield SubmissionResult.read(path)

    def kept(self, student: str) -> SubmissionResult | None:
        """The student's result, in the gradebook or not, without the notebooks."""
        for name in (DONE, WAITING):
            with contextlib.suppress(*UNREADABLE):
                return SubmissionResult.read(self._folder(student) / name)
        return None

    def waiting(self) -> Iterator[tuple[str, SubmissionResult | None]]:
        """Student and what is not in the gradebook yet; None for what is damaged.

        Each is ``held`` until the next is asked for.
        """
        for student in self._course.submissions(self._assignment):
            with self.held():
                try:
                    found = list(self._read(student, WAITING))
                except UNREADABLE:
                    yield student, None
                else:
                    yield from ((student, result) for result in found)

    def _read(self, student: str, name: str) -> Iterator[SubmissionResult]:
        if (path := self._folder(student) / name).is_file():
            yield self.whole(SubmissionResult.read(path))

    @functools.cached_property
    def _source(self) -> Path:
        """A folder that is there before anything is graded, and stays as it is."""
        return self._course.notebooks(self._assignment)[0].parent

    def _folder(self, student: str) -> Path:
        return self._course.autograded_path(student, self._assignment)
