"""What is wrong with the table, with the lectures, and with the numbers: one sentence a fault."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from autograder.claims.lecture import Lecture
from autograder.claims.run import Measured, Value
from autograder.claims.table import FILE, Number, Place, Table


def missing(table: Table, lectures: Mapping[str, Lecture]) -> list[str]:
    """What can be seen without running anything: numbers, headings and remarks that are not there.

    lectures: all of the course, by session.
    """
    faults = []
    known = table.numbers
    calls = [(lecture, call) for lecture in lectures.values() for call in lecture.calls]
    for lecture, call in calls:
        if call.name not in known:
            faults.append(
                f"{lecture.at(call.line)}: the lecture claims {call.name!r}, which is not in "
                f"{FILE}{_nearest(call.name, known)}"
            )
    times = Counter(call.name for _, call in calls)
    for name in known:
        if times[name] != 1:
            often = "nowhere" if not times[name] else f"in {times[name]} places"
            faults.append(f"{name} is in {FILE}, and it is claimed {often}; one place is wanted.")
    by_number = {lecture.number: lecture for lecture in lectures.values()}
    for row in table.rows.values():
        for place in row.taught:
            faults += _heading(row.id, place, by_number)
    for mistake in table.mistakes.values():
        for place, words in mistake.remarks.items():
            no_heading = _heading(mistake.id, place, by_number)
            if no_heading:
                faults += no_heading
                continue
            section = by_number[place.session].section(place.heading)
            if section is None or not any(words in remark for remark in section.remarks):
                faults.append(
                    f"{mistake.id}: no remark on the slides under {str(place)!r} says "
                    f"{words!r}; correct {FILE}, or write the remark."
                )
    return faults


def off(table: Table, chosen: Iterable[Lecture], measured: Iterable[Measured]) -> list[str]:
    """What the run has shown: lectures that stopped, and numbers that are other ones."""
    ran = {found.session: found for found in measured}
    faults = []
    for lecture in chosen:
        found = ran[lecture.session]
        if found.stopped:
            faults.append(found.stopped)
        times = Counter(value.name for value in found.claimed)
        faults += [
            f"{lecture.at(call.line)}: {call.name} was claimed {times[call.name]} times in one "
            "run; once is wanted."
            for call in lecture.calls
            if times[call.name] != 1 and not (found.stopped and not times[call.name])
        ]
        faults += [
            f"{lecture.at(value.line)}: {value.name} is {shown(value)}, and the lecture says "
            f"{_said(value)}."
            for value in found.claimed
            if not value.agrees
        ]
        faults += against_slides(table, found.claimed)
    return faults


def against_slides(table: Table, values: Iterable[Value]) -> Iterator[str]:
    """Numbers that agree with the slide although the table says otherwise, and the reverse."""
    known = table.numbers
    for value in values:
        number = known.get(value.name)
        if number is None or not number.slide:
            continue
        slide = ", ".join(number.slide)
        if value.value is None or np.size(value.value) != len(number.slide):
            yield (
                f"{value.name}: the slide has {len(number.slide)} values ({slide}), and "
                f"{np.size(value.value)} are claimed."
            )
        elif same(number, value) and number.differs:
            yield (
                f"{value.name} is {shown(value)} and agrees with the slide ({slide}); take the "
                f"reason why it differs out of {FILE}."
            )
        elif not same(number, value) and not number.differs:
            yield (
                f"{value.name} is {shown(value)}, and the slide says {slide}; write into "
                f"{FILE} why they differ."
            )


def same(number: Number, value: Value) -> bool:
    """True if the value is the slide's, to the digits that the slide prints."""
    return all(
        abs(float(mine) - float(digits)) <= (number.within or _last_digit(digits))
        for mine, digits in zip(np.ravel(value.value), number.slide, strict=True)
    )


def shown(value: Value) -> str:
    """A measured value, with the digits that the lecture states."""
    if value.value is None:
        return "many numbers"
    return ", ".join(_digits(part, value) for part in np.ravel(value.value).tolist())


def _digits(part: object, value: Value) -> str:
    if not isinstance(part, float):
        return str(part)
    decimals = value.decimals
    if decimals is None or decimals > 8:
        return f"{part:.3g}" if value.between else f"{part:g}"
    return f"{part:.{max(decimals, 0)}f}"


def _said(value: Value) -> str:
    if value.between is not None:
        return f"from {value.between[0]:g} to {value.between[1]:g}"
    return ", ".join(f"{part}" for part in np.ravel(value.stated).tolist())


def _last_digit(digits: str) -> float:
    """Half of the last digit that is printed, and a little: 0.0073 -> 0.0000501."""
    exponent = Decimal(digits).as_tuple().exponent
    return 0.501 * 10.0 ** int(exponent) if int(exponent) < 0 else 1e-9  # a whole number is exact


def _heading(name: str, place: Place, lectures: Mapping[int, Lecture]) -> Sequence[str]:
    lecture = lectures.get(place.session)
    if lecture is None:
        return [f"{name}: there is no lecture of session {place.session}."]
    if lecture.section(place.heading) is not None:
        return []
    known = [section.heading for section in lecture.sections]
    return [
        f"{name}: the lecture of session {place.session} has no heading {place.heading!r}"
        f"{_nearest(place.heading, known)}"
    ]


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    return f"; did you mean {near[0]!r}?" if near else "."
