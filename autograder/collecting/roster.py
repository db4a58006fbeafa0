"""Who is who: ``students.csv`` beside the course, and what the gradebook knows.

    id,first_name,last_name,email,lms_user_id
    ada,Ada,Lovelace,ada@example.org,12345

The columns are those of `nbgrader db student import`; only ``id`` is needed. lms_user_id
is what Canvas or Brightspace calls a person: in Canvas the column ID of the exported
gradebook. A further column ``username`` counts as another name of the person. A
semicolon between the columns does as well.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from autograder.collecting.archive import without_joiners
from autograder.collecting.label import Label
from autograder.errors import UsageError
from autograder.grading.gradebook import Student, can_be_student

FILE = "students.csv"
_COLUMNS = [field.name for field in fields(Student)]
_NAMES = ("first_name", "last_name")


@dataclass(frozen=True)
class Listed:
    """A student of the roster, with other names that a system has for them."""

    student: Student
    others: tuple[str, ...] = ()


class Roster:
    """The students of a course."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        self.students = {one.student.id: one.student for one in listed}
        self._by_id: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._numbered = False
        for one in listed:
            student = one.student
            for key in (student.id, student.email, *one.others):
                self._add(self._by_id, key.casefold(), student)
            if student.lms_user_id:
                self._numbered = True
                self._add(self._by_id, f"#{student.lms_user_id}", student)
            self._add(self._by_name, _words(student.name), student)
            self._add(self._by_name, _signs(student.last_name + student.first_name), student)

    @staticmethod
    def _add(index: dict[str, set[str]], key: str, student: Student) -> None:
        if key:
            index[key].add(student.id)

    def knows(self, key: str) -> bool:
        """Whether this is the id, address or other name of a student."""
        return bool(self._by_id.get(key.casefold()))

    def sure(self, label: Label, also: Iterable[str] = ()) -> str | None:
        """The id of the student whom a label means by an id, an address or a number.

        also: other ids and addresses of the person, from the system's own list.
        """
        if label.student:
            return self._one(self._by_id, [label.student.casefold()])
        if found := self._one(self._by_id, [key.casefold() for key in also]):
            return found
        # A number of the system's may be another person's id in the course.
        key = f"#{label.number}" if self._numbered else label.number
        return self._one(self._by_id, [key]) if label.number else None

    def find(self, label: Label, also: Iterable[str] = ()) -> str | None:
        """The id of the student whom a label means; None if that is nobody, or not sure."""
        found = self.sure(label, also)
        # People may change their name in the system, but not their number.
        if found or label.student or (self._numbered and label.system == "Canvas" and label.number):
            return found
        words = _signs(label.name) if label.system == "Canvas" else _words(label.name)
        found = self._one(self._by_name, [words])
        if found is None and label.system == "Brightspace":
            return self._with_username(label.name)
        return found

    def _with_username(self, text: str) -> str | None:
        """Who is meant by "ada01 Ada Lovelace", if both are the same person."""
        username, _, name = text.partition(" ")
        found = self._one(self._by_id, [username.casefold()])
        return found if found and _words(self.students[found].name) == _words(name) else None

    def _one(self, index: Mapping[str, set[str]], keys: Iterable[str]) -> str | None:
        found = set().union(*(index.get(key, set()) for key in keys if key))
        return next(iter(found)) if len(found) == 1 else None


def read_roster(path: Path) -> list[Listed]:
    """The students of a file, none if it is not there.

    Raises UsageError with the line for what is wrong in it.
    """
    name = path.name
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{name} cannot be read ({error}); save it as UTF-8.") from None
    rows = table(text)
    if not rows or "id" not in rows[0]:
        raise UsageError(
            f"{name} has no column id; its first line has to be like {','.join(_COLUMNS)}."
        )
    columns = [cell.strip().lower() for cell in rows[0]]
    listed: dict[str, Listed] = {}
    for number, cells in enumerate(rows[1:], 2):
        values = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        if not any(values.values()):
            continue
        student = Student(**{column: values.get(column, "") for column in _COLUMNS})
        if why := _wrong(student):
            raise UsageError(f"Line {number} of {name} {why}.")
        if student.id in listed:
            raise UsageError(f"Line {number} of {name} has {student.id!r} again; keep one line.")
        listed[student.id] = Listed(student, tuple(filter(None, [values.get("username", "")])))
    return list(listed.values())


def table(text: str) -> list[list[str]]:
    """The cells of a CSV file with commas or, as some spreadsheets save it, semicolons."""
    head = text.partition("\n")[0]
    between = ";" if head.count(";") > head.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=between))
    except csv.Error:
        return []
    if rows:
        rows[0] = [cell.strip() for cell in rows[0]]
    return rows


def _wrong(student: Student) -> str:
    if not student.id:
        return "has no id"
    if not can_be_student(student.id):
        return f"has the id {student.id!a}, which can be no name of a folder"
    for column in _COLUMNS:
        value = getattr(student, column)
        shown = without_joiners(value) if column in _NAMES else value
        if len(value) > 128 or not shown.isprintable():
            return f"has a {column} that is too long or cannot be shown"
    return ""


def _plain(text: str) -> str:
    """Without accents, capitals and joiners: systems disagree about all of them."""
    decomposed = unicodedata.normalize("NFKD", without_joiners(text))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def _words(name: str) -> str:
    """The words of a name in any order: "Lovelace Ada" is "Ada Lovelace"."""
    spaced = "".join(sign if sign.isalnum() else " " for sign in _plain(name))
    return " ".join(sorted(spaced.split()))


def _signs(name: str) -> str:
    return "".join(sign for sign in _plain(name) if sign.isalnum())
