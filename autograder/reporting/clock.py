"""When a submission was handed in, how late that was and what it costs, in words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from autograder.grading.handed_in import HandedIn
from autograder.reporting.entry import count

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


@dataclass(frozen=True)
class Clock:
    """What a page says about time; "" for what is not known, or not so.

    penalty: the points that are taken off, never more than there are.
    """

    handed_in: str = ""
    due: str = ""
    extension: str = ""
    late: str = ""
    penalty: float = 0.0


def clock(times: HandedIn, notebook: str, total: float, zone: datetime.tzinfo) -> Clock:
    """One notebook's time, told in the zone of the course. total: before the penalty."""
    return Clock(
        handed_in=moment(times.at, zone) if times.at else "",
        due=moment(times.due, zone) if times.due else "",
        extension=span(times.extension) if times.due and times.extension else "",
        late=span(times.late) if times.late else "",
        penalty=max(min(times.penalties.get(notebook, 0.0), total), 0.0),
    )


def moment(time: datetime.datetime, zone: datetime.tzinfo) -> str:
    """A time as the zone's clocks show it.

    >>> from zoneinfo import ZoneInfo
    >>> time = datetime.datetime(2026, 3, 1, 20, 50, tzinfo=datetime.UTC)
    >>> moment(time, ZoneInfo("Asia/Tehran"))
    'Mon 2 March 2026, 00:20 (Asia/Tehran, UTC+03:30)'
    """
    there = time.astimezone(zone)
    offset = there.strftime("%z")
    name = "UTC" if str(zone) == "UTC" else f"{zone}, UTC{offset[:3]}:{offset[3:5]}"
    return f"{there:%a} {there.day} {there:%B %Y, %H:%M} ({name})"


def span(time: datetime.timedelta) -> str:
    """A length of time in its two largest units, the rest cut off.

    >>> span(datetime.timedelta(days=1, hours=2, minutes=59))
    '1 day 2 hours'
    """
    left = int(time.total_seconds())
    parts = []
    for noun, seconds in _UNITS:
        number, left = divmod(left, seconds)
        if number:
            parts.append(count(number, noun))
        elif parts:  # 2 days and 5 minutes are 2 days: the units stand side by side
            break
    return " ".join(parts[:2]) or "less than a minute"
