"""What the results of a class say together."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.grading.results import CellResult, NotebookResult, SubmissionResult
from autograder.reporting.entry import UNDECIDED, Entry, State, entries


@dataclass(frozen=True)
class Row:
    """One student. mistakes: the names of the known mistakes that were recognised."""

    student: str
    score: float
    points: float
    cells: tuple[CellResult, ...]
    attention: tuple[str, ...]
    mistakes: tuple[str, ...]
    waits_for_person: bool


@dataclass(frozen=True)
class Column:
    """One exercise. standings: one a row; None where the student has no such exercise."""

    name: str
    points: float
    standings: tuple[Entry | None, ...]

    def count(self, state: State) -> int:
        """How many students stand like this."""
        return sum(1 for entry in self.standings if entry and entry.state is state)

    @property
    def share(self) -> float | None:
        """The mean of the marks over the points, 0 … 1, of those that are decided."""
        decided = [
            e.total / e.maximum
            for e in self.standings
            if e and e.maximum and e.state not in UNDECIDED
        ]
        return statistics.fmean(decided) if decided else None


@dataclass(frozen=True)
class Mistake:
    """A known mistake and the students who made it."""

    exercise: str
    name: str
    sentence: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """Where the marks of a class lie."""

    mean: float
    median: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Summary:
    """A graded class. spread: None while nobody is graded.

    attention: how many students an instructor has to look at; waiting: how many
    have an answer that waits for a person; mistakes: the most frequent first.
    """

    assignment: str
    points: float
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    mistakes: tuple[Mistake, ...]
    spread: Spread | None
    attention: int
    waiting: int


def summarise(results: Sequence[SubmissionResult]) -> Summary:
    """The class, students in alphabetical order."""
    ordered = sorted(results, key=lambda result: result.student)
    rows = tuple(_row(result) for result in ordered)
    scores = [row.score for row in rows]
    spread = None
    if scores:
        spread = Spread(
            statistics.fmean(scores), statistics.median(scores), min(scores), max(scores)
        )
    return Summary(
        assignment=ordered[0].assignment if ordered else "",
        points=max((row.points for row in rows), default=0.0),
        rows=rows,
        columns=_columns(ordered),
        mistakes=_mistakes(ordered),
        spread=spread,
        attention=sum(1 for row in rows if row.attention),
        waiting=sum(1 for row in rows if row.waits_for_person),
    )


def _row(result: SubmissionResult) -> Row:
    cells = tuple(cell for notebook in result.notebooks for cell in notebook.cells)
    waits = any(part.state in UNDECIDED for entry in entries(cells) for part in entry.parts)
    mistakes = tuple(dict.fromkeys(name for _, name, _ in _recognised(cells)))
    return Row(
        result.student, result.score, result.points, cells, result.attention, mistakes, waits
    )


def _columns(results: Sequence[SubmissionResult]) -> tuple[Column, ...]:
    several = any(len(result.notebooks) > 1 for result in results)
    by_student = [
        {
            _column_name(notebook, entry, several): entry
            for notebook in result.notebooks
            for entry in entries(notebook.cells)
        }
        for result in results
    ]
    # The fullest result gives the order; what only others have comes after it.
    names = dict.fromkeys(
        name for found in sorted(by_student, key=len, reverse=True) for name in found
    )
    return tuple(
        Column(
            name,
            max(found[name].maximum for found in by_student if name in found),
            tuple(found.get(name) for found in by_student),
        )
        for name in names
    )


def _column_name(notebook: NotebookResult, entry: Entry, several: bool) -> str:
    return f"{notebook.name}: {entry.name}" if several else entry.name


def _mistakes(results: Sequence[SubmissionResult]) -> tuple[Mistake, ...]:
    students: dict[tuple[str, str], dict[str, None]] = {}
    sentences: dict[tuple[str, str], str] = {}
    for result in results:
        cells = tuple(cell for notebook in result.notebooks for cell in notebook.cells)
        for exercise, name, sentence in _recognised(cells):
            students.setdefault((exercise, name), {})[result.student] = None
            sentences.setdefault((exercise, name), sentence)
    found = [
        Mistake(exercise, name, sentences[exercise, name], tuple(who))
        for (exercise, name), who in students.items()
    ]
    return tuple(sorted(found, key=lambda m: (-len(m.students), m.exercise, m.name)))


def _recognised(cells: Sequence[CellResult]) -> list[tuple[str, str, str]]:
    """(exercise, mistake, sentence) of every diagnosis in a student's reports."""
    found = []
    for cell in cells:
        for report in cell.reports:
            diagnosis = report.get("diagnosis")
            # a plain relation tells the student something, and nothing of the class
            if isinstance(diagnosis, dict) and diagnosis.get("kind") != "relation":
                exercise = str(report.get("exercise") or cell.grade_id)
                name = str(diagnosis.get("mistake") or "unnamed")
                found.append((exercise, name, str(diagnosis.get("message") or "")))
    return found
