"""One assignment, as its instructor wants to know it: the numbers behind the class report."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.grading.history import Move
from autograder.grading.results import SubmissionResult
from autograder.reporting.entry import Mark, State, exercise_names
from autograder.reporting.failures import Failures, failures
from autograder.reporting.statistics import Bin, Discrimination, discrimination, histogram
from autograder.reporting.tally import Column, Row, Summary, summarise


@dataclass(frozen=True)
class Item:
    """One exercise and how the class did. decided: the students whose marks are decided.

    mean: of their marks; share: of their marks, of the points (the difficulty). None
    where nobody's marks are decided.
    """

    column: Column
    decided: int
    mean: float | None
    share: float | None
    discrimination: Discrimination


@dataclass(frozen=True)
class Moved:
    """The automatic marks of a student became others.

    exercises: (name, marks before, marks after). by_hand: those of them where a mark given
    by hand counts instead, and stays. total: all automatic marks, before and after.
    """

    student: str
    when: str
    reason: str
    exercises: tuple[tuple[str, float, float], ...]
    by_hand: tuple[str, ...]
    total: tuple[float, float]


@dataclass(frozen=True)
class ClassReport:
    """All that the page of an assignment says.

    moves: the latest first. absent: whom the gradebook knows and who handed in nothing.
    ungraded: who handed in and is not graded yet. outdated: who is not graded yet since the
    assignment changed.
    """

    assignment: str
    summary: Summary
    bins: tuple[Bin, ...]
    items: tuple[Item, ...]
    failures: tuple[Failures, ...]
    moves: tuple[Moved, ...]
    absent: tuple[str, ...]
    ungraded: tuple[str, ...]
    outdated: tuple[str, ...]

    @property
    def late(self) -> list[Row]:
        """Those whom being late cost something."""
        return [row for row in self.summary.rows if row.penalty]

    @property
    def costly(self) -> list[Row]:
        """Those whose grading took the longest, or the most memory."""
        rows = self.summary.rows
        slow = sorted(rows, key=lambda row: -row.seconds)[:5]
        large = sorted(rows, key=lambda row: -row.memory)[:5]
        return [row for row in sorted(rows, key=lambda row: -row.seconds) if row in slow + large]

    def to_json(self) -> dict[str, Any]:
        """The numbers as plain data."""
        return {
            "assignment": self.assignment,
            "points": self.summary.points,
            "marks": dataclasses.asdict(self.summary.spread) if self.summary.spread else None,
            "histogram": [dataclasses.asdict(part) for part in self.bins],
            "need_a_person": self.summary.attention,
            "wait_for_a_person": self.summary.waiting,
            "students": [self._student(place) for place in range(len(self.summary.rows))],
            "exercises": [_item(*pair) for pair in zip(self.items, self.failures, strict=True)],
            "mistakes": [dataclasses.asdict(mistake) for mistake in self.summary.mistakes],
            "moves": [_moved(move) for move in self.moves],
            "absent": list(self.absent),
            "not_graded": sorted({*self.ungraded, *self.outdated}),
            "not_graded_since_the_assignment_changed": list(self.outdated),
        }

    def _student(self, place: int) -> dict[str, Any]:
        row = self.summary.rows[place]
        standings = {column.name: column.standings[place] for column in self.summary.columns}
        return {
            "student": row.student,
            "mark": row.score,
            "points": row.points,
            "late_penalty": row.penalty,
            "handed_in": row.timestamp,
            "waits_for_a_person": row.waits_for_person,
            "attention": list(row.attention),
            "mistakes": list(row.mistakes),
            "seconds": row.seconds,
            "memory": row.memory,
            "exercises": {
                name: {"marks": entry.total, "points": entry.maximum, "state": entry.state.value}
                for name, entry in standings.items()
                if entry is not None
            },
        }


def class_report(
    assignment: str,
    results: Sequence[SubmissionResult],
    marks: Mapping[str, Mapping[str, Mark]] | None = None,
    penalties: Mapping[str, float] | None = None,
    *,
    moves: Sequence[Move] = (),
    absent: Sequence[str] = (),
    ungraded: Sequence[str] = (),
    outdated: Sequence[str] = (),
) -> ClassReport:
    """The report of a class; marks and penalties as in ``summarise``."""
    summary = summarise(results, marks, penalties)
    students = tuple(row.student for row in summary.rows)
    return ClassReport(
        assignment=assignment,
        summary=summary,
        bins=histogram([row.score for row in summary.rows], summary.points),
        items=tuple(_examined(column, summary.rows) for column in summary.columns),
        failures=tuple(failures(column, students) for column in summary.columns),
        moves=tuple(_told(move, (marks or {}).get(move.student, {})) for move in moves),
        absent=tuple(absent),
        ungraded=tuple(ungraded),
        outdated=tuple(outdated),
    )


def _examined(column: Column, rows: Sequence[Row]) -> Item:
    own: list[float] = []
    rest: list[float] = []
    marks: list[float] = []
    for entry, row in zip(column.standings, rows, strict=True):
        if entry is None or not entry.decided:
            continue
        marks.append(entry.total)
        others = [other for other in row.entries if other is not entry and other.decided]
        if others:
            own.append(entry.total / entry.maximum)
            rest.append(sum(e.total for e in others) / sum(e.maximum for e in others))
    return Item(
        column,
        len(marks),
        statistics.fmean(marks) if marks else None,
        column.share,
        discrimination(own, rest),
    )


def _told(move: Move, marks: Mapping[str, Mark]) -> Moved:
    """A move, its cells put together by exercise."""
    # All cells decide about a name: `f-hidden` may stand beside a cell `f`.
    names = exercise_names([*move.cells, *sorted(marks.keys() - move.cells.keys())])
    several = len({name.partition("/")[0] for name in names}) > 1
    shown = {
        cell: name.replace("/", ": ", 1) if several else name.partition("/")[2]
        for cell, name in names.items()
    }
    together: dict[str, tuple[float, float]] = {}
    for cell, (before, after) in move.cells.items():
        old, new = together.get(shown[cell], (0.0, 0.0))
        together[shown[cell]] = (old + before, new + after)
    by_hand = dict.fromkeys(
        shown[cell] for cell in move.cells if cell in marks and marks[cell].manual is not None
    )
    return Moved(
        student=move.student,
        when=move.when,
        reason=move.reason,
        exercises=tuple((name, *pair) for name, pair in together.items()),
        by_hand=tuple(by_hand),
        total=move.total,
    )


def _item(item: Item, failed: Failures) -> dict[str, Any]:
    return {
        "exercise": item.column.name,
        "points": item.column.points,
        "students": item.decided,
        "mean": item.mean,
        "share": item.share,
        "discrimination": dataclasses.asdict(item.discrimination),
        "states": {state.value: item.column.count(state) for state in State},
        "failed": {
            "mistake": list(failed.mistake),
            "relation": list(failed.relation),
            "not_written": list(failed.not_written),
            "stopped": list(failed.stopped),
            "unexplained": list(failed.unexplained),
        },
    }


def _moved(move: Moved) -> dict[str, Any]:
    keys = ("exercise", "before", "after")
    return {
        "student": move.student,
        "when": move.when,
        "reason": move.reason,
        "before": move.total[0],
        "after": move.total[1],
        "exercises": [dict(zip(keys, one, strict=True)) for one in move.exercises],
        "by_hand": list(move.by_hand),
    }
