"""What was found in archives, sorted by the people whose it is."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from autograder.collecting.archive import Contents, shown
from autograder.collecting.choose import Attempt, Found, attempt_of
from autograder.collecting.label import Reader, read_label
from autograder.collecting.roster import Roster
from autograder.collecting.worksheet import Participant
from autograder.grading.gradebook import can_be_student

# Files that systems and people's machines add, and nobody handed in.
_NOBODYS = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\._.*|\.DS_Store|Thumbs\.db|index\.html|[^/]+\.csv)")


@dataclass
class Sorted:
    """Attempts by student, attempts by unknown person, sentences."""

    students: dict[str, list[Attempt]] = field(default_factory=lambda: defaultdict(list))
    unknown: dict[str, list[Attempt]] = field(default_factory=lambda: defaultdict(list))
    notes: list[str] = field(default_factory=list)


class Sorter:
    """Reads labels, finds students, and makes attempts."""

    def __init__(
        self,
        assignment: str,
        notebooks: list[str],
        people: Roster,
        closed: bool,
        zone: datetime.tzinfo | None,
        handed_in: datetime.datetime | None,
    ) -> None:
        self._assignment, self._notebooks, self._people = assignment, notebooks, people
        self._closed, self._zone, self._given = closed, zone, handed_in
        self.participants: Mapping[str, Participant] = {}
        self._groups: dict[tuple[str, ...], list[Found]] = defaultdict(list)
        self._notes: list[str] = []
        self._archives = 0

    def add(self, contents: Contents, own: Reader | None) -> None:
        """Take the files of one archive; those of one person at one time belong together."""
        self._notes += contents.refused
        self._archives += 1
        nameless = []
        for member in contents.members:
            if _NOBODYS.fullmatch(member.name):
                continue
            label = read_label(member.name, self._assignment, own)
            if label is None:
                nameless.append(shown(member.name))
                continue
            time = label.handed_in
            also: tuple[str, ...] = ()
            if participant := self.participants.get(label.ticket):
                also, time = participant.cells, participant.handed_in
            student = self._people.find(label, also)
            if student is None and label.system == "nbgrader" and not self._closed:
                student = label.student if can_be_student(label.student) else None
            label = replace(label, handed_in=self._in_zone(time, label.system))
            where = f"{self._archives} {member.source}"
            key = (where, student or "", "" if student else label.person, str(time))
            self._groups[key].append(Found(member, label))
        if nameless:
            more = f" and {len(nameless) - 3} more" if len(nameless) > 3 else ""
            self._notes.append(
                f"Nothing in the name of {', '.join(nameless[:3])}{more} says whose it is; "
                "name the zip as the system made it, or put each student's files into a folder "
                "with the student's id."
            )

    def sorted(self) -> Sorted:
        found = Sorted(notes=self._notes)
        for (_, student, person, _), files in self._groups.items():
            who = student or person
            attempt = attempt_of(files, self._notebooks, who)
            if attempt.handed_in is None and self._given is not None:
                attempt = replace(attempt, handed_in=self._given)
            if student or not attempt.files:
                found.notes += attempt.notes
            if attempt.files:
                (found.students if student else found.unknown)[who].append(attempt)
            elif not student:
                found.unknown[who] += []
        return found

    def _in_zone(self, time: datetime.datetime | None, system: str) -> datetime.datetime | None:
        if time is None or time.tzinfo is not None:
            return time
        if self._zone is None:
            self._notes.append(
                f"{system} gives times without a zone, so they were taken as UTC; "
                'write timezone = "Europe/Berlin", or what is yours, into deadlines.toml.'
            )
        return time.replace(tzinfo=self._zone or datetime.UTC)
