r"""What a learning management system (LMS) says in the name of a file.

Moodle, "Download all submissions" (mod/assign/classes/downloader.php of 4.x, and
locallib.php before it), with the option "in folders" and without:

    Ann Lee_12345_assignsubmission_file_/ps1.ipynb      (newer ones: no "_" before the "/")
    Ann Lee_12345_assignsubmission_file_ps1.ipynb
    Ann Lee_12345_assignsubmission_onlinetext_/onlinetext.html

The number belongs to this person *in this assignment* (table assign_user_mapping): it is
the "Participant 12345" of the grading worksheet, and not an id of the user. Each "_" in the
name has become a blank.

Canvas, "Download submissions" (app/models/content_zipper.rb): surname and name without
signs, the mark of lateness, the id of the user, the number of the upload, the name of the
file. A file that is handed in again is named "-1", "-2", and so on:

    leeann_12345_67890_ps1.ipynb      leeann_LATE_12345_67891_ps1-1.ipynb
    leeann_12345_text.html            (text typed into the page)

Brightspace (D2L), "Download" of all submissions; many graders' scripts in public
repositories read this form. The second number belongs to the folder of submissions, the
time is that of the institution, and a user name may stand before the name:

    12345-678 - Ann Lee - Nov 21, 2026 1105 AM - ps1.ipynb       (or a folder, and "/")

nbgrader's own folders, ``<student>/<assignment>/<file>`` or ``<student>/<file>``, and
whatever FileNameCollectorPlugin.named_regexp of nbgrader_config.py describes.

The person's part always comes first and is written by the system, the file's part is
written by the student. So the first match from the left counts, and it has to begin where
no student writes: at the beginning, or behind folders that hold the whole archive.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile

from autograder.collecting.english import english_time

_MOODLE = re.compile(
    r"(?P<name>[^/_]*)_(?P<ticket>\d{1,20})_assignsubmission_(?P<kind>[a-z]+)"
    r"(?:_?/(?P<within>.+)|_(?P<flat>[^/]+))"
)
_CANVAS = re.compile(
    r"(?P<name>[^/]*?)(?P<late>_late)?_(?P<number>\d{1,20})_"
    r"(?:(?P<order>\d{1,20})_(?P<file>[^/]+)|(?P<typed>(?:text|link)\.html))",
    re.IGNORECASE,
)
_BRIGHTSPACE = re.compile(
    r"(?P<number>\d{1,20})-\d{1,20} - (?P<name>[^/]+?) - "
    r"(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4}) "
    r"(?P<hour>\d{1,2})(?P<minute>\d\d) (?P<half>[AP]M)(?: - |/| ?- ?)(?P<file>.+)"
)
_MOST_WRAPPERS = 8  # nobody packs deeper, and each one is another name to read


@dataclass(frozen=True)
class Label:
    """Who handed in a file, and when, as its name says it; "" and None where it does not.

    system: who wrote the name. student: the course's own id. number: the system's id of the
    person; ticket: Moodle's, for this assignment alone. name: the person's. order: later
    uploads have higher ones. handed_in: without a zone where the system names none.
    """

    system: str
    file: str
    student: str = ""
    number: str = ""
    ticket: str = ""
    name: str = ""
    late: bool = False
    order: int = 0
    handed_in: datetime.datetime | None = None

    @property
    def person(self) -> str:
        """The person in words, for a message."""
        number = self.number or self.ticket
        words = [self.name or self.student, f"({self.system} {number})" if number else ""]
        return " ".join(filter(None, words))


Reader = Callable[[str], Label | None]


@dataclass(frozen=True)
class Shape:
    """What an archive's names have in common, so that one person's cannot decide it.

    wrappers: the folders around all notebooks, as people make them when they pack it again.
    system: whose form fits most names, of equals the first in ``_READERS``. What a person
    chooses can look like another system's form, but it stands in a name of its own system's
    form, and that one fits all the others, too.
    """

    wrappers: tuple[str, ...] = ()
    system: str = ""


_ALONE = Shape()


def shape_of(paths: Iterable[str]) -> Shape:
    """The shape of an archive with these files in it."""
    paths = list(paths)
    folders = [path.split("/")[:-1] for path in paths if path.lower().endswith(".ipynb")]
    folders = folders or [path.split("/")[:-1] for path in paths]
    together = takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False))
    wrappers = tuple(parts[0] for parts in islice(together, _MOST_WRAPPERS))
    fitting: Counter[str] = Counter()
    for path in paths:
        parts = path.split("/")
        rests = _rests(parts, _around(parts, wrappers))
        fitting.update({label.system for rest in rests for label in _labels(rest)})
    most = max(fitting.values(), default=0)
    return Shape(wrappers, next((name for name in _READERS if most and fitting[name] == most), ""))


def read_label(
    path: str,
    assignment: str,
    own: Reader | None = None,
    shape: Shape = _ALONE,
    known: Callable[[str], bool] = lambda _: False,
) -> Label | None:
    """What the path of a file says; None where nothing of it is a known form.

    own: the course's own way to read names, asked first. shape: of the archive. known:
    whether a folder's name means a student of the course: what is in it is theirs alone.
    """
    if own is not None and (label := own(path)):
        return label
    parts = path.split("/")
    around = _around(parts, tuple(takewhile(lambda part: not known(part), shape.wrappers)))
    if assignment in parts[1:-1]:
        # what looks like a student's folder may be read as an LMS's, but not what is in it
        around = min(around, parts.index(assignment, 1) - 1)
    for rest in _rests(parts, around):
        labels = sorted(_labels(rest), key=lambda label: label.system != shape.system)
        if labels:
            return labels[0]
    return _plain(parts, assignment, around)


def _around(parts: list[str], wrappers: tuple[str, ...]) -> int:
    """How many of the folders around a file are wrappers."""
    pairs = zip(parts[:-1], wrappers, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _rests(parts: list[str], around: int) -> list[str]:
    """The name without the folders around it: without none of them, one, and so on."""
    return ["/".join(parts[start:]) for start in range(around + 1)]


def _labels(path: str) -> list[Label]:
    """As each system would read a name."""
    return [label for read in _READERS.values() if (label := read(path))]


def _moodle(path: str) -> Label | None:
    if not (found := _MOODLE.fullmatch(path)):
        return None
    file = (found["within"] or found["flat"]).rpartition("/")[2]
    return Label("Moodle", file, ticket=found["ticket"], name=found["name"].strip())


def _canvas(path: str) -> Label | None:
    # without the first test, a name of many numbers in a folder would be read over and over
    if "/" in path or not (found := _CANVAS.fullmatch(path)):
        return None
    return Label(
        "Canvas",
        found["file"] or found["typed"],
        number=found["number"],
        name=found["name"],
        late=bool(found["late"]),
        order=int(found["order"] or 0),
    )


def _brightspace(path: str) -> Label | None:
    if not (found := _BRIGHTSPACE.fullmatch(path)):
        return None
    return Label(
        "Brightspace",
        found["file"].rpartition("/")[2],
        number=found["number"],
        name=found["name"],
        handed_in=english_time(*found.group("year", "month", "day", "hour", "minute", "half")),
    )


# Where two forms fit, that one comes first which makes nobody somebody else: a file in
# Brightspace may be called like one of Moodle's, and then the name is no student's; a person
# in Moodle like one of Brightspace's, and then the number may be another student's.
_READERS: Mapping[str, Reader] = {"Moodle": _moodle, "Brightspace": _brightspace, "Canvas": _canvas}


def _plain(parts: list[str], assignment: str, around: int) -> Label | None:
    """``…/<student>/<assignment>/<file>`` or ``<student>/<file>``."""
    if len(parts) >= 3 and parts[-2] == assignment and len(parts) - 3 <= around:
        return Label("nbgrader", parts[-1], student=parts[-3])
    if len(parts) == 2:
        return Label("folder", parts[-1], student=parts[0])
    return None


def by_pattern(pattern: str) -> Reader:
    """nbgrader's ``named_regexp``, with student_id and file_id, and perhaps timestamp.

    Raises re.error. A time without a zone is in UTC, as nbgrader takes it.
    """
    compiled = re.compile(pattern)

    def read(path: str) -> Label | None:
        # nbgrader matches the whole path of the unpacked file
        found = compiled.match(f"/{path}")
        named = found.groupdict() if found else {}
        if not (named.get("student_id") and named.get("file_id")):
            return None
        ending = path[path.rfind(".") :] if "." in path.rpartition("/")[2] else ""
        file = named["file_id"].rpartition("/")[2].removesuffix(ending) + ending
        when = _iso_time(named.get("timestamp") or "")
        return Label("nbgrader", file, student=named["student_id"], handed_in=when)

    return read


def _iso_time(text: str) -> datetime.datetime | None:
    """2026-01-30 15:00:00, with any sign between the numbers."""
    numbers = re.fullmatch(r"(\d{4})\D?(\d\d)\D?(\d\d)\D?(\d\d)\D?(\d\d)(?:\D?(\d\d))?\D*", text)
    try:
        values = [int(number or 0) for number in numbers.groups()] if numbers else []
        return datetime.datetime(*values, tzinfo=datetime.UTC) if values else None  # type: ignore[arg-type, misc]
    except ValueError:
        return None
