"""deadlines.toml: when an assignment is due, what a late one costs, and who has longer.

timezone = "Europe/Berlin"            # of every time below that names no zone
grace_minutes = 10                    # what stands here holds for all assignments

[s01_linear_regression]
due = 2026-11-20T23:59:00
cutoff = 2026-11-27T23:59:00          # what comes later counts nothing
percent_per_day = 10                  # of the marks that can be had, for each day begun
cap_percent = 50

[s01_linear_regression.extensions]
ada = 2026-11-24T23:59:00             # her own due date; her cutoff moves by as much

Instead of percent_per_day: percent_per_hour, points_per_day, points_per_hour, with
cap_percent or cap_points. Within the grace nothing is late; beyond it, lateness counts
from the due date.
"""

from __future__ import annotations

import datetime
import difflib
import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from autograder.errors import UsageError, unknown
from autograder.grading.deadlines import FILE, YEARS, Deadline, Deadlines

_RATES = {f"{unit}_per_{time}" for unit in ("percent", "points") for time in ("day", "hour")}
_CAPS = {"cap_percent", "cap_points"}
_NUMBERS = {"grace_minutes", *_RATES, *_CAPS}
_TIMES = {"due", "cutoff"}
_MOST = 1_000_000  # what is more is a slip, and beyond what times can be moved by


def read_deadlines(course: Path, assignments: Iterable[str]) -> Deadlines:
    """The deadlines of a course, none without the file.

    Raises UsageError with a sentence for each mistake in it.
    """
    path = course / FILE
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Deadlines(None, {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{FILE} cannot be read: {error}.") from error
    reader = _Reader()
    zone = reader.take(partial(_zone, found.pop("timezone", None)))
    sections = {name: value for name, value in found.items() if isinstance(value, dict)}
    general = {name: value for name, value in found.items() if name not in sections}
    known = sorted(assignments)
    deadlines = {}
    for name in general:
        reader.take(partial(_known_key, name, "", _NUMBERS | {"timezone"}))
    for name, section in sections.items():
        if name not in known:
            if name == "extensions" or "due" not in section:
                reader.mistakes.append(
                    f"[{name}] of {FILE} is no assignment and has no due date; write what holds "
                    "for all above the first section, and dates of students' own into "
                    "[<assignment>.extensions]."
                )
                continue
            # It may be one that is not written yet, unless another goes without a section.
            if difflib.get_close_matches(name, [one for one in known if one not in sections], n=1):
                reader.mistakes.append(str(unknown(f"assignment of {FILE}", name, known)))
            continue
        deadline = reader.take(partial(_deadline, reader, name, _merged(general, section), zone))
        if deadline is not None:
            deadlines[name] = deadline
    if reader.mistakes:
        raise UsageError(" ".join(dict.fromkeys(reader.mistakes)))
    return Deadlines(zone, deadlines)


class _Reader:
    """Gathers mistakes, so that a person reads all of them at once."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def take(self, read: Any) -> Any:
        try:
            return read()
        except UsageError as error:
            self.mistakes.append(str(error))
            return None


def _merged(general: Mapping[str, Any], section: Mapping[str, Any]) -> dict[str, Any]:
    """A rate or a cap of the assignment's own takes the place of the one for all."""
    merged = dict(general)
    for names in (_RATES, _CAPS):
        if names & section.keys():
            merged = {name: value for name, value in merged.items() if name not in names}
    return {**merged, **section}


def _deadline(reader: _Reader, name: str, section: dict[str, Any], zone: Any) -> Deadline | None:
    where = f"[{name}]"
    before = len(reader.mistakes)
    for key in section:
        reader.take(partial(_known_key, key, where, _NUMBERS | _TIMES | {"extensions"}))
    times = {
        key: reader.take(partial(_time, section[key], f"{key} in {where}", zone))
        for key in sorted(_TIMES & section.keys())
    }
    numbers = {
        key: reader.take(partial(_number, section[key], f"{key} in {where}"))
        for key in sorted(_NUMBERS & section.keys())
    }
    extensions = section.get("extensions", {})
    if not isinstance(extensions, dict):
        reader.mistakes.append(
            f"extensions in {where} of {FILE} has to be a section: [{name}.extensions]."
        )
        extensions = {}
    own = {
        student: reader.take(partial(_time, value, f"{student!r} in [{name}.extensions]", zone))
        for student, value in extensions.items()
    }
    if "due" not in section:
        reader.mistakes.append(
            f"{where} of {FILE} has no due date; write due = 2026-11-20T23:59:00."
        )
    for names, what in ((_RATES, "rate"), (_CAPS, "cap")):
        if len(names & numbers.keys()) > 1:
            both = " and ".join(sorted(names & numbers.keys()))
            reader.mistakes.append(f"{where} of {FILE} has {both}; keep one {what}.")
    if len(reader.mistakes) > before:
        return None
    due, cutoff = times["due"], times.get("cutoff")
    early = [f"the date of {who!r}" for who, when in sorted(own.items()) if when < due]
    for what in [*early, *(["cutoff"] if cutoff is not None and cutoff < due else [])]:
        reader.mistakes.append(
            f"In {where} of {FILE}, {what} is before the due date; give a later one."
        )
    rate = next(iter(_RATES & numbers.keys()), None)
    cap = next(iter(_CAPS & numbers.keys()), None)
    return Deadline(
        due=due,
        cutoff=cutoff,
        grace=datetime.timedelta(minutes=numbers.get("grace_minutes", 0.0)),
        rate=None if rate is None else numbers[rate],
        in_percent=rate is None or rate.startswith("percent"),
        period="day" if rate is None else rate.rpartition("_")[2],
        cap=None if cap is None else numbers[cap],
        cap_in_percent=cap != "cap_points",
        extensions=own,
    )


def _known_key(key: str, where: str, known: Collection[str]) -> None:
    if key not in known:
        raise unknown(f"setting of {where + ' in ' if where else ''}{FILE}", key, known)


def _zone(name: Any) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (TypeError, ValueError, OSError, KeyError):  # KeyError: no such zone
        raise UsageError(
            f"There is no time zone {name!r}, as timezone in {FILE} says; "
            'write one like "Europe/Berlin" or "UTC".'
        ) from None


def _time(value: Any, what: str, zone: ZoneInfo | None) -> datetime.datetime:
    if isinstance(value, str):
        try:  # a date alone would mean its first minute, which nobody means by a due date
            has_time = len(value) > len("2026-11-20")
            value = datetime.datetime.fromisoformat(value) if has_time else None
        except ValueError:
            value = None
    if not isinstance(value, datetime.datetime):
        raise UsageError(
            f"{what} of {FILE} is no date with a time; write it like 2026-11-20T23:59:00."
        )
    if value.tzinfo is None:
        if zone is None:
            raise UsageError(
                f"{what} of {FILE} names no time zone; write timezone = "
                '"Europe/Berlin" in the first line, or put the offset behind it, as in +01:00.'
            )
        value = value.replace(tzinfo=zone)
    if value.year not in YEARS:
        raise UsageError(
            f"{what} of {FILE} is in the year {value.year}; write one from {YEARS[0]} to "
            f"{YEARS[-1]}."
        )
    # one zone for all sums: two times in the same local zone subtract as clocks on a wall do,
    # an hour off when summer time begins or ends between them
    return value.astimezone(datetime.UTC)


def _number(value: Any, what: str) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 <= value <= _MOST:
        raise UsageError(f"{what} of {FILE} has to be a number from 0 to {_MOST}.")
    return float(value)
