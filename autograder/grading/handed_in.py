"""When a student handed in, and what being late costs: plain data, as the gradebook has it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

_NOTHING = datetime.timedelta()


@dataclass(frozen=True)
class HandedIn:
    """One student's submission in time. Times are in UTC; None where nobody knows.

    at: when it was handed in; due: until when it might be, the student's own extension
    included. penalties: notebook -> the points that are taken off now. score, points: what
    was earned before that, and what could have been.
    """

    at: datetime.datetime | None = None
    due: datetime.datetime | None = None
    extension: datetime.timedelta = _NOTHING
    penalties: Mapping[str, float] = field(default_factory=dict)
    score: float = 0.0
    points: float = 0.0

    @property
    def late(self) -> datetime.timedelta:
        """By how much it was late; nothing where it was not, or where that is not known."""
        if self.at is None or self.due is None:
            return _NOTHING
        return max(self.at - self.due, _NOTHING)

    @property
    def penalty(self) -> float:
        """The points that are taken off in all."""
        return sum(self.penalties.values())
