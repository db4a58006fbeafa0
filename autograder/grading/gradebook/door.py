"""nbgrader's own door: `nbgrader autograde` and formgrader's Autograde, through this engine.

How it works. nbgrader copies whatever lies in a student's folder (it follows links
and waits for pipes), reads the notebook and runs it with all rights of the person
who grades; each of these steps is open to attack. But a course may name the class
that turns notebooks into files, ``Autograde.exporter_class``. One object of it is
made a run, after nbgrader has listed the submissions and before it opens the first,
and it is handed nbgrader's converter. ``Door`` puts ``grade_class`` in the place of
the converter's loop. Of nbgrader remain: which submissions are meant, its options
--force and --create, hooks, permissions and log.

Should an nbgrader to come go another way, it meets ``from_filename``, which refuses.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from multiprocessing.process import ORIGINAL_DIR  # type: ignore[attr-defined]
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from nbconvert.exporters import Exporter
from nbgrader.converters import Autograde, NbGraderException

from autograder.errors import AutograderError, UsageError
from autograder.grading.apart import ONE_THREAD
from autograder.grading.batch import (
    Done,
    ctrl_c_ends_all,
    grade_class,
    load_assignment,
    local_processes,
)
from autograder.grading.gradebook.book import Gradebook
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.settings import read_limits
from autograder.isolation.sandbox import Sandbox


class Door(Exporter):
    """For nbgrader_config.py: ``c.Autograde.exporter_class = "….gradebook.door.Door"``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if not isinstance(self.parent, Autograde):
            raise NbGraderException(
                f"{type(self).__name__} grades and does nothing else; in nbgrader_config.py, "
                "set it as c.Autograde.exporter_class alone."
            )
        self.parent.convert_notebooks = partial(_grade, self.parent)

    def from_filename(self, filename: str, *_: Any, **__: Any) -> NoReturn:
        """nbgrader's way to a notebook's contents, on which it would be run unconfined."""
        raise NbGraderException(
            f"{filename} was not graded: this version of nbgrader grades in a way that is not "
            "known here; use `autograder grade`."
        )


def _grade(converter: Any) -> None:
    """What nbgrader runs instead of its own loop; its commands understand the exception."""
    try:
        _refuse_what_cannot_be(converter)
        sandbox = Sandbox.find()
        course = NbgraderCourse(Path(converter.coursedir.root), converter.config)
        failed = [
            student
            for assignment in _assignments(converter, course)
            for student in _grade_assignment(converter, course, assignment, sandbox)
        ]
    except AutograderError as error:
        converter.log.error(str(error))
        raise NbGraderException(str(error)) from None
    except KeyboardInterrupt:
        converter.log.error("Canceled; give the same command again, and it goes on from here.")
        raise
    if failed:
        raise NbGraderException(f"Not graded: {', '.join(failed)}; the log says why.")


def _refuse_what_cannot_be(converter: Any) -> None:
    if converter.config.Execute.get("enabled", True) is False:
        raise UsageError(
            "Nothing is graded without being run, for a student may write any output; "
            "leave out --no-execute."
        )
    if converter.coursedir.notebook_id != "*":
        converter.log.warning("A submission is graded as a whole: --notebook changes nothing.")
    if converter.exclude_overwriting:
        converter.log.warning(
            "Files that students change or add are not used: "
            "Autograde.exclude_overwriting changes nothing."
        )


def _assignments(converter: Any, course: NbgraderCourse) -> list[str]:
    pattern = converter.coursedir.assignment_id
    found = [name for name in course.assignments() if _matches(name, pattern)]
    if not found:
        course.notebooks(pattern)  # raises, and names the nearest
    return found


def _students(converter: Any, course: NbgraderCourse, assignment: str) -> list[str]:
    """Those whom nbgrader's options mean, among all who handed something in."""
    directory = converter.coursedir
    left_out = directory.student_id_exclude.split(",")
    if directory.student_id == "*":
        for name in course.strange(assignment):
            converter.log.warning("%s is no student's name, so it was left out; rename it.", name)
    return [
        student
        for student in course.submissions(assignment)
        if _matches(student, directory.student_id) and student not in left_out
    ]


def _matches(name: str, pattern: str) -> bool:
    return name == pattern or fnmatchcase(name, pattern)


def _grade_assignment(
    converter: Any, course: NbgraderCourse, assignment: str, sandbox: Sandbox
) -> list[str]:
    """Grade and record; returns those who were not graded because nobody knows them."""
    log, limits = converter.log, read_limits(course.root)
    course.deadlines.of(assignment)  # mistakes in deadlines.toml are told before the slow part
    students = _students(converter, course, assignment)
    unknown: list[str] = []
    if not converter.create_student:
        with Gradebook(course) as gradebook:
            unknown = sorted(set(students) - set(gradebook.students()))
        for student in unknown:
            log.error("No student with ID '%s' exists in the database", student)
    students = [student for student in students if student not in unknown]
    if not students:  # to grade_class, no name means all
        return unknown
    for student in students:
        _select(converter, assignment, student)
        converter.run_pre_convert_hook()

    def done(one: Done) -> None:
        result = one.result
        if not one.fresh:
            log.info("Skipping %s: nothing has changed since it was graded", result.student)
            return
        log.info("Graded %s: %g of %g points", result.student, result.score, result.points)
        for sentence in result.attention:
            log.warning("%s needs a person: %s", result.student, sentence)
        try:
            converter.set_permissions(assignment, result.student)
        except OSError as error:  # a file of another instructor's
            log.warning("The permissions of %s stay: %s", error.filename, error.strerror)
        _select(converter, assignment, result.student)
        converter.run_post_convert_hook()

    with Gradebook(course) as gradebook:
        for sentence in gradebook.strangers(assignment):
            log.warning(sentence)
    with _surroundings(course.root), ctrl_c_ends_all(), local_processes() as pool:
        loaded = load_assignment(course, assignment, sandbox, limits, pool)
        for warning in loaded.warnings:
            log.warning(warning)
        grade_class(
            course,
            loaded,
            sandbox,
            limits,
            pool,
            students=students,
            force=converter.force,
            done=done,
        )
    return unknown


def _select(converter: Any, assignment: str, student: str) -> None:
    """Tell nbgrader's hooks which submission it is, in the way that they are used to."""
    source = converter._format_source(assignment, student)
    converter.notebooks = sorted(converter.assignments.get(source, ()))


@contextmanager
def _surroundings(root: Path) -> Iterator[None]:
    """What the processes that judge inherit is what `autograder grade` gives them.

    nbgrader puts the folder in which it was started on the path of modules. And each
    process would begin by importing the program that runs here, nbgrader or Jupyter's
    server, whole: it is given an empty one.
    """
    path, program = list(sys.path), sys.modules["__main__"]
    while sys.path and sys.path[0] in ("", str(root), ORIGINAL_DIR):
        del sys.path[0]
    added = [name for name in ONE_THREAD if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.path[:] = path
        sys.modules["__main__"] = program
        for name in added:
            del os.environ[name]
