"""The history of an assignment's marks: what the gradebook held, and since when.

``.autograder/history/<assignment>.jsonl`` holds a line for each result that is another one
than the student's last: who, when, the automatic marks by cell, and what they were made from.
Where the marks of two lines that follow one another differ, they moved. A line is written
after the gradebook's own transaction, and never changed. A run that is killed between the two
leaves a line out; the next run finds that the gradebook holds other marks than the history,
and writes it. So no move is lost, and none is told twice. When an assignment changes, cells go
from the gradebook with their marks long before anybody is graded again: here they stay. Marks
given by hand are not here: grading does not touch them.

The last ``MOST`` results of each student count; older ones are taken away now and then.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import itertools
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.kept import FOLDER
from autograder.grading.results import SubmissionResult
from autograder.grading.rounding import same_mark
from autograder.grading.whole import write_file

MOST = 20  # results of one student
Scores = Mapping[str, float | None]
_REASONS = {
    "assignment": "the assignment was changed",
    "submission": "the student handed in again",
    "program": "the grader or its limits were changed",
}


@dataclass(frozen=True)
class Held:
    """The automatic marks that the gradebook held of a student, by "notebook/grade_id".

    when: when the run began that wrote them, in UTC. made_from: as in the result; empty
    where that is not known.
    """

    student: str
    when: str
    marks: Scores
    made_from: Mapping[str, str]


@dataclass(frozen=True)
class Move:
    """The automatic marks of a student became others.

    cells: "notebook/grade_id" -> (before, after), for those that moved. total: the sum
    of all automatic marks, before and after. reason: in words.
    """

    student: str
    when: str
    reason: str
    cells: Mapping[str, tuple[float, float]]
    total: tuple[float, float]


class History:
    """What the gradebook held of one assignment; its writer is ``held`` by the journal."""

    def __init__(self, course: Path, assignment: str) -> None:
        self._path = course / FOLDER / "history" / f"{assignment}.jsonl"
        self._now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")
        self._file, self._read, self._lines = 0, 0, 0
        self._held: dict[str, deque[Held]] = {}

    def note(self, result: SubmissionResult) -> None:
        """The gradebook has this result now."""
        self._note(result.student, result.scores, result.made_from)

    def catch_up(
        self,
        found: Mapping[str, Scores],
        kept: Callable[[str], SubmissionResult | None],
    ) -> None:
        """The gradebook holds these marks, by student; kept: the result beside the notebooks."""
        self._read_on()
        if self._held and self._lines > 2 * MOST * len(self._held):
            self._take_away()
        for student, marks in sorted(found.items()):
            last = self._last(student)
            # A cell that the gradebook does not know (yet, any more) moves with its next result.
            known = {cell: score for cell, score in marks.items() if score is not None}
            held = {**marks, **(last.marks if last else {}), **known}
            if last is None or moved(last.marks, held):
                result = kept(student)
                same = result is not None and not moved(known, result.scores, known)
                self._append(student, held, result.made_from if result and same else {})

    def totals(self) -> dict[str, float]:
        """Student -> the sum of the automatic marks that were noted last."""
        self._read_on()
        return {who: _total(held[-1].marks) for who, held in self._held.items()}

    def moves(self) -> list[Move]:
        """What moved, the latest run first; those of one run by student."""
        self._read_on()
        found = [
            _move(old, new) for held in self._held.values() for old, new in itertools.pairwise(held)
        ]
        latest = [move for move in reversed(found) if move.cells]
        by_student = sorted(latest, key=lambda move: move.student)
        return sorted(by_student, key=lambda move: move.when, reverse=True)

    def _note(self, student: str, marks: Scores, made_from: Mapping[str, str]) -> None:
        self._read_on()  # another run may have noted something
        last = self._last(student)
        if last is None or moved(last.marks, marks) or last.made_from != made_from:
            self._append(student, marks, made_from)

    def _last(self, student: str) -> Held | None:
        held = self._held.get(student)
        return held[-1] if held else None

    def _append(self, student: str, marks: Scores, made_from: Mapping[str, str]) -> None:
        held = Held(student, self._now, dict(sorted(marks.items())), made_from)
        # An empty line first: whatever a full disk cut off there stays a line of its own.
        line = b"\n" + _line(held) + b"\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            try:
                written = os.write(file, line)
            finally:
                os.close(file)
        except OSError:
            written = 0
        self._read_on()
        if written < len(line):  # this run knows it; the next one that can will write it
            self._hold(held)

    def _read_on(self) -> None:
        """Read what was written since; what is no line of a history is left out."""
        try:
            with self._path.open("rb") as file:
                self._begin_again_in(os.fstat(file.fileno()))
                file.seek(self._read)
                data = file.read()
        except OSError:
            return
        whole = data[: data.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in filter(None, whole.splitlines()):
            self._lines += 1
            with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
                self._hold(_held(json.loads(line)))

    def _begin_again_in(self, file: os.stat_result) -> None:
        """Forget what was read of another file: older lines were taken away from this one."""
        if self._file != file.st_ino or self._read > file.st_size:
            self._held.clear()
            self._file, self._read, self._lines = file.st_ino, 0, 0

    def _hold(self, held: Held) -> None:
        self._held.setdefault(held.student, deque(maxlen=MOST)).append(held)

    def _take_away(self) -> None:
        """Write the file anew, without the lines that count no more."""
        lines = [_line(one) for held in self._held.values() for one in held]
        with contextlib.suppress(OSError):
            write_file(self._path, b"\n".join([*lines, b""]))
        self._read_on()


def moved(
    before: Scores, after: Scores, cells: Iterable[str] | None = None
) -> dict[str, tuple[float, float]]:
    """The cells with other marks, of all or of these; a cell that has none counts as 0.

    >>> moved({"a": 1.0, "b": None}, {"a": 1.0, "b": 0.0, "c": 2.0})
    {'c': (0.0, 2.0)}
    """
    pairs = {
        cell: (before.get(cell) or 0.0, after.get(cell) or 0.0)
        for cell in sorted({*before, *after} if cells is None else cells)
    }
    return {cell: pair for cell, pair in pairs.items() if not same_mark(*pair)}


def _line(held: Held) -> bytes:
    return json.dumps(dataclasses.asdict(held)).encode()


def _held(line: dict[str, object]) -> Held:
    marks, made_from = line["marks"], line["made_from"]
    if not isinstance(marks, dict) or not isinstance(made_from, dict):
        raise TypeError("no line of a history")
    numbers = {str(k): None if v is None else float(v) for k, v in marks.items()}
    return Held(str(line["student"]), str(line["when"]), numbers, made_from)


def _move(old: Held, new: Held) -> Move:
    cells = moved(old.marks, new.marks)
    total = _total(old.marks), _total(new.marks)
    return Move(new.student, new.when, _reason(old, new), cells, total)


def _total(marks: Scores) -> float:
    return sum(score or 0.0 for score in marks.values())


def _reason(old: Held, new: Held) -> str:
    if not new.made_from:
        return "the gradebook was changed from outside"
    if not old.made_from:
        return "not known"
    changed = [
        words
        for part, words in _REASONS.items()
        if old.made_from.get(part) != new.made_from.get(part)
    ]
    return ", and ".join(changed) or "graded again, with another outcome"
