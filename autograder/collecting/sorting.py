"""What was found in archives, sorted by the people whose it is."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from autograder.collecting.archive import Contents, shown
from autograder.collecting.choose import Attempt, Found, attempt_of
from autograder.collecting.label import Label, Reader, Shape, read_label, shape_of
from autograder.collecting.roster import FILE, Roster
from autograder.collecting.worksheet import Participant
from autograder.grading.gradebook import can_be_student

# Files that systems and people's machines add, and nobody handed in.
_NOBODYS = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\._.*|\.DS_Store|Thumbs\.db|index\.html|[^/]+\.csv)")


_REMEDY = {"Moodle": f"write their addresses into {FILE}, and name Moodle's worksheet as well"}
_REMEDY_ELSEWHERE = f"write the number of each into {FILE}, as lms_user_id"


@dataclass(frozen=True)
class _Whose:
    """What the files of one attempt have in common. person: as the system calls them.

    student: "" for somebody unknown. number: by which the system itself tells people apart;
    sure: the student is known by it, or by an id, and not only by their name.
    """

    archive: str
    time: str
    person: str
    student: str
    system: str
    number: str
    sure: bool


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
        self._groups: dict[_Whose, list[Found]] = defaultdict(list)
        self._notes: list[str] = []
        self._archives = 0

    def add(self, contents: Contents, own: Reader | None) -> None:
        """Take the files of one archive; those of one person at one time belong together."""
        self._notes += contents.refused
        self._archives += 1
        nameless = []
        members = [each for each in contents.members if not _NOBODYS.fullmatch(each.name)]
        names: dict[str, list[str]] = defaultdict(list)
        for member in members:
            names[member.source].append(member.name)
        shapes = {source: shape_of(each) for source, each in names.items()}
        for member in members:
            label = self._read(member.name, own, shapes[member.source])
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
            whose = _Whose(
                archive=f"{self._archives} {member.source}",
                time=str(time),
                person=label.person,
                student=student or "",
                system=label.system,
                number=label.number or label.ticket,
                sure=self._people.sure(label, also) is not None,
            )
            self._groups[whose].append(Found(member, label))
        if nameless:
            more = f" and {len(nameless) - 3} more" if len(nameless) > 3 else ""
            self._notes.append(
                f"Nothing in the name of {', '.join(nameless[:3])}{more} says whose it is; "
                "name the zip as the system made it, or put each student's files into a folder "
                "with the student's id."
            )

    def sorted(self) -> Sorted:
        found = Sorted(notes=self._notes)
        doubtful = self._doubtful()
        for whose, files in self._groups.items():
            student = whose.student
            if student and (student, whose.system, whose.number) in doubtful:
                student = ""
            who = student or whose.person
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

    def _doubtful(self) -> set[tuple[str, str, str]]:
        """Student, system and number of those who cannot all be the one student.

        A system has one number for a person. Of several, those are right by which, or by an id
        or an address, the list of students has the person; who only has the same name is
        somebody else. (Moodle has another number for a person in each assignment.)
        """
        numbers: dict[tuple[str, str], dict[str, tuple[bool, str]]] = defaultdict(dict)
        for whose in self._groups:
            if whose.student and whose.number:
                own = numbers[whose.student, whose.system]
                sure = whose.sure or own.get(whose.number, (False, ""))[0]
                own[whose.number] = (sure, whose.person)
        doubtful = set()
        for (student, system), own in numbers.items():
            others = {number for number, (sure, _) in own.items() if not sure}
            if len(own) == 1 or not others:
                continue
            doubtful |= {(student, system, number) for number in others}
            each = sorted(person for _, person in own.values())
            fit = "both fit" if len(each) == 2 else "all fit"
            self._notes.append(
                f"{' and '.join(each)} {fit} {student} of {FILE} by their name, but {system} tells "
                f"them apart; {_REMEDY.get(system, _REMEDY_ELSEWHERE)}."
            )
        return doubtful

    def _read(self, name: str, own: Reader | None, shape: Shape) -> Label | None:
        return read_label(name, self._assignment, own, shape, self._people.knows)

    def _in_zone(self, time: datetime.datetime | None, system: str) -> datetime.datetime | None:
        if time is None or time.tzinfo is not None:
            return time
        if self._zone is None:
            self._notes.append(
                f"{system} gives times without a zone, so they were taken as UTC; "
                'write timezone = "Europe/Berlin", or what is yours, into deadlines.toml.'
            )
        return time.replace(tzinfo=self._zone or datetime.UTC)
