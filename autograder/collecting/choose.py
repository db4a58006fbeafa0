"""One attempt: the files of one person at one time, as the notebooks that are wanted."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autograder.collecting.archive import Member, shown
from autograder.collecting.label import Label
from autograder.grading.results import TIMESTAMP_FILE

# What systems and browsers add to the name of a file that is there already.
_AGAIN = re.compile(r"(?:-\d{1,3}| ?\(\d{1,3}\))$")


@dataclass(frozen=True)
class Found:
    """A file in an archive, with what its name says."""

    member: Member
    label: Label


@dataclass(frozen=True)
class Attempt:
    """What one person handed in at one time.

    handed_in: with its zone, None where nothing says it. packed and order tell attempts apart
    where no time does. late: the system says so. source: the archive. person: what it calls
    the student. extra: there were other files, which nobody needs.
    """

    files: Mapping[str, Member]
    source: str
    handed_in: datetime.datetime | None = None
    order: int = 0
    packed: datetime.datetime | None = None
    late: bool = False
    person: str = ""
    extra: bool = False
    notes: tuple[str, ...] = field(default=())


def newer(one: Attempt, other: Attempt) -> bool | None:
    """Whether ``one`` was handed in after ``other``; None where that cannot be told.

    By the time of handing in where both have one, else by the system's number of the upload,
    else by the time of packing: a system packs the latest attempt.
    """
    pairs: list[tuple[object, object]] = [
        (one.handed_in, other.handed_in),
        (one.order or None, other.order or None),
        (one.packed, other.packed),
    ]
    for mine, theirs in pairs:
        if mine is not None and theirs is not None and mine != theirs:
            return bool(mine > theirs)  # type: ignore[operator]
    return None


def attempt_of(found: Iterable[Found], notebooks: Iterable[str], who: str) -> Attempt:
    """The files of one person at one time, matched with the notebooks of the assignment.

    Notes say what was taken under another name, and what was not taken.
    """
    everything = sorted(found, key=lambda one: (one.label.order, one.member.name))
    wanted = list(notebooks)
    files: dict[str, Found] = {}
    notes: list[str] = []
    rest: list[Found] = []
    for one in everything:
        name = _matching(one.label.file, wanted)
        if name is None:
            rest.append(one)
            continue
        if name in files:
            both = one.label.file, files[name].label.file
            if both[0] == both[1]:  # in two folders
                both = one.member.name, files[name].member.name
            notes.append(
                f"{who} handed in {name}.ipynb more than once at a time; "
                f"{shown(both[0])} was taken, and not {shown(both[1])}."
            )
        files[name] = one
    others = [one for one in rest if one.label.file.lower().endswith(".ipynb")]
    missing = [name for name in wanted if name not in files]
    if len(missing) == 1 and len(others) == 1:
        files[missing[0]] = others[0]
        notes.append(
            f"{who} handed in {missing[0]}.ipynb as {shown(others[0].label.file)}; it was taken."
        )
        rest.remove(others[0])
    elif others:
        notes.append(
            f"{who} handed in {_list(others)}, and no name says what it is; put the right one "
            f"into the archive as {' or '.join(f'{name}.ipynb' for name in missing or wanted)}."
        )
    strange = [one for one in rest if one not in others and one.label.file != TIMESTAMP_FILE]
    if strange and not files:
        notes.append(f"{who} handed in {_list(strange)}, which is no notebook; ask for one.")
    times = [one.label.handed_in for one in everything if one.label.handed_in]
    return Attempt(
        files={name: files[name].member for name in sorted(files)},
        source=everything[0].member.source,
        handed_in=max(times, default=None),
        order=max(one.label.order for one in everything),
        packed=max(one.member.packed for one in everything),
        late=any(one.label.late for one in everything),
        person=everything[0].label.person,
        extra=bool(strange and files),
        notes=tuple(notes),
    )


def _matching(file: str, wanted: list[str]) -> str | None:
    """The notebook that a file's name means, if a capital or "-1" is all that differs."""
    if not file.lower().endswith(".ipynb"):
        return None
    stem = file[: -len(".ipynb")]
    for form in (stem, _AGAIN.sub("", stem)):
        for name in wanted:
            if form.casefold() == name.casefold():
                return name
    return None


def _list(found: list[Found]) -> str:
    names = [shown(one.label.file) for one in found[:3]]
    more = len(found) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
