"""Submissions out of archives and folders, into ``submitted/<student>/<assignment>/``.

What is good is taken, and everything else is told in one sentence each. The same archive
again changes nothing, and an older attempt never takes the place of a newer one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.collecting import place, roster
from autograder.collecting.archive import Contents, Unusable, open_archive
from autograder.collecting.choose import Attempt, newer
from autograder.collecting.folder import open_folder
from autograder.collecting.label import Reader, by_pattern
from autograder.collecting.latest import latest
from autograder.collecting.origin import Origin
from autograder.collecting.place import Placed
from autograder.collecting.sorting import Sorter
from autograder.collecting.worksheet import read_worksheet
from autograder.errors import UsageError
from autograder.grading.gradebook import Gradebook, NbgraderCourse
from autograder.grading.journal import Journal


@dataclass(frozen=True)
class Unknown:
    """Somebody who handed in and is not in the roster. kept: where the files are."""

    person: str
    kept: Path | None


@dataclass(frozen=True)
class Collected:
    """What became of a run, by student. older: their attempt in place is newer, and stayed.

    fewer: their newer attempt lacks a notebook of the one in place, which stayed. timed:
    the notebook was there, and its time is known now. replaced: where earlier
    attempts are kept. extra: whose other files are not used. enrolled: students written
    into the gradebook. notes: a sentence each.
    """

    assignment: str
    new: tuple[str, ...]
    newer: tuple[str, ...]
    unchanged: tuple[str, ...]
    older: tuple[str, ...]
    fewer: tuple[str, ...]
    timed: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    notes: tuple[str, ...]
    replaced: Path
    enrolled: int


def collect(
    course: NbgraderCourse,
    assignment: str,
    sources: Sequence[Path] = (),
    *,
    handed_in: datetime.datetime | None = None,
    force: bool = False,
) -> Collected:
    """Take in what lies in zips and folders; Moodle's worksheet (.csv) may be among them.

    sources: without a zip or folder that of `nbgrader zip_collect`, if there is one. handed_in: the
    time of those for whom the archives say none. force: an older attempt is taken as well.
    Raises UsageError for what concerns all: no such file, a wrong students.csv or
    deadlines.toml.
    """
    notebooks = [path.stem for path in course.notebooks(assignment)]
    deadlines = course.deadlines
    listed = roster.read_roster(course.root / roster.FILE)
    with Gradebook(course) as gradebook:
        enrolled = gradebook.enrol(one.student for one in listed)
        others = {one.student.id: one.others for one in listed}
        known = [roster.Listed(one, others.get(one.id, ())) for one in gradebook.roster()]
    people = roster.Roster(known)
    home = course.downloaded_path(assignment)
    sorter = Sorter(assignment, notebooks, people, bool(listed), deadlines.zone, handed_in)
    own = _own_reader(course)
    sources = list({path.resolve(): path for path in sources}.values())
    worksheets = [path for path in sources if path.suffix.lower() == ".csv"]
    sorter.participants = {
        number: one for path in worksheets for number, one in read_worksheet(path).items()
    }
    archives = [path for path in sources if path not in worksheets]
    for path in archives or ([home] if home.is_dir() else []):
        sorter.add(_opened(path, assignment, own), own)
    placer = _Placer(course, assignment, notebooks, home.parent, force)
    found = sorter.sorted()
    with Journal(course, assignment).held():
        for student in sorted(found.students):
            placer.place(student, found.students[student])
        for person in sorted(found.unknown):
            placer.keep_apart(person, found.unknown[person])
    there = course.submissions(assignment)
    with Gradebook(course) as gradebook:
        strangers = gradebook.strangers(assignment)
    notes = [*found.notes, *placer.notes, *strangers]
    return Collected(
        assignment=assignment,
        missing=tuple(sorted(people.students.keys() - set(there))),
        unknown=tuple(placer.unknown),
        notes=tuple(dict.fromkeys(notes)),
        replaced=placer.replaced,
        enrolled=enrolled,
        **{how: tuple(students) for how, students in placer.done.items()},
    )


def _own_reader(course: NbgraderCourse) -> Reader | None:
    if not course.submitted_pattern:
        return None
    try:
        return by_pattern(course.submitted_pattern)
    except re.error as error:
        raise UsageError(
            f"FileNameCollectorPlugin.named_regexp is no regular expression ({error}); "
            "correct nbgrader_config.py."
        ) from None


def _opened(path: Path, assignment: str, own: Reader | None) -> Contents:
    return open_folder(path, assignment, own) if path.is_dir() else open_archive(path)


def _tells_more(attempt: Attempt, there: Placed) -> bool:
    """Whether the same notebooks were seen later than is noted, or nothing is noted."""
    seen, noted = (replace(one, handed_in=None) for one in (attempt, there.attempt))
    return not there.known or newer(seen, noted) is True


class _Placer:
    """Puts the latest attempt of each student into place."""

    def __init__(
        self,
        course: NbgraderCourse,
        assignment: str,
        notebooks: Sequence[str],
        home: Path,
        force: bool,
    ) -> None:
        self._course, self._assignment, self._force = course, assignment, force
        self._notebooks = notebooks
        self._unknown, self.replaced = home / "unknown", home / "replaced"
        self.done: dict[str, list[str]] = {
            how: [] for how in ("new", "newer", "unchanged", "older", "fewer", "timed", "extra")
        }
        self.unknown: list[Unknown] = []
        self.notes: list[str] = []

    def place(self, student: str, attempts: Sequence[Attempt]) -> None:
        found = latest(student, attempts, self._notebooks, self._read)
        self.notes += found.notes
        if found.files is None:
            return
        attempt, files = found.attempt, found.files
        if attempt.extra:
            self.done["extra"].append(student)
        folder = self._course.submitted_path(student, self._assignment)
        origin = Origin(self._course.root, self._assignment, student)
        there = place.placed(folder, self._course.root, origin)
        how = self._how(student, attempt, files, there)
        if how == "timed" and (folder / place.STAMP).is_dir():
            how = "newer"  # nobody but the student can have made it; all of it is kept
        self.done[how].append(student)
        if how in ("new", "newer"):
            place.put(folder, attempt, files, self.replaced / student, origin)
        elif there is not None and files == there.files and _tells_more(attempt, there):
            origin.written(attempt, files).replace(origin.path)
        if how == "timed" and attempt.handed_in is not None:
            place.write_stamp(folder, attempt.handed_in)
        in_place = place.notebooks(folder, self._course.root) or {}
        self.notes += [
            f"{student} handed in no {name}.ipynb; ask for it, or it counts nothing."
            for name in found.missing
            if name not in in_place
        ]
        for person in {one.person for one in attempts}:
            place.no_longer_apart(self._unknown, person, in_place)
        self._tell_time(student, attempt, folder, there if how == "newer" else None)

    def _how(
        self, student: str, attempt: Attempt, files: dict[str, bytes], there: Placed | None
    ) -> str:
        """What becomes of an attempt beside what is in place, as ``done`` calls it."""
        if there is None:
            return "new"
        if files == there.files:
            # The same again is no later attempt: the first time counts.
            timed = there.attempt.handed_in is None and attempt.handed_in is not None
            return "timed" if timed else "unchanged"
        if not self._force and files.items() <= (there.files or {}).items():
            return "unchanged"  # a part of what is there, and nothing that is not
        after = newer(attempt, there.attempt)
        lost = [
            f"{name}.ipynb"
            for name in self._notebooks
            if name in (there.files or {}) and name not in files
        ]
        if self._force or (after and not lost):
            return "newer"
        if after:
            self.notes.append(
                f"{student} handed in a newer attempt without {', '.join(lost)}, which the one in "
                "place has; that stayed. Name all archives in one command to put them together, "
                "or take the newer one with --force."
            )
            return "fewer"
        if after is None:
            self.notes.append(
                f"{student} has another submission in place, and nothing says which is "
                f"newer; it stayed, and with --force that of {attempt.source} is taken."
            )
        return "older"

    def _tell_time(
        self, student: str, attempt: Attempt, folder: Path, before: Placed | None
    ) -> None:
        """Where nobody says when it was handed in: a late one, or one after one with a time."""
        if place.handed_in(folder, self._course.root) is not None:
            return
        what = f"write the time into {place.STAMP} beside the notebook, or give --handed-in."
        if attempt.late:
            self.notes.append(
                f"Canvas marks {student} as late and does not say when it was handed in; {what}"
            )
        elif before is not None and before.attempt.handed_in is not None:
            self.notes.append(
                f"The attempt of {student} that was replaced had a time, and the new one has none, "
                f"so it is not late; {what}"
            )

    def keep_apart(self, person: str, attempts: list[Attempt]) -> None:
        kept = None
        if attempts:
            found = latest(person, attempts, (), self._read)
            self.notes += found.notes
            kept = found.files and place.keep_apart(self._unknown, person, found.files)
        self.unknown.append(Unknown(person, kept or None))

    def _read(self, attempt: Attempt) -> dict[str, bytes] | None:
        try:
            return {name: member.read() for name, member in attempt.files.items()}
        except Unusable as error:
            self.notes.append(str(error))
            return None
