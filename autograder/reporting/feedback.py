"""The feedback page of one notebook: the marks, what failed and why, never a hidden test."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from autograder.grading.handed_in import HandedIn
from autograder.grading.results import NotebookResult, SubmissionResult
from autograder.grading.settings import FeedbackSettings
from autograder.reporting.clock import clock
from autograder.reporting.entry import Mark, State, entries
from autograder.reporting.lecture import Lecture
from autograder.reporting.page import Budget, render, write_page
from autograder.reporting.sanitise import line, prose
from autograder.reporting.section import sections

MOST_NOTES = 40


def feedback_page(
    result: SubmissionResult,
    notebook: NotebookResult,
    marks: Mapping[str, Mark],
    times: HandedIn | None = None,
    settings: FeedbackSettings | None = None,
    zone: datetime.tzinfo = datetime.UTC,
) -> str:
    """The page as HTML: one file that fetches nothing and runs nothing.

    marks: by grade_id, as the gradebook has them now; a cell without one counts
    as it was graded. times: when it was handed in and what that costs, as the
    gradebook has it; without it the page tells the submission's own time. zone: of the
    times on the page.
    """
    settings = settings or FeedbackSettings()
    graded = entries(notebook.cells, marks)
    lecture = Lecture(result.assignment, settings.lectures)
    shown = sections(graded, notebook.notebook, Budget(), lecture)
    states = {part.state for entry in graded for part in entry.parts}
    total = sum(entry.total for entry in graded)
    time = clock(times or HandedIn(), notebook.name, total, zone)
    own_time = line(re.sub(r"\.\d+", "", result.timestamp))  # without the microseconds
    return render(
        "feedback.html",
        assignment=line(result.assignment),
        student=line(result.student),
        notebook=line(notebook.name) if len(result.notebooks) > 1 else "",
        time=time,
        handed_in=time.handed_in or own_time,
        lecture=lecture,
        reads=any(report.get("read") for cell in notebook.cells for report in cell.reports),
        seconds=max(round(result.seconds), 1),
        limits=line(result.limits),
        total=total,
        maximum=sum(entry.maximum for entry in graded),
        waiting=sum(entry.waiting for entry in graded),
        extra=sum(part.extra for entry in graded for part in entry.parts),
        undecided=State.NOT_JUDGED in states,
        notes=[prose(note, 1_000) for note in notebook.notes[:MOST_NOTES]],
        more_notes=max(len(notebook.notes) - MOST_NOTES, 0),
        sections=shown,
        State=State,
    )


def write_feedback(path: Path, page: str) -> None:
    """Write a feedback page in one step; its folder is made if need be."""
    write_page(path, page)
