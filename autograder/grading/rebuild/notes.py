"""What was missing, double or changed in a submission, in one sentence for each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from autograder.grading.rebuild.cells import Kind
from autograder.grading.rebuild.template import Template

MOST_NAMED = 4


def notes_on(template: Template, taken: Mapping[int, str], times: Counter[int]) -> list[str]:
    """Sentences about the instructor's cells that a submission did not hold as released.

    taken: place of a cell -> the student's text for it; times: place -> how often it was there.
    """
    missing: list[str] = []
    doubled: list[str] = []
    deleted: list[str] = []
    changed: list[str] = []
    again: list[str] = []
    for place, cell in enumerate(template.cells):
        name = f"`{cell.grade_id}`"
        if cell.kind in (Kind.ANSWER, Kind.WRITTEN):
            if place not in taken:
                missing.append(name)
            elif times[place] > 1:
                doubled.append(name)
        elif cell.kind is Kind.TEST:
            given = template.released.get(cell.grade_id or "")
            if template.was_released(cell.grade_id, taken.get(place)):
                pass  # the assignment was changed since, and not by the student
            elif place not in taken:
                deleted.append(name)
            elif given is not None and taken[place].strip() not in (
                given.strip(),
                cell.source.strip(),
            ):
                changed.append(name)
            if times[place] > 1:
                again.append(name)
    sentences = [
        _sentence(missing, "answer cell", "is missing", "are missing"),
        _sentence(
            doubled,
            "cell",
            "is there more than once; the first one was marked",
            "are there more than once; the first of each was marked",
        ),
        _sentence(
            deleted,
            "test cell",
            "had been deleted; the instructor's own was used",
            "had been deleted; the instructor's own were used",
        ),
        _sentence(
            changed,
            "test cell",
            "had been changed; the instructor's own was used",
            "had been changed; the instructor's own were used",
        ),
        _sentence(
            again,
            "test cell",
            "is there more than once; it counts once",
            "are there more than once; each counts once",
        ),
    ]
    return [sentence for sentence in sentences if sentence]


def _sentence(names: Sequence[str], noun: str, one: str, many: str) -> str:
    """The sentence about these cells; "" about none."""
    if not names:
        return ""
    if len(names) == 1:
        return f"The {noun} {names[0]} {one}."
    listed = ", ".join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    return f"{len(names)} {noun}s {many}: {listed}{f' and {rest} more' if rest > 0 else ''}."
