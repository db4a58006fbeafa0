"""The command for reports: one assignment, or the whole course."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import completion
from autograder.cli.group import main
from autograder.cli.options import (
    COURSE,
    graded_book,
    nothing_graded,
    penalties,
    shown_path,
    tell_outdated,
    tell_superseded,
    unreadable_result,
)

if TYPE_CHECKING:
    from autograder.grading.gradebook import Gradebook, NbgraderCourse
    from autograder.reporting.class_report import ClassReport

FOLDER = "reports"
INDEX = "index.html"


@main.command(
    short_help="Write the class report of an assignment, or the course page.",
    examples=["report s01_linear_regression", "report", "report --json"],
)
@click.argument("assignment", required=False, shell_complete=completion.assignments)
@click.option("--json", "as_json", is_flag=True, help="Print the numbers; write no page.")
@COURSE
def report(assignment: str | None, as_json: bool, course: Path) -> None:
    """Write reports/ASSIGNMENT.html: marks, exercises, mistakes, and who needs a person.

    Without ASSIGNMENT, write the report of each assignment that is graded, and
    reports/index.html over all of them.
    """
    from autograder.grading.gradebook import NbgraderCourse
    from autograder.reporting.course_report import course_report
    from autograder.reporting.page import write_page
    from autograder.reporting.report_page import course_page

    folder = NbgraderCourse(course)
    names = folder.assignments() if assignment is None else [assignment]
    for name in names:
        folder.notebooks(name)  # a name that does not exist is told before the slow part
    what, which = assignment or "this course", assignment or "<assignment>"
    with graded_book(folder, what, which, course) as gradebook:
        read = [_read(folder, gradebook, name, course) for name in names]
    found = [one for one in read if one.summary.rows]
    if not found:
        outdated = [student for one in read for student in one.outdated]
        raise nothing_graded(what, which, course, outdated)
    for one in read:
        tell_outdated(one.outdated, one.assignment, course)
    together = course_report(found)
    if as_json:
        told = found[0] if assignment is not None else together
        click.echo(json.dumps(told.to_json(), indent=1))
        return
    for one in found:
        path = _write(folder, one, linked=assignment is None)
        click.echo(f"Class report: {shown_path(path)}")
    if assignment is None:
        path = folder.root / FOLDER / INDEX
        write_page(path, course_page(together, lambda name: f"{name}.html"))
        click.echo(f"Course page: {shown_path(path)}")


def _read(folder: NbgraderCourse, gradebook: Gradebook, name: str, course: Path) -> ClassReport:
    """The report of an assignment, perhaps of nobody."""
    from autograder.grading.history import History
    from autograder.grading.journal import UNREADABLE, Journal
    from autograder.grading.superseded import is_outdated
    from autograder.reporting.class_report import class_report

    try:
        known = list(Journal(folder, name).bare_results())
    except UNREADABLE:
        raise unreadable_result(folder, name, course) from None
    if known:
        gradebook.refresh_penalties(name)  # a person may have marked since
    marks = gradebook.marks(name) if known else {}
    outdated = [one.student for one in known if is_outdated(one, marks.get(one.student, {}))]
    results = [one for one in known if one.student not in outdated]
    tell_superseded(folder, results, name, course)
    handed_in = set(folder.submissions(name))
    return class_report(
        name,
        results,
        marks,
        penalties(gradebook, name) if results else {},
        moves=History(folder.root, name).moves(),
        absent=sorted(set(gradebook.students()) - handed_in),
        ungraded=sorted(handed_in - {one.student for one in known}),
        outdated=outdated,
    )


def _write(folder: NbgraderCourse, one: ClassReport, *, linked: bool) -> Path:
    """Write the page of an assignment. linked: the course page is going to be beside it."""
    from autograder.reporting.page import write_page
    from autograder.reporting.report_page import class_page

    path = folder.root / FOLDER / f"{one.assignment}.html"
    first = folder.notebooks(one.assignment)[0].stem

    def link(student: str) -> str:
        page = folder.feedback_path(student, one.assignment) / f"{first}.html"
        return os.path.relpath(page, path.parent) if page.is_file() else ""

    beside = linked or (path.parent / INDEX).is_file()
    write_page(path, class_page(one, link, INDEX if beside else ""))
    return path
