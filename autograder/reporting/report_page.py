"""The class report and the course page as HTML, which fetches nothing and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from autograder.reporting.chart import draw, ranges
from autograder.reporting.class_report import ClassReport
from autograder.reporting.course_report import CourseReport
from autograder.reporting.entry import State
from autograder.reporting.page import render
from autograder.reporting.sanitise import line, prose
from autograder.reporting.summary import note
from autograder.reporting.tally import in_words

MEGABYTE = 2**20
FREQUENT = 12  # mistakes that are shown at once
SHOWN_MOVES = 10  # marks that moved; the others are folded up


def class_page(report: ClassReport, feedback_link: Callable[[str], str], course: str = "") -> str:
    """The page of an assignment.

    feedback_link: student -> path of the feedback, from the page, or "".
    course: the path of the course page, or "".
    """
    summary = report.summary
    unexplained = [one for one in report.failures if one.unexplained]
    return render(
        "report.html",
        report=report,
        summary=summary,
        assignment=line(report.assignment),
        chart=draw(report.bins),
        ranges=ranges(report.bins),
        FREQUENT=FREQUENT,
        SHOWN_MOVES=SHOWN_MOVES,
        unexplained=sorted(unexplained, key=lambda one: -len(one.unexplained)),
        failed=sum(one.total for one in report.failures),
        explained=sum(one.explained for one in report.failures),
        unwritten=sum(len(one.not_written) for one in report.failures),
        stopped=sum(len(one.stopped) for one in report.failures),
        links=[link(feedback_link(row.student)) for row in summary.rows],
        notes=[note(row) for row in summary.rows],
        course=link(course),
        line=line,
        words=in_words,
        prose=prose,
        State=State,
        MEGABYTE=MEGABYTE,
    )


def course_page(report: CourseReport, report_link: Callable[[str], str]) -> str:
    """The page of a course. report_link: assignment -> path of its page, from this one."""
    return render(
        "course.html",
        report=report,
        links=[link(report_link(one.assignment)) for one in report.assignments],
        line=line,
    )


def link(path: str) -> str:
    """The address of a file, by its path from the page: a student's name is in it, as it is.

    A colon would make a scheme of what stands before it, two slashes a host, and a question
    mark or a number sign would end the path.
    """
    return re.sub(r"^/{2,}", "/", quote(path, safe="/~@+,;=&", errors="replace"))
