"""What the results of a class say together, with the marks that the gradebook has now."""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.grading.results import CellResult, NotebookResult, SubmissionResult
from autograder.reporting.entry import UNDECIDED, Entry, Mark, State, entries, of_notebook
from autograder.reporting.plain import line
from autograder.reporting.statistics import Spread, spread


@dataclass(frozen=True)
class Row:
    """One student. mistakes: the names of the known mistakes that were recognised.

    score: the marks, with those that a person gave, less penalty, which is what being
    late cost. entries: the exercises. seconds, memory: what grading took; 0 bytes where
    nobody saw it.
    """

    student: str
    score: float
    points: float
    entries: tuple[Entry, ...]
    attention: tuple[str, ...]
    mistakes: tuple[str, ...]
    waits_for_person: bool
    penalty: float = 0.0
    timestamp: str = ""
    seconds: float = 0.0
    memory: int = 0


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
        decided = [e.total / e.maximum for e in self.standings if e and e.decided]
        return statistics.fmean(decided) if decided else None


@dataclass(frozen=True)
class Mistake:
    """A known mistake and the students who made it."""

    exercise: str
    name: str
    sentence: str
    students: tuple[str, ...]


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


def summarise(
    results: Sequence[SubmissionResult],
    marks: Mapping[str, Mapping[str, Mark]] | None = None,
    penalties: Mapping[str, float] | None = None,
) -> Summary:
    """The class, students in alphabetical order.

    marks: student -> "notebook/grade_id" -> what the gradebook has, ``Gradebook.marks``; a
    cell without one counts as it was graded. penalties: student -> what being late cost.
    """
    ordered = sorted(results, key=lambda result: result.student)
    found = [_entries(result, (marks or {}).get(result.student, {})) for result in ordered]
    rows = tuple(
        _row(result, own, (penalties or {}).get(result.student, 0.0))
        for result, own in zip(ordered, found, strict=True)
    )
    return Summary(
        assignment=ordered[0].assignment if ordered else "",
        points=max((row.points for row in rows), default=0.0),
        rows=rows,
        columns=_columns(ordered, found),
        mistakes=_mistakes(ordered),
        spread=spread([row.score for row in rows]),
        attention=sum(1 for row in rows if row.attention),
        waiting=sum(1 for row in rows if row.waits_for_person),
    )


_Entries = tuple[tuple[NotebookResult, tuple[Entry, ...]], ...]


def _entries(result: SubmissionResult, marks: Mapping[str, Mark]) -> _Entries:
    """The exercises of each notebook, with the marks of the gradebook."""
    return tuple(
        (notebook, entries(notebook.cells, of_notebook(marks, notebook.name)))
        for notebook in result.notebooks
    )


def _row(result: SubmissionResult, found: _Entries, penalty: float) -> Row:
    own = tuple(entry for _, of_notebook in found for entry in of_notebook)
    cells = tuple(cell for notebook in result.notebooks for cell in notebook.cells)
    total = sum(part.total for entry in own for part in entry.parts)
    return Row(
        student=result.student,
        score=max(total - penalty, 0.0) if penalty else total,
        points=sum(entry.maximum for entry in own),
        entries=own,
        attention=result.attention,
        mistakes=tuple(dict.fromkeys(name for _, name, _ in recognised(cells))),
        waits_for_person=any(part.state in UNDECIDED for entry in own for part in entry.parts),
        penalty=penalty,
        timestamp=result.timestamp,
        seconds=result.seconds,
        memory=result.memory,
    )


def _columns(results: Sequence[SubmissionResult], found: Sequence[_Entries]) -> tuple[Column, ...]:
    several = any(len(result.notebooks) > 1 for result in results)
    by_student = [
        {
            _column_name(notebook, entry, several): entry
            for notebook, own in of_student
            for entry in own
        }
        for of_student in found
    ]
    # The fullest result gives the order; what only others have comes after it.
    names = dict.fromkeys(name for own in sorted(by_student, key=len, reverse=True) for name in own)
    return tuple(
        Column(
            name,
            max(own[name].maximum for own in by_student if name in own),
            tuple(own.get(name) for own in by_student),
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
        for exercise, name, sentence in recognised(cells):
            students.setdefault((exercise, name), {})[result.student] = None
            sentences.setdefault((exercise, name), sentence)
    found = [
        Mistake(exercise, name, sentences[exercise, name], tuple(who))
        for (exercise, name), who in students.items()
    ]
    return tuple(sorted(found, key=lambda m: (-len(m.students), m.exercise, m.name)))


def recognised(cells: Sequence[CellResult]) -> list[tuple[str, str, str]]:
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


def in_words(name: str) -> str:
    """A function's or a class's name as words.

    >>> in_words("divides_by_n"), in_words("PredictsAColumn")
    ('divides by n', 'predicts a column')
    """
    begin = r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
    return re.sub(begin, " ", line(name)).replace("_", " ").lower()
