"""When a student handed in, and what being late cost: plain data, as the gradebook has it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

_NOTHING = datetime.timedelta()


@dataclass(frozen=True)
class HandedIn:
    """One student's submission in time. All times are in UTC, without a zone.

    at: when it was handed in; due: until when it might be, the student's own
    extension included; either is None where it is not known.
    penalties: notebook -> the points that the course's rule takes off.
    """

    at: datetime.datetime | None = None
    due: datetime.datetime | None = None
    extension: datetime.timedelta = _NOTHING
    penalties: Mapping[str, float] = field(default_factory=dict)

    @property
    def late(self) -> datetime.timedelta:
        """By how much it was late; nothing where it was not, or where that is not known."""
        if self.at is None or self.due is None:
            return _NOTHING
        return max(self.at - self.due, _NOTHING)
