"""The command for feedback pages, one a student."""

from __future__ import annotations

import datetime
import shlex
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.group import main
from autograder.cli.options import (
    ASSIGNMENT,
    COURSE,
    course_option,
    graded_book,
    nothing_graded,
    shown_path,
    tell_outdated,
    tell_superseded,
    unreadable_result,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.grading.gradebook import NbgraderCourse
    from autograder.grading.results import SubmissionResult


@main.command(
    short_help="Write a feedback page for each student of ASSIGNMENT.",
    examples=["feedback s01_linear_regression"],
)
@ASSIGNMENT
@COURSE
def feedback(assignment: str, course: Path) -> None:
    """Write a page for each student of ASSIGNMENT; `report` writes the one for you."""
    from autograder.grading.gradebook import NbgraderCourse, keep_beside_feedback
    from autograder.grading.settings import read_feedback
    from autograder.grading.superseded import is_outdated
    from autograder.reporting.entry import of_notebook
    from autograder.reporting.feedback import feedback_page, write_feedback

    folder = NbgraderCourse(course)
    folder.notebooks(assignment)
    settings, zone = read_feedback(folder.root), folder.deadlines.zone or datetime.UTC
    readable = _readable(folder, assignment, course)
    graded = next(readable, None)
    if graded is None:
        raise nothing_graded(assignment, assignment, course)
    with graded_book(folder, assignment, assignment, course) as gradebook:
        gradebook.refresh_penalties(assignment)  # a person may have marked since
        marks, times = gradebook.marks(assignment), gradebook.handed_in(assignment)
    students, outdated, by_hand, bare = set(), [], [], []
    for result in chain([graded], readable):
        given = marks.get(result.student, {})
        if is_outdated(result, given):
            outdated.append(result.student)
            continue
        students.add(result.student)
        bare.append(result.bare)
        place = folder.feedback_path(result.student, assignment)
        for notebook in result.notebooks:
            own = of_notebook(given, notebook.name)
            page = feedback_page(result, notebook, own, times.get(result.student), settings, zone)
            write_feedback(place / f"{notebook.name}.html", page)
        if not keep_beside_feedback(folder, result.student, assignment):
            by_hand.append(result.student)
    if not students:
        raise nothing_graded(assignment, assignment, course, outdated)
    place = folder.feedback_path("<student>", assignment)
    click.echo(f"{len(students)} students have feedback: {shown_path(place)}")
    click.echo(f"Next: autograder report {assignment}" + course_option(course))
    tell_superseded(folder, bare, assignment, course)
    tell_outdated(outdated, assignment, course)
    if missing := len(set(folder.submissions(assignment)) - students.union(outdated)):
        click.echo(f"Note: {missing} who handed in are not graded yet.", err=True)
    if 0 < len(by_hand) < len(students):
        without = f"--CourseDirectory.student_id_exclude={','.join(by_hand)}"
        click.echo(
            f"Note: {len(by_hand)} did not hand in through nbgrader's exchange, so it cannot bring "
            "their feedback back; leave them out: nbgrader release_feedback "
            f"{assignment} {shlex.quote(without)}",  # their names are names of folders
            err=True,
        )


def _readable(folder: NbgraderCourse, assignment: str, course: Path) -> Iterator[SubmissionResult]:
    """The results of a class, one at a time.  Raises UsageError for one that cannot be read."""
    from autograder.grading.journal import UNREADABLE, Journal

    try:
        yield from Journal(folder, assignment).results()
    except UNREADABLE:
        raise unreadable_result(folder, assignment, course) from None
