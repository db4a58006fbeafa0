"""When an assignment is due, what a late one costs, and who has longer."""

from __future__ import annotations

import datetime
import difflib
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from autograder.grading.rounding import DIGITS

FILE = "deadlines.toml"
YEARS = range(1970, 3000)  # of which any two times can be taken together, in any zone

_PERIODS = {"day": datetime.timedelta(days=1), "hour": datetime.timedelta(hours=1)}
_NOW = datetime.timedelta()


@dataclass(frozen=True)
class Deadline:
    """The rule of one assignment; every time has its zone.

    rate: marks, or percent of them, lost for each ``period`` begun; None where the file
    says nothing about what late costs. cap: the most that is lost, in marks or percent.
    """

    due: datetime.datetime
    cutoff: datetime.datetime | None = None
    grace: datetime.timedelta = _NOW
    rate: float | None = None
    in_percent: bool = True
    period: str = "day"
    cap: float | None = None
    cap_in_percent: bool = True
    extensions: Mapping[str, datetime.datetime] | None = None

    @property
    def costs(self) -> bool:
        """Whether the file itself says what late costs."""
        return self.rate is not None or self.cutoff is not None

    def due_for(self, student: str) -> datetime.datetime:
        return (self.extensions or {}).get(student, self.due)

    def extension(self, student: str) -> datetime.timedelta | None:
        """How much longer a student has; None for those who have no date of their own."""
        own = (self.extensions or {}).get(student)
        return None if own is None else own - self.due

    def late_by(self, student: str, handed_in: datetime.datetime) -> datetime.timedelta:
        """How late; nothing within the grace."""
        late = handed_in - self.due_for(student)
        return late if late > max(self.grace, _NOW) else _NOW

    def takes(self, student: str, handed_in: datetime.datetime) -> str:
        """What lateness costs, in words; "" where the file does not say or it costs nothing."""
        if not self.costs or not self.late_by(student, handed_in):
            return ""
        points, enough = 100.0, math.inf
        taken = self.penalty(student, handed_in, enough, points)
        if not taken:
            return ""
        if taken == enough:
            return "all"
        if self.in_percent and (self.cap is None or self.cap_in_percent):
            return f"{min(taken, 100.0):g} %"
        if not self.in_percent and (self.cap is None or not self.cap_in_percent):
            return f"{taken:g} points"
        return "by rate and cap"

    def penalty(
        self, student: str, handed_in: datetime.datetime, score: float, points: float
    ) -> float:
        """rate · ⌈late / period⌉, at most the cap, at most the score; all of it after the cutoff.

        score: what the answers earned; points: what they could have earned.
        """
        score = max(score, 0.0)  # a person may give less than nothing
        late = self.late_by(student, handed_in)
        if not late:
            return 0.0
        longer = self.extension(student) or _NOW
        if self.cutoff is not None and handed_in > self.cutoff + longer:
            return score
        begun = math.ceil(late / _PERIODS[self.period])
        lost = begun * (self.rate or 0.0) * (points / 100 if self.in_percent else 1)
        if self.cap is not None:
            lost = min(lost, self.cap * (points / 100 if self.cap_in_percent else 1))
        return min(round(lost, DIGITS), score)


@dataclass(frozen=True)
class Deadlines:
    """What the file says. zone: of times that name none; None where the file gives none."""

    zone: ZoneInfo | None
    assignments: Mapping[str, Deadline]

    def of(self, assignment: str) -> Deadline | None:
        return self.assignments.get(assignment)

    def strangers(
        self, assignment: str, students: Collection[str], *, listed: bool = True
    ) -> list[str]:
        """A sentence for each extension of somebody whom nobody knows.

        listed: ``students`` are all of them. Else they are those who handed in so far, and
        only a name that is nearly one of theirs is taken for a mistake.
        """
        deadline = self.of(assignment)
        named = sorted((deadline.extensions or {}) if deadline else ())
        sentences = []
        for name in named:
            if name not in students:
                near = difflib.get_close_matches(name, students, n=1, cutoff=0.7)
                if not (listed or near):
                    continue
                ask = f"did you mean {near[0]!r}?" if near else "correct the name."
                sentences.append(
                    f"{FILE} gives {name!r} more time for {assignment}, "
                    f"but no student of this name is known; {ask}"
                )
        return sentences
