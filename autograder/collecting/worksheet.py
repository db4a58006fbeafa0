"""Moodle's grading worksheet: who a participant's number is, and when they handed in.

A CSV file with "Identifier" ("Participant 12345"), "Full name", "ID number", "Email
address" and "Last modified (submission)" ("Wednesday, 10 June 2026, 2:14 PM", or the
American order), in the zone of whoever downloaded it. In another language of Moodle's the
words differ, so a participant is told by the number at the end of the first column, and
ids and addresses are looked for in the two behind the name; the time is read in English alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.collecting.english import english_time
from autograder.collecting.roster import table
from autograder.errors import UsageError

_TIME = re.compile(
    r"\w+, (?:(?P<day>\d{1,2}) (?P<month>\w+)|(?P<month_us>\w+) (?P<day_us>\d{1,2}),) "
    r"(?P<year>\d{4}), (?P<hour>\d{1,2}):(?P<minute>\d\d)\s(?P<half>[AP]M)"
)


@dataclass(frozen=True)
class Participant:
    """One line. cells: an id or an address, where the system shows one."""

    cells: tuple[str, ...]
    handed_in: datetime.datetime | None


def read_worksheet(path: Path) -> Mapping[str, Participant]:
    """Number of the participant -> who it is. Raises UsageError for another sort of file."""
    try:
        rows = table(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({error}); download it again.") from None
    head = rows[0] if rows else []
    when = next((n for n, cell in enumerate(head) if cell == "Last modified (submission)"), None)
    found = {}
    for cells in rows[1:]:
        if cells and (number := re.search(r"(\d{1,20})\s*$", cells[0])):
            time = _time(cells[when]) if when is not None and when < len(cells) else None
            # In front of these stands the name, and a person may be called like another's id;
            # behind them the status and the marks, which might look like one.
            found[number[1]] = Participant(tuple(cell.strip() for cell in cells[2:4]), time)
    if not found:
        raise UsageError(
            f"{path.name} is no grading worksheet of Moodle's; put the list of students "
            "into students.csv in the course folder."
        )
    return found


def _time(text: str) -> datetime.datetime | None:
    if not (found := _TIME.fullmatch(text.strip())):
        return None
    return english_time(
        found["year"],
        found["month"] or found["month_us"],
        found["day"] or found["day_us"],
        found["hour"],
        found["minute"],
        found["half"],
    )
