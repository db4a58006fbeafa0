"""Dates as Moodle and Brightspace write them in English.

Not by ``strptime``: that reads the names of months in the language of whoever runs it.
"""

from __future__ import annotations

import datetime

from autograder.grading.deadlines import YEARS

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def english_time(
    year: str, month: str, day: str, hour: str, minute: str, half: str
) -> datetime.datetime | None:
    """The time, without a zone; None where there is none such.

    month: its name, or the first three letters of it. half: AM or PM.

    >>> english_time("2026", "Nov", "21", "1", "05", "PM")
    datetime.datetime(2026, 11, 21, 13, 5)
    """
    begin = month.lower()
    found = [n for n, name in enumerate(_MONTHS, 1) if begin in (name, name[:3])]
    try:
        if int(year) not in YEARS:
            return None
        clock = int(hour) % 12 + 12 * (half == "PM")
        return datetime.datetime(int(year), found[0], int(day), clock, int(minute))
    except (ValueError, IndexError):
        return None
