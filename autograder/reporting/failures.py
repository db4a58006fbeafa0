"""Who failed at an exercise, and whether the grader could say why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.reporting.entry import Entry, State
from autograder.reporting.tally import Column

# As the checks and the marks of a test say it.
_NOT_WRITTEN = re.compile("not written yet")
_STOPPED = re.compile(r"Your code (stopped|did not come to an end|gave)|`\w+` is not defined")


@dataclass(frozen=True)
class Failures:
    """The students who got less than full marks for one exercise, by what they were told.

    mistake: a known one; relation: a plain relation to what is right; not_written: the
    answer is still the stub; stopped: the code ended with an error, or not at all, which
    they were told; unexplained: what failed, but not why.
    """

    exercise: str
    mistake: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    not_written: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many failed."""
        kinds = (self.mistake, self.relation, self.not_written, self.stopped, self.unexplained)
        return sum(map(len, kinds))

    @property
    def explained(self) -> int:
        """How many of them were told why."""
        return len(self.mistake) + len(self.relation)


def failures(column: Column, students: tuple[str, ...]) -> Failures:
    """Who failed at this exercise; students: one a standing."""
    found: dict[str, list[str]] = {}
    for student, entry in zip(students, column.standings, strict=True):
        if entry is not None and (kind := _kind(entry)):
            found.setdefault(kind, []).append(student)
    return Failures(column.name, **{kind: tuple(who) for kind, who in found.items()})


def _kind(entry: Entry) -> str:
    """The best that is known of a failure; "" where there is none that a test found."""
    failed = [
        part.cell
        for part in entry.parts
        if part.state in (State.WRONG, State.PARTLY) and not part.by_person
    ]
    if not failed:
        return ""
    diagnoses = [report.get("diagnosis") for cell in failed for report in cell.reports]
    kinds = {found.get("kind", "mistake") for found in diagnoses if isinstance(found, dict)}
    if kinds - {"relation"}:
        return "mistake"
    if kinds:
        return "relation"
    if all(_NOT_WRITTEN.search(cell.message) for cell in failed):
        return "not_written"
    stopped = all(_STOPPED.match(cell.message) for cell in failed)
    return "stopped" if stopped else "unexplained"
