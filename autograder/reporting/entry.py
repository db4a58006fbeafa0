"""An entry: what counts as one exercise in a table of marks.

``<id>-visible`` and ``<id>-hidden`` are one entry, ``<id>``; any other graded
cell is an entry of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Protocol

from autograder.checking.verdict import Verdict
from autograder.grading.results import CellResult
from autograder.grading.rounding import FINEST

SUFFIXES = ("-visible", "-hidden")
MANUAL = "manual"


class Mark(Protocol):
    """The marks for one cell as the gradebook has them now."""

    @property
    def auto(self) -> float | None: ...
    @property
    def manual(self) -> float | None: ...
    @property
    def extra(self) -> float | None: ...
    @property
    def total(self) -> float: ...
    @property
    def max(self) -> float: ...
    @property
    def needs_manual_grade(self) -> bool: ...
    @property
    def comment(self) -> str | None: ...


class State(Enum):
    """What became of an entry, in words; ``sign`` says the same in one character."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "wrong"
    NOT_JUDGED = "not judged"
    WAITING = "waits for a person"

    @property
    def sign(self) -> str:
        return {"RIGHT": "✓", "PARTLY": "~", "WRONG": "✗", "NOT_JUDGED": "?"}.get(self.name, "…")


UNDECIDED = (State.NOT_JUDGED, State.WAITING)


@dataclass(frozen=True)
class Part:
    """One graded cell with its marks. given: a person has given the mark that counts."""

    cell: CellResult
    total: float
    maximum: float
    state: State
    by_person: bool = False
    extra: float = 0.0
    comment: str = ""
    given: bool = False

    @property
    def marks(self) -> str:
        """The marks as people write them; a dash while nothing is decided."""
        return _marks(self.total, self.state)


@dataclass(frozen=True)
class Entry:
    """One exercise: its graded cells, in the order of the notebook."""

    name: str
    parts: tuple[Part, ...]

    @cached_property
    def total(self) -> float:
        return sum(part.total for part in self.parts)

    @cached_property
    def maximum(self) -> float:
        return sum(part.maximum for part in self.parts)

    @cached_property
    def decided(self) -> bool:
        """Whether all its marks are there; the gradebook may still ask to confirm one by hand."""
        return self.maximum > 0 and all(p.given or p.state not in UNDECIDED for p in self.parts)

    @property
    def waiting(self) -> float:
        """The points that a person has yet to decide about."""
        return sum(
            max(part.maximum - part.total, 0.0) for part in self.parts if part.state in UNDECIDED
        )

    @cached_property
    def state(self) -> State:
        states = [part.state for part in self.parts]
        for undecided in UNDECIDED:
            if undecided in states:
                return undecided
        if self.maximum > 0:
            return _by_marks(self.total, self.maximum)
        return State.RIGHT if set(states) <= {State.RIGHT} else State.WRONG

    @property
    def marks(self) -> str:
        """The marks as people write them; a dash while nothing is decided."""
        return _marks(self.total, self.state)

    @property
    def words(self) -> str:
        """The state in words; an essay is not right or wrong, it earns marks."""
        if all(part.by_person for part in self.parts):
            decided = {
                State.RIGHT: "full marks",
                State.PARTLY: "part of the marks",
                State.WRONG: "no marks",
            }
            return decided.get(self.state, self.state.value)
        return self.state.value


def entries(
    cells: Iterable[CellResult], marks: Mapping[str, Mark] | None = None
) -> tuple[Entry, ...]:
    """The graded cells by exercise, in the order in which each is first met.

    marks: by grade_id; a cell without one counts as it was graded.
    """
    marks = marks or {}
    known = list(cells)
    there = {cell.grade_id for cell in known}
    missing = [name for name in marks if name not in there]
    known += [CellResult(name, marks[name].max, None, MANUAL) for name in missing]
    names = exercise_names([cell.grade_id for cell in known])
    grouped: dict[str, list[Part]] = {}
    for cell in known:
        part = _part(cell, marks.get(cell.grade_id))
        grouped.setdefault(names[cell.grade_id], []).append(part)
    return tuple(Entry(name, tuple(parts)) for name, parts in grouped.items())


def of_notebook(marks: Mapping[str, Mark], notebook: str) -> dict[str, Mark]:
    """A student's marks for one notebook, by grade_id; marks: by "notebook/grade_id"."""
    prefix = f"{notebook}/"
    return {k.removeprefix(prefix): mark for k, mark in marks.items() if k.startswith(prefix)}


def exercise_names(grade_ids: Sequence[str]) -> dict[str, str]:
    """Each cell's exercise: its own name, without the suffix if there is no such cell."""
    names = {}
    for grade_id in grade_ids:
        stem = next((grade_id.removesuffix(s) for s in SUFFIXES if grade_id.endswith(s)), "")
        names[grade_id] = stem if stem and stem not in grade_ids else grade_id
    return names


def _part(cell: CellResult, mark: Mark | None) -> Part:
    unjudged = cell.verdict == Verdict.NOT_JUDGED.value
    if mark is None:
        total, maximum = cell.score or 0.0, cell.points
        waits = cell.score is None
        marked_by_person = False
        extra, comment = 0.0, ""
    else:
        total, maximum, waits = mark.total, mark.max, mark.needs_manual_grade
        marked_by_person = mark.manual is not None
        extra, comment = mark.extra or 0.0, mark.comment or ""
    if unjudged and not marked_by_person:
        state = State.NOT_JUDGED
    elif waits:
        state = State.WAITING
    elif maximum > 0:
        state = _by_marks(total, maximum)
    else:
        state = State.WRONG if cell.verdict == Verdict.WRONG.value else State.RIGHT
    by_person = cell.verdict == MANUAL or marked_by_person
    return Part(cell, total, maximum, state, by_person, extra, comment, marked_by_person)


def _marks(total: float, state: State) -> str:
    return "–" if state in UNDECIDED and not total else number(total)


def _by_marks(total: float, maximum: float) -> State:
    if total >= maximum - FINEST:
        return State.RIGHT
    return State.PARTLY if total > FINEST else State.WRONG


def number(value: float) -> str:
    """Marks as people write them.

    >>> number(100.0), number(73.5), number(2.3333)
    ('100', '73.5', '2.33')
    """
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")  # + 0.0: no minus zero


def count(value: float, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "point"), count(2.5, "point")
    ('1 point', '2.5 points')
    """
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"
