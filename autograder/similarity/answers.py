"""The answers of a class, read as data from strangers.

A student's own cells count too, as one more answer: a part of a copy may have moved there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.grading.gradebook import NbgraderCourse
from autograder.grading.rebuild import Kind, Rebuilt, Template, Unreadable, read_submission, rebuild

OWN = "own cells"
_JOINT = "\n\n"


@dataclass(frozen=True)
class Answer:
    """The text of one answer. written: prose, and not code."""

    text: str
    written: bool


@dataclass(frozen=True)
class Submitted:
    """What a class handed in.

    answers: student -> name of the answer -> Answer. unread: student -> why nothing
    of a notebook was compared.
    """

    answers: Mapping[str, Mapping[str, Answer]]
    unread: Mapping[str, str]


def templates(course: NbgraderCourse, assignment: str) -> list[Template]:
    """The instructor's notebooks of an assignment."""
    return [
        Template.read(path, course.release(assignment, path.stem))
        for path in course.notebooks(assignment)
    ]


def read_class(course: NbgraderCourse, assignment: str) -> Submitted:
    """All submissions of an assignment.  Raises UsageError for an unknown one."""
    notebooks = templates(course, assignment)
    answers: dict[str, dict[str, Answer]] = {}
    unread: dict[str, str] = {}
    for student in course.submissions(assignment):
        folder = course.submitted_path(student, assignment)
        own: dict[str, Answer] = {}
        for template in notebooks:
            prefix = f"{template.name}: " if len(notebooks) > 1 else ""
            try:
                path = folder / f"{template.name}.ipynb"
                rebuilt = rebuild(template, read_submission(path, beneath=course.root))
            except Unreadable as error:
                unread[student] = str(error)
                continue
            own |= {prefix + name: answer for name, answer in _answers(rebuilt)}
        if own:
            answers[student] = own
    return Submitted(answers, unread)


def _answers(rebuilt: Rebuilt) -> Iterator[tuple[str, Answer]]:
    own: dict[Kind, list[str]] = {Kind.EXTRA: [], Kind.TEXT: []}
    for cell in rebuilt.cells:
        answered = cell.kind in (Kind.ANSWER, Kind.WRITTEN) and not cell.unchanged
        if answered and cell.grade_id is not None:
            yield cell.grade_id, Answer(cell.source, cell.cell_type != "code")
        elif cell.kind is Kind.EXTRA or (cell.kind is Kind.TEXT and not cell.metadata):
            own[cell.kind].append(cell.source)
    if own[Kind.EXTRA]:
        yield OWN, Answer(_JOINT.join(own[Kind.EXTRA]), written=False)
    if own[Kind.TEXT]:
        yield f"{OWN}, text", Answer(_JOINT.join(own[Kind.TEXT]), written=True)
